# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/headers_only.cmake)
nytta_headers_only(CLI11::CLI11 CLI)
set(CLI11_FOUND TRUE)
