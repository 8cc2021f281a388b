// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/double_counting-inl.hpp>
#include <nytta/appraisal/flow_years-inl.hpp>
#include <nytta/appraisal/mentions-inl.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Flows that do not belong in the calculation, or stand in the wrong years. Part of appraise().

namespace nytta::detail {

class suspicious_flows {
 public:
  suspicious_flows(const initiative& claim, const conventions& frame, likely_values& likely,
                   const counted_amounts& counted, diagnostics& findings)
      : claim_(claim), frame_(frame), likely_(likely), counted_(counted), findings_(findings) {}

  /// What has been paid, whatever is decided: by its words, and by its year where the decision is said to be `ahead`. A
  /// cost that goes on is not paid.
  void find_sunk(bool ahead) {
    for (const auto& e : claim_.effects) {
      if (e.side != effect_side::cost) continue;
      const auto word = mentioned(e.name, sunk_words);
      const auto first = first_flow_year(e, frame_);
      if (word) {
        findings_.push_back({"N1034", e.where, {e.id, word->text}});
      } else if (ahead && !recurs(e) && first && *first < frame_.base_year) {
        findings_.push_back({"N1033", time_of(e), {e.id, std::to_string(*first), std::to_string(frame_.base_year)}});
      }
    }
  }

  /// Depreciation and interest beside the outlay that they pay for; VAT and loans; prices of other years by their
  /// words.
  void find_what_does_not_belong() {
    for (std::size_t i = 0; i < claim_.effects.size(); ++i) {
      const auto& e = claim_.effects[i];
      const auto capital = e.side == effect_side::cost ? in_names(e, capital_words) : std::nullopt;
      const effect_claim* outlay = capital ? outlay_beside(e) : nullptr;
      if (outlay != nullptr) findings_.push_back({"N1035", e.where, {e.id, capital->text, outlay->id}});
      if (const auto vat = in_amount(i, vat_words)) findings_.push_back({"N1039", e.where, {e.id, vat->text}});
      const auto loan = outlay == nullptr ? in_amount(i, loan_words) : std::nullopt;  // "avskrivning och ränta" is one
      if (loan) findings_.push_back({"N1040", e.where, {e.id, loan->text}});
      const bool real = frame_.basis == price_basis_kind::real && !e.nominal;
      const auto nominal = real ? mentioned(e.name, nominal_words) : std::nullopt;
      if (nominal) findings_.push_back({"N1038", e.where, {e.id, nominal->text}});
    }
  }

  /// A residual value that is one number, from nowhere.
  void find_residuals() {
    for (const auto& e : claim_.effects) {
      if (e.type != effect_type::residual || !bare_amount(e)) continue;
      if (e.source.empty() && !e.assumed) findings_.push_back({"N1036", e.where, {e.id}});
    }
  }

  /// Growth as large as inflation is inflation once more: growth comes on top of it.
  void find_inflation_as_growth(const amount_sheet& amounts) {
    const auto& inflation = claim_.calculation.inflation;
    if (!inflation) return;
    const auto same = [&](const std::optional<rate_source>& growth) {
      if (!growth) return false;
      if (!growth->factor.empty() || !inflation->factor.empty()) return growth->factor == inflation->factor;
      return growth->value == inflation->value && !growth->value.is_zero();
    };
    const auto place_of_growth = [](const std::optional<rate_source>& growth, const place& other) {
      return growth->where.line != 0 || !growth->where.pointer.empty() ? growth->where : other;
    };
    for (std::size_t i = 0; i < claim_.factors.size(); ++i) {
      const auto& f = claim_.factors[i];
      if (same(f.growth) && amounts.used(i)) findings_.push_back({"N1037", place_of_growth(f.growth, f.where), {f.id}});
    }
    for (const auto& e : claim_.effects) {
      if (same(e.growth)) findings_.push_back({"N1037", place_of_growth(e.growth, e.where), {e.id}});
    }
  }

