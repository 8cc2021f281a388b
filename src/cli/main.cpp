// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/catalogue.hpp"
#include "cli/command_words.hpp"
#include "cli/compare.hpp"
#include "cli/completion.hpp"
#include "cli/door.hpp"
#include "cli/man_page.hpp"
#include "cli/measure.hpp"
#include "cli/report.hpp"
#include "cli/request.hpp"
#include "cli/run_case.hpp"
#include "cli/system_calls.hpp"
#include "cli/what_if.hpp"
#include "io/measure/measure_line.hpp"

namespace {

using namespace nytta::cli;

/// What an option takes stands in its type: a word (FILE, METHOD, FIGURE …) or its values with | between, from which
/// --help, the manual page and completion all read it.
void add_shared_options(CLI::App& command, std::string& lang, std::string& format, const char* formats) {
  command.add_option("--lang", lang, "språk / language")->type_name("sv|en");
  command.add_option("--format", format, "svarets form / form of the answer")->type_name(formats);
}

void add_figure_option(CLI::App& command, std::string& figure) {
  command.add_option("--figure", figure, "nyckeltal (net_present_value) / figure")->type_name("FIGURE");
}

template <class Threads>
void add_threads_option(CLI::App& command, Threads& threads) {
  command.add_option("--threads", threads, "trådar (alla); ändrar inget tal / threads (all); changes nothing")
      ->type_name("NUMBER");
}

void add_case_options(CLI::App& command, case_options& options, const char* formats, bool one_figure) {
  command.add_option("CASE", options.file, "fil (.toml, .json) eller - / file, or - for standard input")
      ->required()
      ->type_name("FILE");
  command.add_option("--method", options.method, "metod i stället för kalkylens / method in place of the case's")
      ->type_name("METHOD");
  command.add_option("--set", options.set, "ersätter ett värde / replaces a value")->take_all()->type_name("KEY=VALUE");
  add_shared_options(command, options.lang, options.format, formats);
  command.add_flag("--strict", options.strict, "saker att kontrollera ger status 1 / findings give status 1");
  if (one_figure) {
    command.add_option("--alternative", options.alternative, "alternativets id / id of the alternative")
        ->type_name("ALTERNATIVE");
  }
}

/// The command line as a function to run, so that nothing is done before all of it is understood.
class command_line {
 public:
  command_line() : app_("nytta: nyttokalkyler som går att förklara / benefit appraisals that explain themselves") {
    app_.require_subcommand(1);
    app_.allow_windows_style_options(false);  // "/x" is a file on every system
    app_.set_version_flag("--version", "nytta " NYTTA_VERSION);
    case_commands();
    catalogue_commands();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      print(app_.help());
      return 0;
    } catch (const CLI::CallForAllHelp&) {
      print(app_.help("", CLI::AppFormatMode::All));
      return 0;
    } catch (const CLI::CallForVersion&) {
      print(app_.version() + "\n");
      return 0;
    } catch (const CLI::ParseError& e) {
      if (argc > 1 && comes_later(argv[1])) {
        throw usage_error{std::string(argv[1]) + ": kommer i en senare version / comes in a later version"};
      }
      if (argc > 1 && app_.get_subcommands().empty()) throw usage_error{std::string(argv[1]) + ": " + known_commands()};
      throw usage_error{std::string(e.what()) + " (nytta --help)"};
    }
    return static_cast<int>(action_());
  }

 private:
  /// A command of the contract that this version does not have yet.
  [[nodiscard]] static bool comes_later(std::string_view name) {
    constexpr std::array<std::string_view, 3> later{"portfolio", "followup", "plan"};
    return std::find(later.begin(), later.end(), name) != later.end();
  }

  [[nodiscard]] std::string known_commands() const {
    std::string names;
    for (const auto* command : app_.get_subcommands([](const CLI::App*) { return true; })) {
      names += (names.empty() ? "" : " | ") + command->get_name();
    }
    return names;
  }

