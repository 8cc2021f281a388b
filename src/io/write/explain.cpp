// SPDX-License-Identifier: Apache-2.0
#include <nytta/core/label.hpp>
#include <nytta/core/number_text.hpp>
#include <nytta/io/write.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/write/case_pages.hpp"
#include "io/write/printed.hpp"

namespace nytta {

namespace {

/// The tree of one figure in words. Each named node has a line of its own (one per run of years with the same numbers),
/// in which its unnamed steps are told; what a line names is told below it, indented, and only once.
class explanation {
 public:
  explanation(const calculation& of, language in, years_told years)
      : of_(of), steps_(of.result.steps), numbers_(of), in_(in), years_(years), told_(steps_.nodes.size()) {}

  outline_block write(const figure& root) {
    name_of_root_ = numbers_.label(root, in_);
    root_ = root.node;
    tell(root.node, 0);
    return std::move(out_);
  }

 private:
  using columns = std::pair<int, int>;  // first and last column of a run

  [[nodiscard]] bool leaf(int i) const {
    return steps_[i].what == operation::input || steps_[i].what == operation::literal;
  }
  [[nodiscard]] bool kronor(const node& n) const {
    return n.unit == "kr" && n.what != operation::input && n.what != operation::literal;
  }

  /// A node's number and unit: kronor to the öre, what the case wrote as it wrote it, the rest to 12 digits.
  [[nodiscard]] std::string number(int i, int column, bool with_unit = true) const {
    const node& n = steps_[i];
    const status state = numbers_.state(i);
    if (state != status::ok && state != status::several) {
      return std::string(label_text(state == status::none ? "memo_none" : "memo_undefined", in_)) + " (" +
             std::string(text(numbers_.why(i), in_)) + ")";
    }
    if (n.form == shape::list) {
      std::string words;
      for (const auto& r : numbers_.rates(i)) words += (words.empty() ? "" : "; ") + percent_digits(r, in_);
      return words;
    }
    const auto c = static_cast<std::size_t>(column);
    std::string value;
    if (n.what == operation::break_even_year) return numbers_.exact(i, c);
    if (n.what == operation::modified_internal_rate_of_return) return percent_digits(numbers_.shortened(i, c), in_);
    if (leaf(i)) {
      value = grouped(n.numbers.size() == 1 ? n.numbers.front() : n.numbers[c], in_);
    } else {
      value = digits(kronor(n) ? numbers_.money(i, c) : numbers_.shortened(i, c));
    }
    return with_unit && !n.unit.empty() ? value + " " + n.unit : value;
  }
  [[nodiscard]] std::string digits(std::string_view plain_text) const { return grouped_digits(plain_text, in_); }

  /// Does an operand of a product or a difference need a parenthesis?
  [[nodiscard]] bool loose(int i) const {
    const node& n = steps_[i];
    if (!unnamed(n) || leaf(i)) return false;
    if (n.what == operation::convert_unit) return loose(n.inputs[0]);
    return (n.what == operation::add && n.inputs.size() > 1) || n.what == operation::subtract ||
           n.what == operation::negate;
  }

  /// "(45 − 15) min/ärende": the unit once, when all terms of a sum are leaves in the same one.
  [[nodiscard]] std::string enclosed(int i, int column) const {
    const node& n = steps_[i];
    const bool plain_terms = std::all_of(n.inputs.begin(), n.inputs.end(),
                                         [&](int k) { return leaf(k) && steps_[k].unit == steps_[n.inputs[0]].unit; });
    if ((n.what == operation::add || n.what == operation::subtract) && plain_terms &&
        !steps_[n.inputs[0]].unit.empty()) {
      std::string words;
      for (const int k : n.inputs) {
        words += (words.empty() ? "" : n.what == operation::add ? " + " : " − ") + number(k, column, false);
      }
      return "(" + words + ") " + steps_[n.inputs[0]].unit;
    }
    return "(" + steps_in_words(i, column) + ")";
  }

