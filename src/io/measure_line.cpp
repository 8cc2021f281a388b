// SPDX-License-Identifier: Apache-2.0
#include "io/measure_line.hpp"

#include <nytta/core/answer.hpp>
#include <nytta/core/message.hpp>
#include <nytta/flow/dated.hpp>
#include <nytta/flow/depreciation.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/mirr.hpp>
#include <nytta/flow/npv.hpp>
#include <nytta/flow/payback.hpp>
#include <nytta/flow/time_value.hpp>
#include <nytta/io/read.hpp>
#include <nytta/method/shipped.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "flow/certified_rates.hpp"
#include "io/certified_value.hpp"
#include "io/document.hpp"
#include "io/measure_question.hpp"
#include "io/text_index.hpp"

// A measure is the library's formula, calculated in balls of ever more digits until the printed ones are certain, and
// in fractions where terms cancel or a sum of exactly zero decides.

namespace nytta {

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using whole_number = boost::multiprecision::cpp_int;

constexpr int digits = 17;
constexpr int most_periods = 100000;
constexpr std::size_t most_steps = 100;
constexpr double most_exact_bits = 2e8;     // of all factors together
constexpr int largest_value = 10000;        // exponent of ten
constexpr int longest_plain_exponent = 30;  // 0.000…1 and 1000…0 are written out up to here

// --- Answers as text

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string refusal(const diagnostic& why) {
  return "{\"status\":\"error\",\"code\":\"" + std::string(why.code) +
         "\",\"message\":" + quoted(text(why, language::en)) + "}";
}

std::string without_value(status state, reason why) {
  return "{\"status\":\"" + std::string(name(state)) + "\",\"reason\":" + quoted(std::string(text(why, language::en))) +
         "}";
}

/// The decimal as text; refused where it lies beyond what is printed.
std::string written(const decimal_units& value) {
  const auto leading = static_cast<int>(cpp_int(abs(value.units)).str().size()) - 1 - value.decimals;
  if (!value.units.is_zero() && (leading >= largest_value || leading < -largest_value)) {
    refuse_question("N0317", {std::to_string(largest_value)});
  }
  return plain_text(value, longest_plain_exponent);
}

std::string with(const certified_value& found) {
  if (!found.decided) refuse_question("N0316", {});
  if (!found.value) return without_value(found.state, found.why);
  return "{\"status\":\"ok\",\"value\":\"" + written(*found.value) + "\"}";
}

/// The largest number by its size, which tells when a sum is nothing.
measure_number largest_of(const std::vector<measure_number>& numbers) {
  measure_number out;
  double size = -1;
  for (const measure_number& x : numbers) {
    const double now = std::abs(x.approximate());
    if (now <= size) continue;
    size = now;
    out = x;
  }
  return out;
}

/// Bits of a number's fraction, about.
double bits_of(const measure_number& x) {
  return 3.33 * (static_cast<double>(x.digits()) + std::abs(static_cast<double>(x.exponent())));
}

/// Whether factors of so many periods at a rate are too long to be multiplied out.
in_fractions fractions_of(double bits_per_period, double periods, std::size_t terms) {
  return bits_per_period * periods * static_cast<double>(terms) > most_exact_bits ? in_fractions::too_long
                                                                                  : in_fractions::possible;
}

// --- Net present value

template <class Number>
Number present_value(const std::vector<Number>& flows, const std::vector<Number>& rates, bool one_rate, timing when) {
  if constexpr (std::is_same_v<Number, cpp_rational>) {
    // Over one denominator: sums of whole numbers in place of fractions that are reduced term by term.
    std::vector<cpp_rational> growths;
    const std::size_t periods = flows.size() - (when == timing::end ? 0 : 1);
    for (std::size_t t = 0; t < periods; ++t) growths.emplace_back(1 + rates[one_rate ? 0 : t]);
    const std::size_t first = when == timing::end ? 1 : 0;
    std::vector<cpp_rational> over(flows.size());
    cpp_int before = 1;
    for (std::size_t t = 0; t < flows.size(); ++t) {
      if (first + t > 0) before *= denominator(growths[first + t - 1]);
      over[t] = before;
    }
    cpp_int after = 1;
    for (std::size_t t = flows.size(); t-- > 0;) {
      over[t] *= after;
      if (first + t > 0) after *= numerator(growths[first + t - 1]);
    }
    if (when == timing::middle) throw std::logic_error("half a period has no rational factor");
    return npv(flows, over) / after;
  } else {
    if (one_rate) return npv(std::span<const Number>(flows), rates.front(), when);
    std::vector<Number> factors;
    factors.reserve(flows.size());
    Number factor(1);
    std::size_t period = 0;
    for (std::size_t t = 0; t < flows.size(); ++t) {
      if (t > 0 || when == timing::end) factor /= Number(Number(1) + rates[period++]);
      factors.push_back(factor);
    }
    return npv(flows, factors);
  }
}

std::string answer_npv(const measure_question& q) {
  const std::vector<measure_number> flows = q.flows();
  const timing when =
      std::array{timing::start, timing::middle, timing::end}[q.word("timing", {"start", "middle", "end"})];
  q.not_together("rate", "rates");
  const bool one_rate = !q.has("rates");
  std::vector<measure_number> rates;
  if (one_rate) {
    rates.push_back(q.rate("rate", when == timing::middle ? rate_domain::above_minus_one : rate_domain::any));
  } else {
    if (when == timing::middle) refuse_question("N0314", {"rates", "timing middle"});
    rates = q.rates("rates");
    const std::size_t needed = flows.size() - (when == timing::start ? 1 : 0);
    if (rates.size() != needed) {
      refuse_question("N0312", {std::to_string(rates.size()), std::to_string(flows.size()), std::to_string(needed)});
    }
  }
  double bits = 0;
  for (const measure_number& rate : rates) {
    if (rate.approximate() < -0.999 && rate.exact() == -1) {
      return without_value(status::undefined, reason::rate_out_of_domain);
    }
    bits += bits_of(rate) + 4;
  }
  if (one_rate) bits *= static_cast<double>(flows.size());
  const auto formula = [&]<class Number>(reading_as<Number> as) {
    return answered(present_value(as(flows), as(rates), one_rate, when));
  };
  if (when == timing::middle) {
    // Exactly in fractions: the value at the start over the root of one growth, which is above 0.
    const auto at_start = [&]<class Number>(reading_as<Number> as) {
      return answered(present_value(as(flows), as(rates), one_rate, timing::start));
    };
    const auto found = certified<in_fractions::impossible>(formula, digits, largest_of(flows));
    if (found.decided) return with(found);
    const auto zero =
        certified<in_fractions::possible>(at_start, digits, largest_of(flows), fractions_of(bits, 1, flows.size()));
    if (zero.decided && zero.value && zero.value->units.is_zero()) return with(zero);
    return with(found);
  }
  return with(
      certified<in_fractions::possible>(formula, digits, largest_of(flows), fractions_of(bits, 1, flows.size())));
}

// --- Rates of return

/// How one rate is given: in a list, as those of series are, or by itself.
enum class single_rate : unsigned char { listed, alone };

std::string with_rates(const certified_rates& found, const std::optional<double>& seen,
                       single_rate one = single_rate::listed) {
  if (found.values.empty()) return without_value(found.state, found.why);
  std::string out = "{\"status\":\"" + std::string(name(found.state)) + "\",";
  if (one == single_rate::alone && found.values.size() == 1) {
    out += "\"value\":\"" + found.values.front() + "\"";
  } else {
    out += "\"values\":[";
    for (const std::string& rate : found.values) {
      if (&rate != found.values.data()) out += ',';
      out += "\"" + rate + "\"";
    }
    out += ']';
  }
  if (std::any_of(found.multiplicities.begin(), found.multiplicities.end(), [](int m) { return m > 1; })) {
    out += ",\"multiplicities\":[";
    for (std::size_t i = 0; i < found.multiplicities.size(); ++i) {
      if (i > 0) out += ',';
      out += std::to_string(found.multiplicities[i]);
    }
    out += ']';
  }
  if (seen) {
    const std::string* near = nullptr;
    double least = 0;
    for (const std::string& rate : found.values) {
      const double distance = std::abs(measure_number::parse(rate)->approximate() - *seen);
      if (near == nullptr || distance < least) {
        near = &rate;
        least = distance;
      }
    }
    out += ",\"near\":\"" + *near + "\"";
  }
  return out + "}";
}

/// What a spreadsheet's iteration makes of a guess: the point at which Newton's steps end, or the guess itself where
/// they end nowhere. `step` is the equation's value over its slope.
template <class Step>
double seen_from(double guess, const Step& step) {
  constexpr int most_iterations = 50;
  double rate = guess;
  for (int i = 0; i < most_iterations; ++i) {
    const double next = rate - step(rate);
    if (!std::isfinite(next) || next <= -1) return guess;
    if (std::abs(next - rate) < 1e-10) return next;
    rate = next;
  }
  return guess;
}

/// The guess of a question about flows, followed as a spreadsheet does.
std::optional<double> followed_guess(const measure_question& q, const std::vector<measure_number>& flows,
                                     const std::vector<double>& exponents) {
  if (!q.has("guess")) return std::nullopt;
  std::vector<double> amounts;
  amounts.reserve(flows.size());
  for (const measure_number& x : flows) amounts.push_back(x.approximate());
  return seen_from(q.rate("guess", rate_domain::above_minus_one).approximate(), [&](double rate) {
    double value = 0;
    double slope = 0;
    for (std::size_t t = 0; t < amounts.size(); ++t) {
      const double term = amounts[t] * std::pow(1 + rate, -exponents[t]);
      value += term;
      slope -= exponents[t] * term / (1 + rate);
    }
    return value / slope;
  });
}

/// Amounts over one power of ten, so that they are whole.
std::vector<cpp_rational> whole_amounts(const std::vector<measure_number>& amounts) {
  int least = 0;
  for (const measure_number& a : amounts) {
    if (!a.is_zero()) least = (std::min)(least, a.exponent());
  }
  std::vector<cpp_rational> out;
  out.reserve(amounts.size());
  for (const measure_number& a : amounts) {
    const int shift = a.is_zero() ? 0 : a.exponent() - least;
    out.emplace_back(shift == 0
                         ? a.units()
                         : cpp_int(a.units() * boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(shift))));
  }
  return out;
}

