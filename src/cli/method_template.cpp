// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>

#include "cli/template.hpp"
#include "io/write/text_table.hpp"
#include "io/write/write_method.hpp"

namespace nytta::cli {

namespace {

/// Explanations begin with "# ", rules that are not in force with "#" alone: without it they are. {BASE} is the id of
/// the method that this one starts from, and {SAYS key} what that one says.
constexpr template_line lines[] = {
    {"# En egen metod: reglerna som kalkylerna följer. Läs den med: nytta methods FIL",
     "# A method of one's own: the rules that cases follow. Read it with: nytta methods FILE"},
    {"# Vad som inte står här gäller som i metoden som den bygger på; nytta methods FIL --diff {BASE} visar "
     "skillnaden.",
     "# What does not stand here holds as in the method that it is based on; nytta methods FILE --diff {BASE} shows "
     "the "
     "difference."},
    {"# Ta bort # framför en regel för att ändra den. Varje regel pekar på en källa, så att den som läser en kalkyl "
     "ser",
     "# Remove the # before a rule to change it. Each rule points at a source, so that whoever reads a case sees"},
    {"# vad den vilar på. I kalkylen: method = \"FIL\", sökvägen sedd från kalkylen.",
     "# what it rests on. In the case: method = \"FILE\", the path seen from the case."},
    {"format = 1", "format = 1"},
    {"id = \"var-metod\"", "id = \"our-method\""},
    {"edition = \"1\"                             # en ny när reglerna ändras: gamla kalkyler ska gå att räkna om",
     "edition = \"1\"                             # a new one when the rules change: old cases shall be repeatable"},
    {"name = \"Vår nyttokalkyl\"", "name = \"Our appraisal\""},
    {"based_on = \"{BASE}\"", "based_on = \"{BASE}\""},
    {"#without = [\"parameters\"]                 # tabeller därifrån som inte ska följa med",
     "#without = [\"parameters\"]                 # tables of it that are not taken over"},
    {"#note = \"Beslutad av kommunstyrelsen.\"    # i ord: vad metoden är till för, och vad den inte är",
     "#note = \"Decided by the board.\"           # in words: what the method is for, and what it is not"},
    {"", ""},
    {"[[sources]]", "[[sources]]"},
    {"id = \"riktlinje\"", "id = \"guideline\""},
    {"title = \"Riktlinje för nyttokalkyler\"", "title = \"Guideline for appraisals\""},
    {"publisher = \"Exempelkommunen\"", "publisher = \"Example municipality\""},
    {"locator = \"kommunstyrelsens protokoll\"    # sida, paragraf eller länk",
     "locator = \"minutes of the board\"          # page, paragraph or link"},
    {"evidence = \"read\"                         # read: läst; code: läst i ett program; recalled: ur minnet; "
     "default: eget val",
     "evidence = \"read\"                         # read; code: read in a program; recalled: from memory; default: a "
     "choice of ours"},
    {"", ""},
    {"#[horizon]                                # {SAYS horizon}",
     "#[horizon]                                # {SAYS horizon}"},
    {"#years = 5                                # kolumner när kalkylen inte säger något",
     "#years = 5                                # columns where the case is silent"},
    {"#allowed = [5, 10]                        # de enda som godtas",
     "#allowed = [5, 10]                        # the only ones taken"},
    {"#source = \"{SOURCE}\"", "#source = \"{SOURCE}\""},
    {"", ""},
    {"#[discounting]                            # {SAYS discounting}",
     "#[discounting]                            # {SAYS discounting}"},
    {"#rate = \"3 %\"                             # eller \"none\", eller { steps = [ { from = 1, rate = \"3,5 %\" } ] "
     "}",
     "#rate = \"3 %\"                             # or \"none\", or { steps = [ { from = 1, rate = \"3,5 %\" } ] }"},
    {"#timing = \"end\"                           # start, middle, end: när på året beloppen faller",
     "#timing = \"end\"                           # start, middle, end: when in the year amounts fall"},
    {"#source = \"{SOURCE}\"", "#source = \"{SOURCE}\""},
    {"", ""},
    {"# Tal som kalkylerna når i sina belopp: amount = \"fall * method.timkostnad\".",
     "# Numbers that cases reach in their amounts: amount = \"items * method.hourly_cost\"."},
    {"#[parameters]", "#[parameters]"},
    {"#timkostnad = { value = \"420 kr/h\", source = \"{SOURCE}\", price_year = 2026, note = \"Handläggare\" }",
     "#hourly_cost = { value = \"420 kr/h\", source = \"{SOURCE}\", price_year = 2026, note = \"Officer\" }"},
    {"", ""},
    {"#[time]                                   # {SAYS time}",
     "#[time]                                   # {SAYS time}"},
    {"#hours_per_full_time_year = \"1700 h\"      # utan den räknas årsarbetare inte om till timmar",
     "#hours_per_full_time_year = \"1700 h\"      # without it full-time years (årsarbetare) are not hours"},
    {"#source = \"{SOURCE}\"", "#source = \"{SOURCE}\""},
    {"", ""},
    {"# monetised: beloppen räknas i kronor, annars bara storleken. cash_releasing: kan bli utrymme i en budget.",
     "# monetised: amounts count in kronor, else the size only. cash_releasing: can become room in a budget."},
    {"#[categories]", "#[categories]"},
    {"#environment = { monetised = true, cash_releasing = false, source = \"{SOURCE}\" }   # {SAYS "
     "categories.environment}",
     "#environment = { monetised = true, cash_releasing = false, source = \"{SOURCE}\" }   # {SAYS "
     "categories.environment}"},
    {"", ""},
    {"#[prices]                                 # {SAYS prices}",
     "#[prices]                                 # {SAYS prices}"},
    {"#basis = \"real\"                           # real: fasta priser, nominal: löpande; när kalkylen inte säger "
     "något",
     "#basis = \"real\"                           # real or nominal, where the case is silent"},
    {"#source = \"{SOURCE}\"", "#source = \"{SOURCE}\""},
    {"", ""},
    {"# Undvikna kostnader i jämförelsealternativet: benefit (nytta) eller negative-cost (negativ kostnad).",
     "# Avoided costs of the reference: benefit or negative-cost."},
    {"#[savings]", "#[savings]"},
    {"#count_as = \"benefit\"", "#count_as = \"benefit\""},
    {"#source = \"{SOURCE}\"", "#source = \"{SOURCE}\""},
    {"", ""},
    {"# Lägst och högst: same parar lågt med lågt, worst-best tar varje tal där det är sämst och bäst.",
     "# Low and high: same pairs low with low, worst-best takes each number where it is worst and best."},
    {"#[ranges]                                 # {SAYS ranges}",
     "#[ranges]                                 # {SAYS ranges}"},
    {"#pairing = \"worst-best\"", "#pairing = \"worst-best\""},
    {"#source = \"{SOURCE}\"", "#source = \"{SOURCE}\""},
    {"", ""},
    {"# Hur belopp avrundas i utskrifterna.", "# How money is rounded in what is printed."},
    {"#[rounding]                               # {SAYS rounding}",
     "#[rounding]                               # {SAYS rounding}"},
    {"#figures = { decimals = 0, mode = \"half-up\" }", "#figures = { decimals = 0, mode = \"half-up\" }"},
    {"#source = \"{SOURCE}\"", "#source = \"{SOURCE}\""},
    {"", ""},
    {"# Omdömet: gränserna i stigande ordning, den sista utan gräns. {SAYS verdict}",
     "# The verdict: limits in ascending order, the last without one. {SAYS verdict}"},
    {"#[verdict]", "#[verdict]"},
    {"#figure = \"net_benefit_per_krona\"", "#figure = \"net_benefit_per_krona\""},
    {"#bands = [ { below = 0, verdict = \"avslå\" }, { below = \"0,3\", verdict = \"pröva igen\" }, { verdict = "
     "\"genomför\" } ]",
     "#bands = [ { below = 0, verdict = \"no\" }, { below = \"0,3\", verdict = \"again\" }, { verdict = \"yes\" } ]"},
    {"#source = \"{SOURCE}\"", "#source = \"{SOURCE}\""},
    {"", ""},
    {"# Behovstrappan: vad en kalkyl ska ha vid varje steg, och frågorna till den som beslutar (nytta check --stage).",
     "# The needs ladder: what a case shall hold at each stage, and what to ask (nytta check --stage)."},
    {"# Stegen här ersätter alla som metoden den bygger på har.",
     "# Stages here replace all those of the method it is based on."},
    {"#[[stages]]", "#[[stages]]"},
    {"#id = \"decision\"", "#id = \"decision\""},
    {"#name = \"Beslut\"", "#name = \"Decision\""},
    {"#requires = [\"factors.source\", \"benefits.owner\", \"benefits.measure\", \"benefits.baseline\"]",
     "#requires = [\"factors.source\", \"benefits.owner\", \"benefits.measure\", \"benefits.baseline\"]"},
    {"#decision = true                          # härifrån frågar nytta efter ägare, källor och mått",
     "#decision = true                          # from here on nytta asks for owners, sources and measures"},
    {"#questions = [\"Vem tar hem nyttan, och när?\"]", "#questions = [\"Who takes the benefit home, and when?\"]"},
    {"#source = \"{SOURCE}\"", "#source = \"{SOURCE}\""},
    {"", ""},
    {"# Egna namn på talen i utskrifterna.", "# One's own names for the figures in what is printed."},
    {"#[labels.sv]", "#[labels.en]"},
    {"#net_present_value = \"Nettonytta\"", "#net_present_value = \"Net benefit\""},
};

/// What the base says under a key, on one line: "6; 6, 15, 25", or that it says nothing.
std::string says(const method& base, const std::string& key, bool sv) {
  std::string words;
  for (const auto& line : lines_of(base, sv ? language::sv : language::en)) {
    if (line.key == key || line.key.rfind(key + ".", 0) == 0) words += (words.empty() ? "" : "; ") + line.value;
  }
  if (words.empty()) words = sv ? "säger inget" : "says nothing";
  std::replace(words.begin(), words.end(), '\n', ' ');
  return base.id + ": " + words;
}

void replace_all(std::string& text, std::string_view mark, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size()) {
    text.replace(at, mark.size(), by);
  }
}

}  // namespace

std::string method_template(const method& base, const std::string& id, language in) {
  const bool sv = in == language::sv;
  std::string out;
  for (const auto& line : lines) {
    std::string text(sv ? line.sv : line.en);
    replace_all(text, "{BASE}", id);
    replace_all(text, "{SOURCE}", sv ? "riktlinje" : "guideline");
    if (const auto at = text.find("{SAYS "); at != std::string::npos) {
      const auto end = text.find('}', at);
      text.replace(at, end + 1 - at, says(base, text.substr(at + 6, end - at - 6), sv));
    }
    out += text + "\n";
  }
  return out;
}

}  // namespace nytta::cli
