// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/dated.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/mirr.hpp>
#include <nytta/flow/npv.hpp>
#include <nytta/flow/payback.hpp>
#include <nytta/io/read.hpp>
#include <nytta/method/shipped.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "io/document/text_index.hpp"
#include "io/measure/measure_answer.hpp"

// Measures of series: of flows a period apart, of dated flows, and of discount factors.

namespace nytta::measure_detail {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

namespace {

constexpr int most_periods = 100000;
constexpr std::size_t most_steps = 100;

}  // namespace

// --- Net present value

namespace {

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
    return npv(flows, over) / after;
  } else {
    // Over the one root that there is, so that what is a fraction stays one up to it.
    if (when == timing::middle) {
      return Number(present_value(flows, rates, one_rate, timing::start) /
                    Number(sqrt(Number(Number(1) + rates.front()))));
    }
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

}  // namespace

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
    rates = q.rates("rates");
    const std::size_t needed = flows.size() - (when == timing::start && !flows.empty() ? 1 : 0);
    if (when == timing::middle) {
      q.note({"N0314", {}, {"rates", "timing middle"}});
    } else if (!flows.empty() && q.is_list("rates") && rates.size() != needed) {
      q.note({"N0312", {}, {std::to_string(rates.size()), std::to_string(flows.size()), std::to_string(needed)}});
    }
  }
  q.read();
  double bits = 0;
  for (const measure_number& rate : rates) {
    if (rate.approximate() < -0.999 && rate.exact() == -1) {
      return without_value(status::undefined, reason::rate_minus_one);
    }
    bits += bits_of(rate) + 4;
  }
  if (one_rate) bits *= static_cast<double>(flows.size());
  const auto formula = [&]<class Number>(reading_as<Number> as) {
    return answered(present_value(as(flows), as(rates), one_rate, when));
  };
  const auto work = static_cast<double>(flows.size());
  if (when == timing::middle) {
    return with(certified<in_fractions::impossible>(formula, digits, in_fractions::impossible, work));
  }
  return with(certified<in_fractions::possible>(formula, digits, fractions_of(bits, 1, flows.size()), work));
}

// --- Rates of return

