// SPDX-License-Identifier: Apache-2.0
#include <nytta/c/nytta.h>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "unit/c/handles.hpp"

using json = nlohmann::json;

namespace {

const std::string bygglov = file_text(NYTTA_SOURCE_DIR "/examples/bygglov/case.toml");

std::string value_of(const result_handle& r, const char* key) {
  return nytta_figure_value(nytta_result_figure(r.get(), nullptr, key), 0);
}

/// Texts and diagnostics that programs can rely on, whatever was asked: UTF-8, JSON, a status of the header.
void check_whole(const result_handle& r) {
  REQUIRE(r != nullptr);
  const nytta_status status = nytta_result_status(r.get());
  CHECK((status == NYTTA_OK || status == NYTTA_REFUSED || status == NYTTA_USAGE));
  const json told = json::parse(nytta_result_diagnostics(r.get()));
  CHECK(told.is_array());
  if (status == NYTTA_REFUSED) CHECK(!told.empty());
  if (status != NYTTA_OK) CHECK(std::strlen(nytta_result_messages(r.get())) > 0);
  CHECK(std::strlen(nytta_result_text(r.get())) <= nytta_result_length(r.get()));
  if (status == NYTTA_OK) CHECK(!json::parse(text_of(r)).empty());
}

}  // namespace

TEST_CASE("the versions are the header's and the project's") {
  CHECK(nytta_abi_version() == NYTTA_ABI_VERSION);
  CHECK(std::string(nytta_version()) == NYTTA_VERSION);
}

// The figures are derived in examples/bygglov/why.md.
TEST_CASE("figures come one by one, as decimal strings") {
  const auto request = request_for(bygglov);
  const result_handle result(nytta_calc(request.get()));
  REQUIRE(nytta_result_status(result.get()) == NYTTA_OK);
  CHECK(value_of(result, "net_present_value") == "432227.70");
  CHECK(value_of(result, "present_value_benefits") == "1060247.03");
  CHECK(value_of(result, "benefit_cost_ratio") == "1.688239");
  CHECK(value_of(result, "payback_years") == "2.389535");
  const auto* npv = nytta_result_figure(result.get(), "main", "net_present_value");
  REQUIRE(npv != nullptr);
  CHECK(nytta_figure_answer(npv) == NYTTA_ANSWER_OK);
  CHECK(std::string(nytta_figure_unit(npv)) == "kr");
  CHECK(nytta_figure_count(npv) == 1);
  CHECK(std::string(nytta_figure_value(npv, 1)).empty());
  CHECK(std::string(nytta_figure_reason(npv)).empty());
  CHECK(nytta_result_figure(result.get(), "b", "net_present_value") == nullptr);
  CHECK(nytta_result_figure(result.get(), nullptr, "nettonuvarde") == nullptr);
  CHECK(nytta_figure_answer(nullptr) == NYTTA_ANSWER_ABSENT);
  const json whole = json::parse(text_of(result));
  CHECK(whole["alternatives"][0]["figures"]["net_present_value"]["value"] == "432227.70");
}

TEST_CASE("a figure without a number says why, in the language that was asked for") {
  const auto request = request_for(bygglov);
  CHECK(nytta_request_option(request.get(), "set", "costs.inforande.amount=\"0 kr\"") == NYTTA_OK);
  CHECK(nytta_request_option(request.get(), "lang", "sv") == NYTTA_OK);
  const result_handle result(nytta_calc(request.get()));
  const auto* ratio = nytta_result_figure(result.get(), nullptr, "benefit_cost_ratio");
  CHECK(nytta_figure_answer(ratio) == NYTTA_ANSWER_UNDEFINED);
  CHECK(nytta_figure_count(ratio) == 0);
  CHECK(std::string(nytta_figure_reason(ratio)).find("kostnad") != std::string::npos);
  CHECK(value_of(result, "net_present_value") == "1060247.03");
}