  /// A price whose source is more than two years older than the price year, and that says no price year of its own.
  void find_old_prices(const amount_sheet& amounts) {
    constexpr int oldest = 2;  // years: a price list of last year is the usual one
    for (std::size_t i = 0; i < claim_.factors.size(); ++i) {
      const auto& f = claim_.factors[i];
      if (!f.likely || f.price_year || f.source.empty() || !amounts.used(i)) continue;
      const auto year = latest_year(f.source);
      if (!year || *year + oldest >= frame_.price_year || likely_.power(f.likely->unit_of, "kr") == 0) continue;
      findings_.push_back({"N1052", f.where, {f.id, std::to_string(*year), std::to_string(frame_.price_year)}});
    }
  }

  /// A benefit before every cost of its alternatives, or whole in the year in which the outlay is made.
  void find_early_benefits(bool tested) {
    std::vector<std::optional<int>> first_years;
    for (const auto& e : claim_.effects) first_years.push_back(first_flow_year(e, frame_));
    for (std::size_t i = 0; i < claim_.effects.size(); ++i) {
      const auto& e = claim_.effects[i];
      const auto benefit = e.side == effect_side::benefit ? first_years[i] : std::nullopt;
      if (!benefit || e.size) continue;
      std::optional<int> first_cost;
      for (std::size_t k = 0; k < claim_.effects.size(); ++k) {
        const auto& c = claim_.effects[k];
        const auto year = c.side == effect_side::cost && stand_together(e, c) ? first_years[k] : std::nullopt;
        if (year && (!first_cost || *year < *first_cost)) first_cost = year;
      }
      if (first_cost && *benefit < *first_cost) {
        findings_.push_back({"N1005", time_of(e), {e.id, std::to_string(*benefit), std::to_string(*first_cost)}});
      } else if (tested && whole_at_start(e) && e.type != effect_type::residual && !only_in_reference(e, claim_)) {
        const effect_claim* outlay = outlay_in(e, *benefit);
        if (outlay == nullptr) continue;
        findings_.push_back({"N1041", time_of(e), {e.id, std::to_string(*benefit), outlay->id}});
      }
    }
  }

  /// An initial cost is paid once; one that runs on is another type, or has lost its year.
  void find_recurring_outlays() {
    for (const auto& e : claim_.effects) {
      const bool initial = e.side == effect_side::cost && e.type == effect_type::initial;
      const auto first = initial ? first_flow_year(e, frame_) : std::nullopt;
      if (!first || !runs_on(e) || last_flow_year(e, frame_) <= *first) continue;
      const std::string years = std::to_string(*first) + "–" + std::to_string(last_flow_year(e, frame_));
      findings_.push_back({"N1050", time_of(e), {e.id, years}});
    }
  }

  /// Alternatives whose yearly flows end in different years: the longer one gains by its length alone.
  void find_unequal_ends() {
    const alternative_claim* first = nullptr;
    int end_of_first = 0;
    for (const auto& a : claim_.alternatives) {
      if (a.reference) continue;
      std::optional<int> end;
      for (const auto& e : claim_.effects) {
        const bool own = !e.alternatives.empty() && stands_in(e, a.id);  // what all share tells them not apart
        if (!own || e.size || !recurs(e) || !e.amount) continue;
        const int last = last_flow_year(e, frame_);
        if (!end || last > *end) end = last;
      }
      if (!end) continue;
      if (first == nullptr) {
        first = &a;
        end_of_first = *end;
      } else if (*end != end_of_first) {
        findings_.push_back({"N1051", a.where, {first->id, std::to_string(end_of_first), a.id, std::to_string(*end)}});
      }
    }
  }

 private:
  [[nodiscard]] static const place& time_of(const effect_claim& e) {
    return e.flows.where.line != 0 || !e.flows.where.pointer.empty() ? e.flows.where : e.where;
  }

