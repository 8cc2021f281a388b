// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/message.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

// Diagnostics in few words, for the tests of what readers refuse:
//
//   CHECK(spots(read_case(text, "case.toml").errors) == "5:13 N0208");

/// A line per diagnostic: its place, its code and what it says.
inline std::string all_errors(const nytta::diagnostics& errors) {
  std::string out;
  for (const nytta::diagnostic& d : errors) {
    out += to_string(d.where) + " " + std::string(d.code) + " " + text(d, nytta::language::en) + "\n";
  }
  return out;
}

/// Every value that the sentences ask for is there.
inline bool complete(const nytta::diagnostic& d) {
  for (const nytta::language in : {nytta::language::sv, nytta::language::en}) {
    const std::string all = text(d, in) + advice(d, in);
    for (char slot = '0'; slot <= '9'; ++slot) {
      if (all.find(std::string{'{', slot, '}'}) != std::string::npos) return false;
    }
  }
  return true;
}

/// "line:column code" of each diagnostic.
inline std::string spots(const nytta::diagnostics& errors) {
  std::string out;
  for (const nytta::diagnostic& d : errors) {
    CHECK_MESSAGE(complete(d), d.code);
    out += (out.empty() ? "" : ", ") + std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + " " +
           std::string(d.code);
  }
  return out;
}