/// How many flows a rate of return is found for: fewer when amounts differ so much in size that balls of many digits
/// would take minutes.
void require_few(const std::vector<measure_number>& flows) {
  constexpr std::size_t most_flows = 2000;
  constexpr int usual_digits = 40;
  constexpr std::size_t slow_work = 12000;
  int least = std::numeric_limits<int>::max();
  int largest = std::numeric_limits<int>::min();
  for (const measure_number& flow : flows) {
    if (flow.is_zero()) continue;
    const int size = flow.exponent() + static_cast<int>(flow.digits());
    least = (std::min)(least, size);
    largest = (std::max)(largest, size);
  }
  const std::size_t most = largest < least || largest - least <= usual_digits
                               ? most_flows
                               : slow_work / static_cast<std::size_t>(largest - least);
  if (flows.size() > most) refuse_question("N0319", {std::to_string(flows.size()), std::to_string(most)});
}

std::string answer_irr(const measure_question& q) {
  const std::vector<measure_number> flows = q.flows();
  require_few(flows);
  std::vector<double> exponents(flows.size());
  std::iota(exponents.begin(), exponents.end(), 0.0);
  const auto seen = followed_guess(q, flows, exponents);
  return with_rates(certified_irr(whole_amounts(flows), digits), seen);
}

