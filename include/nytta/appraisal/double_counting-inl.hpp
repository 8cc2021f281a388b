// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/flow_years-inl.hpp>
#include <nytta/appraisal/likely-inl.hpp>
#include <nytta/appraisal/mentions-inl.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// The same thing counted twice: hours as money and as time, one quantity by two benefits, percentages added that
// overlap, transfers taken for gains. Part of appraise().

namespace nytta::detail {

/// What the amounts of a case count, effect by effect.
class counted_amounts {
 public:
  counted_amounts(const initiative& claim, likely_values& likely) : likely_(likely) {
    for (const auto& e : claim.effects) {
      products_.push_back(e.amount && e.own_factor.empty() && !e.amount->nodes.empty()
                              ? product_reader(likely, e.hours ? &*e.hours : nullptr).read(*e.amount)
                              : amount_product{});
    }
  }
  [[nodiscard]] const amount_product& operator[](std::size_t effect) const { return products_[effect]; }

  /// Does the amount count hours? kWh are not hours: W · h reduces to energy.
  [[nodiscard]] bool counts_hours(std::size_t effect) const {
    int power = 0;
    for (const auto& t : products_[effect].quantities) {
      if (t.value) power += (t.below ? -1 : 1) * likely_.power(t.value->of, "h");
    }
    return power > 0;
  }

  /// The price per hour, where the amount has one.
  [[nodiscard]] const amount_term* price_per_hour(std::size_t effect) const {
    for (const auto& t : products_[effect].prices) {
      if (!t.below && likely_.power(t.value->of, "h") < 0) return &t;
    }
    return nullptr;
  }

 private:
  likely_values& likely_;
  std::vector<amount_product> products_;
};

class double_counting {
 public:
  double_counting(const initiative& claim, const conventions& frame, likely_values& likely,
                  const counted_amounts& counted, diagnostics& findings)
      : claim_(claim), frame_(frame), likely_(likely), counted_(counted), findings_(findings) {}

