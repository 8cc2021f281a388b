// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>
#include <nytta/time/date.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/document/document.hpp"
#include "io/measure/measure_number.hpp"

// The dialect of `nytta measure`: keys and values of one JSON object, read digit for digit. No mathematics here.

namespace nytta {

/// Thrown inside io when a question cannot be answered as it stands, and caught where the answer is written. Empty
/// where all has been noted already.
struct refused_question {
  std::vector<diagnostic> why;
};

[[noreturn]] void refuse_question(std::string_view code, std::vector<std::string> arguments);

/// Which rates a measure takes.
enum class rate_domain : unsigned char { any, above_minus_one };

/// The values of one question. What is missing or unreadable is noted, and a value that does no harm stands in for it,
/// so that all of it can be told; read() ends the reading.
class measure_question {
 public:
  using number = measure_number;

  /// `object` and `noted` outlive the question. `place` stands before the names of keys in what is noted.
  measure_question(const document_node& object, std::vector<diagnostic>& noted, std::string place = {})
      : object_(object), noted_(noted), place_(std::move(place)) {}

  /// Is the key there, be it misspelt?
  [[nodiscard]] bool has(std::string_view key) const { return object_.find(key) != nullptr || is_misspelt(key); }
  [[nodiscard]] bool is_list(std::string_view key) const;

  /// Only these keys, and `measure`, may stand in the question.
  void allow(std::span<const std::string_view> keys) const;
  void not_together(std::string_view one, std::string_view other) const;
  void note(diagnostic why) const;
  /// Throws refused_question when something has been noted. Nothing is calculated before.
  void read() const;

  [[nodiscard]] std::string text(std::string_view key, std::string_view expected) const;
  [[nodiscard]] number amount(std::string_view key) const;
  /// The number, or another where the key is absent.
  [[nodiscard]] number amount_or(std::string_view key, int otherwise) const;
  [[nodiscard]] number rate(std::string_view key, rate_domain domain) const;
  [[nodiscard]] std::vector<number> flows() const;
  [[nodiscard]] std::vector<number> rates(std::string_view key) const;
  [[nodiscard]] std::vector<date> dates(std::string_view key) const;
  [[nodiscard]] int whole(std::string_view key, int least, int most) const;
  /// true or false, or 1 or 0; false when the key is absent.
  [[nodiscard]] bool flag(std::string_view key) const;
  /// The place of the key's word among `words`; the first when the key is absent.
  [[nodiscard]] std::size_t word(std::string_view key, std::initializer_list<std::string_view> words) const {
    return word(key, std::span(words.begin(), words.size()));
  }
  [[nodiscard]] std::size_t word(std::string_view key, std::span<const std::string_view> words) const;
  /// The tables of a list, each as a question of its own.
  [[nodiscard]] std::vector<measure_question> tables(std::string_view key, std::string_view expected) const;

 private:
  /// What `reading` gives, or what stands in for it where it refuses.
  template <class Reading>
  [[nodiscard]] auto noted(const Reading& reading) const -> decltype(reading());
  [[nodiscard]] const document_node& value(std::string_view key, std::string_view expected) const;
  [[nodiscard]] const document_node& list(std::string_view key, std::string_view expected) const;
  [[nodiscard]] std::vector<number> numbers(std::string_view key, std::string_view expected, std::size_t least) const;
  [[nodiscard]] std::string named(std::string_view key) const { return place_ + std::string(key); }
  [[nodiscard]] bool is_misspelt(std::string_view key) const;

  const document_node& object_;
  std::vector<diagnostic>& noted_;
  std::string place_;
};

/// The word among `known` that is a slip of the pen away from what was written; empty when none is.
[[nodiscard]] std::string nearest_of(std::span<const std::string_view> known, std::string_view written);

/// "npv, irr, mirr".
[[nodiscard]] std::string enumerated(std::span<const std::string_view> words);

}  // namespace nytta
