// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/read/case_draft.hpp"
#include "io/read/keys.hpp"

namespace nytta {

namespace {

/// Ids with the place of their first mention, sorted for lookup.
class known_ids {
 public:
  /// Of one list, or of several whose ids are one another's.
  template <class... Lists>
  explicit known_ids(const Lists&... lists) {
    const auto add = [&](const auto& list) {
      for (const auto& entry : list) ids_.emplace_back(entry.id, &entry.where);
    };
    (add(lists), ...);
    std::stable_sort(ids_.begin(), ids_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  }

  [[nodiscard]] bool has(std::string_view id) const { return where(id) != nullptr; }

  /// Where the id is first mentioned; null when it is not.
  [[nodiscard]] const place* where(std::string_view id) const {
    const auto found = std::lower_bound(
        ids_.begin(), ids_.end(), id, [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
    return found != ids_.end() && found->first == id ? found->second : nullptr;
  }

  /// Every second and later use of an id.
  void report_twins(std::string_view code, diagnostics& errors) const {
    for (std::size_t i = 1; i < ids_.size(); ++i) {
      const bool twin = !ids_[i].first.empty() && ids_[i].first == ids_[i - 1].first;
      if (!twin) continue;
      std::size_t first = i - 1;
      while (first > 0 && ids_[first - 1].first == ids_[i].first) --first;
      errors.push_back({code, *ids_[i].second, {std::string(ids_[i].first), to_string(*ids_[first].second)}});
    }
  }

  [[nodiscard]] bool empty() const { return ids_.empty(); }

  /// The id that was probably meant, or nothing.
  [[nodiscard]] std::string_view nearest(std::string_view written) const {
    std::vector<keys::word> words;
    for (const auto& [id, where] : ids_) words.push_back({id, {}});
    return keys::nearest_word(words, written);
  }

  /// The first few, for a message.
  [[nodiscard]] std::string listed() const {
    constexpr std::size_t most = 12;
    std::string out;
    for (std::size_t i = 0; i < ids_.size() && i < most; ++i) {
      if (i > 0 && ids_[i].first == ids_[i - 1].first) continue;
      out += (out.empty() ? "`" : ", `") + std::string(ids_[i].first) + "`";
    }
    if (ids_.size() > most) out += ", …";
    return out;
  }

 private:
  std::vector<std::pair<std::string_view, const place*>> ids_;
};

class reference_check {
 public:
  reference_check(const case_draft& draft, diagnostics& errors)
      : draft_(draft),
        errors_(errors),
        flows_(draft.claim.effects, draft.claim.transfers),
        chain_(draft.claim.effects, draft.claim.changes),
        factors_(draft.claim.factors),
        stakeholders_(draft.claim.stakeholders),
        alternatives_(draft.claim.alternatives),
        goals_(draft.claim.goals),
        changes_(draft.claim.changes),
        indices_(draft.claim.indices),
        scenarios_(draft.claim.scenarios) {}

  void run() {
    flows_.report_twins("N0601", errors_);
    factors_.report_twins("N0602", errors_);
    known_ids(draft_.claim.investment.assets).report_twins("N0603", errors_);
    for (const known_ids* ids : {&stakeholders_, &alternatives_, &goals_, &changes_, &indices_, &scenarios_})
      ids->report_twins("N0603", errors_);
    one_reference_alternative();
    changes_apart_from_effects();
    for (const reference& r : draft_.references) look_up(r);
    for (const unit_mention& u : draft_.unit_words) {
      const bool told = unit_table::is_builtin(u.word);  // N0611, where the factor stands
      if (factors_.has(u.word) && !told) errors_.push_back({"N0612", u.where, {u.word}});
    }
  }

 private:
  void one_reference_alternative() {
    const alternative_claim* first = nullptr;
    for (const alternative_claim& a : draft_.claim.alternatives) {
      if (!a.reference) continue;
      if (first != nullptr) errors_.push_back({"N0610", a.where, {first->id, a.id}});
      if (first == nullptr) first = &a;
    }
  }

  /// What follows from an id shall follow from one thing.
  void changes_apart_from_effects() {
    const known_ids effects(draft_.claim.effects);
    for (const change_claim& c : draft_.claim.changes) {
      const place* other = effects.where(c.id);
      if (other != nullptr && !c.id.empty()) errors_.push_back({"N0673", c.where, {c.id, to_string(*other)}});
    }
  }

  void look_up(const reference& r) {
    using target = reference::target;
    if (std::find(draft_.incomplete.begin(), draft_.incomplete.end(), r.to) != draft_.incomplete.end()) return;
    switch (r.to) {
      case target::stakeholder: return known(stakeholders_, r, "N0604");
      case target::only_stakeholder:
        if (draft_.claim.stakeholders.size() > 1) errors_.push_back({"N0226", r.where, {r.id, stakeholders_.listed()}});
        return;
      case target::alternative: return known(alternatives_, r, "N0605");
      case target::goal: return known(goals_, r, "N0606");
      case target::index: return known(indices_, r, "N0607");
      case target::chain: return known(chain_, r, "N0609");
      case target::factor: return known(factors_, r, "N0675");
      case target::cost: return a_cost(r);
    }
  }

  static std::string first_of_its_kind(const reference& r) {
    using target = reference::target;
    if (r.to == target::goal) return "`[[goals]]`, `id = \"" + r.id + "\"`";
    const std::string_view list = r.to == target::stakeholder   ? "stakeholders"
                                  : r.to == target::factor      ? "factors"
                                  : r.to == target::alternative ? "alternatives"
                                                                : "price_indices";
    return "`[" + std::string(list) + "." + r.id + "]`";
  }

  void known(const known_ids& among, const reference& r, std::string_view code) {
    if (among.has(r.id)) return;
    if (among.empty()) return errors_.push_back({"N0608", r.where, {r.id, first_of_its_kind(r)}});
    using target = reference::target;
    const bool in_chain = r.to == target::goal || r.to == target::chain;
    const auto near = in_chain || r.to == target::factor ? among.nearest(r.id) : std::string_view();
    if (!near.empty()) return errors_.push_back({in_chain ? "N0672" : "N0676", r.where, {r.id, std::string(near)}});
    errors_.push_back({code, r.where, {r.id, among.listed()}});
  }

  void a_cost(const reference& r) {
    std::string costs;
    for (const effect_claim& e : draft_.claim.effects) {
      if (e.side != effect_side::cost) continue;
      if (e.id == r.id) return;
      costs += (costs.empty() ? "`" : ", `") + e.id + "`";
    }
    errors_.push_back({"N0807", r.where, {r.id, costs.empty() ? costs : ": " + costs}});
  }

  const case_draft& draft_;
  diagnostics& errors_;
  known_ids flows_;  ///< benefits, costs and transfers
  known_ids chain_;  ///< benefits, costs and changes
  known_ids factors_;
  known_ids stakeholders_;
  known_ids alternatives_;
  known_ids goals_;
  known_ids changes_;
  known_ids indices_;
  known_ids scenarios_;
};

}  // namespace

void check_references(const case_draft& draft, diagnostics& errors) { reference_check(draft, errors).run(); }

}  // namespace nytta
