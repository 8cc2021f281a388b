// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/amounts-inl.hpp>
#include <nytta/core/decimal_double.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What a case's expressions come to at the likely values, for findings that need a size: minutes per item, hours per
// year. Doubles: a finding changes no figure. Part of appraise().

namespace nytta::detail {

struct likely_number {
  double value = 0;
  unit of;
};

class likely_values {
 public:
  likely_values(const initiative& claim, const method& rules, const unit_table& units)
      : claim_(claim), rules_(rules), units_(units), known_(claim.factors.size()) {
    for (std::size_t i = 0; i < claim.factors.size(); ++i) by_id_.emplace_back(claim.factors[i].id, i);
    std::sort(by_id_.begin(), by_id_.end());
  }

  [[nodiscard]] const factor_claim* factor(std::string_view id) const {
    const auto index = index_of(id);
    return index ? &claim_.factors[*index] : nullptr;
  }

  /// The part of an expression below a node; nothing where it cannot be known from likely values alone.
  [[nodiscard]] std::optional<likely_number> at(const expression& e, int node, int depth = 0) {
    using kind = expression::kind;
    std::vector<std::optional<likely_number>> values(static_cast<std::size_t>(node) + 1);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto& n = e.nodes[i];
      const auto input = [&](std::size_t k) -> const std::optional<likely_number>& {
        return values[static_cast<std::size_t>(n.inputs[k])];
      };
      const bool all = std::all_of(n.inputs.begin(), n.inputs.end(),
                                   [&](int k) { return values[static_cast<std::size_t>(k)].has_value(); });
      if (!all) continue;
      switch (n.what) {
        case kind::number: values[i] = likely_number{to_double(n.value), n.unit_of}; break;
        case kind::reference: values[i] = of_factor(n.name, depth); break;
        case kind::parameter: values[i] = of_parameter(n.name); break;
        case kind::hours: break;
        case kind::negate: values[i] = likely_number{-input(0)->value, input(0)->of}; break;
        case kind::multiply:
          values[i] = likely_number{input(0)->value * input(1)->value, units_.product(input(0)->of, input(1)->of)};
          break;
        case kind::divide:
          values[i] = likely_number{input(0)->value / input(1)->value, units_.quotient(input(0)->of, input(1)->of)};
          break;
        case kind::add:
        case kind::subtract:
        case kind::minimum:
        case kind::maximum: values[i] = combined(n, values); break;
      }
    }
    return values.back();
  }

  [[nodiscard]] std::optional<likely_number> of(const expression& e, int depth = 0) {
    return e.nodes.empty() ? std::nullopt : at(e, static_cast<int>(e.nodes.size()) - 1, depth);
  }

  /// The same in another unit.
  [[nodiscard]] std::optional<double> in(const std::optional<likely_number>& n, const unit& to) const {
    if (!n) return std::nullopt;
    const auto by = units_.conversion(n->of, to);
    if (!by) return std::nullopt;
    return n->value * to_double(by->numerator) / to_double(by->denominator);
  }

  /// The power of a base word ("h", "kr") in a unit.
  [[nodiscard]] int power(const unit& of, std::string_view word) const {
    for (const auto& t : units_.reduce(of).dimension) {
      if (t.word == word) return t.power;
    }
    return 0;
  }
  [[nodiscard]] const unit_table& units() const { return units_; }

