// SPDX-License-Identifier: Apache-2.0
#include "io/write/write_chain.hpp"

#include <nytta/core/label.hpp>
#include <nytta/io/write.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/write/case_pages.hpp"
#include "io/write/factor_name.hpp"
#include "io/write/method_in_json.hpp"
#include "io/write/printed.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;

enum class link_kind : unsigned char { goal, effect, change };

/// A goal, effect or change, by its index among its kind.
struct link {
  link_kind kind = link_kind::goal;
  std::size_t index = 0;
};

/// From what leads to what it leads to. Why: the key that says so.
struct edge {
  link from;
  link to;
  std::string_view why;
};

/// An effect as it counts in the alternative.
struct effect_here {
  effect_side side = effect_side::benefit;
  std::optional<std::string> present_value;
  std::optional<int> size;
};

/// The chain of a case as a graph, with the effects' values in one alternative.
class benefit_chain {
 public:
  benefit_chain(const calculation& of, const alternative_appraisal& a) : of_(of) {
    const auto& claim = of.claim;
    const printed_numbers numbers(of);
    for (const auto& e : claim.effects) effects_.push_back({e.side, {}, {}});
    for (const auto& e : a.effects) effects_[e.effect] = {e.side, numbers.present_value(e), {}};
    for (const auto& n : a.non_monetised) effects_[n.effect].size = n.size;

    const auto goals = sorted(link_kind::goal, claim.goals);
    auto links = sorted(link_kind::effect, claim.effects);
    const auto changes = sorted(link_kind::change, claim.changes);
    links.insert(links.end(), changes.begin(), changes.end());
    std::sort(links.begin(), links.end(), by_id);
    const auto named = [](const by_name& among, const std::string& id) -> std::optional<link> {
      const auto at = std::lower_bound(among.begin(), among.end(), std::pair(std::string_view(id), link{}), by_id);
      return at != among.end() && at->first == id ? std::optional(at->second) : std::nullopt;
    };
    const auto serves = [&](link from, const std::string& goal, std::string_view why) {
      if (const auto to = named(goals, goal)) edges_.push_back({from, *to, why});
    };
    const auto follows = [&](link to, const std::vector<std::string>& ids) {
      for (const auto& id : ids) {
        if (const auto from = named(links, id)) edges_.push_back({*from, to, "follows_from"});
      }
    };
    for (std::size_t i = 0; i < claim.goals.size(); ++i) {
      serves({link_kind::goal, i}, claim.goals[i].part_of, "part_of");
    }
    for (std::size_t i = 0; i < claim.effects.size(); ++i) {
      serves({link_kind::effect, i}, claim.effects[i].goal, "goal");
      follows({link_kind::effect, i}, claim.effects[i].follows_from);
    }
    for (std::size_t i = 0; i < claim.changes.size(); ++i) {
      follows({link_kind::change, i}, claim.changes[i].follows_from);
    }
  }

  [[nodiscard]] const std::vector<edge>& edges() const { return edges_; }
  [[nodiscard]] const effect_here& effect(std::size_t i) const { return effects_[i]; }
  [[nodiscard]] const std::string& id(link l) const {
    switch (l.kind) {
      case link_kind::goal: return of_.claim.goals[l.index].id;
      case link_kind::effect: return of_.claim.effects[l.index].id;
      case link_kind::change: break;
    }
    return of_.claim.changes[l.index].id;
  }
  /// The stakeholders' ids: an effect that names none belongs to the only one.
  [[nodiscard]] std::vector<std::string> stakeholders(std::size_t effect) const {
    std::vector<std::string> out;
    for (const auto& p : of_.claim.effects[effect].stakeholders) out.push_back(p.id);
    if (out.empty() && of_.claim.stakeholders.size() == 1) out.push_back(of_.claim.stakeholders.front().id);
    return out;
  }