std::string answer_mirr(const measure_question& q) {
  const std::vector<measure_number> flows = q.flows();
  const measure_number finance = q.rate("finance_rate", rate_domain::any);
  const measure_number reinvest = q.rate("reinvest_rate", rate_domain::any);
  const auto found = certified<in_fractions::impossible>(
      [&]<class Number>(reading_as<Number> as) {
        return mirr(std::span<const Number>(as(flows)), as(finance), as(reinvest));
      },
      digits, measure_number(1));
  return with(found);
}

// --- Dated flows

struct dated_question {
  std::vector<measure_number> flows;
  std::vector<date> dates;
  day_count convention;
};

dated_question dated(const measure_question& q) {
  static constexpr auto words = [] {
    std::array<std::string_view, day_count_words.size()> out;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = day_count_words[i].name;
    return out;
  }();
  dated_question out{q.flows(), q.dates("dates"), day_count_words[q.word("day_count", words)].convention};
  if (out.flows.size() != out.dates.size()) {
    refuse_question("N0320", {std::to_string(out.dates.size()), std::to_string(out.flows.size())});
  }
  return out;
}

std::string answer_xnpv(const measure_question& q) {
  const dated_question d = dated(q);
  const measure_number rate = q.rate("rate", rate_domain::above_minus_one);
  const auto found = certified<in_fractions::possible>(
      [&]<class Number>(reading_as<Number> as) {
        return answered(xnpv(as(rate), std::span<const Number>(as(d.flows)), d.dates, d.convention));
      },
      digits, largest_of(d.flows), fractions_of(bits_of(rate), 1000, d.flows.size()));
  return with(found);
}

