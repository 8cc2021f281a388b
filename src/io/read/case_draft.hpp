// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>
#include <nytta/effect/initiative.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace nytta {

/// One part of a case naming another by its id, to be looked up when all ids are known.
struct reference {
  enum class target : unsigned char {
    stakeholder,
    only_stakeholder,  ///< an effect, `id`, that names none: right when there is only one
    alternative,
    goal,
    index,
    chain,  ///< an effect or a change, which others follow from
    factor,
    cost
  };
  target to = target::stakeholder;
  std::string id;
  place where;
};

/// A unit word and where it was written: it may not be a factor's id.
struct unit_mention {
  std::string word;
  place where;
};

/// A case while it is read.
struct case_draft {
  initiative claim;
  std::vector<reference> references;
  std::vector<unit_mention> unit_words;
  /// The units of an expression's numbers.
  void mention(const expression& e) {
    for (const auto& n : e.nodes) {
      for (const unit_term& t : n.unit_of.terms) unit_words.push_back({t.word, e.where});
    }
  }

  /// Lists of which a diagnostic has told that something could not be read: a name that is not known may be in it.
  std::vector<reference::target> incomplete;
  /// Factors and effects of which a diagnostic has told that their number or range could not be read.
  std::vector<std::string> told_numbers;
};

/// Reports ids that stand twice, references to what the case does not hold, and unit words that are factors' ids.
void check_references(const case_draft& draft, diagnostics& errors);

}  // namespace nytta
