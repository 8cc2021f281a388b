// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/checklist.hpp>
#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/core/number_text.hpp>
#include <nytta/io/write.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/write/case_pages.hpp"
#include "io/write/factor_name.hpp"
#include "io/write/memo_parts.hpp"
#include "io/write/printed.hpp"
#include "io/write/write_check.hpp"

namespace nytta {

namespace {

/// The label's key of what a stage may require: benefits.owner is check_needs_benefits_owner.
std::string needs_key(std::string key) {
  std::replace(key.begin(), key.end(), '.', '_');
  return "check_needs_" + key;
}

/// What lacks something, by its name.
std::string name_of(const initiative& claim, const std::string& id) {
  for (const auto& e : claim.effects) {
    if (e.id == id && !e.name.empty()) return e.name;
  }
  return factor_name(claim, id);
}

page checklist_of(const calculation& of, const stage_rule& stage, language in, read_by whom) {
  const auto items = checklist(of.claim, of.rules, stage.id);
  page out{heading_block{label_text("check_stage", stage.name.empty() ? stage.id : stage.name, in), 3}};
  outline_block list;
  std::size_t done = 0;
  for (const auto& item : items) {
    const bool known = std::find(requirement_keys.begin(), requirement_keys.end(), item.key) != requirement_keys.end();
    const std::string words = !known ? item.key
                              : whom == read_by::decider
                                  ? std::string(label_text(needs_key(item.key), in))
                                  : std::string(label_text(needs_key(item.key), in)) + " (" + item.key + ")";
    list.lines.push_back({(item.done() ? "✓ " : "✗ ") + words, 0});
    for (const auto& gap : item.missing) {
      if (whom == read_by::decider) {
        list.lines.push_back({name_of(of.claim, gap.id), 2});
        continue;
      }
      const std::string line = item.to_write.empty() ? gap.id : gap.id + ": " + std::string(item.to_write);
      list.lines.push_back({to_string(gap.where) + " " + line, 2});
    }
    done += item.done() ? 1 : 0;
  }
  out.push_back(std::move(list));
  if (!stage.questions.empty()) {
    if (!items.empty()) out.push_back(paragraph_block{std::string(label_text("check_questions", in)), true});
    out.push_back(list_block{stage.questions});
  }
  if (!items.empty()) {
    out.push_back(paragraph_block{std::string(label_text("check_held", in)) + " " + std::to_string(done) + " " +
                                      std::string(label_text("check_of", in)) + " " + std::to_string(items.size()),
                                  true});
  }
  return out;
}

}  // namespace

page checklist_page(const calculation& of, language in, read_by whom) {
  for (const auto& s : of.rules.stages) {
    if (s.id == of.result.stage) return checklist_of(of, s, in, whom);
  }
  return {};
}

std::string check_text(const calculation& of, language in) {
  const std::string name = of.claim.name.empty() ? of.claim.id : of.claim.name;
  page out{paragraph_block{name + ": " +
                           label_text(of.result.findings.empty() ? "check_clean" : "check_findings",
                                      std::to_string(of.result.findings.size()), in)}};
  append(out, checklist_page(of, in));
  return page_text(out) + method_note(of.rules, in);
}

std::string to_text(const calculation& of, language in, bool coloured) {
  const memo_parts memo(of, in);
  page out{heading_block{of.claim.name, 1}};
  if (const std::string whose = memo.whose(); !whose.empty()) out.push_back(paragraph_block{whose});
  facts_block frame = memo.frame();
  frame.apart = true;
  out.push_back(std::move(frame));
  for (const auto& a : of.result.alternatives) {
    append(out, memo.alternative_name(a));
    for (const auto part :
         {&memo_parts::yearly, &memo_parts::figures, &memo_parts::ranges, &memo_parts::effects, &memo_parts::transfers,
          &memo_parts::by_stakeholder, &memo_parts::by_category, &memo_parts::not_valued}) {
      append(out, (memo.*part)(a));
    }
  }
  append(out, memo.findings());
  return page_text(out, coloured);
}

}  // namespace nytta
