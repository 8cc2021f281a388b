# SPDX-License-Identifier: Apache-2.0
# nytta_component(NAME TARGET target DESCRIPTION text [NEEDS component…] [REQUIRES module…] [CFLAGS flags] [LIBS flags])
#
# Installs a library with its headers, and makes it find_package(nytta COMPONENTS NAME), the target nytta::NAME, and
# pkg-config nytta-NAME (nytta itself: nytta). NEEDS are the components of ours that come with it; REQUIRES the pkg-config
# modules of others that whoever links it statically links too, CFLAGS and LIBS what pkg-config says beside.
function(nytta_component name)
  cmake_parse_arguments(PARSE_ARGV 1 of "" "TARGET;DESCRIPTION;CFLAGS;LIBS" "NEEDS;REQUIRES")
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
  list(TRANSFORM of_NEEDS PREPEND nytta- OUTPUT_VARIABLE modules)
  list(APPEND modules ${of_REQUIRES})
  set(module nytta-${name})
  list(TRANSFORM modules REPLACE "^nytta-nytta$" nytta)
  string(REPLACE "nytta-nytta" nytta module ${module})
  list(JOIN modules " " modules)
  get_target_property(type ${of_TARGET} TYPE)
  if(NOT type STREQUAL INTERFACE_LIBRARY)
    string(PREPEND of_LIBS "-L\${libdir} -l${of_TARGET} ")
  endif()
  configure_file(component.pc.in ${module}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${module}.pc DESTINATION ${pkgconfig_dir} COMPONENT development)
endfunction()
