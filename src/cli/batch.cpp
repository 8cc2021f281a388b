// SPDX-License-Identifier: Apache-2.0
#include "cli/batch.hpp"

#include <nytta/core/label.hpp>
#include <nytta/io/calculate.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/folder.hpp"
#include "cli/in_order.hpp"
#include "cli/interruptible.hpp"
#include "cli/progress_bar.hpp"
#include "cli/thread_count.hpp"
#include "io/case_calculator.hpp"
#include "io/document/document.hpp"
#include "io/document/text_index.hpp"
#include "io/write/write_check.hpp"
#include "io/write/write_portfolio_csv.hpp"

namespace nytta::cli {

namespace {

/// What a run came to: how many cases, and how they ended.
struct tally {
  std::uint64_t cases = 0;
  std::uint64_t refused = 0;
  std::uint64_t unreadable = 0;
  std::uint64_t with_findings = 0;

  tally& operator+=(const tally& more) {
    cases += more.cases;
    refused += more.refused;
    unreadable += more.unreadable;
    with_findings += more.with_findings;
    return *this;
  }
};

/// The lines of some cases that stand together, and how far the input was read when they were taken.
struct answers {
  std::string lines;
  tally count;
  double share = 0;
};

/// One line of a stream; nothing of a line that is too long for any document.
struct numbered_line {
  std::uint64_t number = 0;
  std::optional<std::string> text;
};

/// Some of the work: files of a folder, or lines of a stream.
template <class Item>
struct portion {
  std::vector<Item> items;
  double share = 0;
};

/// A path as UTF-8, whatever bytes the file's name has.
std::string printable(std::string path) {
  while (const auto wrong = first_invalid_utf8(path)) path.replace(*wrong, 1, "\xEF\xBF\xBD");
  return path;
}

constexpr std::size_t most_in_a_portion = 16;
constexpr std::size_t bytes_in_a_portion = 65536;

/// Answers cases one after another, as the options ask.
class case_answerer {
 public:
  case_answerer(const case_options& options, language in)
      : options_(options),
        given_{options.method},
        in_(in),
        calculator_(options.settings(), options.method, find_method, &given_) {}
  case_answerer(const case_answerer&) = delete;
  case_answerer& operator=(const case_answerer&) = delete;

  void file(const std::string& path) {
    const std::string name = printable(path);
    std::string text;
    try {
      text = read_file(path);
    } catch (const file_error& e) {
      const std::string_view sentence = e.sentence;
      const bool named = sentence.starts_with(path + ": ");
      const std::string why(sentence.substr(named ? path.size() + 2 : 0));
      ++out_.count.unreadable;
      return add(name, diagnostics{{"N0145", {name, 0, 0, {}}, {why}}});
    }
    document_reading document = read_document(text, name);
    if (document.root && !looks_like_a_case(*document.root)) return;
    add(name, calculator_.calculate(std::move(document), text, name));
  }

  void line(const std::string& stream, const numbered_line& of) {
    const std::string name = stream + ":" + std::to_string(of.number);
    if (!of.text) {
      return add(name, diagnostics{{"N0103", {name, 0, 0, {}}, {std::to_string(document_limits::bytes >> 20)}}});
    }
    auto result = calculator_.calculate(read_json_object(*of.text, name), *of.text, name);
    if (!result) {  // the text has one line, whose number in the stream says more
      diagnostics errors = result.error();
      for (auto& d : errors) {
        if (d.where.line == 1 && d.where.file == name)
          d.where = {stream, static_cast<int>(of.number), d.where.column, {}};
      }
      result = outcome<calculation>(std::move(errors));
    }
    add(name, result);
  }

  [[nodiscard]] answers done(double share) {
    out_.share = share;
    return std::exchange(out_, {});
  }

 private:
  void add(const std::string& name, const outcome<calculation>& result) {
    ++out_.count.cases;
    if (!result) ++out_.count.refused;
    if (result && !result->result.findings.empty()) ++out_.count.with_findings;
    out_.lines += options_.format == "csv" ? portfolio_csv_rows(name, result, in_) : to_json_line(name, result, in_);
  }

