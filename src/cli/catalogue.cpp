// SPDX-License-Identifier: Apache-2.0
#include "cli/catalogue.hpp"

#include <nytta/appraisal/appraise.hpp>
#include <nytta/appraisal/formulas.hpp>
#include <nytta/budget/capital_charge.hpp>
#include <nytta/core/label.hpp>
#include <nytta/core/message.hpp>
#include <nytta/io/read.hpp>
#include <nytta/method/deviation.hpp>
#include <nytta/method/shipped.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/other_errors.hpp"
#include "cli/template.hpp"
#include "io/write/printed.hpp"
#include "io/write/text_table.hpp"
#include "io/write/write_method.hpp"
#include "io/write/write_methods.hpp"
#include "method/shipped_texts.hpp"

namespace nytta::cli {

namespace {

using json = nlohmann::ordered_json;

bool wants_json(const catalogue_options& options) {
  require_format(options.format, {"text", "json"});
  return options.format == "json";
}

/// A method by id or file; its diagnostics are told when it is refused.
std::optional<method> method_named(const std::string& name, language in) {
  auto found = method_asked_for(name, in, find_method, nullptr);
  if (found) return std::move(found).value();
  tell(found.error(), in);
  return std::nullopt;
}

exit_status list_methods(const catalogue_options& options, language in) {
  require_format(options.format, {"text", "json", "markdown"});
  const std::vector<method> all = shipped_methods();
  print(options.format == "markdown" ? methods_page(all)
        : options.format == "json"   ? methods_json(all)
                                     : methods_text(all, in));
  return exit_status::done;
}

}  // namespace

exit_status methods(const catalogue_options& options) {
  const language in = language_of(options.lang, language::sv);
  if (options.id.empty()) {
    if (!options.other.empty()) throw usage_error{"methods ID --diff ID"};
    return list_methods(options, in);
  }
  const bool as_json = wants_json(options);
  const auto m = method_named(options.id, in);
  if (!m) return exit_status::refused;
  if (options.other.empty()) {
    print(as_json ? method_json(*m) : method_text_page(*m, in));
    return exit_status::done;
  }
  const auto other = method_named(options.other, in);
  if (!other) return exit_status::refused;
  print(as_json ? method_difference_json(*m, *other, language_of(options.lang, language::en))
                : method_difference(*m, *other, options.id, options.other, in));
  return exit_status::done;
}

namespace {

/// Of the measures, the appraisal, and the room that charges for capital.
std::vector<formula> every_formula() {
  auto out = all_formulas();
  out.insert(out.end(), charge_formulas.begin(), charge_formulas.end());
  return out;
}

/// docs/formulas.md: the same objects as a page, in English with the Swedish names.
std::string formulas_page() {
  std::string out =
      "# Formulas\n\n"
      "Written by `nytta formulas --format markdown`: the objects that the library calculates by, in its order. Each "
      "has its\n"
      "name in English and Swedish, the formula, its symbols with units, the convention where others differ, the "
      "source "
      "with\n"
      "how it was read (`read` itself, as program `code`, or `recalled`), and numbers that a test holds.\n";
  for (const auto& f : every_formula()) {
    out += "\n## " + std::string(f.id) + "\n\n";
    out += std::string(f.name_en) + " (" + std::string(f.name_sv) + ")\n\n";
    out += "    " + std::string(f.text) + "\n\n";
    out += "- symbols: " + std::string(f.symbols) + "\n";
    out += "- convention: " + std::string(f.convention) + "\n";
    out += "- source: " + std::string(f.source) + " [" + std::string(name(f.basis)) + "]\n";
    out += "- example: " + std::string(f.example) + "\n";
  }
  return out;
}

}  // namespace

exit_status formulas(const catalogue_options& options) {
  const language in = language_of(options.lang, language::sv);
  require_format(options.format, {"text", "json", "markdown"});
  if (options.format == "markdown") {
    print(formulas_page());
    return exit_status::done;
  }
  if (options.format == "json") {
    json all = json::array();
    for (const auto& f : every_formula()) {
      all.push_back({{"id", f.id},
                     {"name", in == language::sv && !options.lang.empty() ? f.name_sv : f.name_en},
                     {"text", f.text},
                     {"symbols", f.symbols},
                     {"convention", f.convention},
                     {"source", f.source},
                     {"evidence", name(f.basis)},
                     {"example", f.example}});
    }
    print(json{{"formulas", all}}.dump(2) + "\n");
    return exit_status::done;
  }
  std::string out;
  for (const auto& f : every_formula()) {
    out += std::string(in == language::sv ? f.name_sv : f.name_en) + " [" + std::string(f.id) + "]\n";
    const std::string source = "[" + std::string(name(f.basis)) + "] " + std::string(f.source);
    for (const std::string_view line : {f.text, f.symbols, f.convention, std::string_view(source), f.example}) {
      out += wrapped("    " + std::string(line), 4);
    }
    out += "\n";
  }
  print(out);
  return exit_status::done;
}

namespace {

std::string deviations_page() {
  std::string out =
      "# Deviations\n\n"
      "Written by `nytta deviations --format markdown`: named departures from the corrected formulas, which a method "
      "file\n"
      "switches on under `[deviations]`, and which `nytta compare` shows the effect of, one by one. `seen` in a "
      "published\n"
      "calculation, tool or worked example, `warned` of by a source, or `plausible` and not seen. No source says which "
      "of\n"
      "them ESV's own method support had, so none is claimed of it.\n";
  for (const auto& d : deviation_catalogue) {
    out += "\n## " + std::string(d.id) + "\n\n";
    out += std::string(d.name_en) + " (" + std::string(d.name_sv) + ")\n\n";
    out += "- wrong: `" + std::string(d.wrong) + "`\n";
    out += "- right: `" + std::string(d.right) + "`\n";
    out += "- symptom: " + std::string(d.symptom_en) + "\n";
    out += "- " + std::string(name(d.how)) + ": " + std::string(d.source) + "\n";
    out += "- example: " + std::string(d.example) + "\n";
  }
  out +=
      "\n## Errors that are no formula\n\n"
      "Modelling mistakes and conventions cannot be switched on. How they are met:\n\n"
      "| error | met by | messages |\n|---|---|---|\n";
  for (const auto& e : other_errors) {
    out += "| " + std::string(e.name_en) + " (" + std::string(e.name_sv) + ") | " + std::string(e.met_en) + " | " +
           std::string(e.codes) + " |\n";
  }
  return out;
}

}  // namespace

exit_status deviations(const catalogue_options& options) {
  const language in = language_of(options.lang, language::sv);
  require_format(options.format, {"text", "json", "markdown"});
  if (options.format == "markdown") {
    print(deviations_page());
    return exit_status::done;
  }
  json all = json::array();
  std::string out;
  for (const auto& d : deviation_catalogue) {
    const bool swedish = in == language::sv && !(options.format == "json" && options.lang.empty());
    const auto title = swedish ? d.name_sv : d.name_en;
    const auto symptom = swedish ? d.symptom_sv : d.symptom_en;
    all.push_back({{"id", d.id},
                   {"name", title},
                   {"wrong", d.wrong},
                   {"right", d.right},
                   {"symptom", symptom},
                   {"evidence", name(d.how)},
                   {"source", d.source},
                   {"example", d.example}});
    out += std::string(title) + " [" + std::string(d.id) + "]\n";
    out += wrapped("    " + std::string(label_text("deviation_wrong", in)) + "  " + std::string(d.wrong), 4);
    out += wrapped("    " + std::string(label_text("deviation_right", in)) + "  " + std::string(d.right), 4);
    for (const std::string& line : {std::string(symptom), "[" + std::string(name(d.how)) + "] " + std::string(d.source),
                                    std::string(d.example)}) {
      out += wrapped("    " + line, 4);
    }
    out += "\n";
  }
  json others = json::array();
  out += std::string(label_text("deviation_others", in)) + "\n";
  for (const auto& e : other_errors) {
    const bool swedish = in == language::sv && !(options.format == "json" && options.lang.empty());
    const auto title = swedish ? e.name_sv : e.name_en;
    const auto met = swedish ? e.met_sv : e.met_en;
    others.push_back({{"name", title}, {"met_by", met}, {"messages", e.codes}});
    const std::string codes = e.codes.empty() ? std::string() : " [" + std::string(e.codes) + "]";
    out += wrapped("  " + std::string(title) + ": " + std::string(met) + codes, 4);
  }
  print(options.format == "json" ? json{{"deviations", all}, {"others", others}}.dump(2) + "\n" : out);
  return exit_status::done;
}

exit_status errors(const catalogue_options& options) {
  const language in = language_of(options.lang, language::sv);
  json all = json::array();
  std::string out;
  for (const auto& m : messages()) {
    const auto sentence = in == language::sv ? m.sv : m.en;
    const auto what_to_do = in == language::sv ? m.sv_advice : m.en_advice;
    const std::string_view weight = m.weight == severity::error ? "error" : "warning";
    all.push_back({{"code", m.code}, {"severity", weight}, {"message", sentence}, {"advice", what_to_do}});
    out += wrapped(std::string(m.code) + " " + std::string(weight) + ": " + std::string(sentence), 6);
    out += wrapped("      " + std::string(what_to_do), 6);
  }
  print(wants_json(options) ? json{{"errors", all}}.dump(2) + "\n" : out);
  return exit_status::done;
}

exit_status schema(const catalogue_options& options) {
  require_format(options.format, {"text", "json"});
  (void)language_of(options.lang, language::en);
  if (options.id == "case") {
    print(case_schema());
  } else if (options.id == "method") {
    print(method_schema());
  } else {
    throw usage_error{"schema " + options.id + ": case | method"};
  }
  return exit_status::done;
}

namespace {

/// A method as a new file is to name it: by its id, or its path seen from where the file will lie.
std::string seen_from(const std::string& new_file, const std::string& name) {
  std::error_code ignored;
  if (shipped_method_text(name) || new_file.empty() || new_file == "-") return name;
  const auto folder = std::filesystem::absolute(path_of(new_file), ignored).parent_path();
  const auto path = std::filesystem::relative(std::filesystem::absolute(path_of(name), ignored), folder, ignored);
  return path.empty() ? name : name_of(path);
}

}  // namespace

exit_status new_file(const catalogue_options& options, bool of_method, bool force) {
  require_format(options.format, {"text"});
  const language in = language_of(options.lang, language::sv);
  const std::string wanted = options.other.empty() ? "inera-skr" : options.other;
  const auto m = method_named(wanted, in);
  if (!m) return exit_status::refused;
  const std::string id = seen_from(options.id, wanted);
  const std::string text = of_method ? method_template(*m, id, in) : case_template(*m, id, in);
  write_file(options.id.empty() ? "-" : options.id, text, force);
  return exit_status::done;
}

}  // namespace nytta::cli