std::string answer_xnfv(const measure_question& q) {
  const dated_question d = dated(q);
  const measure_number rate = q.rate("rate", rate_domain::above_minus_one);
  const auto found = certified<in_fractions::possible>(
      [&]<class Number>(reading_as<Number> as) {
        return answered(xnfv(as(rate), std::span<const Number>(as(d.flows)), d.dates, d.convention));
      },
      digits, largest_of(d.flows), fractions_of(bits_of(rate), 1000, d.flows.size()));
  return with(found);
}

std::string answer_xirr(const measure_question& q) {
  const dated_question d = dated(q);
  require_few(d.flows);
  const date earliest = *std::min_element(d.dates.begin(), d.dates.end());
  std::vector<year_part> parts;
  std::vector<double> exponents;
  for (const date& day : d.dates) {
    parts.push_back(year_fraction(earliest, day, d.convention));
    exponents.push_back(static_cast<double>(parts.back().numerator) / static_cast<double>(parts.back().denominator));
  }
  const auto seen = followed_guess(q, d.flows, exponents);
  return with_rates(certified_xirr(whole_amounts(d.flows), parts, digits), seen);
}

// --- Payback

std::string answer_payback(const measure_question& q) {
  const std::vector<measure_number> flows = q.flows();
  const auto which = q.word("crossing", {"lasting", "first"}) == 0 ? crossing::lasting : crossing::first;
  const measure_number rate = q.has("rate") ? q.rate("rate", rate_domain::above_minus_one) : measure_number(0);
  const auto formula = [&]<class Number>(reading_as<Number> as) {
    std::vector<Number> discounted = as(flows);
    if (!rate.is_zero()) {
      const Number growth(Number(1) + as(rate));
      if constexpr (std::is_same_v<Number, cpp_rational>) {
        // Flows that all are multiplied by the same number above zero are paid back at the same time.
        const cpp_int over = numerator(growth);
        const cpp_int under = denominator(growth);
        cpp_int after = 1;
        for (std::size_t t = flows.size(); t-- > 0; after *= over) discounted[t] *= after;
        cpp_int before = 1;
        for (Number& flow : discounted) {
          flow *= before;
          before *= under;
        }
      } else {
        Number factor(1);
        for (Number& flow : discounted) {
          flow *= factor;
          factor /= growth;
        }
      }
    }
    return payback(discounted, which);
  };
  return with(certified<in_fractions::possible>(
      formula, digits, measure_number(1),
      fractions_of(bits_of(rate) + 4, static_cast<double>(flows.size()), flows.size())));
}

// --- Factors

std::string answer_annuity_factor(const measure_question& q) {
  const measure_number rate = q.rate("rate", rate_domain::above_minus_one);
  const int periods = q.whole("periods", 0, most_periods);
  const auto found = certified<in_fractions::possible>(
      [&]<class Number>(reading_as<Number> as) { return answered(discounted_payments(as(rate), Number(periods))); },
      digits, measure_number(1), fractions_of(bits_of(rate), periods, 1));
  return with(found);
}

std::string answer_discount_factor(const measure_question& q) {
  const measure_number rate = q.rate("rate", rate_domain::above_minus_one);
  const int periods = q.whole("periods", -most_periods, most_periods);
  const auto found = certified<in_fractions::possible>(
      [&]<class Number>(reading_as<Number> as) { return answered(compounded(as(rate), Number(-periods))); }, digits,
      measure_number(1), fractions_of(bits_of(rate), std::abs(periods), 1));
  return with(found);
}

/// A discount rate from a period on.
struct written_step {
  int from = 1;
  measure_number rate;
};

std::vector<written_step> steps_of_question(const measure_question& q) {
  static constexpr std::array<std::string_view, 2> step_keys{"from", "rate"};
  const auto tables = q.tables("steps", "a list of {\"from\":…, \"rate\":…}");
  if (tables.size() > most_steps) refuse_question("N0315", {std::to_string(most_steps)});
  std::vector<written_step> steps;
  for (const measure_question& step : tables) {
    step.allow(step_keys);
    measure_number rate = step.rate("rate", rate_domain::above_minus_one);
    steps.push_back({step.whole("from", 1, most_periods), std::move(rate)});
    const bool in_place = steps.size() == 1 ? steps.back().from == 1 : steps[steps.size() - 2].from < steps.back().from;
    if (!in_place) refuse_question("N0315", {std::to_string(most_steps)});
  }
  return steps;
}

struct known_method {
  std::string_view id;
  std::optional<rate_rule> rate;
};

