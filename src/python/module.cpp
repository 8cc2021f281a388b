// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/appraise.hpp>
#include <nytta/core/message.hpp>
#include <nytta/flow/batch.hpp>
#include <nytta/flow/discounting.hpp>
#include <nytta/io/calculate.hpp>
#include <nytta/io/compare.hpp>
#include <nytta/io/what_if.hpp>
#include <nytta/io/write.hpp>
#include <nytta/method/shipped.hpp>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "cli/method_files.hpp"
#include "io/asked.hpp"
#include "io/measure/measure_line.hpp"
#include "io/read/language_of_case.hpp"
#include "io/write/write_check.hpp"
#include "io/write/write_method.hpp"

// The compiled part of the Python package: text in, JSON or text out, and batches of numbers. What Python sees of it
// (classes, Decimal, numpy arrays, exceptions) is made in src/python/nytta. No Python object is touched while a case is
// calculated, so that other threads go on meanwhile.

namespace {

namespace py = pybind11;
using namespace nytta;

/// code, severity, message, advice, file, line, column, JSON pointer
using told = std::tuple<std::string, std::string, std::string, std::string, std::string, int, int, std::string>;

std::vector<told> told_in(const diagnostics& all, language in) {
  std::vector<told> out;
  for (const auto& d : all) {
    out.emplace_back(d.code, message_of(d.code).weight == severity::error ? "error" : "warning", text(d, in),
                     advice(d, in), d.where.file, d.where.line, d.where.column, d.where.pointer);
  }
  return out;
}

/// "sv" or "en"; without a word, the language that is `otherwise` spoken.
language language_named(const std::optional<std::string>& word, language otherwise) {
  if (!word) return otherwise;
  if (*word == "sv") return language::sv;
  if (*word == "en") return language::en;
  throw std::invalid_argument("the language is \"sv\" or \"en\", not \"" + *word + "\"");
}

using settings = std::vector<std::pair<std::string, std::string>>;

std::vector<setting> as_settings(const settings& given) {
  std::vector<setting> out;
  for (const auto& [key, value] : given) out.push_back({key, value});
  return out;
}

/// A case that has been calculated. Nothing of it changes, so that threads may share it.
class calculated_case {
 public:
  explicit calculated_case(calculation of, language spoken) : of_(std::move(of)), spoken_(spoken) {}

  [[nodiscard]] std::string spoken() const { return spoken_ == language::sv ? "sv" : "en"; }
  [[nodiscard]] std::string json(const std::optional<std::string>& in) const { return to_json(of_, named(in)); }
  [[nodiscard]] std::string memo(const std::optional<std::string>& in) const { return to_text(of_, named(in)); }
  [[nodiscard]] std::string csv(const std::optional<std::string>& in) const { return to_csv(of_, named(in)); }
  [[nodiscard]] std::vector<told> findings(const std::optional<std::string>& in) const {
    return told_in(of_.result.findings, named(in));
  }
  [[nodiscard]] std::string explain(const std::string& id, const std::string& figure,
                                    const std::optional<std::string>& in) const {
    return explain_text(of_, alternative(id), figure, named(in));
  }
  [[nodiscard]] std::string steps(const std::string& id, const std::string& figure,
                                  const std::optional<std::string>& in) const {
    return explain_json(of_, alternative(id), figure, named(in));
  }

  [[nodiscard]] std::string sensitivity(const std::string& id, const std::string& figure, const std::string& by,
                                        const std::vector<std::string>& two_way,
                                        const std::optional<std::string>& in) const {
    sensitivity_request asked;
    asked.figure = figure;
    const auto share = decimal::parse(by);
    if (!share || *share <= decimal(0) || *share > decimal(1)) {
      throw std::invalid_argument("the share is above 0 and at most 1, not " + by);
    }
    asked.by = share->normalized();
    asked.two_way = two_way;
    return sensitivity_json(of_, {what_if(of_.claim, of_.rules, of_.result, alternative(id), asked)}, named(in));
  }

  /// JSON, or what is wrong with the ranges. Ctrl-C ends it.
  [[nodiscard]] std::variant<std::string, std::vector<told>> simulate(const std::optional<std::string>& id,
                                                                      const std::string& figure,
                                                                      const simulation_request& asked,
                                                                      const std::optional<std::string>& in) const {
    calculation chosen = of_;
    if (id) chosen.result.alternatives = {alternative(*id)};
    const auto kind = chosen.result.alternatives.front().find(figure)->kind;
    if (asked.information && (kind != figure_kind::money || less_is_better(figure))) {
      throw std::invalid_argument("the value of information needs a figure in kronor of which more is better, not " +
                                  figure);
    }
    const auto uncertain = uncertainty_of(chosen.claim, chosen.result, figure);
    if (!uncertain) return told_in(uncertain.error(), named(in));
    const auto caller = std::this_thread::get_id();  // signals are the main thread's to see
    bool interrupted = false;
    const auto watch = [&](double) {
      if (std::this_thread::get_id() != caller) return false;
      const py::gil_scoped_acquire hold;
      interrupted = interrupted || PyErr_CheckSignals() != 0;
      return interrupted;
    };
    const simulation result = simulator(chosen.claim, chosen.result, *uncertain).run(asked, watch);
    if (interrupted) {
      const py::gil_scoped_acquire hold;
      throw py::error_already_set();
    }
    return simulation_json(chosen, result, findings_of(chosen, *uncertain, result, asked), named(in));
  }

