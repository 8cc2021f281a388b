// SPDX-License-Identifier: Apache-2.0
#include <nytta/c/nytta.h>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "unit/c/handles.hpp"

// The header's promise: options have the command's names, and a result is what the command gives: status, standard
// output and standard error. What the command says to each line of a `commands` file (tests/golden/check) stands beside
// it; here the same lines are asked through the C door.

namespace {

/// Opens method files as the command does: seen from the file that names them, or as they are given.
void find_beside(void* context, const char* name, const char* from, nytta_method* found) {
  const auto& folder = *static_cast<const std::string*>(context);
  const std::string seen_from(from);
  const auto slash = seen_from.rfind('/');
  const std::string path = (slash == std::string::npos ? "" : seen_from.substr(0, slash + 1)) + name;
  if (std::filesystem::is_regular_file(folder + "/" + path)) {
    const std::string text = file_text(folder + "/" + path);
    CHECK(nytta_method_give(found, text.data(), text.size(), path.c_str()) == NYTTA_OK);
  }
}

bool is_flag(const std::string& key) {
  for (const char* flag : {"all", "chain", "own-conventions", "shapley", "switching", "indices", "information"}) {
    if (key == flag) return true;
  }
  return false;
}

struct line {
  std::string file;  // of what is expected
  int status = 0;
  std::string command;
  std::vector<std::string> words;
  bool silenced = false;  // on standard error
};

/// Lines that ask something which the C door offers, and need no shell but for quotes.
std::vector<line> lines_of(const std::string& folder) {
  static const std::regex form(
      R"(([^ :]+)(?: \[(\d+)\])?: nytta (calc|check|explain|compare|sensitivity|simulate|methods)( .*?)?(?: 2>/dev/null)?)");
  std::vector<line> out;
  std::ifstream commands(folder + "/commands");
  for (std::string text; std::getline(commands, text);) {
    std::smatch found;
    if (!std::regex_match(text, found, form) || found[4].str().find_first_of("|<>&;$*\\") != std::string::npos)
      continue;
    const bool silenced = text.ends_with("2>/dev/null");
    if (silenced && found[2] == "2") continue;  // an option that the command's parser does not know
    line one{found[1], found[2].matched ? std::stoi(found[2]) : 0, found[3], {}, silenced};
    char quote = 0;
    bool open = false;
    for (const char c : found[4].str() + " ") {
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        if (!open) one.words.emplace_back();
        open = true;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && c == ' ') {
        open = false;
      } else {
        if (!open) one.words.emplace_back();
        open = true;
        one.words.back() += c;
      }
    }
    out.push_back(std::move(one));
  }
  return out;
}

/// Asks the line's question; nothing where it asks for what only the command has (folders, --strict).
result_handle asked(const line& of, const std::string& folder) {
  const request_handle request(nytta_request_new());
  std::string directory = folder;
  nytta_request_find_method(request.get(), find_beside, &directory);
  CHECK(nytta_request_option(request.get(), "format", "text") == NYTTA_OK);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < of.words.size(); ++i) {
    const std::string& word = of.words[i];
    if (!word.starts_with("--")) {
      names.push_back(word);
      continue;
    }
    const std::string key = word.substr(2);
    if (key == "strict") return nullptr;
    const bool flag = is_flag(key);
    if (!flag && i + 1 == of.words.size()) return nullptr;
    const char* value = flag ? "true" : of.words[++i].c_str();
    if (nytta_request_option(request.get(), key.c_str(), value) != NYTTA_OK) return nullptr;
  }
  if (of.command == "methods") {
    if (!names.empty()) nytta_request_option(request.get(), "method", names[0].c_str());
    return result_handle(nytta_methods(request.get()));
  }
  if (names.empty() || !std::filesystem::is_regular_file(folder + "/" + names[0])) return nullptr;
  const std::string text = file_text(folder + "/" + names[0]);
  nytta_request_case(request.get(), text.data(), text.size(), names[0].c_str());
  if (of.command == "explain") nytta_request_option(request.get(), "figure", names.size() > 1 ? names[1].c_str() : "");
  if (of.command == "compare" && names.size() > 1) {
    const std::string other = file_text(folder + "/" + names[1]);
    nytta_request_other_case(request.get(), other.data(), other.size(), names[1].c_str());
  }
  nytta_result* (*const ask)(const nytta_request*) = of.command == "calc"          ? nytta_calc
                                                     : of.command == "check"       ? nytta_check
                                                     : of.command == "explain"     ? nytta_explain
                                                     : of.command == "compare"     ? nytta_compare
                                                     : of.command == "sensitivity" ? nytta_sensitivity
                                                                                   : nytta_simulate;
  return result_handle(ask(request.get()));
}

void compare_all(const std::string& folder, int at_least) {
  const std::string path = NYTTA_SOURCE_DIR "/" + folder;
  int compared = 0;
  for (const line& one : lines_of(path)) {
    const auto result = asked(one, path);
    if (result == nullptr) continue;
    CAPTURE(folder);
    CAPTURE(one.file);
    CHECK(static_cast<int>(nytta_result_status(result.get())) == one.status);
    CHECK(text_of(result) == file_text(path + "/" + one.file));
    const std::string told = one.status == 2 ? "nytta: " + std::string(nytta_result_messages(result.get()))
                                             : nytta_result_messages(result.get());
    if (!one.silenced) CHECK(told == file_text(path + "/" + one.file + ".err"));
    ++compared;
  }
  CAPTURE(folder);
  CHECK(compared >= at_least);
}

}  // namespace

TEST_CASE("the examples' commands give the same through the C door") {
  compare_all("examples/bygglov", 10);
  compare_all("examples/egen-modell", 11);
  compare_all("examples/forsorjningsstod", 12);
  compare_all("examples/gatubelysning", 8);
  compare_all("examples/vr-satsning", 10);
}

TEST_CASE("so do the commands of the tests") {
  compare_all("tests/golden/doors/alternatives", 1);
  compare_all("tests/golden/doors/chain", 1);
  compare_all("tests/golden/doors/compare", 1);
  compare_all("tests/golden/doors/findings", 1);
  compare_all("tests/golden/doors/sensitivity", 1);
  compare_all("tests/golden/doors/simulate", 1);
  compare_all("tests/golden/doors/settings", 1);
  compare_all("tests/golden/doors/stages", 1);
  compare_all("tests/golden/doors/usage", 1);
}
