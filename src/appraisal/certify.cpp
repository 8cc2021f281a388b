// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/certify.hpp>
#include <nytta/appraisal/evaluate.hpp>
#include <nytta/core/decimal_double.hpp>
#include <nytta/flow/irr.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "ball_abilities.hpp"
#include "core/decimal_digits.hpp"
#include "flow/certified_rates.hpp"
#include "fraction.hpp"

namespace nytta {

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

using coarse = ball<192>;
using fine = ball<1024>;

/// Digits of a printed rate, and decimals of a printed ratio or payback.
constexpr int usual_digits = 10;
constexpr int ratio_decimals = 6;

cpp_int ten_to(int n) { return boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(n)); }

/// Beyond this length flows are taken from the 308-digit balls: isolating rates of longer ones takes seconds.
constexpr unsigned most_bits_of_a_flow = 2048;

/// A plain decimal as a fraction, whatever its length.
cpp_rational rational_of(const std::string& digits) {
  const int places = decimals_of(digits);
  return {units_of(digits, places), ten_to(places)};
}

}  // namespace

namespace {

/// The nodes of a working in one number type: each is calculated when it is asked for, after what it rests on.
template <class Number>
class depth {
 public:
  explicit depth(const working& steps) : steps_(steps) {}

  const node_value<Number>& operator[](int i) {
    if (values_.empty()) {
      values_.resize(steps_.nodes.size());
      known_.resize(steps_.nodes.size());
    }
    if (!known_[static_cast<std::size_t>(i)]) calculate(i);
    return values_[static_cast<std::size_t>(i)];
  }

 private:
  void calculate(int wanted) {
    std::vector<int> needed;
    std::vector<int> open{wanted};
    while (!open.empty()) {
      const int i = open.back();
      open.pop_back();
      if (known_[static_cast<std::size_t>(i)]) continue;
      known_[static_cast<std::size_t>(i)] = 1;
      needed.push_back(i);
      open.insert(open.end(), steps_[i].inputs.begin(), steps_[i].inputs.end());
    }
    std::sort(needed.begin(), needed.end());  // inputs stand before their users
    const arithmetic<Number> by{};
    detail::evaluator<Number> each(steps_, by, values_);
    for (const int i : needed) each.evaluate(i);
  }

  const working& steps_;
  std::vector<node_value<Number>> values_;
  std::vector<char> known_;
};

}  // namespace

/// The same working at four depths: balls of 32 digits and of 58, fractions, balls of 308 digits.
struct certified_values::levels {
  explicit levels(const working& of) : steps(of), quickly(of), first(of), exactly(of), deep(of) {}

  const working& steps;
  depth<double_ball> quickly;
  depth<coarse> first;
  depth<fraction> exactly;
  depth<fine> deep;

  /// status and reason of a node, from the first depth that decides them.
  std::pair<status, reason> answer_of(int i) {
    const node& n = steps[i];
    if (n.what == operation::internal_rate_of_return) {
      const auto found = rates_of(i, usual_digits);
      return {found.state, found.why};
    }
    const auto& quick = quickly[i];
    if (quick.decided) return {quick.how, quick.why};
    const auto& wider = first[i];
    if (wider.decided) return {wider.how, wider.why};
    const auto& exact = exactly[i];
    if (exact.decided) return {exact.how, exact.why};
    const auto& far = deep[i];
    if (far.decided) return {far.how, far.why};
    return {status::undefined, reason::not_decidable};
  }

  /// The number as text where the quickest depth is sure of all its digits, which a double holds.
  std::optional<std::string> quick_text(int i, std::size_t column, int decimals, rounding how) {
    const auto& quick = quickly[i];
    const double scale = exact_power_of_ten(decimals);
    if (!quick.decided || quick.numbers.empty() || scale == 0) return std::nullopt;
    const double_ball number = quick.at(column) * double_ball(twofold(scale));
    if (!(std::abs(number.centre().high()) < 0x1p52)) return std::nullopt;
    const auto whole = number.rounded_centre(how);
    if (!whole) return std::nullopt;
    return decimal_text(static_cast<std::int64_t>(whole->high()) + static_cast<std::int64_t>(whole->low()), decimals);
  }

  /// The number times 10^decimals, rounded, from the first depth that is sure.
  cpp_int scaled(int i, std::size_t column, int decimals, rounding how) {
    const cpp_int scale = ten_to(decimals);
    const auto by_ball = [&]<class Ball>(const node_value<Ball>& v) -> std::optional<cpp_int> {
      if (!v.decided || v.numbers.empty()) return std::nullopt;
      return (v.at(column) * Ball(scale)).rounded(how);
    };
    if (const auto quick = by_ball(first[i])) return *quick;
    const auto& exact = exactly[i];
    if (exact.decided) {
      if (exact.numbers.empty()) throw std::logic_error("node " + std::to_string(i) + " has no number");
      return exact.at(column).rounded(decimals, how);
    }
    const auto& far = deep[i];
    if (const auto sure = by_ball(far)) return *sure;
    if (!far.decided || far.numbers.empty()) throw std::logic_error("node " + std::to_string(i) + " has no number");
    // 300 digits cannot tell the value from a tie, or from a whole number: it is taken as that.
    const auto centre = fine::centre_type(far.at(column).centre() * fine::centre_type(scale));
    const fine::centre_type twice = boost::multiprecision::round(fine::centre_type(2 * centre));
    return rounded_quotient(twice.convert_to<cpp_int>(), 2, how);
  }