 private:
  [[nodiscard]] language named(const std::optional<std::string>& word) const { return language_named(word, spoken_); }
  [[nodiscard]] const alternative_appraisal& alternative(const std::string& id) const {
    for (const auto& a : of_.result.alternatives) {
      if (a.id == id) return a;
    }
    throw std::invalid_argument("no alternative is called " + id);
  }

  calculation of_;
  language spoken_;
};

using case_or_errors = std::variant<std::shared_ptr<calculated_case>, std::vector<told>>;
using text_or_errors = std::variant<std::string, std::vector<told>>;

case_or_errors calculate_case(const std::string& text, const std::string& file, const settings& set,
                              const std::string& method_id, const std::optional<std::string>& in) {
  const cli::method_names given{method_id};
  auto result = calculate(text, file, as_settings(set), method_id, cli::find_method, &given);
  if (!result) return told_in(result.error(), language_named(in, language_of_case(text)));
  const language spoken = language_named(in, result->claim.speaks);
  return std::make_shared<calculated_case>(std::move(result).value(), spoken);
}

/// What `nytta check` says, as JSON, and the diagnostics: errors, or findings.
std::tuple<std::string, std::vector<told>> check_case(const std::string& text, const std::string& file,
                                                      const settings& set, const std::string& method_id,
                                                      const std::optional<std::string>& in) {
  const cli::method_names given{method_id};
  auto result = calculate(text, file, as_settings(set), method_id, cli::find_method, &given);
  const language spoken = language_named(in, result ? result->claim.speaks : language_of_case(text));
  result = checked(std::move(result));
  return {check_json(file, result, spoken), told_in(result ? result->result.findings : result.error(), spoken)};
}

comparison_request request_of(const std::string& figure, const std::string& alternative, bool own_conventions,
                              bool shapley) {
  comparison_request request;
  request.figure = figure;
  request.alternative = alternative;
  request.whose = own_conventions ? convention_choice::of_method : convention_choice::of_case;
  request.shapley = shapley;
  return request;
}

text_or_errors in_words(const outcome<comparison>& result, const std::string& text,
                        const std::optional<std::string>& in) {
  const language spoken = language_named(in, result ? result->from.claim.speaks : language_of_case(text));
  if (!result) return told_in(result.error(), spoken);
  return comparison_json(*result, spoken);
}

text_or_errors compare_by_method(const std::string& text, const std::string& file, const settings& set,
                                 const std::string& from, const std::vector<std::string>& to, const std::string& figure,
                                 const std::string& alternative, bool own_conventions, bool shapley,
                                 const std::optional<std::string>& in) {
  cli::method_names given = to;
  given.push_back(from);
  return in_words(compare_methods(text, file, as_settings(set), from, to,
                                  request_of(figure, alternative, own_conventions, shapley), cli::find_method, &given),
                  text, in);
}

text_or_errors compare_by_version(const std::string& text, const std::string& file, const std::string& other_text,
                                  const std::string& other_file, const settings& set, const std::string& method_id,
                                  const std::string& figure, const std::string& alternative,
                                  const std::optional<std::string>& in) {
  return in_words(compare_versions(text, file, other_text, other_file, as_settings(set), method_id,
                                   request_of(figure, alternative, false, false), cli::find_method, nullptr),
                  text, in);
}

/// The shipped methods as JSON, each by itself.
std::vector<std::string> shipped_methods() {
  std::vector<std::string> out;
  for (const auto id : shipped_method_ids()) {
    out.push_back(method_json(read_method(*shipped_method_text(id), std::string(id) + ".toml").value.value()));
  }
  return out;
}

timing timing_named(const std::string& word) {
  for (const timing t : {timing::start, timing::middle, timing::end}) {
    if (name(t) == word) return t;
  }
  throw std::invalid_argument("the timing is \"start\", \"middle\" or \"end\", not \"" + word + "\"");
}

template <class Number>
using array = py::array_t<Number, py::array::c_style | py::array::forcecast>;

template <class Number>
std::span<const Number> span_of(const array<Number>& from) {
  return {from.data(), static_cast<std::size_t>(from.size())};
}

template <class Number>
std::span<Number> span_of(array<Number>& from) {
  return {from.mutable_data(), static_cast<std::size_t>(from.size())};
}

/// A table of flows is one series a row. Anything else has no rows to count.
template <class Number>
py::ssize_t rows_of(const array<Number>& flows) {
  if (flows.ndim() != 2) {
    throw std::invalid_argument("flows are a table with one series a row, not of " + std::to_string(flows.ndim()) +
                                " dimensions");
  }
  return flows.shape(0);
}

array<double> factors_of(double rate, int periods, const std::string& when) {
  const auto found =
      discount_factors(discount_schedule<double>::flat(rate), make_horizon(0, periods, 0), timing_named(when));
  return array<double>(static_cast<py::ssize_t>(found.size()), found.data());
}

array<double> batch_npv(const array<double>& flows, const array<double>& factors, int threads) {
  array<double> out(rows_of(flows));
  const auto in = span_of(flows);
  const auto by = span_of(factors);
  const auto to = span_of(out);
  {
    const py::gil_scoped_release others_go_on;
    npv_batch(in, by, to, threads);
  }
  return out;
}

array<std::int64_t> batch_npv_ore(const array<std::int64_t>& flows, const std::string& rate, const std::string& when,
                                  int threads) {
  array<std::int64_t> out(rows_of(flows));
  const auto digits = decimal::parse(rate);
  if (!digits) throw std::invalid_argument("\"" + rate + "\" is no rate");
  const exact_factors factors(*digits, static_cast<int>(flows.shape(1)), timing_named(when));
  const auto in = span_of(flows);
  const auto to = span_of(out);
  {
    const py::gil_scoped_release others_go_on;
    npv_batch(in, factors, to, threads);
  }
  return out;
}

std::tuple<array<double>, array<std::uint8_t>> batch_irr(const array<double>& flows, int threads) {
  const py::ssize_t rows = rows_of(flows);
  array<double> rates(rows);
  array<std::uint8_t> states(rows);
  std::vector<status> found(static_cast<std::size_t>(rows));
  const auto in = span_of(flows);
  const auto to = span_of(rates);
  const auto how = span_of(states);
  const auto periods = static_cast<std::size_t>(flows.shape(1));
  {
    const py::gil_scoped_release others_go_on;
    irr_batch(in, periods, to, found, threads);
    std::transform(found.begin(), found.end(), how.begin(), [](status s) { return static_cast<std::uint8_t>(s); });
  }
  return {rates, states};
}

simulation_request asked_for(std::uint64_t draws, std::uint64_t seed, int threads, const std::string& how, bool indices,
                             bool information) {
  if (how != "random" && how != "quasi") {
    throw std::invalid_argument("the sampling is \"random\" or \"quasi\", not \"" + how + "\"");
  }
  simulation_request asked;
  asked.draws = draws;
  asked.seed = seed;
  asked.threads = threads;
  asked.how = how == "quasi" ? sampling::quasi : sampling::random;
  asked.indices = indices;
  asked.information = information;
  return asked;
}

}  // namespace

