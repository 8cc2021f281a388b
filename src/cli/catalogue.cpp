// SPDX-License-Identifier: Apache-2.0
#include "cli/catalogue.hpp"

#include <nytta/appraisal/appraise.hpp>
#include <nytta/appraisal/formulas.hpp>
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
  const auto found = find_method(name, "", nullptr);
  if (!found) throw usage_error{no_such_method(name, in)};
  method_reading read = read_method(found->text, found->file_name, find_method, nullptr);
  if (read.errors.empty()) return std::move(read.value);
  tell(read.errors, in);
  return std::nullopt;
}

/// "3 %", "none", the first and last of several ("3.5 % … 1 %"), or "-" where the case must say.
std::string rate_in_short(const method& m, language in) {
  if (!m.rate) return "-";
  if (m.rate->form == rate_form::none || !m.rate->parts.front().rate.factor.empty()) return rate_text(*m.rate);
  const auto value = [in](const rate_part& p) { return percent_digits(p.rate.value.to_string(), in); };
  const std::string first = value(m.rate->parts.front());
  return m.rate->parts.size() < 2 ? first : first + " … " + value(m.rate->parts.back());
}

std::string years_of(const method& m) { return m.years ? std::to_string(*m.years) : "-"; }
std::string timing_of(const method& m) { return m.at ? std::string(name(*m.at)) : "-"; }
std::string prices_of(const method& m) {
  return !m.basis ? "-" : *m.basis == price_basis_kind::real ? "real" : "nominal";
}
std::string public_funds_of(const method& m) {
  return m.public_funds_cost ? m.public_funds_cost->normalized().to_string() : "-";
}

constexpr std::array grades{std::string_view("read"), std::string_view("code"), std::string_view("recalled"),
                            std::string_view("default")};

/// How many of a method's rules and parameters rest on each grade of evidence.
std::size_t rules_known_by(const method& m, std::string_view grade) {
  std::size_t count = 0;
  for (const auto& l : lines_of(m, language::en)) count += l.evidence == grade ? 1 : 0;
  return count;
}

json method_in_list(const method& m) {
  json one{{"id", m.id},
           {"edition", m.edition},
           {"name", m.name},
           {"label", m.label.empty() ? json(nullptr) : json(m.label)},
           {"years", years_of(m)},
           {"rate", m.rate ? rate_text(*m.rate) : "-"},
           {"timing", timing_of(m)},
           {"price_basis", prices_of(m)},
           {"public_funds_cost", public_funds_of(m)}};
  one["ratios"] = json::array();
  for (const auto& r : m.ratios) one["ratios"].push_back(r.id);
  for (const auto grade : grades) one["rules"][std::string(grade)] = rules_known_by(m, grade);
  return one;
}

/// docs/methods.md: every shipped method in one table, then what is known of each and what is not.
std::string methods_page(const std::vector<method>& all) {
  std::string out =
      "# Methods\n\n"
      "Written by `nytta methods --format markdown`: the methods that ship with the library. A dash means that no "
      "source\n"
      "states it: the case must then give years, rate and timing, prices are real, and raising taxes costs nothing. "
      "The\n"
      "last columns count the rules and parameters that were read in their source, read in program code, recalled\n"
      "without a check, or decided here without a source; `nytta methods ID` shows each with its source.\n\n"
      "| method | edition | years | rate | timing | prices | cost of public funds | ratios of its own | read | code | "
      "recalled | default |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  for (const auto& m : all) {
    std::string ratios;
    for (const auto& r : m.ratios) ratios += (ratios.empty() ? "" : ", ") + r.id;
    out += "| `" + m.id + "`";
    for (const auto& cell : {m.edition, years_of(m), rate_in_short(m, language::en), timing_of(m), prices_of(m),
                             public_funds_of(m), ratios.empty() ? std::string("-") : ratios}) {
      out += " | " + cell;
    }
    for (const auto grade : grades) out += " | " + std::to_string(rules_known_by(m, grade));
    out += " |\n";
  }
  for (const auto& m : all) {
    out += "\n## " + m.id + "\n\n" + m.name + (m.based_on.empty() ? "" : ", based on `" + m.based_on + "`") + ".\n";
    if (!m.label.empty()) out += "\nLabelled in every output: " + m.label + ".\n";
    if (!m.note.empty()) out += "\n" + m.note + "\n";
    std::string missing;
    for (const auto& [key, given] : {std::pair{"years", m.years.has_value()}, std::pair{"rate", m.rate.has_value()},
                                     std::pair{"timing", m.at.has_value()}}) {
      if (!given) missing += (missing.empty() ? "" : ", ") + std::string("`") + key + "`";
    }
    if (!missing.empty()) out += "\n- the case must give: " + missing + "\n";
    if (missing.empty()) out += "\n";
    if (m.rate) out += "- rate: " + rate_text(*m.rate) + "\n";
    for (const auto& s : m.sources) {
      out +=
          "- source [" + std::string(name(s.grade)) + "]: " + s.title + " (" + s.publisher + ", " + s.locator + ")\n";
    }
  }
  return out;
}

exit_status list_methods(const catalogue_options& options, language in) {
  require_format(options.format, {"text", "json", "markdown"});
  std::vector<method> all;
  for (const auto id : shipped_method_ids()) {
    auto m = method_named(std::string(id), in);
    if (!m) return exit_status::internal;
    all.push_back(std::move(*m));
  }
  if (options.format == "markdown") {
    print(methods_page(all));
    return exit_status::done;
  }
  json listed = json::array();
  text_table table({{"id", false},
                    {std::string(label_text("memo_years", in)), false},
                    {std::string(label_text("memo_rate", in)), false},
                    {std::string(label_text("memo_timing", in)), false},
                    {std::string(label_text("memo_prices", in)), false},
                    {std::string(label_text("memo_method", in)), false}});
  std::string labels;
  for (const auto& m : all) {
    if (const auto label = label_of(m, in); !label.empty()) labels += wrapped(m.id + ": " + std::string(label), 0);
    table.add({m.id, years_of(m), rate_in_short(m, in), timing_of(m), prices_of(m), m.name});
    listed.push_back(method_in_list(m));
  }
  print(options.format == "json" ? json{{"methods", listed}}.dump(2) + "\n"
                                 : table.text() + "\n" + wrapped(label_text("methods_given", in), 0) + labels);
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
  for (const auto& f : all_formulas()) {
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
    for (const auto& f : all_formulas()) {
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
  for (const auto& f : all_formulas()) {
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
