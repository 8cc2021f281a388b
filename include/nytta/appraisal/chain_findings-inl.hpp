// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/findings-inl.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Findings about the benefit chain (effektkedja): rings, dead ends, and two paths to the same effect, which is how
// double counting is found. They never change a figure. Part of appraise().

namespace nytta::detail {

/// What each part follows from, or is part of: lists of indices.
using chain_parents = std::vector<std::vector<std::size_t>>;

/// Every ring once: its parts from the first in the file on, each a parent of the one before.
[[nodiscard]] inline std::vector<std::vector<std::size_t>> rings_of(const chain_parents& parents) {
  const std::size_t count = parents.size();
  std::vector<std::size_t> waiting(count);
  chain_parents children(count);
  std::vector<std::size_t> free;
  for (std::size_t i = 0; i < count; ++i) {
    waiting[i] = parents[i].size();
    for (const std::size_t p : parents[i]) children[p].push_back(i);
    if (waiting[i] == 0) free.push_back(i);
  }
  while (!free.empty()) {
    const std::size_t i = free.back();
    free.pop_back();
    for (const std::size_t child : children[i]) {
      if (--waiting[child] == 0) free.push_back(child);
    }
  }
  // What still waits stands in a ring or follows from one, so that a walk to its parents comes to a ring.
  std::vector<std::vector<std::size_t>> rings;
  std::vector<char> seen(count);
  for (std::size_t start = 0; start < count; ++start) {
    if (waiting[start] == 0) continue;
    std::vector<std::size_t> way;
    std::size_t at = start;
    while (seen[at] == 0) {
      seen[at] = 1;
      way.push_back(at);
      at = *std::find_if(parents[at].begin(), parents[at].end(), [&](std::size_t p) { return waiting[p] != 0; });
    }
    const auto entry = std::find(way.begin(), way.end(), at);
    if (entry == way.end()) continue;  // came to a ring that has been told
    std::vector<std::size_t> ring(entry, way.end());
    std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end()), ring.end());
    rings.push_back(std::move(ring));
  }
  return rings;
}

/// What an amount counts, and at what prices: "ansokningar * (tid_fore - tid_efter) * timkostnad" counts by
/// ansokningar, tid_fore and tid_efter, at timkostnad, which is per hour. Shares and bare numbers say neither.
struct counted_quantity {
  std::vector<std::string> counted;  ///< ids of factors, and numbers with their units; sorted
  std::vector<std::string> prices;   ///< the same; sorted
  bool per_hour = false;             ///< has a price per hour
};

/// Reads amounts down to the factors that derived ones rest on.
class quantity_finder {
 public:
  quantity_finder(const initiative& claim, const method& rules, const unit_table& units)
      : claim_(claim), rules_(rules), units_(units) {
    for (std::size_t i = 0; i < claim.factors.size(); ++i) by_id_.emplace_back(claim.factors[i].id, i);
    std::sort(by_id_.begin(), by_id_.end());
  }

  [[nodiscard]] counted_quantity of(const effect_claim& e) const {
    std::vector<const expression*> open;
    if (e.amount) open.push_back(&*e.amount);
    if (e.flows.how == occurrence::by_year) {
      for (const auto& s : e.flows.shares) open.push_back(&s.value);
    }
    counted_quantity out;
    std::vector<char> known(claim_.factors.size());
    while (!open.empty()) {
      const expression& x = *open.back();
      open.pop_back();
      for (const auto& n : x.nodes) {
        if (n.what == expression::kind::number && n.has_unit)
          add(n.unit_of, to_string(quantity{n.value, n.unit_of}), out);
        if (n.what == expression::kind::hours && e.hours && &x != &*e.hours) open.push_back(&*e.hours);
        if (n.what == expression::kind::parameter) add_parameter(n.name, out);
        if (n.what != expression::kind::reference) continue;
        const auto at = std::lower_bound(by_id_.begin(), by_id_.end(), std::pair(n.name, std::size_t{0}));
        if (at == by_id_.end() || at->first != n.name || known[at->second] != 0) continue;
        known[at->second] = 1;
        const auto& f = claim_.factors[at->second];
        if (f.amount) open.push_back(&*f.amount);
        if (f.likely) add(f.likely->unit_of, f.id, out);
        if (!f.by_year.empty()) add(f.by_year.front().value.unit_of, f.id, out);
      }
    }
    for (auto* names : {&out.counted, &out.prices}) {
      std::sort(names->begin(), names->end());
      names->erase(std::unique(names->begin(), names->end()), names->end());
    }
    return out;
  }

