// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/number_text.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace nytta;

namespace {

void reads(std::string_view text, std::string_view value, std::size_t length) {
  CAPTURE(text);
  const number_reading reading = read_number(text);
  CHECK(reading.fault == number_fault::none);
  CHECK(reading.value.to_string() == value);
  CHECK(reading.length == length);
}

void refuses(std::string_view text, number_fault fault) {
  CAPTURE(text);
  const number_reading reading = read_number(text);
  CHECK(reading.fault == fault);
  CHECK(reading.value.is_zero());
}

}  // namespace

TEST_CASE("number text: comma and point are the decimal sign") {
  reads("12.5", "12.5", 4);
  reads("12,5", "12.5", 4);
  reads("0,50", "0.50", 4);
  reads("3,5 %", "3.5", 3);
  reads("900", "900", 3);
}

TEST_CASE("number text: minus may be the hyphen or the sign U+2212") {
  reads("-1,2 mkr", "-1.2", 4);
  reads(
      "\xE2\x88\x92"
      "1,2 mkr",
      "-1.2", 6);
  reads("+3", "3", 2);
  reads("-0", "0", 2);
}

TEST_CASE("number text: a space of any kind groups thousands") {
  reads("1 200 000 kr", "1200000", 9);
  reads(
      "1\xC2\xA0"
      "200\xC2\xA0"
      "000 kr",
      "1200000", 11);
  reads(
      "1\xE2\x80\xAF"
      "200",
      "1200", 7);
  reads(
      "12\xE2\x80\x89"
      "345,6",
      "12345.6", 10);
  reads("-1 200,50", "-1200.50", 9);
}

TEST_CASE("number text: a number ends where something else begins") {
  reads("12 min", "12", 2);
  reads("450 kr/h", "450", 3);
  reads("12kr", "12", 2);
  reads("12  345", "12", 2);
  reads("1, 2", "1", 1);
  reads("5.", "5", 1);
  reads("5;6", "5", 1);
  reads("1e5", "1", 1);
  reads("7-3", "7", 1);
}

TEST_CASE("number text: groups are of three digits, and made with spaces only") {
  refuses("12 34", number_fault::bad_grouping);
  refuses("12 3456", number_fault::bad_grouping);
  refuses("1200 000", number_fault::bad_grouping);
  refuses("1 200 00", number_fault::bad_grouping);
  refuses("3,141 592", number_fault::bad_grouping);
  refuses("1,200,000", number_fault::bad_grouping);
  refuses("1.200.000", number_fault::bad_grouping);
}

TEST_CASE("number text: comma and point in one number are refused") {
  refuses("1.200,50", number_fault::both_signs);
  refuses("1,200.50", number_fault::both_signs);
  refuses("1 200,5.5", number_fault::both_signs);
  refuses("1,200,000.50", number_fault::both_signs);
}

TEST_CASE("number text: no digit, no number") {
  for (const char* text : {"", "-", "kr", ",5", " 5", "--5", "\xE2\x88\x92"}) refuses(text, number_fault::not_a_number);
  CHECK(read_number("kr").length == 0);
}

TEST_CASE("number text: thirty digits are enough") {
  reads("123456789012345678901234567890", "123456789012345678901234567890", 30);
  refuses("1234567890123456789012345678901", number_fault::too_many_digits);
  refuses("0,123456789012345678901234567890", number_fault::too_many_digits);
  refuses(std::string(5000, '9'), number_fault::too_many_digits);
}

TEST_CASE("number text: exactly three digits after a single comma or point may be thousands") {
  for (const char* text : {"1.200 kr", "1,200", "-12.500", "1 200,500"}) CHECK(read_number(text).lone_group);
  for (const char* text : {"1.2", "1.20", "1.2000", "1 200", "1200", "1.200,5", "1,200,000"}) {
    CAPTURE(text);
    CHECK_FALSE(read_number(text).lone_group);
  }
}

TEST_CASE("number text: a fault tells how far the number went") {
  CHECK(read_number("12 34 kr").length == 5);
  CHECK(read_number("1.200,50 kr").length == 8);
}

TEST_CASE("number text: grouped and plain, in Swedish and English") {
  const decimal amount = *decimal::parse("-1200000.50");
  CHECK(grouped(amount, language::sv) == "-1 200 000,50");
  CHECK(grouped(amount, language::en) == "-1,200,000.50");
  CHECK(plain(amount, language::sv) == "-1200000,50");
  CHECK(plain(amount, language::en) == "-1200000.50");
  CHECK(grouped(1000, language::sv) == "1 000");
  CHECK(grouped(-100, language::sv) == "-100");
  CHECK(grouped(*decimal::parse("0.1234"), language::sv) == "0,1234");
  CHECK(grouped(*decimal::parse("12e5"), language::en) == "1,200,000");
}

TEST_CASE("number text: what is written is read back") {
  for (const char* text : {"0", "-7", "999", "1000", "-12345.678901", "123456789012345.01"}) {
    const decimal value = *decimal::parse(text);
    CHECK(read_number(grouped(value, language::sv)).value == value);
    CHECK(read_number(plain(value, language::sv)).value == value);
    CHECK(read_number(plain(value, language::en)).value == value);
  }
}