// 1000 now, 2500 after a year, −1540 after two: (1 + r) is 1.1 or 1.4.
TEST_CASE("a figure may have several values") {
  const auto request = request_for(R"(format = 1
[initiative]
name = "Två räntor"
[calculation]
method = "esv"
first_year = 2026
years = 3
rate = "3 %"
timing = "start"
[stakeholders.own]
name = "Vi"
kind = "own"
[[benefits]]
id = "nytta"
name = "Nytta"
category = "cash"
by_year = { 2027 = "2500 kr" }
[[costs]]
id = "kostnad"
name = "Kostnad"
category = "cash"
by_year = { 2026 = "1000 kr", 2028 = "1540 kr" }
)");
  const result_handle result(nytta_calc(request.get()));
  REQUIRE(nytta_result_status(result.get()) == NYTTA_OK);
  const auto* rates = nytta_result_figure(result.get(), nullptr, "internal_rate_of_return");
  CHECK(nytta_figure_answer(rates) == NYTTA_ANSWER_SEVERAL);
  REQUIRE(nytta_figure_count(rates) == 2);
  CHECK(std::string(nytta_figure_value(rates, 0)) == "0.1");
  CHECK(std::string(nytta_figure_value(rates, 1)) == "0.4");
}

TEST_CASE("a refused case tells everything that is wrong, as text and as JSON") {
  const auto request = request_for(
      "format = 1\n[initiativ]\nname = \"E-tjänst\"\n[calculation]\nrate = \"3 procent\"\n", "kalkyler/e-tjänst.toml");
  const result_handle result(nytta_calc(request.get()));
  CHECK(nytta_result_status(result.get()) == NYTTA_REFUSED);
  CHECK(text_of(result).empty());
  CHECK(nytta_result_figure(result.get(), nullptr, "net_present_value") == nullptr);
  const json told = json::parse(nytta_result_diagnostics(result.get()));
  bool header = false;
  for (const auto& one : told) {
    for (const char* key : {"code", "severity", "message", "advice", "where", "file", "line", "column", "pointer"}) {
      CHECK(one.contains(key));
    }
    CHECK(one["file"] == "kalkyler/e-tjänst.toml");
    header = header || (one["line"] == 2 && one["severity"] == "error");
  }
  CHECK(header);
  CHECK(told.size() > 3);
  std::string_view messages(nytta_result_messages(result.get()));
  std::size_t lines = 0;
  for (std::size_t at = messages.find("error[N"); at != std::string_view::npos; at = messages.find("error[N", at + 1))
    ++lines;
  CHECK(lines == told.size());
}

TEST_CASE("a case in JSON is told by pointers") {
  const auto request = request_for(R"({"format": 1, "initiative": {"name": 7}})", "case.json");
  const result_handle result(nytta_check(request.get()));
  CHECK(nytta_result_status(result.get()) == NYTTA_REFUSED);
  const json told = json::parse(nytta_result_diagnostics(result.get()));
  bool found = false;
  for (const auto& one : told) found = found || one["pointer"] == "/initiative/name";
  CHECK(found);
  CHECK(json::parse(text_of(result))["status"] == "refused");
}

TEST_CASE("options are known or refused, and can be taken back") {
  const request_handle request = request_for(bygglov);
  auto* const r = request.get();
  CHECK(nytta_request_option(r, "rate", "4 %") == NYTTA_USAGE);
  CHECK(nytta_request_option(r, "--set", "calculation.rate=4%") == NYTTA_USAGE);
  CHECK(nytta_request_option(r, "set", "calculation.rate") == NYTTA_USAGE);
  CHECK(nytta_request_option(r, "all", "yes") == NYTTA_USAGE);
  CHECK(nytta_request_option(r, "seed", "-1") == NYTTA_USAGE);
  CHECK(nytta_request_option(r, "seed", "18446744073709551616") == NYTTA_USAGE);
  CHECK(nytta_request_option(r, "threads", "2 ") == NYTTA_USAGE);
  CHECK(nytta_request_option(r, "figure", "netto\xff") == NYTTA_USAGE);
  CHECK(nytta_request_option(r, "rate", nullptr) == NYTTA_USAGE);
  // 1.04^-1 … : 344 000 × (0.5 v² + v³ + v⁴ + v⁵) − 650 000 v with v = 1/1.04 is 416 633.98 kr.
  CHECK(nytta_request_option(r, "set", "calculation.rate=4%") == NYTTA_OK);
  CHECK(value_of(result_handle(nytta_calc(r)), "net_present_value") == "416633.98");
  CHECK(nytta_request_option(r, "set", nullptr) == NYTTA_OK);
  CHECK(value_of(result_handle(nytta_calc(r)), "net_present_value") == "432227.70");
  CHECK(nytta_request_option(r, "lang", "de") == NYTTA_OK);  // judged by the command
  const result_handle judged(nytta_calc(r));
  CHECK(nytta_result_status(judged.get()) == NYTTA_USAGE);
  CHECK(std::string(nytta_result_messages(judged.get())).find("sv | en") != std::string::npos);
  CHECK(std::string(nytta_result_diagnostics(judged.get())) == "[]");
}