  /// Do both count at one price, or hours at whatever price, and is all that the one counts by among what the other
  /// does?
  [[nodiscard]] bool same(const counted_quantity& a, const counted_quantity& b) const {
    const auto& fewer = a.counted.size() <= b.counted.size() ? a.counted : b.counted;
    const auto& more = a.counted.size() <= b.counted.size() ? b.counted : a.counted;
    if (fewer.empty() || !std::includes(more.begin(), more.end(), fewer.begin(), fewer.end())) return false;
    if (a.prices.empty() && b.prices.empty()) return true;
    if (a.per_hour && b.per_hour) return true;
    return std::any_of(a.prices.begin(), a.prices.end(), [&](const std::string& price) {
      return std::binary_search(b.prices.begin(), b.prices.end(), price);
    });
  }

 private:
  void add(const unit& of, std::string name, counted_quantity& out) const {
    if (holds_money(units_, of)) {
      out.prices.push_back(std::move(name));
      for (const auto& t : units_.reduce(of).dimension) out.per_hour = out.per_hour || (t.word == "h" && t.power < 0);
    } else if (!units_.reduce(of).dimension.empty()) {
      out.counted.push_back(std::move(name));
    }
  }
  void add_parameter(const std::string& name, counted_quantity& out) const {
    for (const auto& p : rules_.parameters) {
      if (p.name != name) continue;
      if (p.value) add(p.value->unit_of, "method." + name, out);
      if (!p.by_year.empty()) add(p.by_year.front().value.unit_of, "method." + name, out);
    }
  }

  const initiative& claim_;
  const method& rules_;
  const unit_table& units_;
  std::vector<std::pair<std::string, std::size_t>> by_id_;
};

/// The effects, then the changes of a case, with what they follow from.
class chain_check {
 public:
  chain_check(const initiative& claim, const method& rules, const unit_table& units, appraisal& out)
      : claim_(claim),
        rules_(rules),
        units_(units),
        quantities_(claim, rules, units),
        out_(out),
        parents_(claim.effects.size() + claim.changes.size()) {
    std::vector<std::pair<std::string_view, std::size_t>> by_id;
    for (std::size_t i = 0; i < parents_.size(); ++i) by_id.emplace_back(id(i), i);
    std::sort(by_id.begin(), by_id.end());
    for (std::size_t i = 0; i < parents_.size(); ++i) {
      for (const auto& name : follows_from(i)) {
        const auto at = std::lower_bound(by_id.begin(), by_id.end(), std::pair(std::string_view(name), std::size_t{0}));
        const bool known = at != by_id.end() && at->first == name;
        if (known && std::find(parents_[i].begin(), parents_[i].end(), at->second) == parents_[i].end())
          parents_[i].push_back(at->second);
      }
    }
  }

  void run() {
    goals();
    for (auto ring : rings_of(parents_)) {
      std::reverse(ring.begin() + 1, ring.end());  // in the direction of time
      std::string way;
      for (const std::size_t i : ring) way += std::string(id(i)) + " → ";
      find("N1021", where(ring.front()), {way + std::string(id(ring.front()))});
    }
    dead_changes();
    two_paths();
  }

 private:
  [[nodiscard]] std::string_view id(std::size_t i) const {
    const std::size_t effects = claim_.effects.size();
    return i < effects ? claim_.effects[i].id : claim_.changes[i - effects].id;
  }
  [[nodiscard]] const std::vector<std::string>& follows_from(std::size_t i) const {
    const std::size_t effects = claim_.effects.size();
    return i < effects ? claim_.effects[i].follows_from : claim_.changes[i - effects].follows_from;
  }
  [[nodiscard]] const place& where(std::size_t i) const {
    const std::size_t effects = claim_.effects.size();
    return i < effects ? claim_.effects[i].where : claim_.changes[i - effects].where;
  }
  void find(std::string_view code, const place& where, std::vector<std::string> arguments) {
    out_.findings.push_back({code, where, std::move(arguments)});
  }

