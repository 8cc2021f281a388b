# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/headers_only.cmake)
nytta_headers_only(Eigen3::Eigen Eigen eigen3)
set(Eigen3_FOUND TRUE)
