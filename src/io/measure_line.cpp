// SPDX-License-Identifier: Apache-2.0
#include "io/measure_line.hpp"

#include <nytta/core/answer.hpp>
#include <nytta/core/message.hpp>
#include <nytta/flow/annuity.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/flow/mirr.hpp>
#include <nytta/flow/npv.hpp>
#include <nytta/flow/payback.hpp>
#include <nytta/io/read.hpp>
#include <nytta/method/shipped.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "flow/certified_rates.hpp"
#include "io/document.hpp"
#include "io/measure_question.hpp"
#include "io/text_index.hpp"

// A measure is first calculated with 100 digits: a rate of 40 digits next to -1 takes 40 of them, terms that cancel may
// take 25. Where they cancel further, and where the sign of such a sum decides, the same template calculates again with
// exact fractions.

namespace nytta {

namespace {

using boost::multiprecision::abs;
using exact = boost::multiprecision::cpp_rational;
using whole_number = boost::multiprecision::cpp_int;
using real = boost::multiprecision::cpp_bin_float_100;
using long_real = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<500>>;

constexpr int digits = 17;
constexpr int most_periods = 100000;
constexpr std::size_t most_steps = 100;
constexpr double most_exact_bits = 2e8;     // of all factors together
constexpr int largest_value = 10000;        // exponent of ten
constexpr int longest_plain_exponent = 30;  // 0.000…1 and 1000…0 are written out up to here

const real& least_certain() {
  static const real share("1e-25");  // of the terms' sizes
  return share;
}

template <class Number>
Number to_float(const exact& x) {
  return Number(Number(numerator(x)) / Number(denominator(x)));
}

template <class Number>
std::vector<Number> to_floats(const std::vector<exact>& numbers) {
  std::vector<Number> out;
  out.reserve(numbers.size());
  for (const exact& x : numbers) out.push_back(to_float<Number>(x));
  return out;
}

// --- Answers as text

/// "-1.2345e+02" as a plain decimal without trailing zeros, or as "1.2e-40" when zeros would hide the digits.
std::string written(const real& value) {
  if (value == 0) return "0";
  const std::string scientific = real(abs(value)).str(digits - 1, std::ios_base::scientific);
  const auto e = scientific.find('e');
  int exponent = 0;
  std::from_chars(scientific.data() + e + (scientific[e + 1] == '+' ? 2 : 1), scientific.data() + scientific.size(),
                  exponent);
  std::string units = scientific.substr(0, 1) + scientific.substr(2, e - 2);
  while (units.size() > 1 && units.back() == '0') units.pop_back();
  const std::string sign = value < 0 ? "-" : "";
  if (exponent < -longest_plain_exponent || exponent > longest_plain_exponent) {
    if (units.size() > 1) units.insert(1, 1, '.');
    return sign + units + "e" + std::to_string(exponent);
  }
  if (exponent < 0) return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + units;
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (units.size() <= whole) return sign + units + std::string(whole - units.size(), '0');
  return sign + units.insert(whole, 1, '.');
}

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

std::string with_value(const real& value) {
  static const real largest(("1e" + std::to_string(largest_value)).c_str());
  const real size(abs(value));
  if (!(size < largest) || (value != 0 && size * largest < 1)) {
    refuse_question("N0317", {std::to_string(largest_value)});
  }
  return "{\"status\":\"ok\",\"value\":\"" + written(value) + "\"}";
}

template <class Number>
std::string with_answer(const answer<Number>& a, const real& value) {
  return a.has_value() ? with_value(value) : without_value(a.state, a.why);
}

// --- Exact factors

/// The factors of flows 0, 1, … over one denominator, so that their sums are sums of whole numbers: flow t lies after
/// the first t growths (start), or t + 1 (end).
struct whole_factors {
  std::vector<exact> over;
  exact common = 1;
};

whole_factors factors_of(const std::vector<exact>& growths, std::size_t flows) {
  double bits = 0;
  for (const exact& g : growths) {
    bits += static_cast<double>(msb(whole_number(abs(numerator(g)))) + msb(denominator(g)));
  }
  if (bits * static_cast<double>(flows) > most_exact_bits) {
    refuse_question("N0316", {std::to_string(flows)});
  }
  const std::size_t first = growths.size() + 1 - flows;  // growths before the first flow: 0 (start) or 1 (end)
  whole_factors out;
  out.over.assign(flows, exact(1));
  whole_number before = 1;
  for (std::size_t t = 0; t < flows; ++t) {
    if (first + t > 0) before *= denominator(growths[first + t - 1]);
    out.over[t] = before;
  }
  whole_number after = 1;
  for (std::size_t t = flows; t-- > 0;) {
    out.over[t] *= after;
    if (first + t > 0) after *= numerator(growths[first + t - 1]);
  }
  out.common = after;
  return out;
}

// --- Net present value

/// A rate for all periods, or one for each.
struct rates_of_periods {
  std::vector<exact> rates;
  bool one = true;
};

template <class Number>
Number present_value(const std::vector<Number>& flows, const std::vector<Number>& rates, bool one_rate, timing when) {
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

/// The same of the terms' sizes: what the value is compared with.
real sum_of_sizes(std::vector<real> flows, std::vector<real> rates, bool one_rate, timing when) {
  for (real& flow : flows) flow = abs(flow);
  for (real& rate : rates) rate = abs(real(1 + rate)) - 1;
  return present_value(flows, rates, one_rate, when);
}

real exact_present_value(const std::vector<exact>& flows, const rates_of_periods& by, timing when) {
  std::vector<exact> growths;
  const std::size_t periods = flows.size() - (when == timing::end ? 0 : 1);
  for (std::size_t t = 0; t < periods; ++t) growths.emplace_back(1 + by.rates[by.one ? 0 : t]);
  const whole_factors factors = factors_of(growths, flows.size());
  const real value = to_float<real>(exact(npv(flows, factors.over) / factors.common));
  return when == timing::middle ? real(value / sqrt(real(1 + to_float<real>(by.rates.front())))) : value;
}

std::string answer_npv(const measure_question& q) {
  const std::vector<exact> flows = q.flows();
  const timing when =
      std::array{timing::start, timing::middle, timing::end}[q.word("timing", {"start", "middle", "end"})];
  q.not_together("rate", "rates");
  rates_of_periods by;
  by.one = !q.has("rates");
  if (by.one) {
    by.rates.push_back(q.rate("rate", when == timing::middle ? rate_domain::above_minus_one : rate_domain::any));
  } else {
    if (when == timing::middle) refuse_question("N0314", {"rates", "timing middle"});
    by.rates = q.rates("rates");
    const std::size_t needed = flows.size() - (when == timing::start ? 1 : 0);
    if (by.rates.size() != needed) {
      refuse_question("N0312", {std::to_string(by.rates.size()), std::to_string(flows.size()), std::to_string(needed)});
    }
  }
  if (std::find(by.rates.begin(), by.rates.end(), exact(-1)) != by.rates.end()) {
    return without_value(status::undefined, reason::rate_out_of_domain);
  }
  const std::vector<real> amounts = to_floats<real>(flows);
  const std::vector<real> rates = to_floats<real>(by.rates);
  const real value = present_value(amounts, rates, by.one, when);
  const bool certain = real(abs(value)) >= real(sum_of_sizes(amounts, rates, by.one, when) * least_certain());
  return with_value(certain ? value : exact_present_value(flows, by, when));
}

// --- Rates of return

/// How many flows a rate of return is found for: fewer when amounts differ so much in size that the search beyond its
/// quick precision (certified_rates.cpp) would take minutes.
std::size_t most_irr_flows(const std::vector<exact>& flows) {
  constexpr std::size_t most = 2000;
  constexpr int quick_bits = 120;
  constexpr std::size_t slow_work = 40000;
  int least = std::numeric_limits<int>::max();
  int largest = std::numeric_limits<int>::min();
  for (const exact& flow : flows) {
    if (flow == 0) continue;
    const int size =
        static_cast<int>(msb(whole_number(abs(numerator(flow))))) - static_cast<int>(msb(denominator(flow)));
    least = (std::min)(least, size);
    largest = (std::max)(largest, size);
  }
  if (largest < least || largest - least <= quick_bits) return most;
  return slow_work / static_cast<std::size_t>(largest - least);
}

std::string answer_irr(const measure_question& q) {
  const std::vector<exact> flows = q.flows();
  const std::size_t most = most_irr_flows(flows);
  if (flows.size() > most) refuse_question("N0319", {std::to_string(flows.size()), std::to_string(most)});
  std::optional<exact> guess;
  if (q.has("guess")) guess = q.rate("guess", rate_domain::above_minus_one);
  const certified_rates found = certified_irr(flows, digits);
  if (found.values.empty()) return without_value(found.state, found.why);
  std::string out = "{\"status\":\"" + std::string(name(found.state)) + "\",\"values\":[";
  std::string near;
  std::optional<exact> least;
  for (const std::string& rate : found.values) {
    if (&rate != found.values.data()) out += ',';
    out += "\"" + rate + "\"";
    if (!guess) continue;
    const exact distance = abs(exact(exact_number(rate, largest_value).value() - *guess));
    if (least && distance >= *least) continue;
    least = distance;
    near = rate;
  }
  return out + "]" + (guess ? ",\"near\":\"" + near + "\"}" : "}");
}

std::string answer_mirr(const measure_question& q) {
  const std::vector<exact> flows = q.flows();
  const exact finance = q.rate("finance_rate", rate_domain::any);
  const exact reinvest = q.rate("reinvest_rate", rate_domain::any);
  const auto quick =
      mirr(std::span<const real>(to_floats<real>(flows)), to_float<real>(finance), to_float<real>(reinvest));
  if (!quick.has_value() || real(abs(quick.value)) > least_certain()) return with_answer(quick, quick.value);
  // Near zero the root is one and a little. What 450 digits do not tell from one is one.
  const auto slow = mirr(std::span<const long_real>(to_floats<long_real>(flows)), to_float<long_real>(finance),
                         to_float<long_real>(reinvest));
  static const long_real nothing("1e-450");
  return with_answer(slow, long_real(abs(slow.value)) < nothing ? real(0) : real(slow.value));
}

// --- Payback

/// Discounted flows, unless a running sum lies so near zero that its sign is not certain.
std::optional<std::vector<real>> discounted(const std::vector<exact>& flows, const exact& rate) {
  std::vector<real> out = to_floats<real>(flows);
  const real growth = to_float<real>(exact(1 + rate));
  real factor(1);
  real sum(0);
  real sizes(0);
  for (real& flow : out) {
    flow *= factor;
    sum += flow;
    sizes += abs(flow);
    if (real(abs(sum)) < real(sizes * least_certain())) return std::nullopt;
    factor /= growth;
  }
  return out;
}

std::string answer_payback(const measure_question& q) {
  const std::vector<exact> flows = q.flows();
  const auto which = q.word("crossing", {"lasting", "first"}) == 0 ? crossing::lasting : crossing::first;
  const exact rate = q.has("rate") ? q.rate("rate", rate_domain::above_minus_one) : exact(0);
  if (const auto certain = discounted(flows, rate)) {
    const auto found = payback(*certain, which);
    return with_answer(found, found.value);
  }
  // Flows that all are multiplied by the same number above zero are paid back at the same time.
  std::vector<exact> multiples = flows;
  if (rate != 0) {
    const auto factors = factors_of(std::vector<exact>(flows.size() - 1, exact(1 + rate)), flows.size());
    for (std::size_t t = 0; t < flows.size(); ++t) multiples[t] *= factors.over[t];
  }
  const auto found = payback(multiples, which);
  return with_answer(found, to_float<real>(found.value));
}

// --- Factors

real factor_after(const discount_schedule<real>& schedule, int periods) {
  return discount_factor(schedule, horizon{.first_year = 0, .years = 1, .base_year = 0}, periods);
}

std::string answer_annuity_factor(const measure_question& q) {
  const exact rate = q.rate("rate", rate_domain::above_minus_one);
  const int periods = q.whole("periods", 0, most_periods);
  return with_value(annuity_factor(to_float<real>(rate), periods));
}

std::string answer_discount_factor(const measure_question& q) {
  const exact rate = q.rate("rate", rate_domain::above_minus_one);
  const int periods = q.whole("periods", -most_periods, most_periods);
  return with_value(factor_after(discount_schedule<real>::flat(to_float<real>(rate)), periods));
}

discount_schedule<real> schedule_of_steps(const measure_question& q) {
  static constexpr std::array<std::string_view, 2> step_keys{"from", "rate"};
  const auto tables = q.tables("steps", "a list of {\"from\":…, \"rate\":…}");
  if (tables.size() > most_steps) refuse_question("N0315", {std::to_string(most_steps)});
  std::vector<rate_step<real>> steps;
  for (const measure_question& step : tables) {
    step.allow(step_keys);
    const exact rate = step.rate("rate", rate_domain::above_minus_one);
    steps.push_back({step.whole("from", 1, most_periods), to_float<real>(rate)});
    const bool in_place = steps.size() == 1 ? steps.back().from == 1 : steps[steps.size() - 2].from < steps.back().from;
    if (!in_place) refuse_question("N0315", {std::to_string(most_steps)});
  }
  return discount_schedule<real>::stepped(std::move(steps));
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

discount_schedule<real> schedule_of_method(const measure_question& q) {
  const std::string id = q.text("method", "the id of a method");
  const auto& methods = known_methods();
  const auto found = std::find_if(methods.begin(), methods.end(), [&](const auto& m) { return m.id == id; });
  if (found == methods.end()) {
    refuse_question("N0311", {"method", clipped(id, 40), enumerated(shipped_method_ids())});
  }
  if (found->rate && found->rate->form == rate_form::none) return discount_schedule<real>::flat(real(0));
  std::vector<rate_step<real>> steps;
  if (found->rate && found->rate->form != rate_form::years) {
    for (const rate_part& part : found->rate->parts) {
      const auto rate = exact_number(part.rate.value.to_string(), largest_value);
      if (rate) steps.push_back({part.from, to_float<real>(*rate)});
    }
  }
  if (steps.empty()) refuse_question("N0309", {id});
  if (found->rate->form == rate_form::flat) return discount_schedule<real>::flat(steps.front().rate);
  return discount_schedule<real>::stepped(std::move(steps));
}

std::string answer_discount_schedule(const measure_question& q) {
  q.not_together("method", "steps");
  const auto schedule = q.has("method") ? schedule_of_method(q) : schedule_of_steps(q);
  return with_value(factor_after(schedule, q.whole("year", 0, most_periods)));
}

// --- Which measures there are

struct measure_row {
  std::string_view name;
  std::array<std::string_view, 4> keys;
  std::string (*answer)(const measure_question&);
};

constexpr std::array rows{
    measure_row{"npv", {"rate", "flows", "timing", "rates"}, answer_npv},
    measure_row{"irr", {"flows", "guess"}, answer_irr},
    measure_row{"mirr", {"flows", "finance_rate", "reinvest_rate"}, answer_mirr},
    measure_row{"payback", {"flows", "rate", "crossing"}, answer_payback},
    measure_row{"annuity_factor", {"rate", "periods"}, answer_annuity_factor},
    measure_row{"discount_factor", {"rate", "periods"}, answer_discount_factor},
    measure_row{"discount_schedule", {"method", "steps", "year"}, answer_discount_schedule},
};

constexpr std::array<std::string_view, 22> not_yet{
    "xnpv",     "xirr",       "pv",        "fv",  "pmt",    "nper",    "rate", "ipmt", "ppmt", "ispmt", "cumipmt",
    "cumprinc", "fvschedule", "pduration", "rri", "effect", "nominal", "sln",  "syd",  "db",   "ddb",   "vdb"};

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
  if (std::find(not_yet.begin(), not_yet.end(), asked) != not_yet.end()) refuse_question("N0302", {asked});
  std::vector<std::string_view> known = names();
  known.insert(known.end(), not_yet.begin(), not_yet.end());
  const std::string near = nearest_of(known, asked);
  const std::string shown = clipped(asked, 40);
  if (near.empty()) refuse_question("N0303", {shown, enumerated(names())});
  refuse_question("N0304", {shown, near});
}

}  // namespace

std::string answer_line(std::string_view line) {
  const document_reading reading = read_json(line, "measure");
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
