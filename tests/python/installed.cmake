# SPDX-License-Identifier: Apache-2.0
# cmake -D build=… -D work=… -D python=… -D packages=… -D examples=… -P installed.cmake
# Installs the Python package alone into an empty prefix, moves that elsewhere, and runs the examples on it: with nothing
# of the build tree in sight.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${work})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${build} --prefix ${work}/made --component python
                OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${work}/made ${work}/moved)

set(ENV{PYTHONPATH} ${work}/moved/${packages})
execute_process(COMMAND ${python} -c "import nytta; print(nytta.__file__)" WORKING_DIRECTORY ${work}
                OUTPUT_VARIABLE found COMMAND_ERROR_IS_FATAL ANY)
string(FIND ${found} ${work}/moved/${packages}/nytta/ at)
if(NOT at EQUAL 0)
  message(FATAL_ERROR "the package that was found is not the installed one: ${found}")
endif()

file(GLOB programs ${examples}/*.py)
if(NOT programs)
  message(FATAL_ERROR "no example in Python was found in ${examples}")
endif()
foreach(program IN LISTS programs)
  cmake_path(REPLACE_EXTENSION program expected OUTPUT_VARIABLE expected)
  execute_process(COMMAND ${python} -P ${program} WORKING_DIRECTORY ${work}
                  OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
  file(READ ${expected} wanted)
  if(NOT said STREQUAL wanted)
    message(FATAL_ERROR "${program} said\n${said}\nnot\n${wanted}")
  endif()
endforeach()
