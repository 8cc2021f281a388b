// SPDX-License-Identifier: Apache-2.0
#include "cli/template.hpp"

#include <algorithm>
#include <string_view>

namespace nytta::cli {

namespace {

/// {METHOD}, {STAGE}, {YEARS}, {RATE}, {TIMING} and {INFLATION} are filled by the method, and {UPTAKE} where it has
/// years for one; {CATEGORY} is its first category valued in money that gives no budget room.
constexpr template_line lines[] = {
    {"# En nyttokalkyl. Allt efter # är förklaringar. Räkna med: nytta calc FIL",
     "# A benefit appraisal. All after # is explanation. Calculate with: nytta calc FILE"},
    {"# Siffrorna är exempel: byt dem mot era egna, och skriv var de kommer ifrån (source = \"…\").",
     "# The numbers are examples: replace them with your own, and say where they come from (source = \"…\")."},
    {"format = 1", "format = 1"},
    {"language = \"sv\"", "language = \"en\""},
    {"", ""},
    {"[initiative]", "[initiative]"},
    {"name = \"Digital ansökan\"                  # vad som ska göras",
     "name = \"Digital application\"              # what is to be done"},
    {"organisation = \"Exempelkommunen\"", "organisation = \"Example municipality\""},
    {"board = \"Socialnämnden\"                   # nämnden som äger nyttan",
     "board = \"Social services board\"           # the board that owns the benefit"},
    {"description = \"Ansökan fylls i på webben i stället för på papper\"",
     "description = \"Applications are made on the web instead of on paper\""},
    {"{STAGE}", "{STAGE}"},
    {"", ""},
    {"[calculation]", "[calculation]"},
    {"{METHOD}", "{METHOD}"},
    {"first_year = 2027                         # första kolumnens år",
     "first_year = 2027                         # the year of the first column"},
    {"{YEARS}", "{YEARS}"},
    {"{RATE}", "{RATE}"},
    {"{TIMING}", "{TIMING}"},
    {"{INFLATION}", "{INFLATION}"},
    {"reference = \"Fortsatt pappersblankett\"    # vad som händer annars",
     "reference = \"Paper forms as today\"        # what happens otherwise"},
    {"", ""},
    {"[stakeholders.kontoret]                   # vem som får nyttan och bär kostnaden",
     "[stakeholders.office]                     # who gains and who pays"},
    {"name = \"Socialförvaltningen\"", "name = \"Social services office\""},
    {"kind = \"own\"                              # own, public, citizen, business, society",
     "kind = \"own\"                              # own, public, citizen, business, society"},
    {"", ""},
    {"[factors.ansokningar]                     # talen som beloppen räknas av",
     "[factors.applications]                    # the numbers that amounts are made of"},
    {"likely = 4200", "likely = 4200"},
    {"unit = \"ärende/år\"", "unit = \"ärende/år\""},
    {"assumed = true                            # ett antagande; annars source = \"…\"",
     "assumed = true                            # an assumption; else source = \"…\""},
    {"", ""},
    {"[factors.tid_fore]", "[factors.time_before]"},
    {"likely = \"45 min/ärende\"                  # enheten kan stå i texten",
     "likely = \"45 min/ärende\"                  # the unit may stand in the text"},
    {"assumed = true", "assumed = true"},
    {"", ""},
    {"[factors.tid_efter]", "[factors.time_after]"},
    {"likely = \"15 min/ärende\"", "likely = \"15 min/ärende\""},
    {"assumed = true", "assumed = true"},
    {"", ""},
    {"[factors.timkostnad]", "[factors.hourly_cost]"},
    {"likely = \"415 kr/h\"", "likely = \"415 kr/h\""},
    {"assumed = true", "assumed = true"},
    {"", ""},
    {"[[benefits]]", "[[benefits]]"},
    {"id = \"handlaggning\"", "id = \"handling\""},
    {"name = \"Kortare handläggningstid\"", "name = \"Shorter handling time\""},
    {"{CATEGORY}", "{CATEGORY}"},
    {"amount = \"ansokningar * (tid_fore - tid_efter) * timkostnad\"   # räknas om till kr per år",
     "amount = \"applications * (time_before - time_after) * hourly_cost\"   # converted to kr per year"},
    {"{UPTAKE}", "{UPTAKE}"},
    {"", ""},
    {"[[costs]]", "[[costs]]"},
    {"id = \"inforande\"", "id = \"project\""},
    {"name = \"Införandeprojekt\"", "name = \"Project\""},
    {"category = \"cash\"", "category = \"cash\""},
    {"type = \"initial\"                          # engångskostnad",
     "type = \"initial\"                          # one-off"},
    {"amount = \"900 tkr\"", "amount = \"900 tkr\""},
    {"once = 2027", "once = 2027"},
    {"assumed = true", "assumed = true"},
    {"", ""},
    {"[[costs]]", "[[costs]]"},
    {"id = \"licens\"", "id = \"licence\""},
    {"name = \"Licens och förvaltning\"", "name = \"Licence and maintenance\""},
    {"category = \"cash\"", "category = \"cash\""},
    {"amount = \"150 tkr/år\"                     # varje år",
     "amount = \"150 tkr/år\"                     # every year"},
    {"assumed = true", "assumed = true"},
};

std::string padded(std::string text, std::string_view comment) {
  if (text.size() < 42) text.append(42 - text.size(), ' ');
  return text + std::string(comment);
}

std::string category_for_time(const method& m) {
  for (const auto& c : m.categories) {
    if (c.monetised && !c.cash_releasing) return c.id;
  }
  return "cash";
}

/// What a marked line says, or nothing when the method already states it.
std::string marked(std::string_view mark, const method& m, const std::string& id, bool sv) {
  if (mark == "{METHOD}") {
    return padded("method = \"" + id + "\"", sv ? "# nytta methods visar alla" : "# nytta methods shows all");
  }
  if (mark == "{STAGE}") {
    if (m.stages.empty()) return padded("stage = \"idea\"", "# need, idea, prestudy, decision, delivery, followup");
    std::string ids;
    for (const auto& s : m.stages) ids += (ids.empty() ? "# " : ", ") + s.id;
    return padded("stage = \"" + m.stages.front().id + "\"", ids);
  }
  if (mark == "{CATEGORY}") {
    return padded("category = \"" + category_for_time(m) + "\"",
                  sv ? "# cash: pengar som faktiskt frigörs" : "# cash: money that is really freed");
  }
  if (mark == "{YEARS}") {
    return m.years ? ""
                   : padded("years = 6", sv ? "# metoden säger inte hur många" : "# the method does not say how many");
  }
  if (mark == "{RATE}") {
    return m.rate ? "" : padded("rate = \"3 %\"", sv ? "# metoden säger ingen ränta" : "# the method gives no rate");
  }
  if (mark == "{INFLATION}") {
    return m.basis != price_basis_kind::nominal
               ? ""
               : padded("inflation = \"2 %\"", sv ? "# metoden räknar i löpande priser: er egen siffra"
                                                  : "# the method is in nominal prices: your own figure");
  }
  if (mark == "{UPTAKE}") {
    constexpr int years_of_rise = 3;
    if (m.years && *m.years < years_of_rise) return "";
    return padded("uptake = [0, 0.5, 1]", sv ? "# andel per år från det första; den sista fortsätter"
                                             : "# share per year from the first; the last continues");
  }
  return m.at ? ""
              : padded("timing = \"end\"", sv ? "# start, middle, end: när på året beloppen faller"
                                              : "# start, middle, end: when in the year amounts fall");
}

}  // namespace

std::string case_template(const method& m, const std::string& id, language in) {
  const bool sv = in == language::sv;
  std::string out;
  for (const auto& line : lines) {
    const std::string_view text = sv ? line.sv : line.en;
    if (!text.empty() && text.front() == '{') {
      const std::string filled = marked(text, m, id, sv);
      if (!filled.empty()) out += filled + "\n";
    } else {
      out += std::string(text) + "\n";
    }
  }
  return out;
}

}  // namespace nytta::cli
