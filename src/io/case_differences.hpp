// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/io/compare.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include "io/document/document.hpp"

namespace nytta {

/// In what two versions of a case differ, entry by entry, and the tree on the way from the one to the other: what is
/// new or changed is taken first, from the frame to the effects, then what was removed, from the effects to the frame.
class case_differences {
 public:
  /// `other_rules`: the methods differ in what they say, whatever they are called.
  case_differences(document_node before, document_node after, bool other_rules);
  case_differences(const case_differences&) = delete;  // changes point into the later version
  case_differences& operator=(const case_differences&) = delete;
  ~case_differences() = default;

  [[nodiscard]] const std::vector<difference_words>& words() const { return words_; }
  /// Makes the difference; each once, in order.
  void take(std::size_t i);
  [[nodiscard]] const document_node& now() const { return now_; }

 private:
  struct change {
    std::string group;           ///< key at the top of the file
    std::string entry;           ///< id or key below it; empty: the whole value
    const document_node* after;  ///< nullptr: removed
  };
  void compare(const std::string& group);
  void add(change what, std::string key, std::string subject);

  document_node now_;
  document_node before_;
  document_node after_;
  std::vector<change> changes_;
  std::vector<difference_words> words_;
  std::vector<change> removed_;
  std::vector<difference_words> words_of_removed_;
};

}  // namespace nytta
