// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/flow_years-inl.hpp>
#include <nytta/appraisal/likely-inl.hpp>
#include <nytta/appraisal/mentions-inl.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
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
      const bool own = e.amount && e.own_factor.empty() && !e.amount->nodes.empty();
      products_.push_back(own ? product_reader(likely, e.hours ? &*e.hours : nullptr).read(*e.amount)
                              : amount_product{});
      const auto whole = own ? likely.of(*e.amount) : std::nullopt;
      const bool negative = whole && whole->value < 0;
      gains_.push_back((e.side == effect_side::benefit) != negative ? 1 : 0);
    }
  }
  [[nodiscard]] const amount_product& operator[](std::size_t effect) const { return products_[effect]; }

  /// Is it a benefit, or a cost below zero?
  [[nodiscard]] bool gains(std::size_t effect) const { return gains_[effect] != 0; }

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

  /// The size of a term in base units, one below the stroke turned upside down; nothing where it is not known.
  [[nodiscard]] std::optional<double> size(const amount_term& t) const {
    if (!t.value) return std::nullopt;
    const auto by = likely_.units().reduce(t.value->of).ratio;
    const double size = std::abs(t.value->value) * to_double(by.numerator) / to_double(by.denominator);
    return t.below ? 1 / size : size;
  }

  /// What all the quantities come to, shares left out, or all the prices: a number and its unit, in a form in which
  /// the same is equal. Where it is not known, their texts.
  [[nodiscard]] std::string total(const std::vector<amount_term>& terms) const {
    double all = 1;
    unit of;
    std::string texts;
    bool known = true;
    for (const auto& t : terms) {
      if (t.share) continue;
      texts += t.text + "·";
      const auto one = size(t);
      known = known && one.has_value();
      if (!known) continue;
      all *= *one;
      of = t.below ? likely_.units().quotient(of, t.value->of) : likely_.units().product(of, t.value->of);
    }
    if (!known) return texts;
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "%.9e", all);
    std::string out(number.data());
    for (const auto& d : likely_.units().reduce(of).dimension) out += " " + d.word + std::to_string(d.power);
    return out;
  }

  /// The part of its quantity that an effect takes by the shares in its amount; those that `other` has too are part of
  /// what both count.
  [[nodiscard]] double share(std::size_t effect, std::size_t other) const {
    double out = 1;
    std::vector<std::string_view> common;
    for (const auto& t : products_[other].quantities) {
      if (t.share && !t.names.empty() && effect != other) common.push_back(t.text);
    }
    for (const auto& t : products_[effect].quantities) {
      if (!t.share) continue;
      const auto known = std::find(common.begin(), common.end(), t.text);
      if (known != common.end()) {
        common.erase(known);
      } else {
        out *= size(t).value_or(1);
      }
    }
    return out;
  }

 private:
  likely_values& likely_;
  std::vector<amount_product> products_;
  std::vector<char> gains_;
};

/// Is one quantity that two or more effects count shared out among them: by shares in the amounts and uptakes that fit
/// into the whole in every year?
class shared_out {
 public:
  shared_out(const initiative& claim, const conventions& frame, likely_values& likely, const counted_amounts& counted)
      : claim_(claim), frame_(frame), likely_(likely), counted_(counted), known_(claim.effects.size()) {}

  [[nodiscard]] bool fits(std::size_t i, std::size_t j) {
    return fit({{i, counted_.share(i, j)}, {j, counted_.share(j, i)}});
  }
  [[nodiscard]] bool fits(const std::vector<std::size_t>& effects) {
    std::vector<std::pair<std::size_t, double>> parts;
    for (const std::size_t i : effects) parts.emplace_back(i, counted_.share(i, i));
    return fit(parts);
  }

 private:
  [[nodiscard]] bool fit(const std::vector<std::pair<std::size_t, double>>& parts) {
    constexpr double whole = 1 + 1e-9;
    for (std::size_t c = 0; c < static_cast<std::size_t>(frame_.years); ++c) {
      double sum = 0;
      int flowing = 0;
      for (const auto& [effect, share] : parts) {
        const double flows = columns(effect)[c];
        sum += share * flows;
        flowing += flows > 0 ? 1 : 0;
      }
      if (flowing > 1 && sum > whole) return false;
    }
    return true;
  }
  [[nodiscard]] const std::vector<double>& columns(std::size_t effect) {
    auto& known = known_[effect];
    if (known.empty()) known = shares_by_column(claim_.effects[effect], frame_, likely_);
    return known;
  }

