# SPDX-License-Identifier: Apache-2.0
# nytta_headers_only(TARGET FOLDER [UNDER]): a target for a library of headers that Debian keeps in /usr/include/UNDER. That
# folder itself must not be searched, since the headers of Linux's C library lie there: the build tree gets a link to
# the library's own folder alone.
function(nytta_headers_only target folder)
  set(under ${ARGN})
  set(links ${CMAKE_BINARY_DIR}/headers_only/${folder})
  set(real /usr/include/${under}/${folder})
  if(NOT IS_DIRECTORY ${real})
    message(FATAL_ERROR "${real} is missing: run scripts/packages build")
  endif()
  file(MAKE_DIRECTORY ${links})
  file(CREATE_LINK ${real} ${links}/${folder} SYMBOLIC)
  if(NOT TARGET ${target})
    add_library(${target} INTERFACE IMPORTED)
    target_include_directories(${target} SYSTEM INTERFACE ${links})
  endif()
endfunction()