  [[nodiscard]] std::string operand(int i, int column) const {
    const node& n = steps_[i];
    if (is_share_by_year(n)) return share_in_words(i, column);
    if (n.what == operation::convert_unit && unnamed(n)) return operand(n.inputs[0], column);
    if (leaf(i) || !unnamed(n)) {
      const std::string words = number(i, column);
      return words.starts_with('-') ? "(" + words + ")" : words;
    }
    return loose(i) ? enclosed(i, column) : steps_in_words(i, column);
  }

  /// Uptake and the like: bare yearly shares without a name of their own.
  [[nodiscard]] bool is_share_by_year(const node& n) const {
    const bool kind = n.what == operation::literal || n.what == operation::per_year ||
                      n.what == operation::uptake_linear || n.what == operation::uptake_s_curve;
    return kind && n.form == shape::yearly && unnamed(n) && n.unit.empty();
  }
  [[nodiscard]] std::string share_in_words(int i, int column) const {
    const node& n = steps_[i];
    std::string words = percent_digits(numbers_.shortened(i, static_cast<std::size_t>(column)), in_);
    if (n.what == operation::uptake_linear || n.what == operation::uptake_s_curve) words += " " + shape_in_words(n);
    return words;
  }

  [[nodiscard]] std::string joined(const node& n, int column, std::string_view between) const {
    std::string words;
    for (const int k : n.inputs) words += (words.empty() ? "" : std::string(between)) + operand(k, column);
    return words;
  }

  [[nodiscard]] std::string year_by_year(int i, std::string_view between) const {
    std::string words;
    for (int c = 0; c < steps_.years; ++c) words += (words.empty() ? "" : std::string(between)) + number(i, c, false);
    return words;
  }

  [[nodiscard]] std::string call(std::string_view key, const node& n) const {
    std::string words = std::string(label_text(key, in_)) + " (";
    for (std::size_t k = 0; k < n.inputs.size(); ++k) {
      words += (k == 0 ? "" : " | ") +
               (steps_[n.inputs[k]].form == shape::yearly ? year_by_year(n.inputs[k], "; ") : operand(n.inputs[k], 0));
    }
    return words + ")";
  }

  [[nodiscard]] std::string discounting(const node& n, int column) const {
    const auto& t = steps_.terms[static_cast<std::size_t>(n.terms)];
    if (t.how == discount_terms::form::none) return "1";
    const int halves = 2 * (t.first_year + column - t.base_year) + t.half_years;
    std::string exponent = std::to_string(halves / 2);
    if (halves % 2 != 0) exponent = grouped(*decimal::parse(std::to_string(halves * 5) + "e-1"), in_);
    if (t.how == discount_terms::form::flat) return "(1 + " + operand(n.inputs[0], 0) + ")^−" + exponent;
    std::string words;
    for (std::size_t k = 0; k < n.inputs.size(); ++k) {
      words += (words.empty() ? "" : "; ") +
               label_text(t.how == discount_terms::form::steps ? "memo_rate_step" : "memo_rate_year",
                          std::to_string(t.from[k]), in_) +
               " " + operand(n.inputs[k], 0);
    }
    return std::string(label_text("explain_schedule", exponent, in_)) + " (" + words + ")";
  }

