// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/appraisal/certify.hpp>
#include <nytta/core/answer.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The bridge: from one result to another by way of appraisals that differ in one thing each. What a difference
// contributes is the change of a printed figure, so that start and contributions add up to the end, to the öre.

namespace nytta {

/// A figure as it is printed: digits ("-1234.50"), several for rates of return, or the reason why there are none.
struct figure_reading {
  std::string key;
  status how = status::ok;
  reason why = reason::answered;
  std::vector<std::string> values;

  friend bool operator==(const figure_reading&, const figure_reading&) = default;
};

/// A place on the way: which differences were taken to come here (none at the start), and the figures as they are then.
/// Differences that give no appraisal one by one, such as a category and the amounts in it, are taken together.
struct bridge_point {
  std::vector<std::string> taken;
  std::vector<figure_reading> figures;

  /// The figure, or nullptr where the method has none of that key.
  [[nodiscard]] const figure_reading* find(std::string_view key) const {
    for (const figure_reading& f : figures) {
      if (f.key == key) return &f;
    }
    return nullptr;
  }
};

struct bridge {
  std::vector<bridge_point> points;  ///< at least the start; the last is the end
};

/// One line of a bridge: what was changed, and by how much a figure changed with it.
struct bridge_step {
  std::vector<std::string> ids;
  std::string contribution;
};

/// A figure's way from start to end. `start` and the contributions add up to `end`.
struct figure_bridge {
  std::string start;
  std::vector<bridge_step> steps;
  std::string end;
};

/// −1, 0 or 1: a plain decimal of any length below, equal to or above another.
[[nodiscard]] int compare_digits(const std::string& a, const std::string& b);

/// The steps of one figure; a point at which it has no single number is passed over, its differences taken with the
/// next. Nothing when start or end is no single number.
[[nodiscard]] std::optional<figure_bridge> steps_of(const bridge& of, std::string_view figure);

/// A figure as the method rounds it, or why it has no number.
[[nodiscard]] figure_reading reading_of(const certified_values& values, const figure& f, const method& rules);

/// The figures of an alternative as the method rounds them, then each stakeholder's net ("by_stakeholder.ID.net").
[[nodiscard]] std::vector<figure_reading> readings_of(const certified_values& values, const alternative_appraisal& a,
                                                      const method& rules);

/// One difference between two methods. The ids are those of deviations and of the parts of a method file
/// ("discounting.rate", "categories.society"), in the order in which a bridge takes them: deviations first, in the
/// catalogue's order, then the file's parts from the horizon to the rounding of figures.
[[nodiscard]] std::vector<std::string> method_differences(const method& from, const method& to);

/// Whose rate, years and timing hold: the case's where it states them, or each method's where it has them.
enum class convention_choice : unsigned char { of_case, of_method };

/// The case with its own rate, years and timing taken away where the method has them.
[[nodiscard]] initiative under_conventions_of(initiative claim, const method& rules, convention_choice whose);

/// From the figures of an alternative under one method to those under another. Both must take the case: throws
/// std::invalid_argument otherwise, and std::out_of_range for an unknown alternative.
[[nodiscard]] bridge bridge_methods(const initiative& claim, const method& from, const method& to,
                                    std::string_view alternative, convention_choice whose = convention_choice::of_case);

/// Why a figure has no split: it is no single number at start or end; differences that a bridge takes one by one cannot
/// be taken in every order; more than `most_shapley_differences` move the figure.
enum class no_split : unsigned char { no_number, inseparable, too_many };

struct shapley_answer {
  std::optional<figure_bridge> steps;
  no_split why = no_split::no_number;  ///< without steps
};

/// The same for one figure, without an order: each difference gets the mean of its contributions over all orders in
/// which they can be taken (the Shapley value), rounded to the figure's decimals so that they still add up. What a
/// bridge takes together counts as one difference. Where there are many, those that move nothing at start, at the end,
/// along the bridge or beside any one of the others stand together as one, and apart again when that one contributes
/// nothing.
[[nodiscard]] shapley_answer shapley_split(const initiative& claim, const method& from, const method& to,
                                           std::string_view alternative, std::string_view figure,
                                           convention_choice whose = convention_choice::of_case);

inline constexpr std::size_t most_shapley_differences = 12;  ///< 2^12 appraisals take a second or two

}  // namespace nytta
