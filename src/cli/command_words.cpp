// SPDX-License-Identifier: Apache-2.0
#include "cli/command_words.hpp"

#include <array>

namespace nytta::cli {

namespace {

constexpr std::array examples{
    command_example{"calc", "nytta calc case.toml", "memot / the memo"},
    command_example{"calc", "nytta calc case.toml --format json --lang en",
                    "allt, för program / all of it, for programs"},
    command_example{"calc", "nytta calc case.toml --set calculation.rate=4%", "med en annan ränta / at another rate"},
    command_example{"calc", "nytta calc cases --format csv", "en mapp, en rad per kalkyl / a folder, a row per case"},
    command_example{"calc", "nytta calc cases.jsonl", "en kalkyl per rad / a case on each line"},
    command_example{"check", "nytta check case.toml", "fel, fynd och checklista / errors, findings, checklist"},
    command_example{"check", "nytta check case.toml --stage delivery", "inför nästa skede / for the next stage"},
    command_example{"explain", "nytta explain case.toml net_present_value",
                    "ett tal, steg för steg / a figure, step by step"},
    command_example{"explain", "nytta explain case.toml --chain", "vad som leder till vad / what leads to what"},
    command_example{"sensitivity", "nytta sensitivity case.toml", "vad som avgör / what decides"},
    command_example{"sensitivity", "nytta sensitivity case.toml --two-way ansokningar,tid_fore",
                    "två tal samtidigt / two factors at once"},
    command_example{"simulate", "nytta simulate case.toml --draws 20000", "hur troligt är det? / how likely is it?"},
    command_example{"simulate", "nytta simulate case.toml --draws 2000 --indices --information",
                    "vad osäkerheten kommer av / what the uncertainty comes from"},
    command_example{"request", "nytta request case.toml", "vem betalar? / who pays?"},
    command_example{"request", "nytta request case.toml --charge annuity --charge-rate 2,5%",
                    "som annuitet / as an annuity"},
    command_example{"report", "nytta report case.toml -o case.html", "för ett beslut / for a decision"},
    command_example{"report", "nytta report case.toml -o case.xlsx", "att räkna vidare i / to go on calculating in"},
    command_example{"compare", "nytta compare case.toml --from esv-reconstructed --to esv",
                    "två metoder, steg för steg / two methods, step by step"},
    command_example{"compare", "nytta compare case.toml other.toml", "två versioner / two versions"},
    command_example{"compare", "nytta compare cases --from own --to esv",
                    "en mapps omdömen under båda / a folder's verdicts under both"},
    command_example{"methods", "nytta methods", "alla / all of them"},
    command_example{"methods", "nytta methods asek --diff esv", "vad som skiljer / what differs"},
    command_example{"formulas", "nytta formulas", "alla formler / every formula"},
    command_example{"deviations", "nytta deviations", "alla räknefel / every calculation error"},
    command_example{"errors", "nytta errors --lang en", "på engelska / in English"},
    command_example{"schema", "nytta schema case > case.schema.json", "för redigeraren / for an editor"},
    command_example{"new", "nytta new kalkyl.toml", "en kalkyl att fylla i / a case to fill in"},
    command_example{"new", "nytta new metod.toml --method --from inera-skr", "en egen metod / a method of one's own"},
    command_example{"measure", R"(echo '{"measure": "irr", "flows": [-1000, 2500, -1540]}' | nytta measure)",
                    "en fråga per rad / a question on each line"},
    command_example{"completion", "source <(nytta completion bash)", "i detta skal / in this shell"},
    command_example{"man", "nytta man > nytta.1", "manualsidan / the manual page"},
};

}  // namespace

std::vector<command_example> examples_of(std::string_view command) {
  std::vector<command_example> out;
  for (const auto& e : examples) {
    if (e.command == command) out.push_back(e);
  }
  return out;
}

std::string examples_text(std::string_view command) {
  std::string out;
  for (const auto& e : examples_of(command)) {
    out += (out.empty() ? "Exempel / Examples:\n" : "");
    out += "  " + std::string(e.line) + "\n      " + std::string(e.says) + "\n";
  }
  return out;
}

}  // namespace nytta::cli