/// Read once: the shipped methods do not change.
const std::vector<known_method>& known_methods() {
  static const std::vector<known_method> all = [] {
    std::vector<known_method> out;
    for (const std::string_view id : shipped_method_ids()) {
      const method_reading reading = read_method(*shipped_method_text(id), std::string(id) + ".toml");
      out.push_back({id, reading.value ? reading.value->rate : std::nullopt});
    }
    return out;
  }();
  return all;
}

std::vector<written_step> steps_of_method(const measure_question& q) {
  const std::string id = q.text("method", "the id of a method");
  const auto& methods = known_methods();
  const auto found = std::find_if(methods.begin(), methods.end(), [&](const auto& m) { return m.id == id; });
  if (found == methods.end()) {
    refuse_question("N0311", {"method", clipped(id, 40), enumerated(shipped_method_ids())});
  }
  if (found->rate && found->rate->form == rate_form::none) return {{1, measure_number(0)}};
  std::vector<written_step> steps;
  if (found->rate && found->rate->form != rate_form::years) {
    for (const rate_part& part : found->rate->parts) {
      auto rate = measure_number::parse(part.rate.value.to_string());
      if (rate) steps.push_back({found->rate->form == rate_form::flat ? 1 : part.from, *std::move(rate)});
    }
  }
  if (steps.empty()) refuse_question("N0309", {id});
  return steps;
}

std::string answer_discount_schedule(const measure_question& q) {
  q.not_together("method", "steps");
  const std::vector<written_step> steps = q.has("method") ? steps_of_method(q) : steps_of_question(q);
  const int periods = q.whole("year", 0, most_periods);
  const auto found = certified<in_fractions::impossible>(
      [&]<class Number>(reading_as<Number> as) {
        std::vector<rate_step<Number>> rates;
        for (const written_step& step : steps) rates.push_back({step.from, as(step.rate)});
        const auto schedule = discount_schedule<Number>::stepped(std::move(rates));
        return answered(discount_factor(schedule, horizon{.first_year = 0, .years = 1, .base_year = 0}, periods));
      },
      digits, measure_number(1));
  return with(found);
}

// --- Loans

payment_time when_of(const measure_question& q) {
  return q.word("when", {"end", "begin"}) == 0 ? payment_time::end : payment_time::begin;
}

/// The numbers of a loan: those named are needed, fv and pv are 0 where they are left out.
struct loan {
  loan(const measure_question& q, std::initializer_list<std::string_view> needed) : when(when_of(q)) {
    for (const std::string_view key : needed) {
      if (key == "rate") rate = q.rate(key, rate_domain::above_minus_one);
      if (key == "nper") nper = q.amount(key);
      if (key == "per") per = q.amount(key);
      if (key == "pmt") pmt = q.amount(key);
      if (key == "pv") pv = q.amount(key);
      if (key == "fv") fv = q.amount(key);
    }
    if (q.has("pv")) pv = q.amount("pv");
    if (q.has("fv")) fv = q.amount("fv");
  }

  /// What is nothing beside its amounts, and whether its periods are few enough to be multiplied out.
  [[nodiscard]] measure_number size() const { return largest_of({pmt, pv, fv}); }
  [[nodiscard]] in_fractions fractions() const {
    return fractions_of(bits_of(rate) + 4, std::abs(nper.approximate()), 4);
  }

  measure_number rate, nper, per, pmt, pv, fv;
  payment_time when;
};

/// A formula over a loan; `How` is whether it can be calculated in fractions at all.
template <in_fractions How, class Formula>
std::string answer_loan(const loan& l, const Formula& formula) {
  return with(certified<How>(formula, digits, l.size(), l.fractions()));
}

std::string answer_pv(const measure_question& q) {
  const loan l(q, {"rate", "nper", "pmt"});
  return answer_loan<in_fractions::possible>(
      l, [&](auto as) { return spreadsheet::pv(as(l.rate), as(l.nper), as(l.pmt), as(l.fv), l.when); });
}

std::string answer_fv(const measure_question& q) {
  const loan l(q, {"rate", "nper", "pmt"});
  return answer_loan<in_fractions::possible>(
      l, [&](auto as) { return spreadsheet::fv(as(l.rate), as(l.nper), as(l.pmt), as(l.pv), l.when); });
}

std::string answer_pmt(const measure_question& q) {
  const loan l(q, {"rate", "nper", "pv"});
  return answer_loan<in_fractions::possible>(
      l, [&](auto as) { return spreadsheet::pmt(as(l.rate), as(l.nper), as(l.pv), as(l.fv), l.when); });
}

