# SPDX-License-Identifier: Apache-2.0
# `cpack -G DEB` in the build tree: three packages, named by Debian's policy. The C library is the one whose binary
# interface is kept, so it is the one that other packages link at run time; the C++ library is linked statically.
#
# Install components: library (shared libraries), development, command. What is installed under another name, or none, is in
# no package.
set(runtime_package libnytta-c${NYTTA_ABI_VERSION})
set(maintainer "The nytta maintainers <maintainers@nytta.example>")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME nytta)
set(CPACK_PACKAGE_VENDOR nytta)
set(CPACK_PACKAGE_CONTACT "${maintainer}")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has a synopsis of its own
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_COMPONENTS_ALL library development command)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME ${runtime_package})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SHLIBDEPS ON)
# How other packages depend on the library; ldconfig is then called too.
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION
"benefit appraisals, callable from C
Calculates the benefits and costs of an initiative by the rules of a published
method, and explains each figure down to its sources.

This package has the shared library that programs use through its C interface.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libnytta-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${runtime_package} (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"benefit appraisals, development files
Calculates the benefits and costs of an initiative by the rules of a published
method, and explains each figure down to its sources.

This package has the headers for C and C++, the C++ library to be linked
statically, and the files for CMake and pkg-config.")

set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME nytta)
set(CPACK_DEBIAN_COMMAND_PACKAGE_SECTION math)
set(CPACK_DEBIAN_COMMAND_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_COMMAND_DESCRIPTION
"benefit appraisals, the command
Calculates the benefits and costs of an initiative by the rules of a published
method, and explains each figure down to its sources.

This package has the command nytta.")

# Every package tells its licence and what has changed, where Debian looks for it; a plain install does without.
configure_file(debian/changelog changelog @ONLY)
file(ARCHIVE_CREATE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz PATHS ${CMAKE_CURRENT_BINARY_DIR}/changelog
     FORMAT raw COMPRESSION GZip COMPRESSION_LEVEL 9 MTIME 1970-01-01)
foreach(part IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER ${part} upper)
  install(FILES debian/copyright ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz
          DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/${CPACK_DEBIAN_${upper}_PACKAGE_NAME}
          COMPONENT ${part} EXCLUDE_FROM_ALL)
endforeach()

include(CPack)
