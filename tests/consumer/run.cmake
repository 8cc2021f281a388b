# SPDX-License-Identifier: Apache-2.0
# cmake -D build=… -D work=… -D compiler=… -D c_compiler=… -D flags=… -D generator=… -P run.cmake
# Packs the build as Debian packages, unpacks them into an empty tree, and uses that from outside: with find_package and
# with pkg-config, from C, C++ and another language; and the sources, with add_subdirectory. A build that is not what Debian
# gets is installed in that tree as it is.
cmake_minimum_required(VERSION 3.25)
set(source ${CMAKE_CURRENT_LIST_DIR})
file(REMOVE_RECURSE ${work})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${text}")
  endif()
endfunction()

set(prefix ${work}/root/usr)
if(EXISTS ${build}/CPackConfig.cmake)
  run(bash ${source}/../debian/unpack ${build} ${work}/packages ${work}/root)
else()
  run(${CMAKE_COMMAND} --install ${build} --prefix ${prefix})
endif()
file(GLOB_RECURSE pc ${prefix}/lib/nytta.pc)
cmake_path(GET pc PARENT_PATH pkgconfig)
set(ENV{PKG_CONFIG_PATH} ${pkgconfig})
set(ENV{PKG_CONFIG_DONT_DEFINE_PREFIX})
cmake_path(GET pkgconfig PARENT_PATH libdir)
set(ENV{LD_LIBRARY_PATH} ${libdir})

set(toolchain -G ${generator} -D CMAKE_CXX_COMPILER=${compiler} -D CMAKE_C_COMPILER=${c_compiler}
    -D CMAKE_CXX_FLAGS=${flags} -D CMAKE_C_FLAGS=${flags})
run(${CMAKE_COMMAND} -S ${source} -B ${work}/cmake ${toolchain} -D CMAKE_PREFIX_PATH=${prefix}
    -D nytta_prefix=${prefix} -D nytta_library=${libdir}/libnytta_c.so -D examples=${source}/../../examples)
run(${CMAKE_COMMAND} --build ${work}/cmake --parallel 2)
run(${CMAKE_CTEST_COMMAND} --test-dir ${work}/cmake --no-tests=error --output-on-failure)

# By add_subdirectory; only what needs no compiled library, since that is built already.
run(${CMAKE_COMMAND} -S ${source}/subdirectory -B ${work}/subdirectory ${toolchain} -D nytta_source=${source}/../..)
run(${CMAKE_COMMAND} --build ${work}/subdirectory --target npv)
run(bash ${source}/../golden/check ${source}/../../examples/npv.expected ${work}/subdirectory/npv)
