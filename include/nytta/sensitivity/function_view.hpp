// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace nytta {

template <class Signature>
class function_view;

/// Something that can be called, and that the caller keeps alive meanwhile: a pointer to it and one to its call.
template <class Result, class... Arguments>
class function_view<Result(Arguments...)> {
 public:
  template <class Function>
  requires(!std::same_as<std::remove_cvref_t<Function>, function_view> &&
           std::is_object_v<std::remove_reference_t<Function>> &&
           std::is_invocable_r_v<Result, Function&, Arguments...>)
      function_view(Function&& function)  // NOLINT(bugprone-forwarding-reference-overload): it takes no other view
      : object_(const_cast<void*>(static_cast<const void*>(&function))),
        call_([](void* object, Arguments... arguments) -> Result {
          return (*static_cast<std::remove_reference_t<Function>*>(object))(arguments...);
        }) {}

  Result operator()(Arguments... arguments) const { return call_(object_, arguments...); }

 private:
  void* object_;
  Result (*call_)(void*, Arguments...);
};

/// A model: its figure for `count` draws at once (at most 256), factor by factor: inputs[j][i] is factor j in draw i,
/// out[i] the figure. A figure that does not exist is NaN here.
using model_view = function_view<void(const double* const* inputs, std::size_t count, double* out)>;

/// A source of draws: block number `block` of the stream, 256 draws of every factor, factor by factor (out[256 j + i]).
/// Streams are independent of each other; the blocks of one stream need not be (points that fill a space evenly).
using draws_view = function_view<void(std::uint32_t stream, std::uint64_t block, double* out)>;

/// A figure estimated from draws, and its 95 % confidence interval.
struct estimate {
  double value = 0;
  double low = 0;
  double high = 0;
};

}  // namespace nytta