 private:
  using by_name = std::vector<std::pair<std::string_view, link>>;
  static bool by_id(const by_name::value_type& a, const by_name::value_type& b) { return a.first < b.first; }
  template <class List>
  static by_name sorted(link_kind kind, const List& list) {
    by_name out;
    for (std::size_t i = 0; i < list.size(); ++i) out.push_back({list[i].id, {kind, i}});
    std::sort(out.begin(), out.end(), by_id);
    return out;
  }

  const calculation& of_;
  std::vector<effect_here> effects_;
  std::vector<edge> edges_;
};

/// Names may hold anything; here they stand on a line.
std::string on_one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

/// What a part of the chain is called and worth, in words.
class chain_words {
 public:
  chain_words(const calculation& of, const benefit_chain& chain, language in) : of_(of), chain_(chain), in_(in) {}

  [[nodiscard]] std::string name(link l) const {
    switch (l.kind) {
      case link_kind::goal: return on_one_line(of_.claim.goals[l.index].text);
      case link_kind::effect: return on_one_line(of_.claim.effects[l.index].name);
      case link_kind::change: break;
    }
    return on_one_line(of_.claim.changes[l.index].name);
  }
  /// "nytta brev: Mindre papper och porto"
  [[nodiscard]] std::string title(link l) const {
    const std::string id = on_one_line(chain_.id(l));
    const bool benefit = l.kind == link_kind::effect && chain_.effect(l.index).side == effect_side::benefit;
    const std::string what = label_text(l.kind == link_kind::goal     ? "chain_goal"
                                        : l.kind == link_kind::change ? "chain_change"
                                        : benefit                     ? "chain_benefit"
                                                                      : "chain_cost",
                                        id, in_);
    return name(l).empty() ? what : what + ": " + name(l);
  }
  /// What else is to be known of it: the goal's board, an effect's stakeholders and value, who answers for it.
  [[nodiscard]] std::vector<std::string> facts(link l) const {
    std::vector<std::string> out;
    const auto owner = [&](const std::string& who) {
      if (!who.empty()) out.push_back(label_text("chain_owner", on_one_line(who), in_));
    };
    if (l.kind == link_kind::goal && !of_.claim.goals[l.index].board.empty()) {
      out.push_back(on_one_line(of_.claim.goals[l.index].board));
    }
    if (l.kind == link_kind::change) owner(of_.claim.changes[l.index].owner);
    if (l.kind != link_kind::effect) return out;
    std::string whose;
    for (const auto& id : chain_.stakeholders(l.index)) {
      whose += (whose.empty() ? "" : ", ") + on_one_line(stakeholder_name(of_.claim, id));
    }
    if (!whose.empty()) out.push_back(whose);
    out.push_back(worth(chain_.effect(l.index)));
    owner(of_.claim.effects[l.index].owner);
    return out;
  }

 private:
  [[nodiscard]] std::string worth(const effect_here& e) const {
    if (e.present_value) return grouped_digits(*e.present_value, in_) + " kr";
    if (!e.size) return std::string(label_text("chain_elsewhere", in_));
    const std::string size(label_text("size_" + std::to_string(*e.size < 0 ? -*e.size : *e.size), in_));
    return *e.size < 0 ? label_text("memo_harm", size, in_) : size;
  }

  const calculation& of_;
  const benefit_chain& chain_;
  language in_;
};

/// The tree from the goals down. What has been told is named again without what is below it.
class chain_tree {
 public:
  chain_tree(const calculation& of, const alternative_appraisal& a, language in)
      : in_(in), chain_(of, a), words_(of, chain_, in) {
    const auto& claim = of.claim;
    below_[0].resize(claim.goals.size());
    below_[1].resize(claim.effects.size());
    below_[2].resize(claim.changes.size());
    for (const auto& e : chain_.edges()) below(e.to).push_back({e.from, e.why == "follows_from"});
    for (auto& goals : below_[0]) {  // goals before effects
      std::stable_sort(goals.begin(), goals.end(), [](const step& x, const step& y) { return x.to.kind < y.to.kind; });
    }
    for (std::size_t k = 0; k < 3; ++k) told_[k].resize(below_[k].size());
  }