  /// N1004, N1030 and N1031; the last at `tested` cases only, once the idea has become a proposal.
  void find(bool tested) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < claim_.effects.size(); ++i) {
      if (!counted_[i].terms.empty() && !counted_[i].too_long) order.push_back(i);
    }
    const auto key = [&](std::size_t i) -> const std::vector<std::string>& { return counted_[i].names; };
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
    std::vector<std::pair<std::size_t, std::size_t>> twice;  // the later effect, and the first it repeats
    for (std::size_t k = 1; k < order.size(); ++k) {
      constexpr std::size_t most_before = 100;  // of one quantity: nobody reads more
      const std::size_t least = k > most_before ? k - most_before : 0;
      for (std::size_t m = k; m-- > least && key(order[m]) == key(order[k]);) {
        if (repeats(order[m], order[k])) {
          const bool known = !twice.empty() && twice.back().first == order[k];
          if (known) twice.back().second = order[m];
          if (!known) twice.emplace_back(order[k], order[m]);
        }
      }
    }
    std::sort(twice.begin(), twice.end());
    for (const auto& [later, first] : twice) {
      const auto& a = claim_.effects[first];
      const auto& b = claim_.effects[later];
      if (same_hours(first, later)) {
        findings_.push_back({"N1004", b.where, {a.id, b.id}});
      } else {
        findings_.push_back({"N1030", b.where, {a.id, b.id, joined(counted_[later].names)}});
      }
    }
    for (std::size_t i = 0; tested && i < claim_.effects.size(); ++i) {
      const bool said = std::any_of(twice.begin(), twice.end(), [&](const auto& pair) {
        return (pair.first == i || pair.second == i) && same_hours(pair.second, pair.first);
      });
      if (!said && hours_as_cash(i)) findings_.push_back({"N1031", claim_.effects[i].where, {claim_.effects[i].id}});
    }
  }

 private:
  [[nodiscard]] static std::string joined(const std::vector<std::string>& names) {
    constexpr std::size_t most = 6;
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) out += (out.empty() ? "" : ", ") + names[i];
    return names.size() > most ? out + ", …" : out;
  }

  [[nodiscard]] static bool own(stakeholder_kind k) { return k == stakeholder_kind::own; }

  /// The same hours of the same people, as money in one effect and as time in the other.
  [[nodiscard]] bool same_hours(std::size_t i, std::size_t j) const {
    const auto& a = claim_.effects[i];
    const auto& b = claim_.effects[j];
    if (!counted_.counts_hours(i) || !counted_.counts_hours(j)) return false;
    const auto as_cash = [](const effect_claim& e) { return has_part(e.categories, "cash"); };
    const auto as_time = [](const effect_claim& e) { return has_part(e.categories, "redeployed"); };
    const bool both = (as_cash(a) && as_time(b)) || (as_time(a) && as_cash(b));
    return both && (share_stakeholder(a, b) || (concerns(a, claim_, own) && concerns(b, claim_, own)));
  }

  /// Two effects of one side, both in some year and alternative, that count the same quantity for one stakeholder.
  [[nodiscard]] bool repeats(std::size_t i, std::size_t j) const {
    const auto& a = claim_.effects[i];
    const auto& b = claim_.effects[j];
    if (a.side != b.side || !stand_together(a, b) || !years_overlap(a, b, frame_) || divided(i, j)) return false;
    if (same_hours(i, j)) return true;
    if (counted_[i].names.empty()) return false;  // equal numbers are no sign of one thing
    const bool category = std::any_of(a.categories.begin(), a.categories.end(),
                                      [&](const part& p) { return has_part(b.categories, p.id); });
    if (!category || !share_stakeholder(a, b)) return false;
    const auto price_names = [&](std::size_t k) {
      std::vector<std::string> names;
      for (const auto& t : counted_[k].prices) names.insert(names.end(), t.names.begin(), t.names.end());
      std::sort(names.begin(), names.end());
      return names;
    };
    // A single quantity at two prices is two things that come with it: a trip has a fare and takes time. And many costs
    // may follow from one quantity, but not the same one twice.
    const bool benefits = a.side == effect_side::benefit && counted_[i].names.size() > 1;
    return benefits || price_names(i) == price_names(j);
  }

  /// Is the quantity shared out between them: by numbers in the amounts, or by uptakes that fit into the whole?
  [[nodiscard]] bool divided(std::size_t i, std::size_t j) const {
    const bool other_terms = counted_[i].terms != counted_[j].terms;
    if (other_terms && (counted_[i].literals || counted_[j].literals)) return true;
    const auto a = largest_share(claim_.effects[i], likely_);
    const auto b = largest_share(claim_.effects[j], likely_);
    constexpr double whole = 1 + 1e-9;
    return a && b && *a + *b <= whole;
  }

  /// Hours at a price per hour in category cash: money only where somebody's pay really stops.
  [[nodiscard]] bool hours_as_cash(std::size_t i) const {
    const auto& e = claim_.effects[i];
    const bool saving = e.side == effect_side::benefit && e.type == effect_type::saving;
    const bool as_cash = has_part(e.categories, "cash") && !has_part(e.categories, "redeployed");
    const amount_term* price = counted_.price_per_hour(i);
    if (!saving || !as_cash || price == nullptr || !counted_.counts_hours(i)) return false;
    if (mentions(e.name, bought_words) || mentions(e.id, bought_words)) return false;
    const auto bought = [&](const std::string& name) {
      const factor_claim* f = likely_.factor(name);
      return mentions(name, bought_words) || (f != nullptr && mentions(f->name, bought_words)) ||
             (f != nullptr && f->likely && whole_posts(f->likely->unit_of));
    };
    if (std::any_of(price->names.begin(), price->names.end(), bought)) return false;
    const auto& names = counted_[i].names;
    if (std::any_of(names.begin(), names.end(), bought)) return false;
    return std::none_of(counted_[i].quantities.begin(), counted_[i].quantities.end(),
                        [](const amount_term& t) { return t.value && whole_posts(t.value->of); });
  }

  /// A quantity in posts says that posts go.
  [[nodiscard]] static bool whole_posts(const unit& of) {
    constexpr std::array<std::string_view, 2> posts{"arsarbetare", "tjanst*"};
    return std::any_of(of.terms.begin(), of.terms.end(),
                       [&](const unit_term& t) { return t.power > 0 && mentions(t.word, posts); });
  }

  const initiative& claim_;
  const conventions& frame_;
  likely_values& likely_;
  const counted_amounts& counted_;
  diagnostics& findings_;
};

