// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/bridge.hpp>
#include <nytta/core/decimal.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "appraisal/bridge_walk.hpp"
#include "core/decimal_digits.hpp"

namespace nytta {

namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

bool single(const figure_reading* f) { return f != nullptr && f->how == status::ok && f->values.size() == 1; }

/// b − a of two plain decimals, with the decimals of the longer one.
std::string less(const std::string& b, const std::string& a) {
  const int decimals = (std::max)(decimals_of(a), decimals_of(b));
  return decimal_text(units_of(b, decimals) - units_of(a, decimals), decimals);
}

/// A way in which two methods differ, and how to make the one like the other in it.
struct difference {
  std::string id;
  std::function<void(method&)> take;
};

template <class List, class Wanted>
auto find_in(List& list, const Wanted& wanted) {
  return std::find_if(list.begin(), list.end(), wanted);
}

/// Everything in which two methods differ and that may change a figure, in the bridge's order.
class difference_list {
 public:
  difference_list(const method& from, const method& to) : from_(from), to_(to) {}

  std::vector<difference> list() {
    deviations();
    part("horizon", &method::years, &method::allowed_years);
    part("prices.basis", &method::basis);
    rate();
    part("discounting.timing", &method::at);
    part("discounting.rounded_factors", &method::rounded_factors);
    entries("categories.", &method::categories, [](const category& a, const category& b) {
      return a.monetised == b.monetised && a.cash_releasing == b.cash_releasing && a.counts_in == b.counts_in;
    });
    entries("perspectives.", &method::perspectives, [](const perspective& a, const perspective& b) {
      return a.kinds == b.kinds && a.bears_tax_financing == b.bears_tax_financing;
    });
    part("savings.count_as", &method::savings);
    part("public_funds.cost", &method::public_funds_cost);
    part("residual.rule", &method::residual);
    entries("ratios.", &method::ratios, [](const ratio_rule& a, const ratio_rule& b) {
      return a.above == b.above && a.below == b.below && a.tax_financing == b.tax_financing;
    });
    parameters();
    working_time();
    rounding_of_figures();
    return std::move(out_);
  }

 private:
  void add(std::string id, std::function<void(method&)> take) { out_.push_back({std::move(id), std::move(take)}); }

  template <class... Member>
  void part(const char* id, Member... of) {
    const bool same = ((from_.*of == to_.*of) && ...);
    if (same) return;
    const method* to = &to_;
    add(id, [to, of...](method& m) { ((m.*of = to->*of), ...); });
  }

  void deviations() {
    for (const deviation_entry& d : deviation_catalogue) {
      const deviation which = d.which;
      const bool after = deviates(to_, which);
      if (deviates(from_, which) == after) continue;
      add(std::string(d.id), [which, after](method& m) {
        if (after) {
          m.deviations.push_back({which, {}, evidence::recalled, {}});
        } else {
          std::erase_if(m.deviations, [which](const method_deviation& own) { return own.which == which; });
        }
      });
    }
  }

  void rate() {
    const auto same_part = [](const rate_part& a, const rate_part& b) {
      return a.from == b.from && a.rate.value == b.rate.value && a.rate.factor == b.rate.factor;
    };
    const auto& a = from_.rate;
    const auto& b = to_.rate;
    const bool same =
        a.has_value() == b.has_value() &&
        (!a || (a->form == b->form && a->origin == b->origin && a->origin_year == b->origin_year &&
                std::equal(a->parts.begin(), a->parts.end(), b->parts.begin(), b->parts.end(), same_part)));
    if (same) return;
    const method* to = &to_;
    add("discounting.rate", [to](method& m) { m.rate = to->rate; });
  }

  template <class Entry, class Same>
  void entries(const std::string& prefix, std::vector<Entry> method::*of, Same same) {
    const auto by_id = [](const std::string& id) { return [id](const Entry& e) { return e.id == id; }; };
    std::vector<std::string> ids;
    for (const auto* side : {&from_, &to_}) {
      for (const Entry& e : side->*of) {
        if (std::find(ids.begin(), ids.end(), e.id) == ids.end()) ids.push_back(e.id);
      }
    }
    for (const std::string& id : ids) {
      const auto old = find_in(from_.*of, by_id(id));
      const auto fresh = find_in(to_.*of, by_id(id));
      const bool before = old != (from_.*of).end();
      const bool after = fresh != (to_.*of).end();
      if (before && after && same(*old, *fresh)) continue;
      const auto wanted = after ? std::optional<Entry>(*fresh) : std::nullopt;
      add(prefix + id, [of, id, wanted, by_id](method& m) {
        auto& list = m.*of;
        const auto place = find_in(list, by_id(id));
        if (place == list.end()) {
          if (wanted) list.push_back(*wanted);
        } else if (wanted) {
          *place = *wanted;
        } else {
          list.erase(place);
        }
      });
    }
  }