  /// What the node does with its inputs' numbers, in one column.
  [[nodiscard]] std::string steps_in_words(int i, int column) const {
    const node& n = steps_[i];
    switch (n.what) {
      case operation::input:
      case operation::literal: return number(i, column);
      case operation::absent: return std::string(text(n.why, in_));
      case operation::add: return n.inputs.size() == 1 ? operand(n.inputs[0], column) : joined(n, column, " + ");
      case operation::subtract: {
        const std::string second = operand(n.inputs[1], column);
        return operand(n.inputs[0], column) + " − " + second;
      }
      case operation::multiply: return joined(n, column, " × ");
      case operation::divide:
      case operation::ratio: {
        if (!n.numbers.empty() && numbers_.compare(n.inputs[1], 0, decimal(0)) <= 0) {
          return std::string(label_text("explain_no_ratio", in_));
        }
        const auto parenthesised = [&](int k) {
          const node& of = steps_[k];
          const bool product = unnamed(of) && !leaf(k) && of.what == operation::multiply;
          return product ? "(" + steps_in_words(k, column) + ")" : operand(k, column);
        };
        return operand(n.inputs[0], column) + " / " + parenthesised(n.inputs[1]);
      }
      case operation::negate: return "−" + operand(n.inputs[0], column);
      case operation::minimum: return "min(" + joined(n, column, "; ") + ")";
      case operation::maximum: return "max(" + joined(n, column, "; ") + ")";
      case operation::power: {
        const int exponent = n.integers[static_cast<std::size_t>(column)];
        return (loose(n.inputs[0]) ? enclosed(n.inputs[0], column) : operand(n.inputs[0], column)) + "^" +
               std::to_string(exponent);
      }
      case operation::per_year: return operand(n.inputs[static_cast<std::size_t>(column)], column);
      case operation::at_column: return operand(n.inputs[0], n.integers[0]);
      case operation::lowest: return "min(" + year_by_year(n.inputs[0], "; ") + ")";
      case operation::cumulate:
        return column == 0 ? number(n.inputs[0], 0) : number(i, column - 1) + " + " + number(n.inputs[0], column);
      case operation::uptake_linear:
      case operation::uptake_s_curve: return number(i, column) + " " + shape_in_words(n);
      case operation::convert_unit: return operand(n.inputs[0], column);
      case operation::change_price_level:
        return operand(n.inputs[0], column) + " × " + operand(n.inputs[1], column) + " / " +
               operand(n.inputs[2], column);
      case operation::discount_factor: return discounting(n, column);
      case operation::annuity_factor:
        return std::string(label_text("explain_annuity", std::to_string(n.integers[0]), in_));
      case operation::present_value: {
        std::string words;
        for (int c = 0; c < steps_.years; ++c) {
          if (numbers_.compare(n.inputs[0], static_cast<std::size_t>(c), decimal(0)) == 0) continue;
          words += (words.empty() ? "" : " + ") + number(n.inputs[0], c, false) + " × " + number(n.inputs[1], c, false);
        }
        return words.empty() ? "0" : words;
      }
      case operation::payback: return call("explain_payback", n);
      case operation::payback_first: return call("explain_payback_first", n);
      case operation::break_even_year: return call("explain_break_even", n);
      case operation::internal_rate_of_return:
        return call("explain_irr", n) + (n.numbers.empty() ? "" : std::string(label_text("explain_nearest_rate", in_)));
      case operation::modified_internal_rate_of_return: return call("explain_mirr", n);
      case operation::round:
        return std::string(label_text("explain_round", std::to_string(n.integers[0]), in_)) + "(" +
               operand(n.inputs[0], column) + ")";
    }
    return {};
  }

  [[nodiscard]] std::string shape_in_words(const node& n) const {
    const std::string years =
        std::to_string(steps_.first_year + n.integers[0]) + "–" + std::to_string(steps_.first_year + n.integers[1]);
    return "(" +
           std::string(
               label_text(n.what == operation::uptake_linear ? "explain_linear" : "explain_s_curve", years, in_)) +
           ")";
  }

  /// Runs of columns that read the same.
  [[nodiscard]] std::vector<std::pair<columns, std::string>> lines_of(int i) const {
    std::vector<std::pair<columns, std::string>> runs;
    const int last = steps_[i].form == shape::yearly ? steps_.years : 1;
    for (int c = 0; c < last; ++c) {
      const std::string value = number(i, c);
      std::string words = leaf(i) ? value : steps_in_words(i, c);
      if (words != value) words += " = " + value;
      if (!runs.empty() && runs.back().second == words) {
        runs.back().first.second = c;
      } else {
        runs.emplace_back(columns{c, c}, std::move(words));
      }
    }
    return runs;
  }

