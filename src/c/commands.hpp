// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "c/request.hpp"
#include "c/result.hpp"

// The commands of the C header. What is wrong with the call is thrown as usage_error.

namespace nytta::c {

void calc(const nytta_request& request, nytta_result& result);
void check(const nytta_request& request, nytta_result& result);
void explain(const nytta_request& request, nytta_result& result);
void compare(const nytta_request& request, nytta_result& result);
void sensitivity(const nytta_request& request, nytta_result& result);
void simulate(const nytta_request& request, nytta_result& result);
void methods(const nytta_request& request, nytta_result& result);
void schema(std::string_view which, nytta_result& result);
void measure(std::string_view question, nytta_result& result);

}  // namespace nytta::c