/// The number without the zeros that say nothing: 30, 12.5.
[[nodiscard]] inline std::string percent_text(const decimal& value) { return value.normalized().to_string() + " %"; }

/// Percentages that are added though each takes its share of what the other leaves: 30 % and 40 % less are 58 %, not
/// 70 %. Sums with the whole in them (100 % + 40 %) and parts of one whole are left alone.
class added_percentages {
 public:
  added_percentages(const initiative& claim, likely_values& likely, diagnostics& findings)
      : claim_(claim), likely_(likely), findings_(findings) {}

  void find() {
    for (const auto& f : claim_.factors) {
      if (f.amount) look_in(*f.amount, f.id);
    }
    for (const auto& e : claim_.effects) {
      if (e.amount) look_in(*e.amount, e.id);
    }
  }

 private:
  void look_in(const expression& e, const std::string& id) {
    using kind = expression::kind;
    std::vector<char> inside(e.nodes.size());  // part of a longer sum
    for (std::size_t i = e.nodes.size(); i-- > 0;) {
      const auto& n = e.nodes[i];
      if (n.what != kind::add && n.what != kind::subtract) continue;
      if (inside[i] == 0) look_at(e, i, id);
      for (const int input : n.inputs) inside[static_cast<std::size_t>(input)] = 1;
    }
  }

  void look_at(const expression& e, std::size_t root, const std::string& id) {
    using kind = expression::kind;
    std::vector<std::pair<int, bool>> open{{static_cast<int>(root), false}};
    std::vector<decimal> added;
    std::vector<decimal> taken;
    bool whole = false;
    while (!open.empty()) {
      const auto [at, minus] = open.back();
      open.pop_back();
      const auto& n = e.nodes[static_cast<std::size_t>(at)];
      if (n.what == kind::add || n.what == kind::subtract) {
        open.emplace_back(n.inputs.back(), n.what == kind::subtract ? !minus : minus);
        open.emplace_back(n.inputs.front(), minus);
        continue;
      }
      const auto share = percentage(n);
      if (!share) return;
      const bool is_whole = n.what == kind::number && *share == decimal(100);
      if (is_whole && minus) return;
      whole = whole || is_whole;
      if (!is_whole) (minus ? taken : added).push_back(*share);
    }
    const auto& parts = whole ? taken : added;
    const bool mixed = whole ? !added.empty() : !taken.empty();
    if (mixed || parts.size() < 2) return;
    std::string sum;
    decimal plain = 0;
    decimal left = 1;
    try {
      for (const auto& p : parts) {
        sum += (sum.empty() ? "" : " + ") + percent_text(p);
        plain = plain + p;
        left = left * (decimal(1) - p * decimal::of(1, 2));
      }
      const decimal together = ((decimal(1) - left) * decimal(100)).rounded(1, rounding::half_even);
      findings_.push_back(
          {"N1044", place_of(e, e.nodes[root]), {id, sum, percent_text(together), percent_text(plain)}});
    } catch (const decimal_overflow&) {  // shares of thirty digits: nothing worth saying of them
    }
  }