  void goals() {
    const auto& all = claim_.goals;
    std::vector<std::pair<std::string_view, std::size_t>> by_id;
    for (std::size_t i = 0; i < all.size(); ++i) by_id.emplace_back(all[i].id, i);
    std::sort(by_id.begin(), by_id.end());
    const auto index = [&](const std::string& name) -> std::optional<std::size_t> {
      const auto at = std::lower_bound(by_id.begin(), by_id.end(), std::pair(std::string_view(name), std::size_t{0}));
      return at != by_id.end() && at->first == name ? std::optional(at->second) : std::nullopt;
    };
    chain_parents above(all.size());
    std::vector<char> led(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto parent = index(all[i].part_of);
      if (!parent) continue;
      above[i].push_back(*parent);
      led[*parent] = 1;
    }
    for (const auto& e : claim_.effects) {
      if (const auto goal = index(e.goal)) led[*goal] = 1;
    }
    for (const auto& ring : rings_of(above)) {
      std::string way;
      for (const std::size_t i : ring) way += all[i].id + " → ";
      find("N1020", all[ring.front()].where, {way + all[ring.front()].id});
    }
    for (std::size_t i = 0; i < all.size() && !claim_.effects.empty(); ++i) {
      if (led[i] == 0) find("N1022", all[i].where, {all[i].id});
    }
  }

  void dead_changes() {
    std::vector<char> followed(parents_.size());
    for (const auto& from : parents_) {
      for (const std::size_t p : from) followed[p] = 1;
    }
    for (std::size_t i = claim_.effects.size(); i < parents_.size() && !claim_.effects.empty(); ++i) {
      if (followed[i] == 0) find("N1023", where(i), {std::string(id(i))});
    }
  }

  /// Two effects of one side and stakeholder that one part of the chain leads to, that count the same quantity in the
  /// same year. Each effect is told of once, with the first that it doubles.
  void two_paths() {
    constexpr std::size_t drawn_by_hand = 2000;  // a longer chain was not, and to search it would take seconds
    if (parents_.size() > drawn_by_hand) return;
    const auto candidates = valued_in_chain();
    if (candidates.size() < 2) return;
    const auto before = ancestors();
    std::vector<counted_quantity> counted;
    for (const std::size_t i : candidates) counted.push_back(quantities_.of(claim_.effects[i]));
    likely_values likely(claim_, rules_, units_);
    const counted_amounts amounts(claim_, likely);
    shared_out shares(claim_, out_.frame, likely, amounts);
    for (std::size_t j = 1; j < candidates.size(); ++j) {
      const auto& b = claim_.effects[candidates[j]];
      if (told("N1004", b) != out_.findings.end()) continue;
      for (std::size_t i = 0; i < j; ++i) {
        const auto& a = claim_.effects[candidates[i]];
        if (a.side != b.side || !share_stakeholder(a, b) || !stand_together(a, b)) continue;
        if (!quantities_.same(counted[i], counted[j]) || !meet(before[candidates[i]], before[candidates[j]])) continue;
        if (!years_overlap(a, b, out_.frame) || shares.fits(candidates[i], candidates[j])) continue;
        if (const auto plain = told("N1030", b); plain != out_.findings.end()) out_.findings.erase(plain);
        tell(candidates[i], candidates[j], counted[i], counted[j]);  // the same, with the paths
        break;
      }
    }
  }

  /// Where in the findings it is told under this code that an effect repeats another; the end where it is not.
  [[nodiscard]] diagnostics::iterator told(std::string_view code, const effect_claim& later) {
    return std::find_if(out_.findings.begin(), out_.findings.end(),
                        [&](const diagnostic& d) { return d.code == code && d.arguments[1] == later.id; });
  }

