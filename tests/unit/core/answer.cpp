// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/answer.hpp>

#include <doctest/doctest.h>

#include <cstddef>

using namespace nytta;

TEST_CASE("answer: every reason has a sentence in both languages, in the order of the enumeration") {
  for (std::size_t i = 0; i < reason_texts.size(); ++i) {
    CHECK(static_cast<std::size_t>(reason_texts[i].why) == i);
    CHECK_FALSE(text(reason_texts[i].why, language::sv).empty());
    CHECK_FALSE(text(reason_texts[i].why, language::en).empty());
  }
  CHECK(reason_texts.back().why == reason::no_positive_ratio);
  CHECK(text(reason::no_sign_change, language::en) == "no sign change");
}

TEST_CASE("answer: the words of the contract") {
  CHECK(name(status::ok) == "ok");
  CHECK(name(status::several) == "several");
  CHECK(name(status::none) == "none");
  CHECK(name(status::undefined) == "undefined");
}
