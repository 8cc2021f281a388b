# SPDX-License-Identifier: Apache-2.0
# cmake -D build=… -D work=… -D compiler=… -D flags=… -D generator=… -P run.cmake
# Installs the build into a temporary prefix, then uses it from outside: with find_package and with pkg-config; and the
# sources, with add_subdirectory.
cmake_minimum_required(VERSION 3.25)
set(source ${CMAKE_CURRENT_LIST_DIR})
set(prefix ${work}/prefix)
file(REMOVE_RECURSE ${work})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE text ERROR_VARIABLE text)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${text}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${build} --prefix ${prefix})

# By find_package.
run(${CMAKE_COMMAND} -S ${source} -B ${work}/cmake -G ${generator} -D CMAKE_BUILD_TYPE=Release
    -D CMAKE_CXX_COMPILER=${compiler} -D CMAKE_CXX_FLAGS=${flags} -D CMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${work}/cmake)
run(${CMAKE_CTEST_COMMAND} --test-dir ${work}/cmake --no-tests=error --output-on-failure)

# By add_subdirectory; only what needs no compiled library, since that is built already.
run(${CMAKE_COMMAND} -S ${source}/subdirectory -B ${work}/subdirectory -G ${generator} -D CMAKE_BUILD_TYPE=Release
    -D CMAKE_CXX_COMPILER=${compiler} -D CMAKE_CXX_FLAGS=${flags} -D nytta_source=${source}/../..)
run(${CMAKE_COMMAND} --build ${work}/subdirectory --target measures)
run(${CMAKE_CTEST_COMMAND} --test-dir ${work}/subdirectory --no-tests=error --output-on-failure)

# By pkg-config, with the warnings that a strict user has on, and a list of every file that was opened.
set(ENV{PKG_CONFIG_PATH} ${prefix}/lib/pkgconfig)
separate_arguments(flags)

function(with_pkg_config package program)
  execute_process(COMMAND pkg-config --cflags --libs ${package} RESULT_VARIABLE result
                  OUTPUT_VARIABLE found ERROR_VARIABLE text)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "pkg-config does not find ${package}: ${text}")
  endif()
  separate_arguments(found UNIX_COMMAND ${found})
  run(${compiler} -std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror ${flags}
      ${source}/${program}.cpp -MD -MF ${work}/${program}.d -o ${work}/${program} ${found})
  run(${work}/${program})

  file(READ ${work}/${program}.d opened)
  string(REGEX MATCHALL "[^ \\\n]+" opened "${opened}")
  set(ours 0)
  foreach(file IN LISTS opened)
    cmake_path(NORMAL_PATH file)
    if(file MATCHES "/(boost|Eigen|eigen3|fmt|toml\\+\\+|nlohmann|CLI|tbb)/|/(sqlite3|xlsxwriter)")
      message(FATAL_ERROR "${program}, which uses ${package} only, opened ${file}")
    elseif(file MATCHES "/nytta/[^/]+/[^/]+$")
      math(EXPR ours "${ours} + 1")
      string(FIND ${file} ${prefix}/ at)
      if(NOT at EQUAL 0)
        message(FATAL_ERROR "${program} opened a header that is not the installed one: ${file}")
      endif()
    endif()
  endforeach()
  if(ours EQUAL 0)
    message(FATAL_ERROR "${program} opened no header of ours: the list of opened files was not understood")
  endif()
endfunction()

with_pkg_config(nytta-headers measures)
with_pkg_config(nytta compiled)
with_pkg_config(nytta case_file)
with_pkg_config(nytta umbrella)
