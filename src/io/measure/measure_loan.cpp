// SPDX-License-Identifier: Apache-2.0
#include <nytta/flow/depreciation.hpp>
#include <nytta/flow/time_value.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "io/measure/measure_answer.hpp"

// The spreadsheets' functions of loans and of depreciation.

namespace nytta::measure_detail {

using boost::multiprecision::cpp_rational;

// --- Loans

namespace {

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
    const auto may_be_left_out = [&](std::string_view key) {
      return q.has(key) && std::find(needed.begin(), needed.end(), key) == needed.end();
    };
    if (may_be_left_out("pv")) pv = q.amount("pv");
    if (may_be_left_out("fv")) fv = q.amount("fv");
  }

  /// Whether its periods are few enough to be multiplied out.
  [[nodiscard]] in_fractions fractions() const {
    return fractions_of(bits_of(rate) + 4, std::abs(nper.approximate()), 4);
  }

  measure_number rate, nper, per, pmt, pv, fv;
  payment_time when;
};

/// A formula over a loan; `How` is whether it can be calculated in fractions at all.
template <in_fractions How, class Formula>
std::string answer_loan(const measure_question& q, const loan& l, const Formula& formula) {
  q.read();
  return with(certified<How>(formula, digits, l.fractions()));
}

}  // namespace

std::string answer_pv(const measure_question& q) {
  const loan l(q, {"rate", "nper", "pmt"});
  return answer_loan<in_fractions::possible>(
      q, l, [&](auto as) { return spreadsheet::pv(as(l.rate), as(l.nper), as(l.pmt), as(l.fv), l.when); });
}

std::string answer_fv(const measure_question& q) {
  const loan l(q, {"rate", "nper", "pmt"});
  return answer_loan<in_fractions::possible>(
      q, l, [&](auto as) { return spreadsheet::fv(as(l.rate), as(l.nper), as(l.pmt), as(l.pv), l.when); });
}

std::string answer_pmt(const measure_question& q) {
  const loan l(q, {"rate", "nper", "pv"});
  return answer_loan<in_fractions::possible>(
      q, l, [&](auto as) { return spreadsheet::pmt(as(l.rate), as(l.nper), as(l.pv), as(l.fv), l.when); });
}

std::string answer_nper(const measure_question& q) {
  const loan l(q, {"rate", "pmt", "pv"});
  return answer_loan<in_fractions::impossible>(
      q, l, [&](auto as) { return spreadsheet::nper(as(l.rate), as(l.pmt), as(l.pv), as(l.fv), l.when); });
}

