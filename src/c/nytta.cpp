// SPDX-License-Identifier: Apache-2.0
#include <nytta/c/nytta.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include "c/commands.hpp"
#include "io/usage_error.hpp"

// The C header's functions: they take NULL, throw nothing, and leave the work to commands.cpp.

namespace {

using namespace nytta::c;

/// A call as a status.
template <class Work>
nytta_status guarded(const Work& work) noexcept {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return NYTTA_NO_MEMORY;
  } catch (...) {
    return NYTTA_INTERNAL;
  }
}

/// A command as a result; NULL when there is no memory for one.
template <class Work>
nytta_result* answered(const Work& work) noexcept {
  nytta_result* result = nullptr;
  try {
    result = new nytta_result;
    const auto failed = [result](nytta_status status, const std::string& sentence) {
      *result = {};
      result->status = status;
      result->messages = sentence + "\n";
    };
    try {
      work(*result);
    } catch (const nytta::usage_error& e) {
      failed(NYTTA_USAGE, e.sentence);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& e) {
      failed(NYTTA_INTERNAL, e.what());
    }
    return result;
  } catch (const std::bad_alloc&) {
    delete result;
    return nullptr;
  } catch (...) {  // of a callback: it is not for us to know what
    *result = {};
    result->status = NYTTA_INTERNAL;
    return result;
  }
}

/// A command about a request.
nytta_result* asked(const nytta_request* request, void (*command)(const nytta_request&, nytta_result&)) noexcept {
  return answered([=](nytta_result& result) {
    if (request == nullptr) throw nytta::usage_error{"no request was given"};
    command(*request, result);
  });
}

/// Puts the text in its place, or takes it back where there is none.
template <class Place>
nytta_status put(Place& to, const char* text, size_t length, const char* name) {
  if (text == nullptr) {
    to.reset();
    return NYTTA_OK;
  }
  auto taken = copied(text, length, name == nullptr ? "case.toml" : name);
  if (!taken) return NYTTA_USAGE;
  to = std::move(taken);
  return NYTTA_OK;
}

}  // namespace

const char* nytta_version(void) { return NYTTA_VERSION; }
int32_t nytta_abi_version(void) { return NYTTA_ABI_VERSION; }

nytta_request* nytta_request_new(void) { return new (std::nothrow) nytta_request; }
void nytta_request_free(nytta_request* request) { delete request; }

nytta_status nytta_request_case(nytta_request* request, const char* text, size_t length, const char* name) {
  if (request == nullptr || text == nullptr) return NYTTA_USAGE;
  return guarded([=] { return put(request->given, text, length, name); });
}

nytta_status nytta_request_other_case(nytta_request* request, const char* text, size_t length, const char* name) {
  if (request == nullptr) return NYTTA_USAGE;
  return guarded([=] { return put(request->other, text, length, name); });
}

nytta_status nytta_request_option(nytta_request* request, const char* key, const char* value) {
  if (request == nullptr || key == nullptr) return NYTTA_USAGE;
  return guarded([=] { return set_option(request->options, key, value) ? NYTTA_OK : NYTTA_USAGE; });
}

nytta_status nytta_request_method(nytta_request* request, const char* name, const char* text, size_t length) {
  if (request == nullptr || name == nullptr) return NYTTA_USAGE;
  return guarded([=] {
    auto& methods = request->methods;
    const auto at = std::find_if(methods.begin(), methods.end(), [=](const named_text& m) { return m.name == name; });
    if (text == nullptr) {
      if (at != methods.end()) methods.erase(at);
      return NYTTA_OK;
    }
    auto taken = copied(text, length, name);
    if (!taken) return NYTTA_USAGE;
    if (at == methods.end()) {
      methods.push_back(*std::move(taken));
    } else {
      *at = *std::move(taken);
    }
    return NYTTA_OK;
  });
}

nytta_status nytta_request_find_method(nytta_request* request, nytta_find_method find, void* context) {
  if (request == nullptr) return NYTTA_USAGE;
  request->find = find;
  request->find_context = context;
  return NYTTA_OK;
}

nytta_status nytta_method_give(nytta_method* found, const char* text, size_t length, const char* name) {
  if (found == nullptr || text == nullptr) return NYTTA_USAGE;
  const nytta_status status = guarded([=] {
    auto taken = copied(text, length, name == nullptr ? found->asked_for : name);
    if (!taken) return NYTTA_USAGE;
    found->found.emplace(nytta::method_text{std::move(taken->text), std::move(taken->name)});
    return NYTTA_OK;
  });
  found->out_of_memory = status == NYTTA_NO_MEMORY;
  return status;
}

nytta_status nytta_request_watch(nytta_request* request, nytta_watch watch, void* context) {
  if (request == nullptr) return NYTTA_USAGE;
  request->watch = watch;
  request->watch_context = context;
  return NYTTA_OK;
}

nytta_result* nytta_calc(const nytta_request* request) { return asked(request, calc); }
nytta_result* nytta_check(const nytta_request* request) { return asked(request, check); }
nytta_result* nytta_explain(const nytta_request* request) { return asked(request, explain); }
nytta_result* nytta_compare(const nytta_request* request) { return asked(request, compare); }
nytta_result* nytta_sensitivity(const nytta_request* request) { return asked(request, sensitivity); }
nytta_result* nytta_simulate(const nytta_request* request) { return asked(request, simulate); }
nytta_result* nytta_methods(const nytta_request* request) { return asked(request, methods); }

nytta_result* nytta_schema(const char* which) {
  return answered([=](nytta_result& result) { schema(which == nullptr ? "" : which, result); });
}

nytta_result* nytta_measure(const char* question, size_t length) {
  return answered([=](nytta_result& result) {
    if (question == nullptr) throw nytta::usage_error{"no question was given"};
    measure({question, length == NYTTA_UNTIL_NUL ? std::strlen(question) : length}, result);
  });
}

void nytta_result_free(nytta_result* result) { delete result; }

nytta_status nytta_result_status(const nytta_result* result) {
  return result == nullptr ? NYTTA_NO_MEMORY : result->status;
}

const char* nytta_result_text(const nytta_result* result) { return result == nullptr ? "" : result->text.c_str(); }
size_t nytta_result_length(const nytta_result* result) { return result == nullptr ? 0 : result->text.size(); }

const char* nytta_result_messages(const nytta_result* result) {
  return result == nullptr ? "" : result->messages.c_str();
}

const char* nytta_result_diagnostics(const nytta_result* result) {
  return result == nullptr ? "[]" : result->diagnostics.c_str();
}

const nytta_figure* nytta_result_figure(const nytta_result* result, const char* alternative, const char* key) {
  if (result == nullptr || key == nullptr) return nullptr;
  const char* const of = alternative == nullptr ? result->alternative.c_str() : alternative;
  for (const nytta_figure& f : result->figures) {
    if (f.alternative == of && f.key == key) return &f;
  }
  return nullptr;
}

nytta_answer nytta_figure_answer(const nytta_figure* figure) {
  return figure == nullptr ? NYTTA_ANSWER_ABSENT : figure->answer;
}

size_t nytta_figure_count(const nytta_figure* figure) { return figure == nullptr ? 0 : figure->values.size(); }

const char* nytta_figure_value(const nytta_figure* figure, size_t index) {
  return figure == nullptr || index >= figure->values.size() ? "" : figure->values[index].c_str();
}

const char* nytta_figure_unit(const nytta_figure* figure) { return figure == nullptr ? "" : figure->unit.c_str(); }
const char* nytta_figure_reason(const nytta_figure* figure) { return figure == nullptr ? "" : figure->reason.c_str(); }