  void tell(int i, std::size_t depth) {
    if (told_[static_cast<std::size_t>(i)]) return;
    told_[static_cast<std::size_t>(i)] = true;
    const node& n = steps_[i];
    const std::string name = i == root_ ? name_of_root_ : numbers_.label(i, in_);
    const auto runs = lines_of(i);
    if (years_ == years_told::one_and_all && runs.size() > most_runs) {
      one_and_all(i, name, runs, depth);
    } else {
      for (const auto& [run, words] : runs) {
        std::string line = name;
        line.append(n.form == shape::yearly ? " " + years_of(run) : "").append(" = ").append(words);
        out_.lines.push_back({line.append(source_of(i)), depth});
      }
    }
    tell_inputs(i, depth + 1);
  }

  static constexpr std::size_t most_runs = 3;

  [[nodiscard]] std::string years_of(const columns& run) const {
    std::string years = std::to_string(steps_.first_year + run.first);
    if (run.second > run.first) years += "–" + std::to_string(steps_.first_year + run.second);
    return years;
  }

  void one_and_all(int i, const std::string& name, const std::vector<std::pair<columns, std::string>>& runs,
                   std::size_t depth) {
    const auto some = std::find_if(runs.begin(), runs.end(), [&](const auto& run) {
      return numbers_.compare(i, static_cast<std::size_t>(run.first.first), decimal(0)) != 0;
    });
    const auto& [run, words] = some == runs.end() ? runs.front() : *some;
    std::string line = name;
    line.append(" ").append(years_of(run)).append(" = ").append(words);
    out_.lines.push_back({line.append(source_of(i)), depth});
    std::string all;
    for (const auto& one : runs) {
      all += (all.empty() ? "" : "; ") + years_of(one.first) + ": " + number(i, one.first.first, false);
    }
    std::string unit = steps_[i].unit.empty() ? "" : " (" + steps_[i].unit + ")";
    out_.lines.push_back({label_text("explain_all_years", unit, in_) + " " + all, depth + 1});
  }

  [[nodiscard]] std::string source_of(int i) const {
    const node& n = steps_[i];
    if (!n.source.empty()) return "  [" + label_text("explain_source", n.source, in_) + "]";
    if (n.what == operation::literal && n.label.key == "rate") {
      const bool given = of_.claim.calculation.rate.has_value();
      return "  [" + std::string(label_text(given ? "explain_given" : "explain_no_source", in_)) + "]";
    }
    if (n.what != operation::input) return {};
    for (const auto& f : of_.result.factors) {
      const auto& assumed = of_.result.assumptions;
      if (f.node != i) continue;
      const bool guess = std::find(assumed.begin(), assumed.end(), f.id) != assumed.end();
      return "  [" + std::string(label_text(guess ? "explain_assumption" : "explain_no_source", in_)) + "]";
    }
    return {};
  }

  void tell_inputs(int i, std::size_t depth) {
    for (const int k : steps_[i].inputs) {
      if (unnamed(steps_[k])) {
        tell_inputs(k, depth);
      } else {
        tell(k, depth);
      }
    }
  }

  const calculation& of_;
  const working& steps_;
  printed_numbers numbers_;
  language in_;
  years_told years_;
  std::vector<bool> told_;
  int root_ = -1;
  std::string name_of_root_;
  outline_block out_;
};

}  // namespace

outline_block explain_outline(const calculation& of, const alternative_appraisal& a, std::string_view figure,
                              language in, years_told years) {
  const auto* wanted = a.find(figure);
  if (wanted == nullptr) throw std::out_of_range("no figure is called " + std::string(figure));
  return explanation(of, in, years).write(*wanted);
}

std::string explain_text(const calculation& of, const alternative_appraisal& a, std::string_view figure, language in) {
  std::string out;  // in lines of any length: each is one step
  for (const auto& line : explain_outline(of, a, figure, in).lines) {
    out.append(2 * line.depth, ' ').append(line.text) += '\n';
  }
  return out + method_note(of.rules, in);
}

}  // namespace nytta
