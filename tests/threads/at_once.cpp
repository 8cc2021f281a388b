// SPDX-License-Identifier: Apache-2.0
// Many appraisals, explanations, comparisons, sensitivities and simulations at once, through C and through C++, from
// threads that share requests and share nothing: each answer has the bytes that one thread alone got. The preset tsan
// builds this program and the library with the thread sanitizer.
#include <nytta/c/nytta.h>
#include <nytta/io/calculate.hpp>
#include <nytta/io/write.hpp>
#include <nytta/sensitivity/sensitivity.hpp>
#include <nytta/sensitivity/simulate.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "unit/c/handles.hpp"

namespace {

struct question {
  std::string name;
  std::function<std::string()> ask;
};

using command = nytta_result* (*)(const nytta_request*);

std::string answer(command run, const nytta_request* request) {
  const result_handle result(run(request));
  return std::to_string(nytta_result_status(result.get())) + text_of(result) + nytta_result_messages(result.get()) +
         nytta_result_diagnostics(result.get());
}

/// Requests that all threads ask at once, as long as the program lives.
std::vector<request_handle> shared;

void add_questions_in_c(std::vector<question>& to, const std::string& example, const char* draws) {
  const std::string folder = NYTTA_SOURCE_DIR "/examples/" + example;
  const std::string text = file_text(folder + "/case.toml");
  shared.push_back(request_for(text));
  nytta_request* const r = shared.back().get();
  nytta_request_option(r, "to", "inera-skr,esv");
  nytta_request_option(r, "draws", draws);
  nytta_request_option(r, "threads", "2");
  nytta_request_option(r, "indices", "true");
  for (const auto& [name, run] : {std::pair<const char*, command>{"calc", nytta_calc},
                                  {"check", nytta_check},
                                  {"explain", nytta_explain},
                                  {"compare", nytta_compare},
                                  {"sensitivity", nytta_sensitivity},
                                  {"simulate", nytta_simulate}}) {
    to.push_back({"c " + example + " " + name, [run = run, r] { return answer(run, r); }});
  }
  // A request of the thread's own, and a method that it is given.
  to.push_back({"c " + example + " own request", [text] {
                  const request_handle own = request_for(text);
                  const std::string rules =
                      "format = 1\nid = \"egen\"\nedition = \"1\"\nname = \"Egen\"\nbased_on = \"esv\"\n";
                  nytta_request_method(own.get(), "egen.toml", rules.data(), rules.size());
                  nytta_request_option(own.get(), "method", "egen.toml");
                  nytta_request_option(own.get(), "format", "text");
                  return answer(nytta_calc, own.get());
                }});
}

std::string simulated(const nytta::calculation& of) {
  const auto uncertain = nytta::uncertainty_of(of.claim, of.result, "net_present_value");
  nytta::simulator draws(of.claim, of.result, *uncertain);
  nytta::simulation_request asked;
  asked.draws = 4096;
  asked.threads = 2;
  const auto result = draws.run(asked, [](double) { return false; });
  char digits[64];
  std::snprintf(digits, sizeof digits, "%.17g", result.alternatives.front().statistics->mean);
  return digits;
}

void add_questions_in_cpp(std::vector<question>& to, const std::string& example) {
  const std::string text = file_text(NYTTA_SOURCE_DIR "/examples/" + example + "/case.toml");
  to.push_back({"c++ " + example, [text] {
                  const auto done = nytta::calculate(text, "case.toml");
                  const auto& a = done->result.alternatives.front();
                  const auto moved = nytta::what_if(done->claim, done->rules, done->result, a, {});
                  return nytta::to_json(*done) + nytta::explain_json(*done, a, "net_present_value") +
                         moved.one_way.front().swing + simulated(*done);
                }});
  // One calculation that every thread reads.
  const auto whole = std::make_shared<const nytta::calculation>(*nytta::calculate(text, "case.toml"));
  to.push_back({"c++ " + example + " shared", [whole] {
                  return nytta::to_text(*whole, nytta::language::sv) + nytta::to_csv(*whole, nytta::language::sv) +
                         simulated(*whole);
                }});
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 4;
  std::vector<question> questions;
  add_questions_in_c(questions, "bygglov", "3000");
  add_questions_in_c(questions, "vr-satsning", "3000");
  add_questions_in_cpp(questions, "vr-satsning");
  questions.push_back({"c methods", [] { return answer(nytta_methods, request_handle(nytta_request_new()).get()); }});
  questions.push_back({"c measure", [] {
                         const char* const irr = R"({"measure": "irr", "flows": [-1000, 2500, -1540]})";
                         return text_of(result_handle(nytta_measure(irr, NYTTA_UNTIL_NUL)));
                       }});
  std::vector<std::string> alone;
  for (const auto& q : questions) alone.push_back(q.ask());

  constexpr int threads = 8;
  std::atomic<int> differ{0};
  std::atomic<int> asked{0};
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t) {
    all.emplace_back([&, t] {
      for (int i = 0; i < rounds; ++i) {
        for (std::size_t q = 0; q < questions.size(); ++q) {
          const std::size_t at = (q + static_cast<std::size_t>(t) * 3) % questions.size();
          ++asked;
          if (questions[at].ask() == alone[at]) continue;
          ++differ;
          std::printf("%s answers otherwise beside other threads\n", questions[at].name.c_str());
        }
      }
    });
  }
  for (auto& t : all) t.join();
  std::printf("%d answers from %d threads, %d of them otherwise\n", asked.load(), threads, differ.load());
  return differ == 0 && asked > 0 ? 0 : 1;
}