namespace {

/// The guess of a question about flows, followed as a spreadsheet does.
std::optional<double> followed_guess(const std::optional<measure_number>& guess,
                                     const std::vector<measure_number>& flows, const std::vector<double>& exponents) {
  if (!guess) return std::nullopt;
  std::vector<double> amounts;
  amounts.reserve(flows.size());
  for (const measure_number& x : flows) amounts.push_back(x.approximate());
  return seen_from(guess->approximate(), [&](double rate) {
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

/// How many flows, zeros apart, a rate of return is found for: fewer when amounts differ so much in size that balls of
/// many digits would take minutes.
void require_few(const std::vector<measure_number>& flows) {
  constexpr std::size_t most_flows = 2000;
  constexpr int usual_digits = 40;
  constexpr std::size_t slow_work = 12000;
  int least = std::numeric_limits<int>::max();
  int largest = std::numeric_limits<int>::min();
  std::size_t count = 0;
  for (const measure_number& flow : flows) {
    if (flow.is_zero()) continue;
    ++count;
    const int size = flow.exponent() + static_cast<int>(flow.digits());
    least = (std::min)(least, size);
    largest = (std::max)(largest, size);
  }
  const std::size_t most = largest < least || largest - least <= usual_digits
                               ? most_flows
                               : slow_work / static_cast<std::size_t>(largest - least);
  if (count > most) refuse_question("N0319", {std::to_string(count), std::to_string(most)});
}

}  // namespace

std::string answer_irr(const measure_question& q) {
  const std::vector<measure_number> flows = q.flows();
  const auto guess = guess_of(q);
  q.read();
  require_few(flows);
  std::vector<double> exponents(flows.size());
  std::iota(exponents.begin(), exponents.end(), 0.0);
  const auto seen = followed_guess(guess, flows, exponents);
  return with_rates(certified_irr(whole_amounts(flows), digits), seen);
}

std::string answer_mirr(const measure_question& q) {
  const std::vector<measure_number> flows = q.flows();
  const measure_number finance = q.rate("finance_rate", rate_domain::any);
  const measure_number reinvest = q.rate("reinvest_rate", rate_domain::any);
  q.read();
  return with(certified<in_fractions::impossible>(
      [&]<class Number>(reading_as<Number> as) {
        return mirr(std::span<const Number>(as(flows)), as(finance), as(reinvest));
      },
      digits, in_fractions::impossible, static_cast<double>(flows.size())));
}

// --- Dated flows

namespace {

struct dated_question {
  std::vector<measure_number> flows;
  std::vector<date> dates;
  day_count convention;
};

/// With all else that the question has read already.
dated_question dated(const measure_question& q) {
  static constexpr auto words = [] {
    std::array<std::string_view, day_count_words.size()> out;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = day_count_words[i].name;
    return out;
  }();
  dated_question out{q.flows(), q.dates("dates"), day_count_words[q.word("day_count", words)].convention};
  if (!out.flows.empty() && !out.dates.empty() && out.flows.size() != out.dates.size()) {
    q.note({"N0320", {}, {std::to_string(out.dates.size()), std::to_string(out.flows.size())}});
  }
  q.read();
  return out;
}

/// Excel's years have as many lengths as there are flows, and each length takes a root.
double work_of(const dated_question& d) {
  constexpr double multiplications_of_a_root = 50;
  return static_cast<double>(d.flows.size()) *
         (d.convention == day_count::act_act_excel ? multiplications_of_a_root : 1);
}

}  // namespace

std::string answer_xnpv(const measure_question& q) {
  const measure_number rate = q.rate("rate", rate_domain::above_minus_one);
  const dated_question d = dated(q);
  const auto found = certified<in_fractions::possible>(
      [&]<class Number>(reading_as<Number> as) {
        return answered(xnpv(as(rate), std::span<const Number>(as(d.flows)), d.dates, d.convention));
      },
      digits, fractions_of(bits_of(rate), 1000, d.flows.size()), work_of(d));
  return with(found);
}

std::string answer_xnfv(const measure_question& q) {
  const measure_number rate = q.rate("rate", rate_domain::above_minus_one);
  const dated_question d = dated(q);
  const auto found = certified<in_fractions::possible>(
      [&]<class Number>(reading_as<Number> as) {
        return answered(xnfv(as(rate), std::span<const Number>(as(d.flows)), d.dates, d.convention));
      },
      digits, fractions_of(bits_of(rate), 1000, d.flows.size()), work_of(d));
  return with(found);
}

std::string answer_xirr(const measure_question& q) {
  const auto guess = guess_of(q);
  const dated_question d = dated(q);
  require_few(d.flows);
  const date earliest = *std::min_element(d.dates.begin(), d.dates.end());
  std::vector<year_part> parts;
  std::vector<double> exponents;
  for (const date& day : d.dates) {
    parts.push_back(year_fraction(earliest, day, d.convention));
    exponents.push_back(static_cast<double>(parts.back().numerator) / static_cast<double>(parts.back().denominator));
  }
  const auto seen = followed_guess(guess, d.flows, exponents);
  return with_rates(certified_xirr(whole_amounts(d.flows), parts, digits), seen);
}

// --- Payback

std::string answer_payback(const measure_question& q) {
  const std::vector<measure_number> flows = q.flows();
  const auto which = q.word("crossing", {"lasting", "first"}) == 0 ? crossing::lasting : crossing::first;
  const measure_number rate = q.has("rate") ? q.rate("rate", rate_domain::above_minus_one) : measure_number(0);
  q.read();
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
      formula, digits, fractions_of(bits_of(rate) + 4, static_cast<double>(flows.size()), flows.size())));
}

// --- Factors

std::string answer_annuity_factor(const measure_question& q) {
  const measure_number rate = q.rate("rate", rate_domain::above_minus_one);
  const int periods = q.whole("periods", 0, most_periods);
  q.read();
  const auto found = certified<in_fractions::possible>(
      [&]<class Number>(reading_as<Number> as) { return answered(discounted_payments(as(rate), Number(periods))); },
      digits, fractions_of(bits_of(rate), periods, 1));
  return with(found);
}

std::string answer_discount_factor(const measure_question& q) {
  const measure_number rate = q.rate("rate", rate_domain::above_minus_one);
  const int periods = q.whole("periods", -most_periods, most_periods);
  q.read();
  const auto found = certified<in_fractions::possible>(
      [&]<class Number>(reading_as<Number> as) { return answered(compounded(as(rate), Number(-periods))); }, digits,
      fractions_of(bits_of(rate), std::abs(periods), 1));
  return with(found);
}

namespace {

/// A discount rate from a period on.
struct written_step {
  int from = 1;
  measure_number rate;
};

std::vector<written_step> steps_of_question(const measure_question& q) {
  static constexpr std::array<std::string_view, 2> step_keys{"from", "rate"};
  const auto tables = q.tables("steps", "a list of {\"from\":…, \"rate\":…}");
  std::vector<written_step> steps;
  for (const measure_question& step : tables) {
    step.allow(step_keys);
    const int from = step.whole("from", 1, most_periods);
    steps.push_back({from, step.rate("rate", rate_domain::above_minus_one)});
  }
  q.read();
  const auto not_after = [](const written_step& a, const written_step& b) { return b.from <= a.from; };
  if (steps.size() > most_steps || steps.front().from != 1 ||
      std::adjacent_find(steps.begin(), steps.end(), not_after) != steps.end()) {
    refuse_question("N0315", {std::to_string(most_steps)});
  }
  return steps;
}

/// Of the shipped methods, in the order of their ids. Read once: they do not change.
const std::vector<std::optional<rate_rule>>& shipped_rates() {
  static const std::vector<std::optional<rate_rule>> all = [] {
    std::vector<std::optional<rate_rule>> out;
    for (const std::string_view id : shipped_method_ids()) {
      const method_reading reading = read_method(*shipped_method_text(id), std::string(id) + ".toml");
      out.push_back(reading.value ? reading.value->rate : std::nullopt);
    }
    return out;
  }();
  return all;
}

std::vector<written_step> steps_of_method(const measure_question& q) {
  const std::size_t at = q.word("method", shipped_method_ids());
  q.read();
  const std::optional<rate_rule>& rule = shipped_rates()[at];
  if (rule && rule->form == rate_form::none) return {{1, measure_number(0)}};
  std::vector<written_step> steps;
  if (rule && rule->form != rate_form::years) {
    for (const rate_part& part : rule->parts) {
      auto rate = measure_number::parse(part.rate.value.to_string());
      if (rate) steps.push_back({rule->form == rate_form::flat ? 1 : part.from, *std::move(rate)});
    }
  }
  if (steps.empty()) refuse_question("N0309", {std::string(shipped_method_ids()[at])});
  return steps;
}

}  // namespace

std::string answer_discount_schedule(const measure_question& q) {
  q.not_together("method", "steps");
  const int periods = q.whole("year", 0, most_periods);
  const std::vector<written_step> steps = q.has("method") ? steps_of_method(q) : steps_of_question(q);
  const auto found = certified<in_fractions::impossible>(
      [&]<class Number>(reading_as<Number> as) {
        std::vector<rate_step<Number>> rates;
        for (const written_step& step : steps) rates.push_back({step.from, as(step.rate)});
        const auto schedule = discount_schedule<Number>::stepped(std::move(rates));
        return answered(discount_factor(schedule, horizon{.first_year = 0, .years = 1, .base_year = 0}, periods));
      },
      digits);
  return with(found);
}

}  // namespace nytta::measure_detail
