# SPDX-License-Identifier: Apache-2.0
# cmake -D compiler=… -D standard=… -D include=… -D file=… -P check.cmake: holds `file` to its law (see CMakeLists.txt).

function(compile result_variable text_variable)
  execute_process(
    COMMAND ${compiler} ${standard} -fsyntax-only -I${include} ${ARGN} ${file}
    RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE text)
  set(${result_variable} ${result} PARENT_SCOPE)
  set(${text_variable} "${text}" PARENT_SCOPE)
endfunction()

compile(bare text)
if(NOT bare EQUAL 0)
  message(FATAL_ERROR "${file} does not compile even without its law:\n${text}")
endif()

compile(legal text -DLEGAL)
if(NOT legal EQUAL 0)
  message(FATAL_ERROR "the legal twin in ${file} does not compile:\n${text}")
endif()

compile(illegal text -DILLEGAL)
if(illegal EQUAL 0)
  message(FATAL_ERROR "${file} breaks its law, and compiles")
endif()
