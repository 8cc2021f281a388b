// SPDX-License-Identifier: Apache-2.0
// Memory ends at every point of a command in turn, as far as the program's own `operator new` can tell (it takes the
// place of the library's too): each time the answer is whole or NYTTA_NO_MEMORY, and nothing is left behind. Where JSON
// is made only larger pieces are refused, since the destructors of its tree take memory themselves.
#include <nytta/c/nytta.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>

#include "unit/c/handles.hpp"

namespace {

std::atomic<long> allowed{-1};      // allocations until memory ends; below 0: it does not
std::atomic<std::size_t> least{0};  // bytes; what is smaller can always be had
std::atomic<long> alive{0};
std::atomic<bool> ended{false};

void* take(std::size_t size) noexcept {
  long left = size < least ? -1 : allowed.load();
  while (left >= 0) {
    if (left == 0) {
      ended = true;
      return nullptr;
    }
    if (allowed.compare_exchange_weak(left, left - 1)) break;
  }
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory != nullptr) ++alive;
  return memory;
}

void give_back(void* memory) noexcept {
  if (memory == nullptr) return;
  --alive;
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  if (void* const memory = take(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give_back(memory); }

namespace {

using command = nytta_result* (*)(const nytta_request*);

/// Runs the command with memory for `count` allocations. 0: answered whole, 1: no memory, 2: something else.
int with_memory_for(long count, command run, const nytta_request* request, const std::string& whole) {
  const long before = alive;
  ended = false;
  allowed = count;
  nytta_result* const result = run(request);
  allowed = -1;
  const nytta_status status = nytta_result_status(result);
  const bool same = status == NYTTA_OK && whole == nytta_result_text(result);
  nytta_result_free(result);
  if (alive != before) {
    std::printf("with memory for %ld allocations, %ld were not given back\n", count, alive - before);
    return 2;
  }
  if (status == NYTTA_NO_MEMORY && ended) return 1;
  if (same) return 0;
  std::printf("with memory for %ld allocations, the status is %d\n", count, static_cast<int>(status));
  return 2;
}

/// Each of the first `dense` allocations, then with growing steps, until the command is answered. It has to run out
/// `at_least` times.
int exhaust(const char* name, command run, const nytta_request* request, int at_least) {
  nytta_result* const result = run(request);
  const std::string whole = nytta_result_text(result);
  const nytta_status status = nytta_result_status(result);
  nytta_result_free(result);
  if (status != NYTTA_OK) {
    std::printf("%s: status %d with all memory\n", name, static_cast<int>(status));
    return 1;
  }
  constexpr long dense = 400;
  int failures = 0;
  int out_of_memory = 0;
  for (long count = 0;; count += count < dense ? 1 : 1 + count / 150) {
    const int how = with_memory_for(count, run, request, whole);
    if (how == 1) ++out_of_memory;
    if (how == 2) ++failures;
    // A place where memory was done without may answer whole before the last allocation: only the end is the end.
    if (how == 0 && !ended) break;
  }
  std::printf("%s: out of memory at %d places\n", name, out_of_memory);
  return out_of_memory < at_least ? failures + 1 : failures;
}

}  // namespace

int main() {
  const std::string text = file_text(NYTTA_SOURCE_DIR "/examples/bygglov/case.toml");
  int failures = 0;
  nytta_request* const request = nytta_request_new();
  failures += nytta_request_case(request, text.data(), text.size(), nullptr) == NYTTA_OK ? 0 : 1;
  nytta_request_option(request, "draws", "1000");
  nytta_request_option(request, "threads", "2");
  nytta_request_option(request, "to", "esv-reconstructed");
  const struct {
    const char* name;
    command run;
  } commands[] = {{"calc", nytta_calc},       {"check", nytta_check},       {"explain", nytta_explain},
                  {"compare", nytta_compare}, {"simulate", nytta_simulate}, {"sensitivity", nytta_sensitivity}};
  nytta_request_option(request, "format", "text");
  for (const auto& c : commands) failures += exhaust(c.name, c.run, request, 400);
  nytta_request_option(request, "format", "json");
  least = 2048;
  for (const auto& c : commands) failures += exhaust(c.name, c.run, request, 3);
  least = 0;
  // A request keeps what it had.
  allowed = 0;
  const bool kept = nytta_request_option(request, "figure", "a figure whose name is too long for a small string") ==
                        NYTTA_NO_MEMORY &&
                    nytta_request_case(request, text.data(), text.size(), nullptr) == NYTTA_NO_MEMORY;
  allowed = -1;
  nytta_result* const after = nytta_calc(request);
  if (!kept || nytta_result_status(after) != NYTTA_OK) ++failures;
  nytta_result_free(after);
  nytta_request_free(request);
  if (alive > 64) {  // the runtime's own may stay
    std::printf("%ld allocations were not given back\n", alive.load());
    ++failures;
  }
  return failures == 0 ? 0 : 1;
}
