// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/decimal.hpp>
#include <nytta/core/working.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace nytta {

/// Further steps of a working, for what is told beside an appraisal's figures.
class added_steps {
 public:
  explicit added_steps(working& to) : to_(to) {}

  int add(node n) { return to_.add(std::move(n)); }
  int apply(operation what, shape form, std::vector<int> inputs) {
    node n;
    n.what = what;
    n.form = form;
    n.inputs = std::move(inputs);
    return to_.add(std::move(n));
  }
  int number(const decimal& value) {
    node n;
    n.numbers = {value};
    return to_.add(std::move(n));
  }
  int scaled(int of, shape form, const std::optional<int>& share) {
    return share ? apply(operation::multiply, form, {of, *share}) : of;
  }
  int signed_as(bool negative, int of, shape form) { return negative ? apply(operation::negate, form, {of}) : of; }
  int sum(std::vector<int> of, shape form) {
    if (!of.empty()) return apply(operation::add, form, std::move(of));
    node nothing;
    nothing.form = form;
    nothing.numbers.assign(form == shape::yearly ? static_cast<std::size_t>(to_.years) : 1, decimal(0));
    return to_.add(std::move(nothing));
  }
  /// What a step is called, where it stands on its own.
  int called(int of, node_label label, std::string_view unit) {
    node& n = to_.nodes[static_cast<std::size_t>(of)];
    n.label = std::move(label);
    n.unit = unit;
    return of;
  }
  int last_year(int of) {
    node n;
    n.what = operation::at_column;
    n.inputs = {of};
    n.integers = {to_.years - 1};
    return to_.add(std::move(n));
  }

 private:
  working& to_;
};

}  // namespace nytta
