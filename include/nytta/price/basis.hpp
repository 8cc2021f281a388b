// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace nytta {

/// Which year's money a series is in: the prices of one year (real, fast penningvärde) or each year's own (nominal,
/// löpande). It travels with the series, because it is known when the file is read; a real series discounted at a
/// nominal rate is one of the commonest errors in appraisals.
class price_basis {
 public:
  [[nodiscard]] static constexpr price_basis real_at(int year) noexcept { return price_basis(true, year); }
  [[nodiscard]] static constexpr price_basis nominal() noexcept { return price_basis(false, 0); }

  [[nodiscard]] constexpr bool is_real() const noexcept { return real_; }
  /// The price year of a real series; 0 for a nominal one.
  [[nodiscard]] constexpr int year() const noexcept { return year_; }

  friend constexpr bool operator==(const price_basis&, const price_basis&) = default;

 private:
  constexpr price_basis(bool real, int year) noexcept : real_(real), year_(year) {}
  bool real_;
  int year_;
};

/// "the prices of 2022" or "each year's own prices".
[[nodiscard]] inline std::string to_string(const price_basis& basis) {
  return basis.is_real() ? "the prices of " + std::to_string(basis.year()) : std::string("each year's own prices");
}

/// Two series meet in one sum. Throws std::invalid_argument, naming both bases, when they differ.
inline void require_same_basis(const price_basis& a, const price_basis& b) {
  if (!(a == b)) throw std::invalid_argument("amounts in " + to_string(a) + " meet amounts in " + to_string(b));
}

}  // namespace nytta
