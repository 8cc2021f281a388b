// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/outcome.hpp>
#include <nytta/core/working.hpp>
#include <nytta/effect/initiative.hpp>
#include <nytta/method/method.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// initiative + method → working → figures. Nothing is calculated here: the appraisal says which node of the working
// each figure, series and sum is, and a reader (evaluate.hpp, certify.hpp) gives the numbers.

namespace nytta {

/// What a figure measures, which decides how it is printed.
enum class figure_kind : unsigned char { money, ratio, duration, calendar_year, rate, hours };

/// A figure of an alternative: its key in the JSON output and its node.
struct figure {
  std::string key;
  figure_kind kind = figure_kind::money;
  int node = 0;
};

/// Present values of one stakeholder or category: nodes.
struct sums {
  std::string id;
  int benefits = 0;
  int costs = 0;
  int transfers = -1;  ///< received less paid; -1 where nothing is transferred, and in categories
  int net = 0;         ///< benefits less costs, and transfers
};

/// The part of an effect that falls to a stakeholder or a category, by its id.
struct effect_part {
  std::string id;
  std::optional<int> share;  ///< the node of its share; nothing where it is all of the effect
  bool cash = false;  ///< of a category: releases or takes cash; also freed time where a method takes it for cash
};

/// One monetised effect of an alternative: its yearly flow in kronor and its present value as the effect claims them.
struct effect_nodes {
  std::size_t effect = 0;  ///< index among the initiative's effects
  effect_side side = effect_side::benefit;
  bool negative = false;  ///< taken from its side: a benefit of the reference that is lost
  int flow = 0;
  int present_value = 0;
  int uptake = -1;           ///< share of the amount per year; -1 where amounts are given year by year
  std::optional<int> hours;  ///< yearly, in h
  std::vector<effect_part> stakeholders;
  std::vector<effect_part> categories;
  std::optional<int> financed_by_taxes;  ///< share

  /// Every share of it that has a node.
  [[nodiscard]] std::vector<int> shares() const {
    std::vector<int> out;
    for (const auto* parts : {&stakeholders, &categories}) {
      for (const auto& p : *parts) {
        if (p.share) out.push_back(*p.share);
      }
    }
    if (financed_by_taxes) out.push_back(*financed_by_taxes);
    return out;
  }
};

/// One transfer of an alternative: its yearly flow in kronor and its present value. From and to are as it counts there:
/// in an alternative that is compared with the reference, the reference's own go the other way.
struct transfer_nodes {
  std::size_t transfer = 0;  ///< index among the initiative's transfers
  std::string from;
  std::string to;
  int flow = 0;
  int present_value = 0;
  int uptake = -1;  ///< as of an effect
};

/// An effect that counts by its size (−3 … 3), not in kronor.
struct non_monetised_effect {
  std::size_t effect = 0;
  int size = 0;
};

/// The nodes of one alternative. Yearly series are undiscounted but for `discounted_net`.
struct alternative_appraisal {
  std::string id;
  std::string name;
  bool reference = false;
  int benefits = 0;
  int costs = 0;
  int net = 0;
  int cumulative = 0;
  int discounted_net = 0;
  std::vector<figure> figures;
  std::vector<sums> by_stakeholder;
  std::vector<sums> by_category;
  std::vector<effect_nodes> effects;
  std::vector<transfer_nodes> transfers;
  std::vector<non_monetised_effect> non_monetised;
  [[nodiscard]] const figure* find(std::string_view key) const {
    for (const auto& f : figures) {
      if (f.key == key) return &f;
    }
    return nullptr;
  }
};

/// The conventions that the figures rest on, as they were settled from case and method.
struct conventions {
  int first_year = 0;
  int years = 0;
  int base_year = 0;
  int price_year = 0;
  timing at = timing::end;
  price_basis_kind basis = price_basis_kind::real;
  rate_rule rate;
  std::optional<int> rounded_factors;
};

/// A case's own value in place of the method's.
struct convention_override {
  std::string key;
  std::string method;
  std::string own;
};

/// A claimed number and its node: what sensitivity moves. Low and high are in the node's unit, one per number of the
/// node; empty when the factor has no range.
struct factor_node {
  std::string id;
  int node = 0;
  std::vector<decimal> low;
  std::vector<decimal> high;
};

struct appraisal {
  working steps;
  conventions frame;
  std::string stage;  ///< the method's word for the initiative's stage, or empty
  std::vector<convention_override> overrides;
  std::vector<std::string> assumptions;  ///< ids of factors marked as assumed
  std::vector<factor_node> factors;      ///< the input nodes, by factor
  std::vector<alternative_appraisal> alternatives;
  diagnostics findings;
};

/// Builds the working of an initiative under a method. All that is wrong with the claim comes back at once; findings
/// never stop it. Pure: the same arguments give the same list.
[[nodiscard]] outcome<appraisal> appraise(const initiative& claim, const method& rules);

enum class range_end : unsigned char { low, high };

/// The working with every factor that has a range at that end of it (low with low, high with high).
[[nodiscard]] working at_range_end(const appraisal& of, range_end end);

/// The year that a stepped rate counts its periods from.
[[nodiscard]] int origin_year(const rate_rule& rate, const conventions& frame);

/// "0.03", "none", or the steps: the rate as JSON and overrides print it.
[[nodiscard]] std::string rate_text(const rate_rule& rate);

/// "start", "middle" or "end".
[[nodiscard]] std::string_view name(timing at);

}  // namespace nytta

#if defined(NYTTA_HEADER_ONLY)
#include <nytta/appraisal/appraise-inl.hpp>
#endif