/// The equation of a loan times its rate, in powers of 1 + r: every rate, and one at 0 that is none.
std::string answer_rate(const measure_question& q) {
  constexpr std::int64_t most_steps_of_a_term = std::int64_t{1} << 60;
  const loan l(q, {"nper", "pmt", "pv"});
  const std::optional<measure_number> guess = guess_of(q);
  q.read();
  const bool begin = l.when == payment_time::begin;
  const cpp_rational n = l.nper.exact();
  if (n <= 0) return without_value(status::undefined, reason::no_periods);
  const auto amounts = whole_amounts({l.pmt, l.pv, l.fv});
  const cpp_rational& a = amounts[0];
  const cpp_rational& b = amounts[1];
  const cpp_rational& c = amounts[2];
  if (a == 0 && b == 0 && c == 0) return without_value(status::undefined, reason::all_zero);
  if (n + 1 > cpp_rational(most_steps_of_a_term) / denominator(n)) {
    refuse_question("N0321", {"nper"});
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
  if (found.why == reason::all_zero) found.why = reason::any_rate;  // not the amounts, but what they come to
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
  if (guess) {
    const auto worth = [&](double rate) {
      return spreadsheet::fv(rate, l.nper.approximate(), l.pmt.approximate(), l.pv.approximate(), l.when).value -
             l.fv.approximate();
    };
    seen = seen_from(guess->approximate(), [&](double rate) {
      const double h = 1e-6 * (1 + rate);
      return worth(rate) * 2 * h / (worth(rate + h) - worth(rate - h));
    });
  }
  return with_rates(found, seen, single_rate::alone);
}

std::string answer_ipmt(const measure_question& q) {
  const loan l(q, {"rate", "per", "nper", "pv"});
  return answer_loan<in_fractions::possible>(
      q, l, [&](auto as) { return spreadsheet::ipmt(as(l.rate), as(l.per), as(l.nper), as(l.pv), as(l.fv), l.when); });
}

std::string answer_ppmt(const measure_question& q) {
  const loan l(q, {"rate", "per", "nper", "pv"});
  return answer_loan<in_fractions::possible>(
      q, l, [&](auto as) { return spreadsheet::ppmt(as(l.rate), as(l.per), as(l.nper), as(l.pv), as(l.fv), l.when); });
}

std::string answer_ispmt(const measure_question& q) {
  loan l(q, {"per", "nper", "pv"});
  l.rate = q.amount("rate");  // any
  return answer_loan<in_fractions::possible>(
      q, l, [&](auto as) { return spreadsheet::ispmt(as(l.rate), as(l.per), as(l.nper), as(l.pv)); });
}

namespace {

/// Which payments are added: whole numbers, whose domain the formula knows.
std::pair<measure_number, measure_number> payments_of(const measure_question& q) {
  constexpr int most = 1000000000;
  return {measure_number(q.whole("start", -most, most)), measure_number(q.whole("end", -most, most))};
}

}  // namespace

std::string answer_cumipmt(const measure_question& q) {
  const loan l(q, {"rate", "nper", "pv"});
  const auto payments = payments_of(q);
  return answer_loan<in_fractions::possible>(q, l, [&](auto as) {
    return spreadsheet::cumipmt(as(l.rate), as(l.nper), as(l.pv), as(payments.first), as(payments.second), l.when);
  });
}

std::string answer_cumprinc(const measure_question& q) {
  const loan l(q, {"rate", "nper", "pv"});
  const auto payments = payments_of(q);
  return answer_loan<in_fractions::possible>(q, l, [&](auto as) {
    return spreadsheet::cumprinc(as(l.rate), as(l.nper), as(l.pv), as(payments.first), as(payments.second), l.when);
  });
}

std::string answer_fvschedule(const measure_question& q) {
  const loan l(q, {"pv"});
  const auto rates = q.rates("rates");
  return answer_loan<in_fractions::possible>(
      q, l, [&](auto as) { return answered(spreadsheet::fvschedule(as(l.pv), as(rates))); });
}

std::string answer_pduration(const measure_question& q) {
  loan l(q, {"pv", "fv"});
  l.rate = q.amount("rate");
  return answer_loan<in_fractions::impossible>(
      q, l, [&](auto as) { return spreadsheet::pduration(as(l.rate), as(l.pv), as(l.fv)); });
}

std::string answer_rri(const measure_question& q) {
  const loan l(q, {"nper", "pv", "fv"});
  return answer_loan<in_fractions::impossible>(
      q, l, [&](auto as) { return spreadsheet::rri(as(l.nper), as(l.pv), as(l.fv)); });
}

std::string answer_effect(const measure_question& q) {
  loan l(q, {"nper"});
  l.rate = q.amount("rate");
  return answer_loan<in_fractions::possible>(q, l,
                                             [&](auto as) { return spreadsheet::effect(as(l.rate), as(l.nper)); });
}

std::string answer_nominal(const measure_question& q) {
  loan l(q, {"nper"});
  l.rate = q.amount("rate");
  return answer_loan<in_fractions::impossible>(q, l,
                                               [&](auto as) { return spreadsheet::nominal(as(l.rate), as(l.nper)); });
}

// --- Depreciation

namespace {

struct asset {
  explicit asset(const measure_question& q)
      : cost(q.amount("cost")), salvage(q.amount("salvage")), life(q.amount("life")) {}

  measure_number cost, salvage, life;
};

template <class Formula>
std::string answer_asset(const measure_question& q, const Formula& formula, in_fractions now = in_fractions::possible,
                         double work = 1) {
  q.read();
  return with(certified<in_fractions::possible>(formula, digits, now, work));
}

}  // namespace

std::string answer_sln(const measure_question& q) {
  const asset a(q);
  return answer_asset(q, [&](auto as) { return spreadsheet::sln(as(a.cost), as(a.salvage), as(a.life)); });
}

std::string answer_syd(const measure_question& q) {
  const asset a(q);
  const auto period = q.amount("period");
  return answer_asset(q, [&](auto as) { return spreadsheet::syd(as(a.cost), as(a.salvage), as(a.life), as(period)); });
}

std::string answer_db(const measure_question& q) {
  constexpr int most = 1000000000;
  const asset a(q);
  const int period = q.whole("period", -most, most);
  const int month = q.has("month") ? q.whole("month", -most, most) : 12;
  return answer_asset(
      q, [&](auto as) { return spreadsheet::db(as(a.cost), as(a.salvage), as(a.life), period, month); },
      fractions_of(14, std::abs(a.life.approximate()), 1));
}

std::string answer_ddb(const measure_question& q) {
  const asset a(q);
  const auto period = q.amount("period");
  const auto factor = q.amount_or("factor", 2);
  return answer_asset(
      q, [&](auto as) { return spreadsheet::ddb(as(a.cost), as(a.salvage), as(a.life), as(period), as(factor)); },
      fractions_of(bits_of(a.life) + bits_of(factor), std::abs(period.approximate()), 1));
}

std::string answer_vdb(const measure_question& q) {
  const asset a(q);
  const auto start = q.amount("start");
  const auto end = q.amount("end");
  const auto factor = q.amount_or("factor", 2);
  const bool no_switch = q.flag("no_switch");
  q.read();
  // Which of the numbers are equal no number of digits tells: the domain is looked at exactly.
  const auto refusal = spreadsheet::detail::refusal_of_declining<cpp_rational>(
      a.cost.exact(), a.salvage.exact(), a.life.exact(), start.exact(), end.exact(), factor.exact());
  if (refusal != reason::answered) return without_value(status::undefined, refusal);
  const bool nothing_left = a.cost.exact() <= a.salvage.exact() || start.exact() == end.exact();
  const bool whole_life = start.is_zero() && end.exact() == a.life.exact() && !no_switch;
  const double periods = end.approximate();
  return answer_asset(
      q,
      [&]<class Number>(reading_as<Number> as) {
        if (nothing_left) return answered(Number(0));
        if (whole_life) return answered(Number(as(a.cost) - as(a.salvage)));  // the straight line ends there
        return answered(spreadsheet::detail::declined_between<Number>(as(a.cost), as(a.salvage), as(a.life), as(start),
                                                                      as(end), as(factor), no_switch));
      },
      fractions_of((bits_of(a.life) + bits_of(factor)) * periods, periods, 1), periods);
}

}  // namespace nytta::measure_detail
