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
      : claim_(claim), frame_(frame), likely_(likely), counted_(counted), findings_(findings) {
    for (const auto& e : claim.effects) {
      first_years_.push_back(first_flow_year(e, frame));
      kronor_.push_back(kronor_of(e));
      if (e.side == effect_side::cost && !only_in_reference(e, claim) && is_outlay(e)) outlays_.push_back(&e);
    }
  }

  /// What has been paid, whatever is decided: by its words, and by its year where the decision is said to be `ahead`. A
  /// cost that goes on is not paid.
  void find_sunk(bool ahead) {
    for (const auto& e : claim_.effects) {
      if (e.side != effect_side::cost) continue;
      auto word = mentioned(e.name, sunk_words);
      if (!word && !recurs(e)) word = mentioned_last(e.name, paid_words);
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
    std::vector<const effect_claim*> bought;  // outlays that are no capital cost themselves, the initial ones first
    for (const bool initial : {true, false}) {
      for (const effect_claim* c : outlays_) {
        const bool of_turn = (c->type == effect_type::initial) == initial && c->type != effect_type::change;
        if (of_turn && !in_names(*c, capital_words)) bought.push_back(c);
      }
    }
    for (std::size_t i = 0; i < claim_.effects.size(); ++i) {
      const auto& e = claim_.effects[i];
      const auto less = has_part(e.categories, "cash") ? mentioned(e.name, less_capital_words) : std::nullopt;
      const auto capital = e.side == effect_side::cost ? in_names(e, capital_words) : less;
      const effect_claim* outlay = capital ? outlay_beside(e, bought) : nullptr;
      if (outlay != nullptr) findings_.push_back({"N1035", e.where, {e.id, capital->text, outlay->id}});
      const auto vat = mentions(e.name, vat_work_words) ? std::nullopt : in_amount(i, vat_words);
      if (vat) findings_.push_back({"N1039", e.where, {e.id, vat->text}});
      const bool other = outlay != nullptr || mentions(e.name, no_loan_words);  // "avskrivning och ränta" is one
      const auto loan = other ? std::nullopt : in_amount(i, loan_words);
      if (loan) findings_.push_back({"N1040", e.where, {e.id, loan->text}});
      const bool real = frame_.basis == price_basis_kind::real && !e.nominal && !mentions(e.name, converted_words);
      const auto nominal = real ? mentioned(e.name, nominal_words) : std::nullopt;
      if (nominal) findings_.push_back({"N1038", e.where, {e.id, nominal->text}});
    }
  }

  /// A residual value that is one number, from nowhere; one that is more than what was bought; and one by name alone.
  void find_residuals() {
    for (const auto& e : claim_.effects) {
      if (e.side == effect_side::benefit && e.type != effect_type::residual) {
        const auto word = mentioned(e.name, residual_words);
        const bool says_less = mentions(e.name, decrease_words);
        if (word && word->word < 2 && !says_less) findings_.push_back({"N1055", e.where, {e.id, word->text}});
      }
      if (e.type != effect_type::residual) continue;
      if (bare_amount(e) && e.source.empty() && !e.assumed) findings_.push_back({"N1036", e.where, {e.id}});
      const auto left = kronor(e);
      const auto paid = left && !mentions(e.name, ground_words) ? bought_for(e) : std::nullopt;
      if (paid && *paid > 0 && *left > *paid) {
        const auto whole = [](double x) { return whole_kronor(x); };
        findings_.push_back({"N1056", e.where, {e.id, whole(*left), whole(*paid)}});
      }
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

  /// A benefit before every cost of its alternatives; half or whole before the outlay that dwarfs all that was paid
  /// until then; or whole in the year in which the outlay is made.
  void find_early_benefits(bool tested) {
    for (std::size_t i = 0; i < claim_.effects.size(); ++i) {
      const auto& e = claim_.effects[i];
      const auto benefit = e.side == effect_side::benefit ? first_years_[i] : std::nullopt;
      if (!benefit || e.size) continue;
      std::optional<std::size_t> first_cost;
      for (std::size_t k = 0; k < claim_.effects.size(); ++k) {
        const auto& c = claim_.effects[k];
        const bool cost = c.side == effect_side::cost && first_years_[k] && stand_together(e, c);
        if (cost && (!first_cost || *first_years_[k] < *first_years_[*first_cost])) first_cost = k;
      }
      const auto before = [&](std::size_t cost) {
        findings_.push_back({"N1005",
                             time_of(e),
                             {e.id, std::to_string(*benefit), claim_.effects[cost].id,
                              std::to_string(*first_years_[cost]), std::string(key_of_time(e))}});
      };
      const bool proposed = tested && e.type != effect_type::residual && !only_in_reference(e, claim_);
      const bool whole = proposed && whole_at_start(e);
      const auto main = proposed ? main_outlay_from(e, *benefit + 1) : std::nullopt;
      if (first_cost && *benefit < *first_years_[*first_cost]) {
        before(*first_cost);
      } else if (main && (whole || half_before(e, *first_years_[*main]))) {
        before(*main);
      } else if (whole) {
        const effect_claim* outlay = outlay_in(e, *benefit);
        const auto now = outlay == nullptr ? main_outlay_from(e, *benefit) : std::nullopt;
        if (now && *first_years_[*now] == *benefit) outlay = &claim_.effects[*now];
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

  /// Alternatives whose yearly flows end in different years: the longer one gains by its length alone. What all share
  /// tells them not apart; and where it goes on, a cost of one's own that ends, like a time of double running, does not
  /// end the alternative.
  void find_unequal_ends() {
    const bool shared = std::any_of(claim_.effects.begin(), claim_.effects.end(), [&](const effect_claim& e) {
      return e.alternatives.empty() && !e.size && e.amount && recurs(e);
    });
    const alternative_claim* first = nullptr;
    int end_of_first = 0;
    for (const auto& a : claim_.alternatives) {
      if (a.reference) continue;
      std::optional<int> end;
      bool gains = false;
      for (const auto& e : claim_.effects) {
        const bool own = !e.alternatives.empty() && stands_in(e, a.id);
        if (!own || e.size || !recurs(e) || !e.amount) continue;
        gains = gains || e.side == effect_side::benefit;
        int last = last_flow_year(e, frame_);
        if (e.flows.how == occurrence::every && !e.flows.to)  // what is bought then lasts until it is bought again
          last = (std::min)(last + e.flows.step, frame_.first_year + frame_.years) - 1;
        if (!end || last > *end) end = last;
      }
      if (!end || (shared && !gains)) continue;
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

  /// The key that says when it flows, for advice.
  [[nodiscard]] static std::string_view key_of_time(const effect_claim& e) {
    switch (e.flows.how) {
      case occurrence::once: return "once";
      case occurrence::spread: return "spread";
      case occurrence::by_year: return "by_year";
      case occurrence::every: return "every";
      case occurrence::uptake_columns:
      case occurrence::uptake_years:
      case occurrence::uptake_linear:
      case occurrence::uptake_s_curve: return "uptake";
      case occurrence::always:
      case occurrence::from_to: break;
    }
    return "from";
  }

  /// The latest calendar year that a text names: four digits by themselves, from 1950 to 2099, that are no part of the
  /// number of a law or a case: "SFS 2019:1234", "KS-2019/123".
  [[nodiscard]] static std::optional<int> latest_year(std::string_view text) {
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    const auto letter = [&](std::size_t at) {
      const auto c = static_cast<unsigned char>(text[at]);
      return (c | 0x20U) >= 'a' && ((c | 0x20U) <= 'z' || c >= 0x80);
    };
    std::optional<int> latest;
    for (const auto& word : words_of(text)) {
      const bool digits = word.folded.size() == 4 && std::all_of(word.folded.begin(), word.folded.end(),
                                                                 [](char c) { return c >= '0' && c <= '9'; });
      const int year = digits ? std::stoi(word.folded) : 0;
      if (year < 1950 || year > 2099) continue;
      const auto begin = static_cast<std::size_t>(word.written.data() - text.data());
      const std::size_t end = begin + word.written.size();
      const bool numbered = end < text.size() && (text[end] == ':' || text[end] == '/') && digit(end + 1);
      const bool series = begin > 1 && text[begin - 1] == '-' && letter(begin - 2);
      if (!numbered && !series && (!latest || year > *latest)) latest = year;
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

  [[nodiscard]] static const effect_claim* outlay_beside(const effect_claim& e,
                                                         const std::vector<const effect_claim*>& bought) {
    const auto found = std::find_if(bought.begin(), bought.end(),
                                    [&](const effect_claim* c) { return c->id != e.id && stand_together(*c, e); });
    return found == bought.end() ? nullptr : *found;
  }

  /// Something is bought or built once: by its type, or by its years whatever its type. What it costs to leave the old
  /// is none.
  [[nodiscard]] static bool is_outlay(const effect_claim& c) {
    if (c.type == effect_type::decommissioning || c.flows.how == occurrence::every || runs_on(c)) return false;
    if (c.type == effect_type::initial || c.type == effect_type::change) return true;
    return !recurs(c) && !mentions(c.name, closing_cost_words);
  }

  /// What an effect comes to at the likely values: all of it where it is paid once, that of a year where it recurs.
  [[nodiscard]] const std::optional<double>& kronor(const effect_claim& e) const { return kronor_[index_of(e)]; }
  [[nodiscard]] std::optional<double> kronor_of(const effect_claim& e) const {
    const unit once{{{"kr", 1}}};
    const unit yearly{{{"kr", 1}, {"år", -1}}};
    const auto number = [&](const expression& x) {
      const auto value = likely_.of(x);
      const auto whole = likely_.in(value, once);
      return whole ? whole : likely_.in(value, yearly);
    };
    if (e.flows.how != occurrence::by_year) return e.amount ? number(*e.amount) : std::nullopt;
    double sum = 0;
    for (const auto& s : e.flows.shares) {
      const auto one = number(s.value);
      if (!one) return std::nullopt;
      sum += *one;
    }
    return sum;
  }

  [[nodiscard]] static std::string whole_kronor(double x) {
    std::string digits = std::to_string(std::llround(x));
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, " ");
    return digits;
  }

  /// What the outlays beside a residual value come to; nothing where one is not known or something is bought again.
  [[nodiscard]] std::optional<double> bought_for(const effect_claim& residual) const {
    double sum = 0;
    for (const auto& c : claim_.effects) {
      const bool cost = c.side == effect_side::cost && stand_together(c, residual);
      if (cost && (c.flows.how == occurrence::every || (c.type == effect_type::initial && runs_on(c))))
        return std::nullopt;
    }
    for (const effect_claim* c : outlays_) {
      if (!stand_together(*c, residual)) continue;
      const auto one = kronor(*c);
      if (!one) return std::nullopt;
      sum += *one;
    }
    return sum;
  }

  /// The largest outlay of the benefit's alternatives that begins in that year or later, where something is paid before
  /// it, but less than a fourth of it: a prestudy, not a first version. The limit is our own.
  [[nodiscard]] std::optional<std::size_t> main_outlay_from(const effect_claim& e, int year) const {
    std::optional<std::size_t> main;
    double size = 0;
    for (const effect_claim* c : outlays_) {
      const std::size_t k = index_of(*c);
      const bool later = first_years_[k] && *first_years_[k] >= year && stand_together(*c, e);
      if (!later || !kronor_[k] || !(*kronor_[k] > size)) continue;
      size = *kronor_[k];
      main = k;
    }
    if (!main) return std::nullopt;
    double before = 0;
    for (std::size_t k = 0; k < claim_.effects.size(); ++k) {
      const auto& c = claim_.effects[k];
      const bool earlier = c.side == effect_side::cost && first_years_[k] && *first_years_[k] < year;
      if (!earlier || !stand_together(c, e) || only_in_reference(c, claim_)) continue;
      if (!kronor_[k]) return std::nullopt;
      before += *kronor_[k];
    }
    return before > 0 && before < size / 4 ? main : std::nullopt;
  }

  /// Does a yearly effect flow whole from its first year on?
  [[nodiscard]] bool whole_at_start(const effect_claim& e) const {
    switch (e.flows.how) {
      case occurrence::always:
      case occurrence::from_to: return true;
      case occurrence::uptake_columns:
      case occurrence::uptake_years: break;
      case occurrence::by_year: return equal_years(e);
      case occurrence::uptake_linear:
      case occurrence::uptake_s_curve:
      case occurrence::once:
      case occurrence::spread: return false;
      case occurrence::every: return e.flows.step == 1;
    }
    for (const auto& s : e.flows.shares) {
      if (written_zero(s)) continue;
      const auto share = likely_.in(likely_.of(s.value), unit{});
      constexpr double whole = 1 - 1e-9;
      return share && *share >= whole;
    }
    return false;
  }

  /// Is the uptake half or more before that year? Less may be a trial.
  [[nodiscard]] bool half_before(const effect_claim& e, int year) const {
    if (e.flows.how != occurrence::uptake_columns && e.flows.how != occurrence::uptake_years) return false;
    constexpr double half = 0.5 - 1e-9;
    const auto shares = shares_by_column(e, frame_, likely_);
    const auto end = shares.begin() + std::clamp(year - frame_.first_year, 0, static_cast<int>(shares.size()));
    return std::any_of(shares.begin(), end, [&](double share) { return share >= half; });
  }

  /// Amounts of three years or more, one after the other and all as large.
  [[nodiscard]] bool equal_years(const effect_claim& e) const {
    std::optional<likely_number> first;
    int year = 0;
    int years = 0;
    for (const auto& s : e.flows.shares) {
      if (written_zero(s)) continue;
      const auto amount = likely_.of(s.value);
      if (!amount || amount->value == 0) return false;
      if (!first) {
        first = amount;
      } else {
        const auto same = likely_.in(amount, first->of);
        if (!same || *same != first->value || s.year != year + 1) return false;
      }
      year = s.year;
      ++years;
    }
    return years >= 3;
  }

  /// The first outlay or cost of the change in the benefit's alternative, where it is not yet over in that year. One
  /// that does not say its type must be a fourth of the year's benefit or more.
  [[nodiscard]] const effect_claim* outlay_in(const effect_claim& e, int year) const {
    const effect_claim* first = nullptr;
    std::optional<int> from;
    for (const effect_claim* c : outlays_) {
      const auto starts = stand_together(*c, e) ? first_years_[index_of(*c)] : std::nullopt;
      if (!starts || (from && *starts >= *from)) continue;
      if (c->type != effect_type::initial && c->type != effect_type::change) {
        const auto paid = kronor(*c);
        const auto gain = kronor(e);
        if (!paid || !gain || *paid < *gain / 4) continue;
      }
      first = c;
      from = starts;
    }
    return first != nullptr && year <= last_flow_year(*first, frame_) ? first : nullptr;
  }

  [[nodiscard]] std::size_t index_of(const effect_claim& e) const {
    return static_cast<std::size_t>(&e - claim_.effects.data());
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
  std::vector<std::optional<int>> first_years_;
  std::vector<std::optional<double>> kronor_;
  std::vector<const effect_claim*> outlays_;
};

}  // namespace nytta::detail
