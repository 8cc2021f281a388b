// SPDX-License-Identifier: Apache-2.0
#include "cli/completion.hpp"

#include <nytta/io/calculate.hpp>
#include <nytta/method/shipped.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/command_words.hpp"
#include "cli/door.hpp"
#include "io/write/printed.hpp"

namespace nytta::cli {

namespace {

constexpr std::string_view bash_script = R"(# bash completion for nytta
_nytta() {
  local line files=
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      files=1
    else
      COMPREPLY+=("${line%%$'\t'*}")
    fi
  done < <("$1" completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ -n $files && ${#COMPREPLY[@]} -eq 0 ]] && compopt -o default 2>/dev/null
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -F _nytta nytta
)";

constexpr std::string_view zsh_script = R"(#compdef nytta
_nytta() {
  local line files=
  local -a described
  for line in "${(@f)$("${words[1]}" completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      files=1
    elif [[ -n $line ]]; then
      described+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    fi
  done
  (( $#described )) && _describe -t words nytta described
  [[ -n $files ]] && _files
}
if [[ ${funcstack[1]} == _nytta ]]; then
  _nytta "$@"
else
  compdef _nytta nytta
fi
)";

constexpr std::string_view fish_script = R"(# fish completion for nytta
function __nytta_words
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    for line in ($before[1] completion words -- $before[2..] "$current" 2>/dev/null)
        if test "$line" = ':files'
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c nytta -f -a '(__nytta_words)'
)";

struct candidate {
  std::string word;
  std::string meaning;
};

/// The words before the one that is completed, sorted out.
struct so_far {
  const CLI::App* command = nullptr;
  std::string case_file;              ///< the first file, if any
  std::size_t positionals = 0;        ///< given
  const CLI::Option* open = nullptr;  ///< the option whose value is completed
  std::vector<std::string> options;   ///< given, as they were written
};

const CLI::Option* option_named(const CLI::App& command, const std::string& word) {
  for (const auto* option : command.get_options()) {
    const auto names = names_of(*option);
    if (std::find(names.begin(), names.end(), word) != names.end()) return option;
  }
  return nullptr;
}

std::vector<const CLI::Option*> positionals_of(const CLI::App& command) {
  return command.get_options([](const CLI::Option* option) { return option->get_positional(); });
}

so_far read_words(const CLI::App& app, const std::vector<std::string>& words) {
  so_far out;
  for (const auto* command : commands_of(app)) {
    if (command->get_name() == words.front()) out.command = command;
  }
  if (out.command == nullptr) return out;
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (words[i] == "=") continue;  // bash takes --format=json for three words
    if (out.open != nullptr) {
      out.open = nullptr;
    } else if (words[i].size() > 1 && words[i][0] == '-') {
      out.options.push_back(words[i]);
      const auto* option = option_named(*out.command, words[i]);
      if (option != nullptr && option->get_items_expected_max() > 0) out.open = option;
    } else {
      if (out.positionals++ == 0) out.case_file = words[i];
    }
  }
  return out;
}

/// The case that has been named, where it calculates as it stands.
std::optional<calculation> case_of(const so_far& words) {
  if (words.case_file.empty() || words.case_file == "-") return std::nullopt;
  try {
    auto result = calculate(read_file(words.case_file), words.case_file, {}, {}, find_method);
    if (result) return std::move(result).value();
  } catch (const file_error&) {  // not there: nothing is known of it
  }
  return std::nullopt;
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\t', ' ');
  return text;
}

/// The values that an option's or argument's type stands for.
std::vector<candidate> values_of(const std::string& type, const so_far& words) {
  std::vector<candidate> out;
  if (type.find('|') != std::string::npos) {
    for (std::size_t at = 0; at <= type.size();) {
      const auto bar = std::min(type.find('|', at), type.size());
      out.push_back({type.substr(at, bar - at), ""});
      at = bar + 1;
    }
  } else if (type == "METHOD") {
    for (const auto id : shipped_method_ids()) out.push_back({std::string(id), ""});
  } else if (type == "FIGURE" || type == "ALTERNATIVE" || type == "FACTOR" || type == "KEY=VALUE") {
    const auto of = case_of(words);
    if (!of) return out;
    if (type == "ALTERNATIVE") {
      for (const auto& a : of->result.alternatives) out.push_back({a.id, one_line(a.name)});
    } else if (type == "FIGURE") {
      const printed_numbers numbers(*of);
      for (const auto& f : of->result.alternatives.front().figures) {
        out.push_back({f.key, one_line(numbers.label(f, of->claim.speaks))});
      }
    } else {
      const bool setting = type != "FACTOR";
      for (const auto& f : of->claim.factors) {
        if (!f.amount) out.push_back({setting ? "factors." + f.id + ".likely=" : f.id, one_line(f.name)});
      }
      for (const auto* key : {"rate", "years", "timing"}) {
        if (setting) out.push_back({std::string("calculation.") + key + "=", ""});
      }
    }
  }
  return out;
}

/// Of a list with commas between, what the last of it may be, after what stands before it.
std::vector<candidate> value_words(std::string type, const so_far& words, const std::string& current) {
  const auto comma = type.find(",");
  if (comma == std::string::npos) return values_of(type, words);
  const auto last = current.rfind(',');
  const std::string before = last == std::string::npos ? "" : current.substr(0, last + 1);
  auto out = values_of(type.substr(0, comma), words);
  for (auto& c : out) c.word.insert(0, before);
  return out;
}

bool takes_files(const std::string& type) { return type == "FILE" || type.starts_with("METHOD"); }

}  // namespace

std::string completion_script(const std::string& shell) {
  if (shell == "bash") return std::string(bash_script);
  if (shell == "zsh") return std::string(zsh_script);
  if (shell == "fish") return std::string(fish_script);
  throw usage_error{"completion " + shell + ": bash | zsh | fish"};
}

std::string completion_words(const CLI::App& app, const std::vector<std::string>& words) {
  if (words.empty()) return {};
  const std::string current = words.back() == "=" ? "" : words.back();
  std::vector<candidate> all;
  bool files = false;
  const auto offer_options = [&](const CLI::App& command, const std::vector<std::string>& given) {
    for (const auto* option : command.get_options()) {
      const auto names = names_of(*option);
      const bool again = option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
      const bool used = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return std::find(given.begin(), given.end(), name) != given.end();
      });
      if (!names.empty() && (again || !used)) all.push_back({names.back(), option->get_description()});
    }
  };
  if (words.size() == 1) {
    for (const auto* command : commands_of(app)) all.push_back({command->get_name(), command->get_description()});
    if (current.starts_with('-')) offer_options(app, {});
  } else if (const so_far before = read_words(app, words); before.command != nullptr) {
    const auto positionals = positionals_of(*before.command);
    const auto offer_value = [&](const CLI::Option& option) {
      const std::string type = taken_by(option);
      all = value_words(type, before, current);
      files = takes_files(type);
    };
    if (before.open != nullptr) {
      offer_value(*before.open);
    } else if (current.starts_with('-')) {
      offer_options(*before.command, before.options);
    } else if (before.positionals < positionals.size()) {
      offer_value(*positionals[before.positionals]);
    }
  }
  std::string out = files ? ":files\n" : "";
  for (const auto& c : all) {
    if (c.word.starts_with(current)) out += c.word + "\t" + c.meaning + "\n";
  }
  return out;
}

}  // namespace nytta::cli