  /// The effects with an amount that counts in some alternative, and that the chain leads to or from.
  [[nodiscard]] std::vector<std::size_t> valued_in_chain() const {
    std::vector<char> in_chain(parents_.size());
    for (std::size_t i = 0; i < parents_.size(); ++i) {
      for (const std::size_t p : parents_[i]) in_chain[i] = in_chain[p] = 1;
    }
    std::vector<char> valued(claim_.effects.size());
    for (const auto& a : out_.alternatives) {
      for (const auto& e : a.effects) valued[e.effect] = 1;
    }
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < valued.size(); ++i) {
      if (valued[i] != 0 && in_chain[i] != 0) out.push_back(i);
    }
    return out;
  }

  using bits = std::vector<std::uint64_t>;

  /// Each part with all that it follows from, at any distance, itself included.
  [[nodiscard]] std::vector<bits> ancestors() const {
    const std::size_t count = parents_.size();
    std::vector<bits> out(count, bits(count / 64 + 1));
    const auto set = [&](std::size_t i, std::size_t p) { out[i][p / 64] |= std::uint64_t{1} << (p % 64); };
    for (std::size_t i = 0; i < count; ++i) {
      set(i, i);
      for (const std::size_t p : parents_[i]) set(i, p);
    }
    for (std::size_t middle = 0; middle < count; ++middle) {  // Warshall's closure
      for (std::size_t i = 0; i < count; ++i) {
        if ((out[i][middle / 64] >> (middle % 64) & 1U) == 0 || i == middle) continue;
        for (std::size_t w = 0; w < out[i].size(); ++w) out[i][w] |= out[middle][w];
      }
    }
    return out;
  }
  [[nodiscard]] static bool meet(const bits& a, const bits& b) {
    for (std::size_t w = 0; w < a.size(); ++w) {
      if ((a[w] & b[w]) != 0) return true;
    }
    return false;
  }

  /// The parts above one, nearest first; `below` says from which each was reached.
  [[nodiscard]] std::vector<std::size_t> upwards(std::size_t from, std::vector<std::size_t>& below) const {
    std::vector<std::size_t> out{from};
    below.assign(parents_.size(), parents_.size());
    below[from] = from;
    for (std::size_t k = 0; k < out.size(); ++k) {
      for (const std::size_t p : parents_[out[k]]) {
        if (below[p] != parents_.size()) continue;
        below[p] = out[k];
        out.push_back(p);
      }
    }
    return out;
  }

  [[nodiscard]] std::string path(std::size_t from, std::size_t to, const std::vector<std::size_t>& below) const {
    std::string out(id(from));
    for (std::size_t i = from; i != to;) {
      i = below[i];
      out += " → " + std::string(id(i));
    }
    return out;
  }

  void tell(std::size_t a, std::size_t b, const counted_quantity& in_a, const counted_quantity& in_b) {
    std::vector<std::string> common;
    std::set_intersection(in_a.counted.begin(), in_a.counted.end(), in_b.counted.begin(), in_b.counted.end(),
                          std::back_inserter(common));
    std::string names;
    for (const auto& c : common) names += (names.empty() ? "" : ", ") + c;
    std::vector<std::size_t> below_a;
    std::vector<std::size_t> below_b;
    (void)upwards(a, below_a);
    for (const std::size_t origin : upwards(b, below_b)) {
      if (below_a[origin] == parents_.size()) continue;
      return find("N1024", where(b),
                  {std::string(id(a)), std::string(id(b)), names, std::string(id(origin)), path(origin, a, below_a),
                   path(origin, b, below_b)});
    }
  }

  const initiative& claim_;
  const method& rules_;
  const unit_table& units_;
  quantity_finder quantities_;
  appraisal& out_;
  chain_parents parents_;  ///< effects, then changes
};

/// Rings, dead ends and double paths of the chain, where the case has one.
inline void find_in_chain(const initiative& claim, const method& rules, const unit_table& units, appraisal& out) {
  try {
    chain_check(claim, rules, units, out).run();
  } catch (const decimal_overflow&) {  // numbers of too many digits to be compared are left unsuspected
  }
}

}  // namespace nytta::detail
