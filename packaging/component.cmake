# SPDX-License-Identifier: Apache-2.0
# nytta_component(NAME TARGET target DESCRIPTION text [NEEDS component…] [REQUIRES pkg-config-name…])
#
# Installs a library with its headers, and makes it find_package(nytta COMPONENTS NAME), the target nytta::NAME, and
# pkg-config nytta-NAME (nytta itself: nytta). NEEDS are components of ours that come with it; REQUIRES are the libraries
# of others that whoever links it statically links too.
function(nytta_component name)
  cmake_parse_arguments(PARSE_ARGV 1 of "" "TARGET;DESCRIPTION" "NEEDS;REQUIRES")
  set_target_properties(${of_TARGET} PROPERTIES EXPORT_NAME ${name})
  install(TARGETS ${of_TARGET} EXPORT nytta-${name}-targets
    ARCHIVE COMPONENT development
    LIBRARY COMPONENT library NAMELINK_COMPONENT development
    RUNTIME COMPONENT library
    FILE_SET HEADERS COMPONENT development)
  install(EXPORT nytta-${name}-targets NAMESPACE nytta:: DESTINATION ${package_dir} COMPONENT development)
  list(JOIN of_NEEDS " " needs)
  configure_file(component.cmake.in nytta-component-${name}.cmake @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/nytta-component-${name}.cmake DESTINATION ${package_dir}
          COMPONENT development)

  # The .pc files find their prefix from where they lie, so that an installed tree can be moved.
  get_target_property(type ${of_TARGET} TYPE)
  set(pc_name nytta-${name})
  if(name STREQUAL nytta)
    set(pc_name nytta)
  endif()
  set(pc_cflags "")
  set(pc_libs "")
  set(pc_requires "")
  if(NOT type STREQUAL INTERFACE_LIBRARY)
    set(pc_libs "-L\${libdir} -l${of_TARGET}")
  endif()
  if(type STREQUAL STATIC_LIBRARY)
    foreach(needed IN LISTS of_NEEDS)
      if(needed STREQUAL nytta)
        string(APPEND pc_requires " nytta")
      endif()
    endforeach()
    foreach(library IN LISTS of_REQUIRES)
      string(APPEND pc_requires " ${library}")
    endforeach()
    if(name STREQUAL c)
      set(pc_cflags " -DNYTTA_C_STATIC")
      string(APPEND pc_libs " -lstdc++ -lm")  # a C compiler links it
    endif()
  endif()
  configure_file(component.pc.in ${pc_name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${pc_name}.pc DESTINATION ${pkgconfig_dir} COMPONENT development)
endfunction()