  int compare(int i, std::size_t column, const decimal& limit) {
    const auto by_ball = [&]<class Ball>(const node_value<Ball>& v) -> std::optional<int> {
      if (!v.decided || v.numbers.empty()) return std::nullopt;
      try {
        return sign(v.at(column) - from_decimal<Ball>(limit));
      } catch (const undecided&) {
        return std::nullopt;
      }
    };
    if (const auto quick = by_ball(quickly[i])) return *quick;
    if (const auto wider = by_ball(first[i])) return *wider;
    const auto& exact = exactly[i];
    if (exact.decided && !exact.numbers.empty()) {
      return sign(exact.at(column) - from_decimal<fraction>(limit));
    }
    return by_ball(deep[i]).value_or(0);
  }

  struct found_rates {
    int node = 0;
    int digits = 0;
    certified_rates answer;
  };
  std::vector<found_rates> rates;

  /// The rates of return of the series that the node reads; exact where the series is, else of its 308-digit centres.
  certified_rates rates_of(int i, int digits) {
    for (const auto& known : rates) {
      if (known.node == i && known.digits == digits) return known.answer;
    }
    const int net = steps[i].inputs.front();
    certified_rates found;
    const auto [state, why] = answer_of(net);
    if (state != status::ok) {
      found.state = status::undefined;
      found.why = why;
    } else {
      found = certified_irr(exact_series(net), digits);
      if (!steps[i].numbers.empty()) keep_seen(found, exact_series(net), steps[i].numbers.front());
    }
    rates.push_back({i, digits, found});
    return found;
  }

  /// Of several rates the one at which Newton's method from a guess ends, as a method shows it that knows one only.
  static void keep_seen(certified_rates& found, const std::vector<cpp_rational>& series, const decimal& guess) {
    if (found.state != status::several) return;
    std::vector<double> flows;
    for (const auto& a : series) flows.push_back(a.convert_to<double>());
    const cpp_rational seen(irr_seen_from(to_double(guess), flows));
    const auto distance = [&](const std::string& rate) {
      const cpp_rational between = rational_of(rate) - seen;
      return cpp_rational(abs(between));
    };
    const std::string nearest =
        *std::min_element(found.values.begin(), found.values.end(),
                          [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
    found = {status::ok, {nearest}, {}, reason::answered};
  }

  std::vector<cpp_rational> exact_series(int i) {
    const auto& exact = exactly[i];
    const auto too_long = [](const fraction& x) { return x.bits() > most_bits_of_a_flow; };
    std::vector<cpp_rational> out;
    if (exact.decided && std::none_of(exact.numbers.begin(), exact.numbers.end(), too_long)) {
      for (const auto& a : exact.numbers) out.push_back(a.rational());
      return out;
    }
    for (const auto& a : deep[i].numbers) {
      const auto units = boost::multiprecision::ldexp(a.centre(), 512);
      out.emplace_back(units.convert_to<cpp_int>(), cpp_int(1) << 512);
    }
    return out;
  }
};

certified_values::certified_values(const working& steps) : levels_(new levels(steps)) {}
certified_values::certified_values(certified_values&& other) noexcept
    : levels_(std::exchange(other.levels_, nullptr)) {}
certified_values& certified_values::operator=(certified_values&& other) noexcept {
  std::swap(levels_, other.levels_);
  return *this;
}
certified_values::~certified_values() { delete levels_; }

status certified_values::state(int node) const { return levels_->answer_of(node).first; }
reason certified_values::why(int node) const { return levels_->answer_of(node).second; }

std::string certified_values::rounded(int node, std::size_t column, int decimals, rounding how) const {
  if (auto quick = levels_->quick_text(node, column, decimals, how)) return *std::move(quick);
  return decimal_text(levels_->scaled(node, column, decimals, how), decimals);
}

namespace {

std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

/// Decimals that give `digits` significant digits to a number of about this size.
int decimals_for(double size, int digits) {
  if (size == 0 || !std::isfinite(size)) return digits;
  return (std::max)(0, digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(size)))));
}

}  // namespace

std::string certified_values::significant(int node, std::size_t column, int digits) const {
  const auto& quick = levels_->quickly[node];
  double size = 0;
  if (quick.decided && !quick.numbers.empty()) {
    size = static_cast<double>(quick.at(column).centre());
  } else if (const auto& wider = levels_->first[node]; wider.decided && !wider.numbers.empty()) {
    size = static_cast<double>(wider.at(column).centre());
  } else {
    const auto& far = levels_->deep[node];
    if (far.decided && !far.numbers.empty()) size = static_cast<double>(far.at(column).centre());
  }
  return without_trailing_zeros(rounded(node, column, decimals_for(size, digits)));
}

std::vector<std::string> certified_values::rates(int node, int digits) const {
  return levels_->rates_of(node, digits).values;
}

int certified_values::compare(int node, std::size_t column, const decimal& limit) const {
  return levels_->compare(node, column, limit);
}

std::vector<std::string> certified_values::printed(const figure& f, const figure_rounding& money) const {
  if (levels_->steps[f.node].form == shape::list) return rates(f.node, usual_digits);
  switch (f.kind) {
    case figure_kind::money: return {rounded(f.node, 0, money.decimals, money.mode)};
    case figure_kind::ratio:
    case figure_kind::duration: return {rounded(f.node, 0, ratio_decimals)};
    case figure_kind::calendar_year: return {rounded(f.node, 0, 0)};
    case figure_kind::rate: return {significant(f.node, 0, usual_digits)};
    case figure_kind::hours: return {rounded(f.node, 0, 2)};
  }
  return {};
}

std::size_t certified_values::size(int node) const {
  return levels_->steps[node].form == shape::yearly ? static_cast<std::size_t>(levels_->steps.years) : 1;
}

}  // namespace nytta