  void parameters() {
    const auto same_dated = [](const dated_quantity& a, const dated_quantity& b) {
      return a.year == b.year && a.value.value == b.value.value && a.value.unit_of == b.value.unit_of;
    };
    const auto same = [&](const method_parameter& a, const method_parameter& b) {
      const bool value = a.value.has_value() == b.value.has_value() &&
                         (!a.value || (a.value->value == b.value->value && a.value->unit_of == b.value->unit_of));
      return a.name == b.name && value && a.price_year == b.price_year &&
             std::equal(a.by_year.begin(), a.by_year.end(), b.by_year.begin(), b.by_year.end(), same_dated);
    };
    const auto& a = from_.parameters;
    const auto& b = to_.parameters;
    if (std::equal(a.begin(), a.end(), b.begin(), b.end(), same)) return;
    const method* to = &to_;
    add("parameters", [to](method& m) { m.parameters = to->parameters; });
  }

  void working_time() {
    const auto same = [](const std::optional<quantity>& a, const std::optional<quantity>& b) {
      return a.has_value() == b.has_value() && (!a || a->value == b->value);
    };
    const bool full_time = same(from_.hours_per_full_time_year, to_.hours_per_full_time_year);
    if (full_time && same(from_.hours_per_working_day, to_.hours_per_working_day)) return;
    const method* to = &to_;
    add("time", [to](method& m) {
      m.hours_per_full_time_year = to->hours_per_full_time_year;
      m.hours_per_working_day = to->hours_per_working_day;
    });
  }

  void rounding_of_figures() {
    const auto& a = from_.figures;
    const auto& b = to_.figures;
    if (a.decimals == b.decimals && a.mode == b.mode) return;
    const method* to = &to_;
    add("rounding.figures", [to](method& m) { m.figures = to->figures; });
  }

  const method& from_;
  const method& to_;
  std::vector<difference> out_;
};

/// An alternative of a case under some rules, again and again; numbers that are too long for exact sums give nothing.
class appraised_alternative {
 public:
  appraised_alternative(const initiative& claim, std::string_view alternative, convention_choice whose)
      : claim_(claim), alternative_(alternative), whose_(whose) {}

  [[nodiscard]] std::optional<std::vector<figure_reading>> figures(const method& rules) const {
    return read(rules, [&](const certified_values& values, const alternative_appraisal& a) {
      return readings_of(values, a, rules);
    });
  }

  /// One figure, which is much faster than all.
  [[nodiscard]] std::optional<std::string> number(const method& rules, std::string_view figure) const {
    const auto found = read(rules, [&](const certified_values& values, const alternative_appraisal& a) {
      const auto* f = a.find(figure);
      const bool one = f != nullptr && values.state(f->node) == status::ok;
      return one ? values.printed(*f, rules.figures) : std::vector<std::string>();
    });
    if (!found || found->size() != 1) return std::nullopt;
    return found->front();
  }

 private:
  template <class Read>
  [[nodiscard]] auto read(const method& rules, const Read& of) const
      -> std::optional<decltype(of(std::declval<const certified_values&>(), alternative_appraisal()))> {
    try {
      const auto result = appraise(under_conventions_of(claim_, rules, whose_), rules);
      if (!result) return std::nullopt;
      for (const auto& a : result->alternatives) {
        if (a.id == alternative_) return of(certified_values(result->steps), a);
      }
    } catch (const decimal_overflow&) {
      return std::nullopt;
    }
    throw std::out_of_range("the case has no alternative " + alternative_);
  }

  const initiative& claim_;
  std::string alternative_;
  convention_choice whose_;
};

}  // namespace

figure_reading reading_of(const certified_values& values, const figure& f, const method& rules) {
  figure_reading out{f.key, values.state(f.node), values.why(f.node), {}};
  if (out.how == status::ok || out.how == status::several) out.values = values.printed(f, rules.figures);
  return out;
}

std::vector<figure_reading> readings_of(const certified_values& values, const alternative_appraisal& a,
                                        const method& rules) {
  std::vector<figure_reading> out;
  for (const figure& f : a.figures) out.push_back(reading_of(values, f, rules));
  for (const sums& s : a.by_stakeholder) {
    out.push_back(reading_of(values, {"by_stakeholder." + s.id + ".net", figure_kind::money, s.net}, rules));
  }
  return out;
}

bridge bridge_walk::walk() const {
  const auto require = [](std::optional<std::vector<figure_reading>> figures, const char* which) {
    if (!figures) throw std::invalid_argument(std::string("the ") + which + " of a bridge gives no appraisal");
    return std::move(*figures);
  };
  bridge out;
  out.points.push_back({{}, require(read(), "start")});
  std::vector<std::string> taken;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    take(i);
    taken.push_back(ids[i]);
    auto figures = read();
    if (!figures && i + 1 < ids.size()) continue;  // taken together with the next
    out.points.push_back({std::exchange(taken, {}), require(std::move(figures), "end")});
  }
  return out;
}

