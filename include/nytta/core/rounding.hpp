// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rounding is an argument, never a mode set somewhere. The seven modes are those of the General Decimal Arithmetic
// Specification (Cowlishaw, 2009), the half modes deciding on the magnitude.

namespace nytta {

/// How a number is brought to fewer digits. Examples: 2.5, -2.5 and 2.1 to whole numbers.
enum class rounding : unsigned char {
  half_even,  ///< to the nearest; a tie to the even digit                 2  -2   2
  half_up,    ///< to the nearest; a tie away from zero (spreadsheets)     3  -3   2
  half_down,  ///< to the nearest; a tie towards zero                      2  -2   2
  up,         ///< away from zero                                          3  -3   3
  down,       ///< towards zero                                            2  -2   2
  floor,      ///< towards minus infinity                                  2  -3   2
  ceiling     ///< towards plus infinity                                   3  -2   3
};

/// The part that rounding takes away, measured against half a unit of the last digit kept.
enum class discarded : unsigned char { nothing, below_half, half, above_half };

/// What a division leaves; the remainder is below the divisor.
template <class Unsigned>
[[nodiscard]] constexpr discarded discarded_part(const Unsigned& remainder, const Unsigned& divisor) noexcept {
  if (remainder == Unsigned{}) return discarded::nothing;
  const Unsigned rest = divisor - remainder;  // twice the remainder against the divisor, without doubling
  if (remainder < rest) return discarded::below_half;
  return remainder == rest ? discarded::half : discarded::above_half;
}

/// Whether the magnitude kept grows by one unit of its last digit. `odd`: the last digit kept is odd.
[[nodiscard]] constexpr bool rounds_away(rounding how, bool negative, bool odd, discarded rest) noexcept {
  if (rest == discarded::nothing) return false;
  switch (how) {
    case rounding::half_even: return rest == discarded::above_half || (rest == discarded::half && odd);
    case rounding::half_up: return rest >= discarded::half;
    case rounding::half_down: return rest == discarded::above_half;
    case rounding::up: return true;
    case rounding::down: return false;
    case rounding::floor: return negative;
    case rounding::ceiling: return !negative;
  }
  return false;
}

}  // namespace nytta
