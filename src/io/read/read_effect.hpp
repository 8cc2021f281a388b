// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/unit.hpp>
#include <nytta/effect/initiative.hpp>

#include <optional>
#include <string>
#include <vector>

#include "io/document/document.hpp"
#include "io/read/case_draft.hpp"
#include "io/read/values.hpp"

namespace nytta {

/// Low and high of a factor or of an amount of one number, and what they mean; nothing when there are none or they
/// were refused. `likely` may be missing where the distribution is symmetric. On a value by year low and high are
/// shares of it.
struct range_request {
  const quantity* likely = nullptr;
  unit of;  ///< the unit that bare numbers have
  bool by_year = false;
};
[[nodiscard]] std::optional<value_range> read_range(const document_node& table, const keys::table& rules,
                                                    const range_request& around, const unit_table& units,
                                                    value_reader& values);

/// One benefit or cost, added to the draft's effects, and to its factors where the amount carries low and high. An
/// effect whose amount, time or categories could not be read says so: what is wrong with them has been told.
void read_effect(const document_node& table, effect_side side, const unit_table& units, value_reader& values,
                 case_draft& into);

/// One transfer, added likewise.
void read_transfer(const document_node& table, const unit_table& units, value_reader& values, case_draft& into);

/// Notes what a key's text or list of texts names, to be looked up when all ids are known.
void refer_to(case_draft& into, reference::target to, const document_node* written,
              const std::vector<std::string>& ids);

}  // namespace nytta