std::vector<std::string> method_differences(const method& from, const method& to) {
  std::vector<std::string> ids;
  for (const auto& d : difference_list(from, to).list()) ids.push_back(d.id);
  return ids;
}

initiative under_conventions_of(initiative claim, const method& rules, convention_choice whose) {
  if (whose == convention_choice::of_case) return claim;
  if (rules.years) claim.calculation.years.reset();
  if (rules.rate) claim.calculation.rate.reset();
  if (rules.at) claim.calculation.at.reset();
  return claim;
}

bridge bridge_methods(const initiative& claim, const method& from, const method& to, std::string_view alternative,
                      convention_choice whose) {
  const auto differences = difference_list(from, to).list();
  const appraised_alternative of(claim, alternative, whose);
  method now = from;
  bridge_walk way;
  for (const auto& d : differences) way.ids.push_back(d.id);
  way.take = [&](std::size_t i) { differences[i].take(now); };
  way.read = [&] { return of.figures(now); };
  return way.walk();
}

int compare_digits(const std::string& a, const std::string& b) {
  const int decimals = (std::max)(decimals_of(a), decimals_of(b));
  return units_of(a, decimals).compare(units_of(b, decimals));
}

std::optional<figure_bridge> steps_of(const bridge& of, std::string_view figure) {
  const figure_reading* before = of.points.front().find(figure);
  const figure_reading* last = of.points.back().find(figure);
  if (!single(before) || !single(last)) return std::nullopt;
  figure_bridge out;
  out.start = before->values.front();
  out.end = last->values.front();
  std::vector<std::string> taken;
  for (std::size_t i = 1; i < of.points.size(); ++i) {
    const bridge_point& point = of.points[i];
    taken.insert(taken.end(), point.taken.begin(), point.taken.end());
    const figure_reading* now = point.find(figure);
    if (!single(now)) continue;
    out.steps.push_back({std::exchange(taken, {}), less(now->values.front(), before->values.front())});
    before = now;
  }
  return out;
}

namespace {

cpp_int floor_of(const cpp_rational& x) {
  const cpp_int above = numerator(x);
  const cpp_int below = denominator(x);
  cpp_int q = above / below;
  if (above < 0 && q * below != above) --q;
  return q;
}

/// Whole numbers next to the shares that add up to `total`, as they do: the largest remainders are rounded up.
std::vector<cpp_int> adding_up(const std::vector<cpp_rational>& shares, const cpp_int& total) {
  std::vector<cpp_int> out;
  std::vector<cpp_rational> rest;
  cpp_int missing = total;
  for (const auto& share : shares) {
    out.push_back(floor_of(share));
    rest.emplace_back(share - cpp_rational(out.back()));
    missing -= out.back();
  }
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  for (std::size_t k = 0; k < order.size() && missing > 0; ++k, --missing) ++out[order[k]];
  return out;
}

}  // namespace

namespace {

/// What one figure is under the start's rules with some of the differences made, each set of them appraised once.
class figure_of_sets {
 public:
  using set = std::vector<bool>;  ///< of the groups of differences

  figure_of_sets(const initiative& claim, const method& from, const method& to, std::string_view alternative,
                 std::string_view figure, convention_choice whose)
      : of_(claim, alternative, whose), from_(from), figure_(figure), differences_(difference_list(from, to).list()) {
    for (const auto& point : bridge_methods(claim, from, to, alternative, whose).points) {
      if (!point.taken.empty()) groups_.push_back(point.taken);
    }
  }

  [[nodiscard]] const std::vector<std::vector<std::string>>& groups() const { return groups_; }

  [[nodiscard]] const std::optional<std::string>& at(const set& made) {
    const auto found = known_.find(made);
    if (found != known_.end()) return found->second;
    method rules = from_;
    std::size_t next = 0;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      for (std::size_t k = 0; k < groups_[g].size(); ++k, ++next) {
        if (made[g]) differences_[next].take(rules);
      }
    }
    return known_.emplace(made, of_.number(rules, figure_)).first->second;
  }

  /// Does the group move the figure at the start, at the end, along the bridge either way, or beside any one other?
  [[nodiscard]] bool moves(std::size_t group) {
    const std::size_t n = groups_.size();
    const set none(n, false);
    const set all(n, true);
    set before = none;
    set after = none;
    for (std::size_t k = 0; k < n; ++k) (k < group ? before : after)[k] = k != group;
    for (const set* beside : std::array<const set*, 4>{&none, &all, &before, &after}) {
      if (moves(group, *beside)) return true;
    }
    for (std::size_t other = 0; other < n; ++other) {
      set one = none;
      one[other] = true;
      if (other != group && moves(group, one)) return true;
    }
    return false;
  }