PYBIND11_MODULE(_nytta, m) {
  using released = py::call_guard<py::gil_scoped_release>;
  m.attr("version") = NYTTA_VERSION;

  py::class_<calculated_case, std::shared_ptr<calculated_case>>(m, "Case")
      .def_property_readonly("language", &calculated_case::spoken)
      .def("json", &calculated_case::json, released())
      .def("memo", &calculated_case::memo, released())
      .def("csv", &calculated_case::csv, released())
      .def("findings", &calculated_case::findings, released())
      .def("explain", &calculated_case::explain, released())
      .def("steps", &calculated_case::steps, released())
      .def("sensitivity", &calculated_case::sensitivity, released())
      .def(
          "simulate",
          [](const calculated_case& of, const std::optional<std::string>& alternative, const std::string& figure,
             std::uint64_t draws, std::uint64_t seed, int threads, const std::string& how, bool indices,
             bool information, const std::optional<std::string>& in) {
            return of.simulate(alternative, figure, asked_for(draws, seed, threads, how, indices, information), in);
          },
          released());

  m.def("calculate", calculate_case, released());
  m.def("check", check_case, released());
  m.def("bridge_methods", compare_by_method, released());
  m.def("bridge_versions", compare_by_version, released());
  m.def("methods", shipped_methods, released());
  m.def(
      "measure", [](const std::string& question) { return answer_line(question); }, released());
  m.def("discount_factors", factors_of);
  m.def("npv_batch", batch_npv);
  m.def("npv_batch_ore", batch_npv_ore);
  m.def("irr_batch", batch_irr);
}