 private:
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view id) const {
    const auto found = std::lower_bound(by_id_.begin(), by_id_.end(), id,
                                        [](const auto& a, std::string_view b) { return a.first < b; });
    if (found == by_id_.end() || found->first != id) return std::nullopt;
    return found->second;
  }

  [[nodiscard]] std::optional<likely_number> of_factor(std::string_view id, int depth) {
    constexpr int deepest = 200;  // derived factors: no case is built deeper by hand
    const auto index = index_of(id);
    if (!index || depth > deepest) return std::nullopt;
    auto& known = known_[*index];
    if (known.first) return known.second;
    known.first = true;
    const auto& f = claim_.factors[*index];
    std::optional<likely_number> value;
    if (f.likely) {
      value = likely_number{to_double(f.likely->value), f.likely->unit_of};
    } else if (f.amount) {
      value = of(*f.amount, depth + 1);
    } else if (!f.by_year.empty()) {
      value = likely_number{to_double(f.by_year.back().value.value), f.by_year.back().value.unit_of};
    }
    known_[*index].second = value;
    return value;
  }

  [[nodiscard]] std::optional<likely_number> of_parameter(std::string_view name) const {
    for (const auto& p : rules_.parameters) {
      if (p.name != name) continue;
      const quantity* q = p.value ? &*p.value : p.by_year.empty() ? nullptr : &p.by_year.back().value;
      if (q != nullptr) return likely_number{to_double(q->value), q->unit_of};
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<likely_number> combined(const expression::node& n,
                                                      const std::vector<std::optional<likely_number>>& values) const {
    using kind = expression::kind;
    likely_number out = *values[static_cast<std::size_t>(n.inputs.front())];
    for (std::size_t k = 1; k < n.inputs.size(); ++k) {
      const auto next = in(values[static_cast<std::size_t>(n.inputs[k])], out.of);
      if (!next) return std::nullopt;
      if (n.what == kind::add) out.value += *next;
      if (n.what == kind::subtract) out.value -= *next;
      if (n.what == kind::minimum) out.value = (std::min)(out.value, *next);
      if (n.what == kind::maximum) out.value = (std::max)(out.value, *next);
    }
    return out;
  }

  const initiative& claim_;
  const method& rules_;
  const unit_table& units_;
  std::vector<std::pair<std::string_view, std::size_t>> by_id_;  // sorted by id
  std::vector<std::pair<bool, std::optional<likely_number>>> known_;
};

/// A part of an amount that is multiplied, or divided by.
struct amount_term {
  std::string text;  ///< "tid_fore − tid_efter", derived factors written out
  std::optional<likely_number> value;
  bool below = false;              ///< stands under the stroke
  bool share = false;              ///< a part of the whole: a bare number or percentage of at most 1
  std::vector<std::string> names;  ///< of factors and parameters in it; none: numbers alone
};

/// An amount as a product: its quantities (pieces, hours) apart from its prices (what holds kronor).
struct amount_product {
  std::vector<amount_term> quantities;
  std::vector<amount_term> prices;
  std::vector<std::string> names;  ///< of all quantities but shares, sorted, each once: what the amount counts
  std::vector<std::string> terms;  ///< texts of these quantities, sorted
  bool too_long = false;
};

/// Takes an amount apart. Products of more than a hundred parts are left alone.
class product_reader {
 public:
  product_reader(likely_values& likely, const expression* hours) : likely_(likely), hours_(hours) {}

  [[nodiscard]] amount_product read(const expression& amount) {
    split(amount, static_cast<int>(amount.nodes.size()) - 1, false, 0);
    for (const auto& t : out_.quantities) {
      if (t.share) continue;
      out_.names.insert(out_.names.end(), t.names.begin(), t.names.end());
      out_.terms.push_back(t.text);
    }
    std::sort(out_.names.begin(), out_.names.end());
    out_.names.erase(std::unique(out_.names.begin(), out_.names.end()), out_.names.end());
    std::sort(out_.terms.begin(), out_.terms.end());
    return std::move(out_);
  }

 private:
  static constexpr std::size_t most_terms = 100;
  static constexpr int most_visits = 10'000;  // derived factors of derived factors could otherwise double for ever

  void split(const expression& e, int root, bool below, int depth) {
    using kind = expression::kind;
    std::vector<std::pair<int, bool>> open{{root, below}};
    while (!open.empty()) {
      const auto [at, under] = open.back();
      open.pop_back();
      const auto& n = e.nodes[static_cast<std::size_t>(at)];
      out_.too_long = out_.too_long || depth > 20 || ++visits_ > most_visits ||
                      out_.quantities.size() + out_.prices.size() >= most_terms;
      if (out_.too_long) return;
      const factor_claim* f = n.what == kind::reference ? likely_.factor(n.name) : nullptr;
      if (n.what == kind::multiply || n.what == kind::divide || n.what == kind::negate) {
        open.emplace_back(n.inputs.front(), under);
        if (n.inputs.size() > 1) open.emplace_back(n.inputs.back(), n.what == kind::divide ? !under : under);
      } else if (f != nullptr && f->amount && !f->amount->nodes.empty()) {
        split(*f->amount, static_cast<int>(f->amount->nodes.size()) - 1, under, depth + 1);
      } else if (n.what == kind::hours && hours_ != nullptr && !hours_->nodes.empty()) {
        split(*hours_, static_cast<int>(hours_->nodes.size()) - 1, under, depth + 1);
      } else {
        add(e, at, under);
      }
    }
  }

  void add(const expression& e, int at, bool below) {
    amount_term t;
    t.text = (below ? "/" : "") + to_string(e, at);
    t.value = likely_.at(e, at);
    t.below = below;
    const auto bare = likely_.in(t.value, unit{});
    t.share = bare && *bare != 0 && (below ? std::abs(*bare) >= 1 : std::abs(*bare) <= 1);
    names_below(e, at, t, 0);
    const bool money = t.value && likely_.power(t.value->of, "kr") != 0;
    (money ? out_.prices : out_.quantities).push_back(std::move(t));
  }

  void names_below(const expression& e, int root, amount_term& t, int depth) {
    using kind = expression::kind;
    std::vector<int> open{root};
    while (!open.empty() && t.names.size() < most_terms && ++visits_ < most_visits) {
      const auto& n = e.nodes[static_cast<std::size_t>(open.back())];
      open.pop_back();
      open.insert(open.end(), n.inputs.begin(), n.inputs.end());
      if (n.what == kind::parameter) t.names.push_back("method." + n.name);
      if (n.what != kind::reference) continue;
      const factor_claim* f = likely_.factor(n.name);
      if (f != nullptr && f->amount && !f->amount->nodes.empty() && depth < 20) {
        names_below(*f->amount, static_cast<int>(f->amount->nodes.size()) - 1, t, depth + 1);
      } else {
        t.names.push_back(n.name);
      }
    }
  }

  likely_values& likely_;
  const expression* hours_;
  int visits_ = 0;
  amount_product out_;
};

}  // namespace nytta::detail