  void case_commands() {
    auto* calc_command = app_.add_subcommand("calc", "räkna en kalkyl / calculate a case");
    add_case_options(*calc_command, case_, "text|json|csv|jsonl", true);
    calc_command->add_option("--color", color_, "färger i memot (auto) / colours in the memo")
        ->type_name("auto|always|never");
    add_threads_option(*calc_command, threads_);
    calc_command->callback([this] { action_ = [this] { return calc(case_, {threads_, coloured(color_)}); }; });

    auto* check_command = app_.add_subcommand("check", "fel och saker att kontrollera / errors and findings only");
    add_case_options(*check_command, case_, "text|json", false);
    check_command->add_option("--stage", stage_, "skede / stage")
        ->type_name("need|idea|prestudy|decision|delivery|followup");
    check_command->callback([this] { action_ = [this] { return check(case_, stage_); }; });

    auto* explain_command = app_.add_subcommand("explain", "hur ett tal har räknats fram / how a figure came about");
    add_case_options(*explain_command, case_, "text|json|dot", true);
    explain_command->add_option("FIGURE", figure_, "nyckeltal / figure")->type_name("FIGURE");
    explain_command->add_flag("--chain", chain_, "effektkedjan, också som dot / the benefit chain, as dot too");
    explain_command->callback([this] { action_ = [this] { return explain(case_, figure_, chain_); }; });

    auto* sensitivity_command =
        app_.add_subcommand("sensitivity", "vad händer om talen är andra / what if the factors are otherwise");
    add_case_options(*sensitivity_command, case_, "text|json", true);
    sensitivity_command
        ->add_option("--by", sensitivity_.by,
                     "så mycket ändras det som saknar spann (20 %) / what has no range moves so much")
        ->type_name("SHARE");
    sensitivity_command->add_flag("--switching", sensitivity_.switching, "alla vändpunkter / every switching value");
    sensitivity_command->add_option("--two-way", sensitivity_.two_way, "två tal samtidigt / two factors at once")
        ->type_name("FACTOR,FACTOR");
    add_figure_option(*sensitivity_command, sensitivity_.figure);
    sensitivity_command->callback([this] { action_ = [this] { return sensitivity(case_, sensitivity_); }; });

    auto* simulate_command =
        app_.add_subcommand("simulate", "hur troligt är det? många utfall / how likely is it? many outcomes");
    add_case_options(*simulate_command, case_, "text|json", true);
    simulate_command->add_option("--draws", simulation_.draws, "antal utfall (100 000) / number of outcomes")
        ->type_name("NUMBER");
    simulate_command
        ->add_option("--seed", simulation_.seed, "frö (1); samma frö ger samma utfall / seed; same seed, same outcomes")
        ->type_name("NUMBER");
    add_threads_option(*simulate_command, simulation_.threads);
    simulate_command->add_option("--sampling", simulation_.sampling, "quasi: jämnt spridda / quasi: evenly spread")
        ->type_name("random|quasi");
    simulate_command->add_flag("--indices", simulation_.indices, "vad osäkerheten kommer av / what it comes from");
    simulate_command->add_flag("--information", simulation_.information,
                               "vad som är värt att ta reda på / what is worth finding out");
    add_figure_option(*simulate_command, simulation_.figure);
    simulate_command->callback([this] { action_ = [this] { return simulate(case_, simulation_); }; });

    auto* request_command =
        app_.add_subcommand("request", "investeringsäskandet: vem betalar? / the investment request: who pays?");
    add_case_options(*request_command, case_, "text|json|html|md", true);
    request_command->add_option("-o,--output", request_.to, "fil som skrivs / file to write: .html, .md, .json, .txt")
        ->type_name("FILE");
    request_command->add_flag("--force", request_.force, "ersätt en fil som finns / replace an existing file");
    request_command
        ->add_option("--charge", request_.charge, "rak avskrivning eller annuitet / straight-line or annuity")
        ->type_name("straight-line|annuity");
    request_command->add_option("--charge-rate", request_.charge_rate, "ränta på kapital (2,5 %) / rate on capital")
        ->type_name("RATE");
    request_command->callback([this] { action_ = [this] { return request(case_, request_); }; });

    auto* report_command = app_.add_subcommand("report", "rapport eller arbetsbok / a report or a workbook");
    add_case_options(*report_command, case_, "html|md|json|vega-lite", false);
    report_command->add_option("-o,--output", report_.to, "fil som skrivs / file to write: .html, .xlsx, .md, .json")
        ->type_name("FILE");
    report_command->add_option("--compare", report_.methods, "metoder att jämföra med / methods to compare with")
        ->delimiter(',')
        ->type_name("METHOD");
    report_command->add_flag("--force", report_.force, "ersätt en fil som finns / replace an existing file");
    report_command->callback([this] { action_ = [this] { return report(case_, report_); }; });

    auto* compare_command = app_.add_subcommand(
        "compare", "bron mellan metoder, versioner eller förslag / the bridge between methods, versions or cases");
    add_case_options(*compare_command, case_, "text|json", true);
    compare_command->add_option("OTHER", compare_.other, "en annan version av kalkylen / another version of the case")
        ->type_name("FILE");
    compare_command->add_option("--from", compare_.from, "metod att utgå från; own: kalkylens / method to start from")
        ->type_name("METHOD");
    compare_command->add_option("--to", compare_.to, "metoder att jämföra med / methods to compare with")
        ->delimiter(',')
        ->type_name("METHOD,METHOD");
    compare_command->add_flag("--all", compare_.all, "alla metoder som följer med / every method that ships");
    add_figure_option(*compare_command, compare_.figure);
    compare_command->add_flag("--own-conventions", compare_.own_conventions,
                              "varje metods egen ränta, år och tidpunkt / each method's own rate, years and timing");
    compare_command->add_flag("--shapley", compare_.shapley, "bidrag utan ordning / contributions without an order");
    compare_command->callback([this] { action_ = [this] { return compare(case_, compare_); }; });
  }