  /// The latest calendar year that a text names: four digits by themselves, from 1950 to 2099.
  [[nodiscard]] static std::optional<int> latest_year(std::string_view text) {
    std::optional<int> latest;
    for (const auto& word : words_of(text)) {
      const bool digits = word.folded.size() == 4 && std::all_of(word.folded.begin(), word.folded.end(),
                                                                 [](char c) { return c >= '0' && c <= '9'; });
      const int year = digits ? std::stoi(word.folded) : 0;
      if (year >= 1950 && year <= 2099 && (!latest || year > *latest)) latest = year;
    }
    return latest;
  }

  [[nodiscard]] static std::optional<mention> in_names(const effect_claim& e, word_list words) {
    auto found = mentioned(e.name, words);
    return found ? found : mentioned(e.id, words);
  }

  /// In the effect's names, or in those of the factors that its amount is multiplied by (a price divided by 1 + VAT is
  /// without it).
  [[nodiscard]] std::optional<mention> in_amount(std::size_t i, word_list words) const {
    auto found = in_names(claim_.effects[i], words);
    if (found) return found;
    for (const auto* terms : {&counted_[i].quantities, &counted_[i].prices}) {
      for (const auto& t : *terms) {
        for (const auto& name : t.names) {
          const factor_claim* f = t.below ? nullptr : likely_.factor(name);
          if (f == nullptr) continue;
          found = mentioned(f->name, words);
          if (!found) found = mentioned(f->id, words);
          if (found) return found;
        }
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] const effect_claim* outlay_beside(const effect_claim& e) const {
    for (const auto& c : claim_.effects) {
      const bool outlay = c.side == effect_side::cost && c.type == effect_type::initial && c.id != e.id;
      if (outlay && stand_together(c, e) && !in_names(c, capital_words)) return &c;
    }
    return nullptr;
  }

  /// Does a yearly effect flow whole from its first year on?
  [[nodiscard]] bool whole_at_start(const effect_claim& e) const {
    switch (e.flows.how) {
      case occurrence::always:
      case occurrence::from_to: return true;
      case occurrence::uptake_columns:
      case occurrence::uptake_years: break;
      case occurrence::uptake_linear:
      case occurrence::uptake_s_curve:
      case occurrence::once:
      case occurrence::spread:
      case occurrence::by_year:
      case occurrence::every: return false;
    }
    for (const auto& s : e.flows.shares) {
      if (written_zero(s)) continue;
      const auto share = likely_.in(likely_.of(s.value), unit{});
      constexpr double whole = 1 - 1e-9;
      return share && *share >= whole;
    }
    return false;
  }

  /// The first outlay or cost of the change in the benefit's alternative, where it is not yet over in that year.
  [[nodiscard]] const effect_claim* outlay_in(const effect_claim& e, int year) const {
    const effect_claim* first = nullptr;
    std::optional<int> from;
    for (const auto& c : claim_.effects) {
      const bool outlay = c.side == effect_side::cost &&
                          (c.type == effect_type::initial || c.type == effect_type::change) && !runs_on(c) &&
                          c.flows.how != occurrence::every && stand_together(c, e) && !only_in_reference(c, claim_);
      const auto starts = outlay ? first_flow_year(c, frame_) : std::nullopt;
      if (!starts || (from && *starts >= *from)) continue;
      first = &c;
      from = starts;
    }
    return first != nullptr && year <= last_flow_year(*first, frame_) ? first : nullptr;
  }

  /// Does it flow every year until the end, for want of anything that says otherwise?
  [[nodiscard]] static bool runs_on(const effect_claim& e) {
    switch (e.flows.how) {
      case occurrence::always:
      case occurrence::uptake_columns:
      case occurrence::uptake_years:
      case occurrence::uptake_linear:
      case occurrence::uptake_s_curve: return true;
      case occurrence::from_to: return !e.flows.to;
      case occurrence::every: return e.flows.step == 1;
      case occurrence::once:
      case occurrence::spread:
      case occurrence::by_year: break;
    }
    return false;
  }

  const initiative& claim_;
  const conventions& frame_;
  likely_values& likely_;
  const counted_amounts& counted_;
  diagnostics& findings_;
};

}  // namespace nytta::detail