 private:
  [[nodiscard]] bool moves(std::size_t group, set beside) {
    beside[group] = false;
    const auto without = at(beside);
    beside[group] = true;
    const auto& with = at(beside);
    return without.has_value() != with.has_value() || (with && compare_digits(*with, *without) != 0);
  }

  appraised_alternative of_;
  const method& from_;
  std::string figure_;
  std::vector<difference> differences_;
  std::vector<std::vector<std::string>> groups_;
  std::map<set, std::optional<std::string>> known_;
};

/// The groups that count as one each: all of them when they are few, else those that move the figure and, last, the
/// others together.
std::vector<std::vector<std::size_t>> players_of(figure_of_sets& figures) {
  constexpr std::size_t few = 10;
  std::vector<std::vector<std::size_t>> out;
  std::vector<std::size_t> still;
  for (std::size_t g = 0; g < figures.groups().size(); ++g) {
    if (figures.groups().size() <= few || figures.moves(g)) {
      out.push_back({g});
    } else {
      still.push_back(g);
    }
  }
  if (!still.empty()) out.push_back(std::move(still));
  return out;
}

/// Each player's mean contribution over all orders; `values` are those of all sets of n players, by their bits.
std::vector<cpp_rational> shapley_values(const std::vector<cpp_int>& values, std::size_t n) {
  std::vector<cpp_int> factorial{1};
  for (std::size_t k = 1; k <= n; ++k) factorial.emplace_back(factorial.back() * k);
  std::vector<cpp_rational> shares;
  for (std::size_t i = 0; i < n; ++i) {
    cpp_int sum = 0;
    for (std::size_t set = 0; set < values.size(); ++set) {
      if ((set >> i & 1U) != 0) continue;
      std::size_t before = 0;
      for (std::size_t k = 0; k < n; ++k) before += set >> k & 1U;
      sum += factorial[before] * factorial[n - 1 - before] * (values[set | (std::size_t{1} << i)] - values[set]);
    }
    shares.emplace_back(sum, factorial[n]);
  }
  return shares;
}

}  // namespace

shapley_answer shapley_split(const initiative& claim, const method& from, const method& to,
                             std::string_view alternative, std::string_view figure, convention_choice whose) {
  figure_of_sets figures(claim, from, to, alternative, figure, whose);
  const std::size_t groups = figures.groups().size();
  for (const bool end : {false, true}) {
    if (!figures.at(figure_of_sets::set(groups, end))) return {std::nullopt, no_split::no_number};
  }
  const auto players = players_of(figures);
  const std::size_t n = players.size();
  const bool block = n > 0 && players.back().size() > 1;
  if (n > most_shapley_differences + (block ? 1U : 0U)) return {std::nullopt, no_split::too_many};

  std::vector<std::string> texts(std::size_t{1} << n);
  for (std::size_t set = 0; set < texts.size(); ++set) {
    figure_of_sets::set made(groups, false);
    for (std::size_t i = 0; i < n; ++i) {
      for (const std::size_t g : players[i]) made[g] = (set >> i & 1U) != 0;
    }
    const auto& number = figures.at(made);
    if (!number) return {std::nullopt, no_split::inseparable};
    texts[set] = *number;
  }
  int decimals = 0;
  for (const auto& text : texts) decimals = (std::max)(decimals, decimals_of(text));
  std::vector<cpp_int> values;
  values.reserve(texts.size());
  for (const auto& text : texts) values.push_back(units_of(text, decimals));

  const auto rounded = adding_up(shapley_values(values, n), values.back() - values.front());
  figure_bridge out{texts.front(), {}, texts.back()};
  std::vector<std::pair<std::size_t, bridge_step>> steps;  // and where they stand on the bridge
  for (std::size_t i = 0; i < n; ++i) {
    bool apart = true;  // it moves nothing, whatever else is made
    for (std::size_t set = 0; set < values.size(); ++set) {
      apart = apart && values[set | (std::size_t{1} << i)] == values[set & ~(std::size_t{1} << i)];
    }
    for (const std::size_t g : players[i]) {
      const auto& ids = figures.groups()[g];
      if (apart || g == players[i].front()) {
        steps.push_back({g, {ids, decimal_text(rounded[i], decimals)}});
      } else {
        auto& together = steps.back().second.ids;
        together.insert(together.end(), ids.begin(), ids.end());
      }
    }
  }
  std::sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [place, step] : steps) out.steps.push_back(std::move(step));
  return {std::move(out), no_split::no_number};
}

}  // namespace nytta
