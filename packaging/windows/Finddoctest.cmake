# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/headers_only.cmake)
nytta_headers_only(doctest::doctest doctest)
set(doctest_FOUND TRUE)