namespace {

const std::string own_method = R"(format = 1
id = "var-egen"
edition = "2026"
name = "Vår egen"
based_on = "mallen"
[discounting]
rate = "5 %"
)";
const std::string base_method =
    "format = 1\nid = \"mallen\"\nedition = \"2026\"\nname = \"Mallen\"\nbased_on = \"esv\"\n";

struct library_of_methods {
  int asked = 0;
  std::string from;
};

void find_in_library(void* context, const char* name, const char* from, nytta_method* found) {
  auto& library = *static_cast<library_of_methods*>(context);
  ++library.asked;
  library.from = from;
  if (std::string(name) == "var-egen") nytta_method_give(found, own_method.data(), own_method.size(), nullptr);
  if (std::string(name) == "mallen") nytta_method_give(found, base_method.c_str(), NYTTA_UNTIL_NUL, "mallen.toml");
}

}  // namespace

// At 5 %: 344 000 × (0.5 v² + v³ + v⁴ + v⁵) − 650 000 v with v = 1/1.05 is 386 664.24 kr.
TEST_CASE("methods of one's own are given before, or found when they are named") {
  const auto request = request_for(bygglov);
  auto* const r = request.get();
  nytta_request_option(r, "method", "var-egen");
  nytta_request_option(r, "set", "calculation.rate=5%");
  CHECK(nytta_result_status(result_handle(nytta_calc(r)).get()) == NYTTA_REFUSED);

  library_of_methods library;
  CHECK(nytta_request_find_method(r, find_in_library, &library) == NYTTA_OK);
  CHECK(value_of(result_handle(nytta_calc(r)), "net_present_value") == "386664.24");
  CHECK(library.asked >= 2);
  CHECK(library.from == "var-egen");

  CHECK(nytta_request_find_method(r, nullptr, nullptr) == NYTTA_OK);
  CHECK(nytta_request_method(r, "var-egen", own_method.data(), own_method.size()) == NYTTA_OK);
  CHECK(nytta_result_status(result_handle(nytta_calc(r)).get()) == NYTTA_REFUSED);  // what it is based on is not here
  CHECK(nytta_request_method(r, "mallen", base_method.data(), base_method.size()) == NYTTA_OK);
  CHECK(value_of(result_handle(nytta_calc(r)), "net_present_value") == "386664.24");
  const json shown = json::parse(text_of(result_handle(nytta_methods(r))));
  CHECK(shown["id"] == "var-egen");

  CHECK(nytta_request_method(r, "mallen", nullptr, 0) == NYTTA_OK);
  CHECK(nytta_result_status(result_handle(nytta_calc(r)).get()) == NYTTA_REFUSED);
}

namespace {

struct progress {
  std::vector<double> shares;
  double stop_at = 2;
};

int32_t watch_progress(void* context, double share) {
  auto& p = *static_cast<progress*>(context);
  p.shares.push_back(share);
  return share >= p.stop_at ? 1 : 0;
}

}  // namespace