  const case_options& options_;
  method_names given_;
  language in_;
  case_calculator calculator_;
  answers out_;
};

/// "nytta: kalkyler: 200, avvisade: 3": nothing where all went well.
void tell_summary(const tally& all, language in) {
  std::string sentence = label_text("batch_cases", std::to_string(all.cases), in);
  const auto add = [&](const char* key, std::uint64_t count) {
    if (count != 0) sentence += ", " + label_text(key, std::to_string(count), in);
  };
  add("batch_refused", all.refused);
  add("batch_to_check", all.with_findings);
  if (all.refused != 0 || all.with_findings != 0) complain(sentence);
}

/// Prints the answers as they come, in order, until there are no more or someone has asked to stop.
template <class Item, class Next, class Answer>
exit_status run(const case_options& options, const std::optional<int>& threads, const Next& next,
                const Answer& answer) {
  const bool csv = options.format == "csv";
  const language in = language_of(options.lang, csv ? language::sv : language::en);
  const interruptible hold;
  progress_bar bar;
  tally all;
  if (csv) print(portfolio_csv_head(in));
  {
    in_order<portion<Item>, answers> work(
        next,
        [&options, &answer, in]() -> std::function<answers(portion<Item>)> {
          const auto by = std::make_shared<case_answerer>(options, in);
          return [by, &answer](const portion<Item>& some) {
            for (const Item& item : some.items) answer(*by, item);
            return by->done(some.share);
          };
        },
        thread_count(threads, in));
    try {
      while (!interruptible::asked_to_stop()) {
        const auto some = work.take();
        if (!some) break;
        print(some->lines);
        all += some->count;
        if (some->share < 0) {
          bar.show_count(all.cases);
        } else {
          bar.show(some->share);
        }
      }
    } catch (...) {
      interruptible::stop();  // whoever waits for more input need not: nobody takes the answers
      throw;
    }
  }
  bar.clear();
  tell_summary(all, language_of(options.lang, language::sv));
  if (interruptible::asked_to_stop()) return exit_status::interrupted;
  if (all.unreadable != 0) return exit_status::file;
  const bool strictly = options.strict && all.with_findings != 0;
  return all.refused != 0 || strictly ? exit_status::refused : exit_status::done;
}

/// The options of one case as many take them.
case_options of_many(case_options options) {
  if (options.format == "text") options.format = "jsonl";
  require_format(options.format, {"jsonl", "csv"});
  if (!options.alternative.empty()) {
    throw usage_error{label_text("usage_single_case", "--alternative", language_of(options.lang, language::sv))};
  }
  return options;
}

}  // namespace

exit_status calc_folder(const case_options& asked, const std::optional<int>& threads) {
  const case_options options = of_many(asked);
  const std::vector<std::string> files = cases_in(options.file);
  std::size_t begun = 0;
  const auto next = [&]() -> std::optional<portion<std::string>> {
    if (begun == files.size() || interruptible::asked_to_stop()) return std::nullopt;
    portion<std::string> out;
    while (begun < files.size() && out.items.size() < most_in_a_portion) out.items.push_back(files[begun++]);
    out.share = static_cast<double>(begun) / static_cast<double>(files.size());
    return out;
  };
  return run<std::string>(options, threads, next, [](case_answerer& by, const std::string& file) { by.file(file); });
}

exit_status calc_lines(const case_options& asked, const std::optional<int>& threads, line_source& lines) {
  const case_options options = of_many(asked);
  const auto next = [&]() -> std::optional<portion<numbered_line>> {
    portion<numbered_line> out;
    std::size_t bytes = 0;
    // What is at hand is answered before more is waited for.
    while (out.items.empty() ||
           (lines.at_hand() && out.items.size() < most_in_a_portion && bytes < bytes_in_a_portion)) {
      numbered_line one;
      std::string text;
      const auto found = lines.next(text, interruptible::asked_to_stop);
      if (found == line_source::found::end) break;
      bytes += text.size();
      one.number = lines.number();
      if (found == line_source::found::line) one.text = std::move(text);
      out.items.push_back(std::move(one));
    }
    if (out.items.empty()) return std::nullopt;
    out.share = lines.share();
    return out;
  };
  return run<numbered_line>(options, threads, next,
                            [&options](case_answerer& by, const numbered_line& line) { by.line(options.file, line); });
}

bool is_json_object(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\xEF\xBB\xBF");
  return first != std::string_view::npos && line[first] == '{' && nlohmann::json::accept(line.substr(first));
}

}  // namespace nytta::cli