  page write() {
    page out{paragraph_block{std::string(label_text("chain_reading", in_))}};
    const auto leads = leading();
    // From what leads no further; then what stands in a ring, where nothing is first.
    for (const bool last : {true, false}) {
      for (std::size_t i = 0; i < below_[0].size(); ++i) {
        if (!last || !leads[0][i]) start({link_kind::goal, i});
      }
    }
    const bool goals = !tree_.lines.empty();
    out.push_back(std::exchange(tree_, {.apart = true}));
    for (const bool last : {true, false}) {
      for (std::size_t k = 1; k < 3; ++k) {
        for (std::size_t i = 0; i < below_[k].size(); ++i) {
          if (!last || !leads[k][i]) start({static_cast<link_kind>(k), i});
        }
      }
    }
    if (!tree_.lines.empty()) {
      out.push_back(paragraph_block{std::string(label_text("chain_without_goal", in_)), goals});
      tree_.apart = false;
      out.push_back(std::move(tree_));
    }
    return out;
  }

 private:
  struct step {
    link to;
    bool follows = false;
  };
  struct line {
    link what;
    std::size_t depth = 0;
    bool follows = false;
  };

  std::vector<step>& below(link l) { return below_[static_cast<std::size_t>(l.kind)][l.index]; }

  /// Which parts lead to something.
  [[nodiscard]] std::vector<std::vector<char>> leading() const {
    std::vector<std::vector<char>> leads(3);
    for (std::size_t k = 0; k < 3; ++k) leads[k].resize(below_[k].size());
    for (const auto& e : chain_.edges()) leads[static_cast<std::size_t>(e.from.kind)][e.from.index] = 1;
    return leads;
  }

  void start(link root) {
    if (told_[static_cast<std::size_t>(root.kind)][root.index] != 0) return;
    const std::size_t first = root.kind == link_kind::goal ? 0 : 1;
    std::vector<line> open{{root, first, false}};
    while (!open.empty()) {
      const line l = open.back();
      open.pop_back();
      char& told = told_[static_cast<std::size_t>(l.what.kind)][l.what.index];
      say(l, told != 0);
      if (told != 0) continue;
      told = 1;
      const auto& under = below(l.what);
      for (std::size_t k = under.size(); k-- > 0;) open.push_back({under[k].to, l.depth + 1, under[k].follows});
    }
  }

  void say(const line& l, bool again) {
    std::string words = words_.title(l.what);
    if (l.follows) words = label_text("chain_follows", words, in_);
    if (again) {
      words += " (" + std::string(label_text("chain_seen", in_)) + ")";
    } else {
      for (const auto& fact : words_.facts(l.what)) words += " · " + fact;
    }
    tree_.lines.push_back({std::move(words), l.depth});
  }

  language in_;
  benefit_chain chain_;
  chain_words words_;
  std::vector<std::vector<step>> below_[3];
  std::vector<char> told_[3];
  outline_block tree_{.apart = true};
};

/// A text as it stands between Graphviz's quotes: nothing in it ends them or begins an escape.
std::string between_quotes(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string name_in_graph(const benefit_chain& chain, link l) {
  const std::string_view kind = l.kind == link_kind::goal     ? "goal:"
                                : l.kind == link_kind::effect ? "effect:"
                                                              : "change:";
  return "\"" + std::string(kind) + between_quotes(on_one_line(chain.id(l))) + "\"";
}

}  // namespace

bool has_chain(const initiative& claim) {
  const bool follows = std::any_of(claim.effects.begin(), claim.effects.end(),
                                   [](const effect_claim& e) { return !e.goal.empty() || !e.follows_from.empty(); });
  return follows || !claim.goals.empty() || !claim.changes.empty();
}

page chain_page(const calculation& of, const alternative_appraisal& a, language in) {
  return chain_tree(of, a, in).write();
}