  const initiative& claim_;
  const conventions& frame_;
  likely_values& likely_;
  const counted_amounts& counted_;
  std::vector<std::vector<double>> known_;
};

class double_counting {
 public:
  double_counting(const initiative& claim, const conventions& frame, likely_values& likely,
                  const counted_amounts& counted, diagnostics& findings)
      : claim_(claim),
        likely_(likely),
        counted_(counted),
        shares_(claim, frame, likely, counted),
        findings_(findings) {}

  /// N1004, N1030 and N1031; the last at `tested` cases only, once the idea has become a proposal.
  void find(bool tested) {
    std::vector<std::pair<std::string, std::size_t>> order;  // by what is counted, then as in the file
    for (std::size_t i = 0; i < claim_.effects.size(); ++i) {
      const auto& product = counted_[i];
      if (!product.terms.empty() && !product.too_long) order.emplace_back(counted_.total(product.quantities), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<std::pair<std::size_t, std::size_t>> twice;  // the later effect, and the first it repeats
    for (std::size_t k = 1; k < order.size(); ++k) {
      constexpr std::size_t most_before = 100;  // of one quantity: nobody reads more
      std::vector<std::size_t> of_the_same{order[k].second};
      std::optional<std::size_t> first;
      for (std::size_t m = k; m-- > 0 && k - m <= most_before && order[m].first == order[k].first;) {
        if (!repeats(order[m].second, order[k].second)) continue;
        of_the_same.push_back(order[m].second);
        if (!shares_.fits(order[m].second, order[k].second)) first = order[m].second;
      }
      if (!first && of_the_same.size() > 2 && !shares_.fits(of_the_same)) first = of_the_same.back();
      if (first) twice.emplace_back(order[k].second, *first);
    }
    std::sort(twice.begin(), twice.end());
    for (const auto& [later, first] : twice) {
      const auto& a = claim_.effects[first];
      const auto& b = claim_.effects[later];
      const auto& names = counted_[counted_[later].names.empty() ? first : later].names;
      if (same_hours(first, later)) {
        findings_.push_back({"N1004", b.where, {a.id, b.id}});
      } else {
        findings_.push_back({"N1030", b.where, {a.id, b.id, joined(names)}});
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

  /// Two effects that both gain or both cost, in one alternative, and count the same quantity for one stakeholder at
  /// the same price.
  [[nodiscard]] bool repeats(std::size_t i, std::size_t j) const {
    const auto& a = claim_.effects[i];
    const auto& b = claim_.effects[j];
    if (counted_.gains(i) != counted_.gains(j) || !stand_together(a, b) || !same_quantity(i, j)) return false;
    if (same_hours(i, j)) return true;
    if (counted_[i].names.empty() && counted_[j].names.empty()) return false;  // equal numbers are no sign of one thing
    const bool category = std::any_of(a.categories.begin(), a.categories.end(),
                                      [&](const part& p) { return has_part(b.categories, p.id); });
    return category && share_stakeholder(a, b) && same_price(i, j);
  }

  /// Two quantities that come to as much: is it by the same factors, by the same numbers that the one has by name, or
  /// by hours that the one has as a number at the other's price?
  [[nodiscard]] bool same_quantity(std::size_t i, std::size_t j) const {
    const auto& a = counted_[i];
    const auto& b = counted_[j];
    if (a.names == b.names && (!a.names.empty() || a.terms == b.terms)) return true;
    const bool numbers = a.names.empty() || b.names.empty();
    if (numbers && counted_.counts_hours(i) && counted_.counts_hours(j) && price_in_common(i, j)) return true;
    const auto sorted = [&](const amount_product& p) {
      std::vector<std::pair<double, const amount_term*>> out;
      for (const auto& t : p.quantities) {
        if (!t.share) out.emplace_back(counted_.size(t).value_or(0), &t);
      }
      std::sort(out.begin(), out.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
      return out;
    };
    const auto in_a = sorted(a);
    const auto in_b = sorted(b);
    return std::equal(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), [&](const auto& x, const auto& y) {
      if (x.second->text == y.second->text) return true;
      const bool number = x.second->names.empty() || y.second->names.empty();
      const bool unit_too = number && x.second->value && y.second->value &&
                            likely_.units().compatible(x.second->value->of, y.second->value->of);
      return unit_too && x.first > 0 && std::abs(x.first / y.first - 1) < 1e-9;
    });
  }

  /// One quantity at two prices is two things that come with it: a trip has a fare and a parking fee. But an hour that
  /// is saved is saved once, whatever it is worth.
  [[nodiscard]] bool same_price(std::size_t i, std::size_t j) const {
    const bool hours = counted_.counts_hours(i) && counted_.counts_hours(j) && counted_.price_per_hour(i) != nullptr &&
                       counted_.price_per_hour(j) != nullptr;
    return (hours && counted_.gains(i) && !bought(i) && !bought(j)) || price_in_common(i, j);
  }

  /// A price of the same name, or made of one; or as large, where one of them is a number.
  [[nodiscard]] bool price_in_common(std::size_t i, std::size_t j) const {
    const auto names = [&](std::size_t k) {
      std::vector<std::string> out;
      for (const auto& t : counted_[k].prices) out.insert(out.end(), t.names.begin(), t.names.end());
      std::sort(out.begin(), out.end());
      return out;
    };
    const auto in_i = names(i);
    const auto in_j = names(j);
    if (in_i.empty() || in_j.empty()) return counted_.total(counted_[i].prices) == counted_.total(counted_[j].prices);
    return std::any_of(in_i.begin(), in_i.end(),
                       [&](const std::string& n) { return std::binary_search(in_j.begin(), in_j.end(), n); });
  }

  /// Do the names of an effect, or of what its amount is made of, say that the hours are bought?
  [[nodiscard]] bool bought(std::size_t i) const {
    const auto& e = claim_.effects[i];
    if (mentions(e.name, bought_words) || mentions(e.id, bought_words)) return true;
    return any_factor(i, true, [](const std::string& id, const factor_claim* f) {
      return mentions(id, bought_words) || (f != nullptr && mentions(f->name, bought_words));
    });
  }

  template <class Test>
  [[nodiscard]] bool any_factor(std::size_t i, bool quantities, Test test) const {
    const auto in = [&](const std::vector<amount_term>& terms) {
      return std::any_of(terms.begin(), terms.end(), [&](const amount_term& t) {
        return std::any_of(t.names.begin(), t.names.end(),
                           [&](const std::string& name) { return test(name, likely_.factor(name)); });
      });
    };
    return in(counted_[i].prices) || (quantities && in(counted_[i].quantities));
  }

  /// Own staff's hours at their pay in category cash: money only where somebody's pay really stops. What else is
  /// bought by the hour costs less when there are fewer hours, so the pay must be seen in a name.
  [[nodiscard]] bool hours_as_cash(std::size_t i) const {
    const auto& e = claim_.effects[i];
    const bool saving = e.side == effect_side::benefit && e.type == effect_type::saving;
    const bool as_cash = has_part(e.categories, "cash") && !has_part(e.categories, "redeployed");
    if (saving && as_cash && e.hours && !bought(i)) {  // it says itself that it frees hours; whose, its name
      const bool pay = mentions(e.name, pay_words) || mentions(e.id, pay_words);
      return pay && !in_posts(*e.hours) && !(e.amount && in_posts(*e.amount));
    }
    const amount_term* price = counted_.price_per_hour(i);
    if (!saving || !as_cash || price == nullptr || !counted_.counts_hours(i)) return false;
    const bool by_day = std::any_of(price->value->of.terms.begin(), price->value->of.terms.end(),
                                    [](const unit_term& t) { return t.power < 0 && t.word == "dygn"; });
    if (by_day || bought(i)) return false;
    const bool pay = mentions(e.name, pay_words) || mentions(e.id, pay_words) ||
                     any_factor(i, false, [](const std::string& id, const factor_claim* f) {
                       constexpr std::string_view parameter = "method.hourly_cost";
                       if (id.compare(0, parameter.size(), parameter) == 0 || mentions(id, pay_words)) return true;
                       return f != nullptr && (mentions(f->name, pay_words) || mentions(f->source, pay_words));
                     });
    if (!pay) return false;
    const bool posts = any_factor(i, true, [](const std::string&, const factor_claim* f) {
      return f != nullptr && f->likely && whole_posts(f->likely->unit_of);
    });
    return !posts && std::none_of(counted_[i].quantities.begin(), counted_[i].quantities.end(),
                                  [](const amount_term& t) { return t.value && whole_posts(t.value->of); });
  }

  /// Is something in it counted in whole posts, by itself or in the factors that it is made of?
  [[nodiscard]] bool in_posts(const expression& of, int deep = 0) const {
    constexpr int deepest = 8;
    return std::any_of(of.nodes.begin(), of.nodes.end(), [&](const expression::node& n) {
      if (n.what == expression::kind::number) return whole_posts(n.unit_of);
      const auto* f = n.what == expression::kind::reference ? likely_.factor(n.name) : nullptr;
      if (f == nullptr) return false;
      if (f->likely && whole_posts(f->likely->unit_of)) return true;
      if (!f->by_year.empty() && whole_posts(f->by_year.front().value.unit_of)) return true;
      return f->amount && deep < deepest && in_posts(*f->amount, deep + 1);
    });
  }

  /// A quantity in posts says that posts go.
  [[nodiscard]] static bool whole_posts(const unit& of) {
    constexpr std::array<std::string_view, 6> posts{"arsarbetare", "tjanst*", "heltid*", "befattning*", "fte", "post*"};
    return std::any_of(of.terms.begin(), of.terms.end(),
                       [&](const unit_term& t) { return t.power > 0 && mentions(t.word, posts); });
  }

  const initiative& claim_;
  likely_values& likely_;
  const counted_amounts& counted_;
  shared_out shares_;
  diagnostics& findings_;
};

/// The number without the zeros that say nothing: 30, 12.5.
[[nodiscard]] inline std::string percent_text(const decimal& value) { return value.normalized().to_string() + " %"; }

/// Percentages that are added though each takes its share of what the other leaves: 30 % and 40 % less are 58 %, not
/// 70 %. Only those whose names say that there is less of something: "kvinnor + män" are parts of one whole.
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
    bool reductions = false;
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
      reductions = reductions || n.what == kind::reference;
      const bool is_whole = n.what == kind::number && *share == decimal(100);
      if (is_whole && minus) return;
      whole = whole || is_whole;
      if (!is_whole) (minus ? taken : added).push_back(*share);
    }
    const auto& parts = whole ? taken : added;
    const bool mixed = whole ? !added.empty() : !taken.empty();
    if (mixed || !reductions || parts.size() < 2) return;
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

  /// A percentage in per cent: a number with % or, as the whole, 1; or a factor in % by whose name there is less of
  /// something, and no word makes it a part.
  [[nodiscard]] std::optional<decimal> percentage(const expression::node& n) const {
    using kind = expression::kind;
    const unit percent{{{"%", 1}}};
    if (n.what == kind::number && n.unit_of == percent) return n.value;
    if (n.what == kind::number && n.unit_of.terms.empty() && n.value == decimal(1)) return decimal(100);
    const factor_claim* f = n.what == kind::reference ? likely_.factor(n.name) : nullptr;
    const bool usable = f != nullptr && f->likely && f->likely->unit_of == percent;
    if (!usable || mentions(f->id, additive_words) || mentions(f->name, additive_words)) return std::nullopt;
    if (!mentions(f->id, reduction_words) && !mentions(f->name, reduction_words)) return std::nullopt;
    const bool below_whole = f->likely->value > decimal(0) && f->likely->value < decimal(100);
    return below_whole ? std::optional(f->likely->value) : std::nullopt;
  }

  const initiative& claim_;
  likely_values& likely_;
  diagnostics& findings_;
};

/// A saving's name that says income: "Avgifter för …", "Nya avgifter", not "Licensavgift".
[[nodiscard]] inline bool mentions_income(std::string_view name) {
  constexpr std::array<std::string_view, 14> income{"avgift",  "avgifter", "avgifterna", "*intakt", "*intakter",
                                                    "intakt*", "inbetal*", "okade",      "hojda",   "nya",
                                                    "fee",     "fees",     "income",     "new"};
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

/// A benefit that is somebody else's cost: a grant, an internal price, a fee. Where the payer stands nowhere; where the
/// payment is among the transfers too; or where it is an internal price that falls.
class transfers_as_gains {
 public:
  transfers_as_gains(const initiative& claim, diagnostics& findings) : claim_(claim), findings_(findings) {}

  void find() {
    for (kind_of_transfer& k : kinds_) {
      for (const auto& c : claim_.effects) {
        if (c.side != effect_side::cost) continue;
        const auto head = head_of(c, k.words);
        if (head || mentions(c.name, k.words) || mentions(c.id, k.words))
          k.costs.push_back({&c, head ? folded(head->text) : ""});
      }
      for (const auto& t : claim_.transfers) {
        if (t.type == k.type || mentions(t.name, k.words) || mentions(t.id, k.words)) k.transfers.push_back(&t);
      }
    }
    for (const auto& e : claim_.effects) {
      const bool gain =
          e.side == effect_side::benefit && e.type != effect_type::residual && has_part(e.categories, "cash");
      if (gain && !mentions(e.name, handled_words)) look_at(e);
    }
  }

 private:
  struct cost_that_mentions {
    const effect_claim* cost;
    std::string head;  ///< the word it is about, folded; empty: another
  };
  struct kind_of_transfer {
    word_list words;
    transfer_type type;
    std::vector<cost_that_mentions> costs{};
    std::vector<const transfer_claim*> transfers{};
  };

  /// "Statsbidrag för …", not "Handläggning av bidrag".
  [[nodiscard]] static std::optional<mention> head_of(const effect_claim& e, word_list words) {
    for (const std::string_view text : {std::string_view(e.name), std::string_view(e.id)}) {
      const auto found = mentioned(text, words);
      const bool first_words = found && found->word < 2;
      if (found && (first_words || (e.side == effect_side::benefit && e.type == effect_type::revenue))) return found;
    }
    return std::nullopt;
  }

  [[nodiscard]] static std::string folded(std::string_view text) {
    std::string out;
    for (const auto& word : words_of(text)) out += word.folded + " ";
    return out;
  }

  /// A cost by the same word, or one that mentions such a word at somebody else's.
  [[nodiscard]] static bool paid_by_another(const effect_claim& e, const std::string& head, const kind_of_transfer& k) {
    return std::any_of(k.costs.begin(), k.costs.end(), [&](const cost_that_mentions& c) {
      return (c.head == head || !share_stakeholder(*c.cost, e)) && stand_together(*c.cost, e);
    });
  }

  void look_at(const effect_claim& e) {
    const bool less = mentions(e.name, decrease_words);
    for (const kind_of_transfer& k : kinds_) {
      const auto found = head_of(e, k.words);
      if (!found) continue;
      const bool internal = k.type == transfer_type::internal;
      if (less && !internal) continue;  // "Lägre avgifter" is a cost that is avoided
      if (k.type == transfer_type::fee && !from_a_stakeholder(claim_, e)) continue;
      const auto transfer = std::find_if(k.transfers.begin(), k.transfers.end(), [&](const transfer_claim* t) {
        return !less && (e.stakeholders.empty() || has_part(e.stakeholders, t->to));
      });
      if (transfer != k.transfers.end()) {
        findings_.push_back({"N1053", e.where, {e.id, found->text, (*transfer)->id}});
      } else if (paid_by_another(e, folded(found->text), k)) {
        continue;
      } else {
        findings_.push_back({less ? "N1054" : "N1032", e.where, {e.id, found->text}});
      }
      return;
    }
  }

  const initiative& claim_;
  diagnostics& findings_;
  std::array<kind_of_transfer, 3> kinds_{{{grant_words, transfer_type::grant},
                                          {internal_words, transfer_type::internal},
                                          {fee_words, transfer_type::fee}}};
};

}  // namespace nytta::detail
