// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/language.hpp>
#include <nytta/io/compare.hpp>
#include <nytta/io/request.hpp>
#include <nytta/io/what_if.hpp>

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/usage_error.hpp"

// What is asked beside a case, in words: the options of the command, which are those of the C door too. What is not
// understood is told under the option's name before any work is done.

namespace nytta {

/// Throws usage_error for a format that is not one of these.
void require_format(const std::string& format, std::initializer_list<std::string_view> known);

/// The language asked for, else the given one. Throws usage_error for a language we do not speak.
[[nodiscard]] language language_of(const std::string& lang, language otherwise);

/// Each diagnostic as "file:line:column: error[N0123]: …", then what to do on a line of its own.
[[nodiscard]] std::string told(const diagnostics& what, language in);

/// Throws usage_error for no thread, or thousands.
void require_threads(int threads, language in);

/// "ingen metod och ingen fil heter inera; menas inera-overslag, inera-skr?"
[[nodiscard]] std::string no_such_method(std::string_view name, language in);

/// A method by its id or the name of a file, or what is wrong with it. Throws usage_error where there is none.
[[nodiscard]] outcome<method> method_asked_for(const std::string& name, language in, method_finder find,
                                               const void* context);

/// The alternative asked for, or all of them. Throws usage_error for one that the case does not have.
[[nodiscard]] std::vector<const alternative_appraisal*> alternatives_asked_for(const std::string& id,
                                                                               const calculation& of);

/// The alternative asked for, else the first that is not the reference. Throws usage_error as above.
[[nodiscard]] const alternative_appraisal& alternative_asked_for(const std::string& id, const calculation& of);

/// Throws usage_error, with those that there are, for a figure that the alternative does not have.
void require_figure(const alternative_appraisal& a, const std::string& figure, language in);

/// The case at another stage than its own. Throws usage_error for an empty one.
[[nodiscard]] setting stage_asked_for(const std::string& stage);
/// The same stage in what is wrong with it, named as it was written.
[[nodiscard]] diagnostics named_as_stage(diagnostics errors);

/// The options of `compare` between methods.
struct comparison_words {
  std::string figure = "net_present_value";
  std::string from;             ///< a method; empty or "own": the case's
  std::vector<std::string> to;  ///< methods
  bool all = false;             ///< every method that ships, in place of `to`
  bool own_conventions = false;
  bool shapley = false;

  /// Throws usage_error for options that do not go together, with each other or with another version of the case.
  void require_sense(bool of_versions, language in) const;
  [[nodiscard]] comparison_request request(const std::string& alternative) const;
  /// `to`, or all but `first`; an empty name is the case's own method. Throws usage_error for a blank name.
  [[nodiscard]] std::vector<std::string> ends(const std::string& first) const;
};

/// The names as they were meant: blanks around a comma are no part of a name. Throws usage_error for an empty one.
[[nodiscard]] std::vector<std::string> trimmed_names(const std::vector<std::string>& given);

/// Was the method that was asked for refused because there is none of that name?
[[nodiscard]] bool method_unknown(const diagnostics& refused);

/// A case under one method and others, as asked. `method_id` replaces the case's own; without bridges the ends only.
/// Throws usage_error for a method, figure or alternative that does not exist.
[[nodiscard]] outcome<comparison> comparison_asked_for(std::string_view text, const std::string& file,
                                                       std::span<const setting> settings, const std::string& method_id,
                                                       const std::string& alternative, const comparison_words& how,
                                                       bool bridges, language in, method_finder find,
                                                       const void* context);

/// The options of `request`, in place of what the case says.
struct request_words {
  std::string charge;
  std::string charge_rate;
};

/// A request and the case as it is charged.
struct asked_request {
  calculation of;
  outcome<investment_request> request;
};

/// The request of one alternative. Throws usage_error for what is not understood.
[[nodiscard]] asked_request request_asked_for(const std::string& alternative, const request_words& how,
                                              const calculation& of, language in);

/// What `check` says of a case: refused too are ranges that cannot be drawn from and a request that cannot be made, and
/// what is to be checked in the request joins the findings.
[[nodiscard]] outcome<calculation> checked(outcome<calculation> calculated);

/// The options of `sensitivity`.
struct sensitivity_words {
  std::string figure = "net_present_value";
  std::string by = "20 %";
  std::string two_way;  ///< "a,b"; empty: the two that swing the figure most
  bool switching = false;
};

/// The sensitivity of one alternative, or of each. Throws usage_error for what is not understood.
[[nodiscard]] std::vector<sensitivity> sensitivity_asked_for(const std::string& alternative,
                                                             const sensitivity_words& how, const calculation& of,
                                                             language in);

/// The options of `simulate`.
struct simulation_words {
  std::string figure = "net_present_value";
  std::string draws = "100000";
  std::uint64_t seed = 1;
  int threads = 1;
  std::string sampling = "random";
  bool indices = false;
  bool information = false;
};

/// A simulation that can be run: the case with the alternatives that were asked for, and what is drawn.
struct asked_simulation {
  calculation of;
  uncertainty uncertain;
  simulation_request how;

  [[nodiscard]] simulation run(simulation_watch watch) const;
};

/// Throws usage_error for what is not understood; ranges and correlations that cannot be are refused.
[[nodiscard]] outcome<asked_simulation> simulation_asked_for(const std::string& alternative,
                                                             const simulation_words& how, const calculation& of,
                                                             language in);

}  // namespace nytta