std::string answer_nper(const measure_question& q) {
  const loan l(q, {"rate", "pmt", "pv"});
  return answer_loan<in_fractions::impossible>(
      l, [&](auto as) { return spreadsheet::nper(as(l.rate), as(l.pmt), as(l.pv), as(l.fv), l.when); });
}

/// The equation of a loan times its rate, in powers of 1 + r: every rate, and one at 0 that is none.
std::string answer_rate(const measure_question& q) {
  constexpr std::int64_t most_steps_of_a_term = std::int64_t{1} << 60;
  const loan l(q, {"nper", "pmt", "pv"});
  const bool begin = l.when == payment_time::begin;
  const cpp_rational n = l.nper.exact();
  if (n <= 0) return without_value(status::undefined, reason::no_periods);
  const auto amounts = whole_amounts({l.pmt, l.pv, l.fv});
  const cpp_rational& a = amounts[0];
  const cpp_rational& b = amounts[1];
  const cpp_rational& c = amounts[2];
  if (a == 0 && b == 0 && c == 0) return without_value(status::undefined, reason::all_zero);
  if (n + 1 > cpp_rational(most_steps_of_a_term) / denominator(n)) {
    refuse_question("N0318", {"nper", "17", "12"});
  }
  const auto steps = denominator(n).convert_to<std::int64_t>();
  const auto of_n = numerator(n).convert_to<std::int64_t>();
  // b g^(n+1) − b g^n + a w (g^n − 1) + c (g − 1), w = 1 or g, with exponents counted down from n + 1.
  std::vector<stepped_flow> terms{{b, 0}, {-b, steps}, {c, of_n}, {-c, of_n + steps}};
  if (begin) {
    terms.push_back({a, 0});
    terms.push_back({-a, of_n});
  } else {
    terms.push_back({a, steps});
    terms.push_back({-a, of_n + steps});
  }
  certified_rates found = certified_rates_of(terms, steps, digits);
  for (std::size_t i = 0; i < found.values.size(); ++i) {
    if (found.values[i] != "0" || --found.multiplicities[i] > 0) continue;
    found.values.erase(found.values.begin() + static_cast<std::ptrdiff_t>(i));
    found.multiplicities.erase(found.multiplicities.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  if (found.state != status::undefined) {
    found.state = found.values.empty() ? status::none : (found.values.size() == 1 ? status::ok : status::several);
    if (found.values.empty()) found.why = reason::no_real_root;
  }
  std::optional<double> seen;
  if (q.has("guess")) {
    const auto worth = [&](double rate) {
      return spreadsheet::fv(rate, l.nper.approximate(), l.pmt.approximate(), l.pv.approximate(), l.when).value -
             l.fv.approximate();
    };
    seen = seen_from(q.rate("guess", rate_domain::above_minus_one).approximate(), [&](double rate) {
      const double h = 1e-6 * (1 + rate);
      return worth(rate) * 2 * h / (worth(rate + h) - worth(rate - h));
    });
  }
  return with_rates(found, seen, single_rate::alone);
}

std::string answer_ipmt(const measure_question& q) {
  const loan l(q, {"rate", "per", "nper", "pv"});
  return answer_loan<in_fractions::possible>(
      l, [&](auto as) { return spreadsheet::ipmt(as(l.rate), as(l.per), as(l.nper), as(l.pv), as(l.fv), l.when); });
}

std::string answer_ppmt(const measure_question& q) {
  const loan l(q, {"rate", "per", "nper", "pv"});
  return answer_loan<in_fractions::possible>(
      l, [&](auto as) { return spreadsheet::ppmt(as(l.rate), as(l.per), as(l.nper), as(l.pv), as(l.fv), l.when); });
}

std::string answer_ispmt(const measure_question& q) {
  loan l(q, {"per", "nper", "pv"});
  l.rate = q.amount("rate");  // any
  return answer_loan<in_fractions::possible>(
      l, [&](auto as) { return spreadsheet::ispmt(as(l.rate), as(l.per), as(l.nper), as(l.pv)); });
}

/// Which payments are added: whole numbers, whose domain the formula knows.
std::pair<measure_number, measure_number> payments_of(const measure_question& q) {
  constexpr int most = 1000000000;
  return {measure_number(q.whole("start", -most, most)), measure_number(q.whole("end", -most, most))};
}

std::string answer_cumipmt(const measure_question& q) {
  const loan l(q, {"rate", "nper", "pv"});
  const auto payments = payments_of(q);
  return answer_loan<in_fractions::possible>(l, [&](auto as) {
    return spreadsheet::cumipmt(as(l.rate), as(l.nper), as(l.pv), as(payments.first), as(payments.second), l.when);
  });
}

std::string answer_cumprinc(const measure_question& q) {
  const loan l(q, {"rate", "nper", "pv"});
  const auto payments = payments_of(q);
  return answer_loan<in_fractions::possible>(l, [&](auto as) {
    return spreadsheet::cumprinc(as(l.rate), as(l.nper), as(l.pv), as(payments.first), as(payments.second), l.when);
  });
}

std::string answer_fvschedule(const measure_question& q) {
  const loan l(q, {"pv"});
  const auto rates = q.rates("rates");
  return answer_loan<in_fractions::possible>(
      l, [&](auto as) { return answered(spreadsheet::fvschedule(as(l.pv), as(rates))); });
}

std::string answer_pduration(const measure_question& q) {
  loan l(q, {"pv", "fv"});
  l.rate = q.amount("rate");
  return answer_loan<in_fractions::impossible>(
      l, [&](auto as) { return spreadsheet::pduration(as(l.rate), as(l.pv), as(l.fv)); });
}

std::string answer_rri(const measure_question& q) {
  const loan l(q, {"nper", "pv", "fv"});
  return answer_loan<in_fractions::impossible>(
      l, [&](auto as) { return spreadsheet::rri(as(l.nper), as(l.pv), as(l.fv)); });
}

std::string answer_effect(const measure_question& q) {
  loan l(q, {"nper"});
  l.rate = q.amount("rate");
  return answer_loan<in_fractions::possible>(l, [&](auto as) { return spreadsheet::effect(as(l.rate), as(l.nper)); });
}

std::string answer_nominal(const measure_question& q) {
  loan l(q, {"nper"});
  l.rate = q.amount("rate");
  return answer_loan<in_fractions::impossible>(l,
                                               [&](auto as) { return spreadsheet::nominal(as(l.rate), as(l.nper)); });
}

// --- Depreciation

struct asset {
  explicit asset(const measure_question& q)
      : cost(q.amount("cost")), salvage(q.amount("salvage")), life(q.amount("life")) {}

  measure_number cost, salvage, life;
};

template <class Formula>
std::string answer_asset(const asset& a, const Formula& formula, in_fractions now = in_fractions::possible) {
  return with(certified<in_fractions::possible>(formula, digits, a.cost, now));
}

std::string answer_sln(const measure_question& q) {
  const asset a(q);
  return answer_asset(a, [&](auto as) { return spreadsheet::sln(as(a.cost), as(a.salvage), as(a.life)); });
}

std::string answer_syd(const measure_question& q) {
  const asset a(q);
  const auto period = q.amount("period");
  return answer_asset(a, [&](auto as) { return spreadsheet::syd(as(a.cost), as(a.salvage), as(a.life), as(period)); });
}

std::string answer_db(const measure_question& q) {
  constexpr int most = 1000000000;
  const asset a(q);
  const int period = q.whole("period", -most, most);
  const int month = q.has("month") ? q.whole("month", -most, most) : 12;
  return answer_asset(
      a, [&](auto as) { return spreadsheet::db(as(a.cost), as(a.salvage), as(a.life), period, month); },
      fractions_of(14, std::abs(a.life.approximate()), 1));
}

std::string answer_ddb(const measure_question& q) {
  const asset a(q);
  const auto period = q.amount("period");
  const auto factor = q.amount_or("factor", 2);
  return answer_asset(
      a, [&](auto as) { return spreadsheet::ddb(as(a.cost), as(a.salvage), as(a.life), as(period), as(factor)); },
      fractions_of(bits_of(a.life) + bits_of(factor), std::abs(period.approximate()), 1));
}

std::string answer_vdb(const measure_question& q) {
  const asset a(q);
  const auto start = q.amount("start");
  const auto end = q.amount("end");
  const auto factor = q.amount_or("factor", 2);
  const bool no_switch = q.flag("no_switch");
  const double periods = std::abs(end.approximate());
  return answer_asset(
      a,
      [&](auto as) {
        return spreadsheet::vdb(as(a.cost), as(a.salvage), as(a.life), as(start), as(end), as(factor), no_switch);
      },
      fractions_of((bits_of(a.life) + bits_of(factor)) * periods, periods, 1));
}

// --- Which measures there are

struct measure_row {
  std::string_view name;
  std::array<std::string_view, 7> keys;
  std::string (*answer)(const measure_question&);
};

constexpr std::array rows{
    measure_row{"npv", {"rate", "flows", "timing", "rates"}, answer_npv},
    measure_row{"irr", {"flows", "guess"}, answer_irr},
    measure_row{"mirr", {"flows", "finance_rate", "reinvest_rate"}, answer_mirr},
    measure_row{"xnpv", {"rate", "flows", "dates", "day_count"}, answer_xnpv},
    measure_row{"xnfv", {"rate", "flows", "dates", "day_count"}, answer_xnfv},
    measure_row{"xirr", {"flows", "dates", "day_count", "guess"}, answer_xirr},
    measure_row{"payback", {"flows", "rate", "crossing"}, answer_payback},
    measure_row{"annuity_factor", {"rate", "periods"}, answer_annuity_factor},
    measure_row{"discount_factor", {"rate", "periods"}, answer_discount_factor},
    measure_row{"discount_schedule", {"method", "steps", "year"}, answer_discount_schedule},
    measure_row{"pv", {"rate", "nper", "pmt", "fv", "when"}, answer_pv},
    measure_row{"fv", {"rate", "nper", "pmt", "pv", "when"}, answer_fv},
    measure_row{"pmt", {"rate", "nper", "pv", "fv", "when"}, answer_pmt},
    measure_row{"nper", {"rate", "pmt", "pv", "fv", "when"}, answer_nper},
    measure_row{"rate", {"nper", "pmt", "pv", "fv", "when", "guess"}, answer_rate},
    measure_row{"ipmt", {"rate", "per", "nper", "pv", "fv", "when"}, answer_ipmt},
    measure_row{"ppmt", {"rate", "per", "nper", "pv", "fv", "when"}, answer_ppmt},
    measure_row{"ispmt", {"rate", "per", "nper", "pv"}, answer_ispmt},
    measure_row{"cumipmt", {"rate", "nper", "pv", "start", "end", "when"}, answer_cumipmt},
    measure_row{"cumprinc", {"rate", "nper", "pv", "start", "end", "when"}, answer_cumprinc},
    measure_row{"fvschedule", {"pv", "rates"}, answer_fvschedule},
    measure_row{"pduration", {"rate", "pv", "fv"}, answer_pduration},
    measure_row{"rri", {"nper", "pv", "fv"}, answer_rri},
    measure_row{"effect", {"rate", "nper"}, answer_effect},
    measure_row{"nominal", {"rate", "nper"}, answer_nominal},
    measure_row{"sln", {"cost", "salvage", "life"}, answer_sln},
    measure_row{"syd", {"cost", "salvage", "life", "period"}, answer_syd},
    measure_row{"db", {"cost", "salvage", "life", "period", "month"}, answer_db},
    measure_row{"ddb", {"cost", "salvage", "life", "period", "factor"}, answer_ddb},
    measure_row{"vdb", {"cost", "salvage", "life", "start", "end", "factor", "no_switch"}, answer_vdb},
};

std::vector<std::string_view> names() {
  std::vector<std::string_view> out;
  for (const measure_row& row : rows) out.push_back(row.name);
  return out;
}

std::string answer_question(const measure_question& q) {
  const std::string asked = q.text("measure", "the name of a measure");
  const auto* row = std::find_if(rows.begin(), rows.end(), [&](const measure_row& r) { return r.name == asked; });
  if (row != rows.end()) {
    const auto* last = std::find(row->keys.begin(), row->keys.end(), std::string_view());
    q.allow(std::span(row->keys.begin(), last));
    return row->answer(q);
  }
  const std::string near = nearest_of(names(), asked);
  const std::string shown = clipped(asked, 40);
  if (near.empty()) refuse_question("N0303", {shown, enumerated(names())});
  refuse_question("N0304", {shown, near});
}

}  // namespace

std::string answer_line(std::string_view line) {
  const document_reading reading = read_json(line, "measure", places::left_out);
  try {
    if (!reading.errors.empty()) refuse_question("N0307", {text(reading.errors.front(), language::en)});
    if (!reading.root || reading.root->kind != document_node::kind::table) {
      refuse_question("N0308", {});
    }
    return answer_question(measure_question(*reading.root));
  } catch (const refused_question& e) {
    return refusal(e.why);
  }
}

std::string answer_to_long_line() {
  return refusal({"N0307", {}, {text({"N0103", {}, {std::to_string(document_limits::bytes >> 20)}}, language::en)}});
}

}  // namespace nytta