  void catalogue_commands() {
    const auto shared = [this](CLI::App& command, const char* formats = "text|json") {
      add_shared_options(command, catalogue_.lang, catalogue_.format, formats);
    };
    auto* methods_command =
        app_.add_subcommand("methods", "metoderna och deras källor / the methods and their sources");
    methods_command->add_option("ID", catalogue_.id, "metodens id eller fil / id or file of a method")
        ->type_name("METHOD");
    methods_command->add_option("--diff", catalogue_.other, "jämför med / compare with")->type_name("METHOD");
    shared(*methods_command, "text|json|markdown");
    methods_command->callback([this] { action_ = [this] { return methods(catalogue_); }; });

    auto* formulas_command = app_.add_subcommand("formulas", "formlerna och deras källor / the formulas");
    shared(*formulas_command, "text|json|markdown");
    formulas_command->callback([this] { action_ = [this] { return formulas(catalogue_); }; });

    auto* deviations_command = app_.add_subcommand(
        "deviations", "kända räknefel som en metod kan slå på / known calculation errors that a method can switch on");
    shared(*deviations_command, "text|json|markdown");
    deviations_command->callback([this] { action_ = [this] { return deviations(catalogue_); }; });

    auto* errors_command = app_.add_subcommand("errors", "alla felkoder / all error codes");
    shared(*errors_command);
    errors_command->callback([this] { action_ = [this] { return errors(catalogue_); }; });

    auto* schema_command =
        app_.add_subcommand("schema", "JSON Schema för redigerare och program / JSON Schema for editors and programs");
    schema_command->add_option("WHICH", catalogue_.id, "kalkyl eller metod / a case or a method")
        ->required()
        ->type_name("case|method");
    shared(*schema_command);
    schema_command->callback([this] { action_ = [this] { return schema(catalogue_); }; });

    auto* new_command = app_.add_subcommand("new", "en mall som räknar / a template that calculates as it stands");
    new_command->add_option("FILE", catalogue_.id, "ny fil; utan den till standard ut / new file, else standard output")
        ->type_name("FILE");
    new_command->add_flag("--method", new_method_, "en egen metod i stället för en kalkyl / a method, not a case");
    new_command->add_option("--from", catalogue_.other, "metoden som mallen utgår från / the method it starts from")
        ->type_name("METHOD");
    new_command->add_flag("--force", force_, "ersätt en fil som finns / replace an existing file");
    shared(*new_command, "text");
    new_command->callback([this] { action_ = [this] { return new_file(catalogue_, new_method_, force_); }; });

    auto* measure_command = app_.add_subcommand(
        "measure", "mått på flöden: JSON Lines in och ut / measures of flows: JSON Lines in and out");
    measure_command->add_option("--format", catalogue_.format, "svarets form / form of the answer")->type_name("jsonl");
    measure_command->footer([] { return examples_text("measure") + "\n" + nytta::measures_and_keys(); });
    measure_command->callback([this] {
      action_ = [this] {
        require_format(catalogue_.format, {"text", "jsonl"});
        return measure();
      };
    });
    good_citizen_commands();
    for (auto* command : app_.get_subcommands([](CLI::App*) { return true; })) {
      if (command->get_name() == "measure") continue;
      command->footer(examples_text(command->get_name()));
    }
  }

  void good_citizen_commands() {
    auto* completion_command =
        app_.add_subcommand("completion", "skalets komplettering av kommandon / completion of commands in the shell");
    completion_command->add_option("SHELL", catalogue_.id, "skalet / the shell")
        ->required()
        ->type_name("bash|zsh|fish");
    completion_command->add_option("WORDS", words_, "words: det som ska kompletteras / words: what is to be completed")
        ->type_name("TEXT");
    completion_command->callback([this] {
      action_ = [this] {
        print(catalogue_.id == "words" ? completion_words(app_, words_) : completion_script(catalogue_.id));
        return exit_status::done;
      };
    });

    auto* man_command = app_.add_subcommand("man", "manualsidan, för man -l - / the manual page, for man -l -");
    man_command->add_option("--lang", catalogue_.lang, "språk / language")->type_name("sv|en");
    man_command->callback([this] {
      action_ = [this] {
        print(man_page(app_, language_of(catalogue_.lang, nytta::language::en)));
        return exit_status::done;
      };
    });
  }

  CLI::App app_;
  case_options case_;
  compare_options compare_;
  sensitivity_options sensitivity_;
  simulation_options simulation_;
  report_options report_;
  request_options request_;
  catalogue_options catalogue_;
  std::optional<int> threads_;
  std::string color_ = "auto";
  std::vector<std::string> words_;
  std::optional<std::string> stage_;
  std::string figure_;
  bool chain_ = false;
  bool new_method_ = false;
  bool force_ = false;
  std::function<exit_status()> action_;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    std::vector<std::string> words = system_calls::start(argc, argv);
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    return command_line().run(static_cast<int>(pointers.size()), pointers.data());
  } catch (const usage_error& e) {
    complain(e.sentence);
    return static_cast<int>(exit_status::usage);
  } catch (const file_error& e) {
    complain(e.sentence);
    return static_cast<int>(exit_status::file);
  } catch (const closed_pipe&) {
    return static_cast<int>(exit_status::closed_pipe);  // as when head has seen enough: nothing is wrong
  } catch (const std::exception& e) {
    complain(std::string("internt fel / internal error: ") + e.what());
    return static_cast<int>(exit_status::internal);
  }
}
