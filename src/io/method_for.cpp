// SPDX-License-Identifier: Apache-2.0
#include <nytta/method/shipped.hpp>

#include <algorithm>
#include <string>
#include <utility>

#include "io/appraised.hpp"
#include "io/read/no_method.hpp"

namespace nytta {

namespace {

/// A source of one method among those of another, under a name that says whose it is.
void lend_named_source(const method& own, const std::string& id, method& to) {
  const std::string named = own.id + "/" + id;
  for (const method_source& s : own.sources) {
    const bool there =
        std::any_of(to.sources.begin(), to.sources.end(), [&](const method_source& t) { return t.id == named; });
    if (s.id != id || there) continue;
    to.sources.push_back(s);
    to.sources.back().id = named;
  }
}

/// What a case counts by is its own claim, whoever's rules it is appraised by: the parameters and the hours of working
/// time of its own method that the other has not come along.
void lend_parameters(const method& own, method& to) {
  for (const method_parameter& p : own.parameters) {
    const bool known = std::any_of(to.parameters.begin(), to.parameters.end(),
                                   [&p](const method_parameter& other) { return other.name == p.name; });
    if (known) continue;
    method_parameter lent = p;
    lent.lent = true;
    lent.source = own.id + "/" + p.source;
    lend_named_source(own, p.source, to);
    to.parameters.push_back(std::move(lent));
  }
  const bool day = !to.hours_per_working_day && own.hours_per_working_day;
  const bool year = !to.hours_per_full_time_year && own.hours_per_full_time_year;
  if (day) to.hours_per_working_day = own.hours_per_working_day;
  if (year) to.hours_per_full_time_year = own.hours_per_full_time_year;
  if (day || year) to.lent.emplace_back("hours");
}

/// A rule and its source from one method to another.
void lend_source(const method& own, const char* rule, method& to) {
  for (const rule_source& r : own.rule_sources) {
    if (r.rule != rule) continue;
    to.rule_sources.push_back(r);
    if (r.source.empty()) continue;
    to.rule_sources.back().source = own.id + "/" + r.source;
    lend_named_source(own, r.source, to);
  }
}

/// Rate, years and timing that neither the case nor the other method states are those of the case's own method: what it
/// was made under. A rate stays at home where the prices are of another kind there.
void lend_conventions(const calculation_frame& frame, const method& own, method& to) {
  const auto kind = [&](const method& m) { return frame.basis.value_or(m.basis.value_or(price_basis_kind::real)); };
  if (!frame.rate && !frame.rate_given && !to.rate && own.rate && kind(own) == kind(to)) {
    to.rate = own.rate;
    lend_source(own, "discounting.rate", to);
    lend_source(own, "discounting.rate.origin", to);
    to.lent.emplace_back("rate");
  }
  if (!frame.years && !to.years && own.years) {
    to.years = own.years;
    lend_source(own, "horizon.years", to);
    to.lent.emplace_back("years");
  }
  if (!frame.at && !to.at && own.at) {
    to.at = own.at;
    lend_source(own, "discounting.timing", to);
    to.lent.emplace_back("timing");
  }
}

/// Is the text called like a method that ships without being its text, but for the line ends?
bool borrows_a_name(const std::string& id, std::string text) {
  const auto ships = shipped_method_text(id);
  std::erase(text, '\r');
  return ships && *ships != text;
}

}  // namespace

const method_shelf::shelved* method_shelf::take_down(std::string_view wanted, const std::string& from_file) {
  auto found = find_(wanted, from_file, context_);
  if (!found) return nullptr;
  for (const auto& known : shelf_) {
    if (known.source.file_name == found->file_name && known.source.text == found->text) return &known;
  }
  shelved method{{}, read_method(found->text, found->file_name, find_, context_), false};
  method.borrows_a_name = method.reading.value && borrows_a_name(method.reading.value->id, found->text);
  method.source = std::move(*found);
  if (shelf_.size() == most_methods) shelf_.clear();
  shelf_.push_back(std::move(method));
  return &shelf_.back();
}

method_reading method_shelf::method_for(case_reading& read, std::string_view method_id, const std::string& file_name) {
  const auto& frame = read.value->calculation;
  const std::string wanted = method_id.empty() ? frame.method : std::string(method_id);
  const auto* found = wanted.empty() ? nullptr : take_down(wanted, file_name);
  const place where_named = method_id.empty() ? frame.method_where : place{"--method", 0, 0, {}};
  if (found == nullptr && !wanted.empty()) read.errors.push_back(no_method("N0762", where_named, wanted));
  if (found == nullptr) return {};
  method_reading out = found->reading;
  if (found->borrows_a_name) out.findings.push_back({"N1016", where_named, {out.value->id}});
  if (!out.value || wanted == frame.method || frame.method.empty()) return out;
  out.value->lender = frame.method;
  if (const auto* own = take_down(frame.method, file_name)) {
    const method_reading& lender = own->reading;
    if (lender.value && lender.errors.empty()) {
      lend_parameters(*lender.value, *out.value);
      lend_conventions(frame, *lender.value, *out.value);
    }
  }
  return out;
}

method_reading method_for(case_reading& read, std::string_view method_id, const std::string& file_name,
                          method_finder find, const void* context) {
  return method_shelf(find, context).method_for(read, method_id, file_name);
}

}  // namespace nytta