std::string chain_text(const calculation& of, const alternative_appraisal& a, language in) {
  const std::string& name = of.claim.name.empty() ? of.claim.id : of.claim.name;
  page out{heading_block{label_text("chain_title", on_one_line(name), in), 1}};
  if (!of.claim.alternatives.empty()) {
    out.push_back(paragraph_block{
        label_text(a.reference ? "memo_reference_alternative" : "memo_alternative", on_one_line(shown_name(a)), in)});
  }
  append(out, chain_page(of, a, in));
  return page_text(out) + method_note(of.rules, in);
}

void add_chain(json& to, const calculation& of, const alternative_appraisal& a) {
  const benefit_chain chain(of, a);
  const auto or_null = [](const std::string& text) { return text.empty() ? json(nullptr) : json(text); };
  json goals = json::array();
  for (const auto& g : of.claim.goals) {
    goals.push_back({{"id", g.id}, {"text", g.text}, {"board", or_null(g.board)}, {"source", or_null(g.source)}});
  }
  to["goals"] = std::move(goals);
  json changes = json::array();
  for (const auto& c : of.claim.changes)
    changes.push_back({{"id", c.id}, {"name", c.name}, {"owner", or_null(c.owner)}});
  to["changes"] = std::move(changes);
  json effects = json::array();
  for (std::size_t i = 0; i < of.claim.effects.size(); ++i) {
    const auto& claim = of.claim.effects[i];
    const auto& here = chain.effect(i);
    json one;
    one["id"] = claim.id;
    one["name"] = claim.name;
    one["side"] = here.side == effect_side::benefit ? "benefit" : "cost";
    one["stakeholders"] = chain.stakeholders(i);
    one["owner"] = or_null(claim.owner);
    one["present_value"] = here.present_value ? json(*here.present_value) : json(nullptr);
    one["size"] = here.size ? json(*here.size) : json(nullptr);
    effects.push_back(std::move(one));
  }
  to["effects"] = std::move(effects);
  json edges = json::array();
  for (const auto& e : chain.edges()) {
    edges.push_back({{"from", chain.id(e.from)}, {"to", chain.id(e.to)}, {"kind", e.why}});
  }
  to["edges"] = std::move(edges);
}

std::string chain_json(const calculation& of, const alternative_appraisal& a, language in) {
  json out;
  out["alternative"] = a.id;
  out["method"] = method_in_json(of.rules, in);
  add_chain(out, of, a);
  return out.dump(2) + "\n";
}

std::string chain_dot(const calculation& of, const alternative_appraisal& a, language in) {
  const benefit_chain chain(of, a);
  const chain_words words(of, chain, in);
  std::string out = "digraph chain {\n  rankdir = LR;\n  node [fontname = \"sans-serif\"];\n";
  if (const auto label = label_of(of.rules, in); !label.empty()) {
    out += "  label = \"" + between_quotes(on_one_line(of.rules.id + ": " + std::string(label))) + "\";\n";
  }
  const auto declare = [&](link_kind kind, std::size_t count, std::string_view shape) {
    for (std::size_t i = 0; i < count; ++i) {
      const link l{kind, i};
      std::string label = between_quotes(words.name(l).empty() ? on_one_line(chain.id(l)) : words.name(l));
      for (const auto& fact : words.facts(l)) label += "\\n" + between_quotes(fact);  // Graphviz's own line break
      out += "  " + name_in_graph(chain, l) + " [" + std::string(shape) + ", label = \"" + label + "\"];\n";
    }
  };
  declare(link_kind::goal, of.claim.goals.size(), "shape = box, style = rounded");
  declare(link_kind::effect, of.claim.effects.size(), "shape = box");
  declare(link_kind::change, of.claim.changes.size(), "shape = ellipse");
  for (const auto& e : chain.edges()) {
    out += "  " + name_in_graph(chain, e.from) + " -> " + name_in_graph(chain, e.to) + ";\n";
  }
  return out + "}\n";
}

}  // namespace nytta