TEST_CASE("a simulation tells how far it has come, and can be stopped") {
  const auto request = request_for(file_text(NYTTA_SOURCE_DIR "/examples/vr-satsning/case.toml"));
  auto* const r = request.get();
  nytta_request_option(r, "draws", "2000000");
  progress whole;
  CHECK(nytta_request_watch(r, watch_progress, &whole) == NYTTA_OK);
  const json all = json::parse(text_of(result_handle(nytta_simulate(r))));
  CHECK(all["draws"] == 2'000'000);
  CHECK(whole.shares.size() > 2);
  for (std::size_t i = 1; i < whole.shares.size(); ++i) CHECK(whole.shares[i - 1] <= whole.shares[i]);

  progress half;
  half.stop_at = 0.25;
  CHECK(nytta_request_watch(r, watch_progress, &half) == NYTTA_OK);
  const json some = json::parse(text_of(result_handle(nytta_simulate(r))));
  CHECK(some["draws"] < 2'000'000);
  CHECK(some["draws"] > 0);
}

TEST_CASE("one question of measure") {
  const auto answer = [](const char* question) {
    const result_handle r(nytta_measure(question, NYTTA_UNTIL_NUL));
    CHECK(nytta_result_status(r.get()) == NYTTA_OK);
    return json::parse(text_of(r));
  };
  // 1000 (1 + r)² − 2500 (1 + r) + 1540 is zero at 1.1 and 1.4.
  CHECK(answer(R"({"measure": "irr", "flows": [-1000, 2500, -1540]})")["values"] == json({"0.1", "0.4"}));
  CHECK(answer("{")["status"] == "error");
  CHECK(answer("")["status"] == "error");
  const std::string broken = "{\"measure\": \"np\xffv\"}";
  CHECK(json::parse(text_of(result_handle(nytta_measure(broken.data(), broken.size()))))["status"] == "error");
  const std::string too_long(std::size_t{17} << 20, ' ');
  CHECK(json::parse(text_of(result_handle(nytta_measure(too_long.data(), too_long.size()))))["status"] == "error");
}

TEST_CASE("schemas and methods need no case") {
  CHECK(json::parse(text_of(result_handle(nytta_schema("case")))).contains("$schema"));
  CHECK(json::parse(text_of(result_handle(nytta_schema("method")))).contains("$schema"));
  CHECK(nytta_result_status(result_handle(nytta_schema("report")).get()) == NYTTA_USAGE);
  const request_handle request(nytta_request_new());
  CHECK(json::parse(text_of(result_handle(nytta_methods(request.get()))))["methods"].size() == 24);
  CHECK(nytta_result_status(result_handle(nytta_calc(request.get())).get()) == NYTTA_USAGE);
}

TEST_CASE("NULL is taken everywhere") {
  nytta_request_free(nullptr);
  nytta_result_free(nullptr);
  CHECK(nytta_request_case(nullptr, "", 0, nullptr) == NYTTA_USAGE);
  CHECK(nytta_request_other_case(nullptr, "", 0, nullptr) == NYTTA_USAGE);
  CHECK(nytta_request_option(nullptr, "figure", "x") == NYTTA_USAGE);
  CHECK(nytta_request_method(nullptr, "a", "", 0) == NYTTA_USAGE);
  CHECK(nytta_request_find_method(nullptr, nullptr, nullptr) == NYTTA_USAGE);
  CHECK(nytta_request_watch(nullptr, nullptr, nullptr) == NYTTA_USAGE);
  CHECK(nytta_method_give(nullptr, "", 0, nullptr) == NYTTA_USAGE);
  const request_handle request(nytta_request_new());
  CHECK(nytta_request_case(request.get(), nullptr, 10, nullptr) == NYTTA_USAGE);
  CHECK(nytta_request_option(request.get(), nullptr, "x") == NYTTA_USAGE);
  CHECK(nytta_request_method(request.get(), nullptr, "", 0) == NYTTA_USAGE);
  CHECK(nytta_request_method(request.get(), "none", nullptr, 0) == NYTTA_OK);
  for (auto* command :
       {nytta_calc, nytta_check, nytta_explain, nytta_compare, nytta_sensitivity, nytta_simulate, nytta_methods}) {
    CHECK(nytta_result_status(result_handle(command(nullptr)).get()) == NYTTA_USAGE);
  }
  CHECK(nytta_result_status(result_handle(nytta_schema(nullptr)).get()) == NYTTA_USAGE);
  CHECK(nytta_result_status(result_handle(nytta_measure(nullptr, 3)).get()) == NYTTA_USAGE);
  CHECK(nytta_result_status(nullptr) == NYTTA_NO_MEMORY);
  CHECK(std::string(nytta_result_text(nullptr)).empty());
  CHECK(nytta_result_length(nullptr) == 0);
  CHECK(std::string(nytta_result_messages(nullptr)).empty());
  CHECK(std::string(nytta_result_diagnostics(nullptr)) == "[]");
  CHECK(nytta_result_figure(nullptr, nullptr, "x") == nullptr);
  CHECK(nytta_result_figure(result_handle(nytta_schema("case")).get(), nullptr, nullptr) == nullptr);
  CHECK(nytta_figure_count(nullptr) == 0);
  CHECK(std::string(nytta_figure_value(nullptr, 0)).empty());
  CHECK(std::string(nytta_figure_unit(nullptr)).empty());
  CHECK(std::string(nytta_figure_reason(nullptr)).empty());
}

