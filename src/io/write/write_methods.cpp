// SPDX-License-Identifier: Apache-2.0
#include "io/write/write_methods.hpp"

#include <nytta/core/label.hpp>
#include <nytta/io/read.hpp>
#include <nytta/method/shipped.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/write/printed.hpp"
#include "io/write/text_table.hpp"
#include "io/write/write_method.hpp"

namespace nytta {

namespace {

using json = nlohmann::ordered_json;

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

}  // namespace

std::vector<method> shipped_methods() {
  std::vector<method> all;
  for (const auto id : shipped_method_ids()) {
    all.push_back(std::move(read_method(*shipped_method_text(id), std::string(id) + ".toml").value).value());
  }
  return all;
}

std::string methods_json(const std::vector<method>& all) {
  json listed = json::array();
  for (const auto& m : all) listed.push_back(method_in_list(m));
  return json{{"methods", listed}}.dump(2) + "\n";
}

std::string methods_text(const std::vector<method>& all, language in) {
  table_block table{{{"id", false},
                     {std::string(label_text("memo_years", in)), false},
                     {std::string(label_text("memo_rate", in)), false},
                     {std::string(label_text("memo_timing", in)), false},
                     {std::string(label_text("memo_prices", in)), false},
                     {std::string(label_text("memo_method", in)), false}}};
  std::string labels;
  for (const auto& m : all) {
    if (const auto label = label_of(m, in); !label.empty()) labels += wrapped(m.id + ": " + std::string(label), 0);
    table.add({m.id, years_of(m), rate_in_short(m, in), timing_of(m), prices_of(m), m.name});
  }
  return table_text(table) + "\n" + wrapped(label_text("methods_given", in), 0) + labels;
}

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

}  // namespace nytta
