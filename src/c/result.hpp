// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/c/nytta.h>

#include <string>
#include <vector>

// The handles that the C header lets its callers read.

struct nytta_figure {
  std::string alternative;
  std::string key;
  nytta_answer answer = NYTTA_ANSWER_OK;
  std::vector<std::string> values;
  std::string unit;
  std::string reason;
};

struct nytta_result {
  nytta_status status = NYTTA_OK;
  std::string text;
  std::string messages;
  std::string diagnostics = "[]";
  std::vector<nytta_figure> figures;
  std::string alternative;  ///< that is meant where none is named
};