TEST_CASE("lengths are kept: a text ends where it is said to, at its null character, or where no reader goes on") {
  const request_handle request(nytta_request_new());
  auto* const r = request.get();
  CHECK(nytta_request_case(r, bygglov.c_str(), NYTTA_UNTIL_NUL, nullptr) == NYTTA_OK);
  CHECK(value_of(result_handle(nytta_calc(r)), "net_present_value") == "432227.70");
  // No null character behind it: the address sanitizer sees to it that nothing beyond is read.
  const std::vector<char> bare(bygglov.begin(), bygglov.end());
  CHECK(nytta_request_case(r, bare.data(), bare.size(), nullptr) == NYTTA_OK);
  CHECK(value_of(result_handle(nytta_calc(r)), "net_present_value") == "432227.70");
  CHECK(nytta_request_case(r, "", 0, nullptr) == NYTTA_OK);
  CHECK(nytta_result_status(result_handle(nytta_calc(r)).get()) == NYTTA_REFUSED);
  const std::string too_long(std::size_t{17} << 20, '#');
  CHECK(nytta_request_case(r, too_long.data(), too_long.size(), nullptr) == NYTTA_OK);
  CHECK(nytta_result_status(result_handle(nytta_calc(r)).get()) == NYTTA_REFUSED);
  CHECK(nytta_request_case(r, too_long.data(), (std::size_t)-2, nullptr) == NYTTA_OK);
  CHECK(nytta_result_status(result_handle(nytta_calc(r)).get()) == NYTTA_REFUSED);
  CHECK(nytta_request_case(r, "x", 1, "\xff.toml") == NYTTA_USAGE);
}

TEST_CASE("broken texts are refused, and told in whole words") {
  // Every prefix of a case, by steps that share no factor with its lines; and bytes that no text has, along it.
  for (std::size_t end = 0; end < bygglov.size(); end += 41) {
    const auto request = request_for(bygglov.substr(0, end));
    check_whole(result_handle(nytta_check(request.get())));
  }
  for (const char bad : {'\xff', '\xc3', '\x80', '\0', '\x1b', '"', '['}) {
    for (std::size_t at = 0; at < bygglov.size(); at += 97) {
      std::string text = bygglov;
      text[at] = bad;
      const auto request = request_for(text);
      check_whole(result_handle(nytta_calc(request.get())));
    }
  }
  for (const char* nul : {"factors.tid.likely=\"a\\u0000b\"", "initiative.name=\"a\\u0000b\""}) {
    const auto request = request_for(bygglov);
    CHECK(nytta_request_option(request.get(), "set", nul) == NYTTA_OK);
    check_whole(result_handle(nytta_calc(request.get())));
  }
}