  /// A percentage in per cent: a number with % or, as the whole, 1; or a factor in % that no word makes a part.
  [[nodiscard]] std::optional<decimal> percentage(const expression::node& n) const {
    using kind = expression::kind;
    const unit percent{{{"%", 1}}};
    if (n.what == kind::number && n.unit_of == percent) return n.value;
    if (n.what == kind::number && n.unit_of.terms.empty() && n.value == decimal(1)) return decimal(100);
    const factor_claim* f = n.what == kind::reference ? likely_.factor(n.name) : nullptr;
    const bool usable = f != nullptr && f->likely && f->likely->unit_of == percent;
    if (!usable || mentions(f->id, additive_words) || mentions(f->name, additive_words)) return std::nullopt;
    const bool below_whole = f->likely->value > decimal(0) && f->likely->value < decimal(100);
    return below_whole ? std::optional(f->likely->value) : std::nullopt;
  }

  const initiative& claim_;
  likely_values& likely_;
  diagnostics& findings_;
};

/// A saving's name that says income: "Avgifter för …", "Nya avgifter", not "Licensavgift".
[[nodiscard]] inline bool mentions_income(std::string_view name) {
  constexpr std::array<std::string_view, 12> income{"avgift", "avgifter", "avgifterna", "intakt*", "inbetal*", "okade",
                                                    "hojda",  "nya",      "fee",        "fees",    "income",   "new"};
  const auto words = words_of(name);
  if (words.empty()) return false;
  const bool paid_to = words.size() > 1 && (words[1].folded == "till" || words[1].folded == "to");
  return !paid_to && std::any_of(income.begin(), income.end(),
                                 [&](std::string_view pattern) { return fits(words.front().folded, pattern); });
}

/// Does a fee come from somebody in the case? One of type revenue comes from outside, unless citizens, firms, other
/// bodies or society are stakeholders too; one that is called a saving comes from wherever there is another
/// stakeholder.
[[nodiscard]] inline bool from_a_stakeholder(const initiative& claim, const effect_claim& e) {
  if (e.type == effect_type::saving && !mentions_income(e.name)) return false;
  return std::any_of(claim.stakeholders.begin(), claim.stakeholders.end(), [&](const stakeholder& s) {
    const bool receives = e.stakeholders.empty() || has_part(e.stakeholders, s.id);
    return !receives && (s.kind != stakeholder_kind::own || e.type == effect_type::saving);
  });
}

/// A benefit that is somebody else's cost: a grant, an internal price, a fee, where the payer stands nowhere.
inline void find_transfers(const initiative& claim, diagnostics& findings) {
  struct kind_of_transfer {
    word_list words;
    bool internal;
    bool fee;
  };
  const std::array<kind_of_transfer, 3> kinds{
      {{grant_words, false, false}, {internal_words, true, false}, {fee_words, false, true}}};
  const auto head_of = [](const effect_claim& e, word_list words) -> std::optional<mention> {
    for (const std::string_view text : {std::string_view(e.name), std::string_view(e.id)}) {
      const auto found = mentioned(text, words);
      const bool first_words = found && found->word < 2;  // "Statsbidrag för …", not "Handläggning av bidrag"
      if (found && (first_words || e.type == effect_type::revenue)) return found;
    }
    return std::nullopt;
  };
  const auto paid_by_another = [&](const effect_claim& e, word_list words) {
    return std::any_of(claim.effects.begin(), claim.effects.end(), [&](const effect_claim& c) {
      const bool cost = c.side == effect_side::cost && stand_together(c, e);
      return cost && (mentions(c.name, words) || mentions(c.id, words));
    });
  };
  for (const auto& e : claim.effects) {
    const bool gain =
        e.side == effect_side::benefit && e.type != effect_type::residual && has_part(e.categories, "cash");
    if (!gain) continue;
    for (const auto& k : kinds) {
      const auto found = head_of(e, k.words);
      if (!found || paid_by_another(e, k.words)) continue;
      if (!k.internal && mentions(e.name, decrease_words)) continue;  // "Lägre avgifter" is a cost that is avoided
      if (k.fee && !from_a_stakeholder(claim, e)) continue;
      findings.push_back({"N1032", e.where, {e.id, found->text}});
      break;
    }
  }
}

}  // namespace nytta::detail
