// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/diagnostic.hpp>

#include <optional>
#include <stdexcept>
#include <utility>

namespace nytta {

/// A value, or all that is wrong with the input that should have given it. The names are std::expected's, which this
/// becomes when the compilers we support have it.
template <class T>
class outcome {
 public:
  outcome(T value) : value_(std::move(value)) {}              // NOLINT(google-explicit-constructor)
  outcome(diagnostics errors) : errors_(std::move(errors)) {  // NOLINT(google-explicit-constructor)
    if (errors_.empty()) throw std::invalid_argument("an outcome without a value needs at least one diagnostic");
  }

  [[nodiscard]] bool has_value() const noexcept { return value_.has_value(); }
  explicit operator bool() const noexcept { return value_.has_value(); }

  /// The value. Throws std::logic_error when there is none: ask has_value() first.
  [[nodiscard]] const T& value() const& {
    require();
    return *value_;
  }
  [[nodiscard]] T&& value() && {
    require();
    return std::move(*value_);
  }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }

  /// All diagnostics; empty when there is a value.
  [[nodiscard]] const diagnostics& error() const noexcept { return errors_; }

 private:
  void require() const {
    if (!value_) throw std::logic_error("this outcome holds diagnostics, not a value");
  }
  std::optional<T> value_;
  diagnostics errors_;
};

}  // namespace nytta
