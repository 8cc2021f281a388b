// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

// What draws of a figure say. Draws in which the figure does not exist are taken out before they come here. Nothing is
// reordered in the caller's memory, and sums are taken in blocks of 256 in one order: the same bytes everywhere.

namespace nytta {

struct moments {
  std::size_t count = 0;
  double mean = 0;
  std::optional<double> standard_deviation;  ///< none for a single value
  std::optional<double> standard_error;      ///< of the mean, for independent draws
};

/// Mean, standard deviation and standard error.
///   m = sum of x_i / n,   s = sqrt(sum of (x_i − m)² / (n − 1)),   s / sqrt(n)
///   x_i one draw (the figure's unit), n their number; n − 1: the spreadsheets' STDEV, not STDEVP.
///   Two passes, the second about a centre near the mean and corrected for what the centre misses.
///   Source: Chan, Golub & LeVeque, The American Statistician 37:3 (1983), 242–247; NIST StRD.
///   moments_of({2, 4, 4, 4, 5, 5, 7, 9}): mean 5, s == sqrt(32/7)   (tests/unit/sensitivity/statistics.cpp)
/// Throws std::invalid_argument without values, or when one, or their sum of squares, is not finite.
[[nodiscard]] moments moments_of(std::span<const double> values);

/// Quantiles by order statistics, type 7.
///   q(p) = x_(j) + (h − j)(x_(j+1) − x_(j)),   h = p (n − 1),   j = floor(h)
///   x_(0) … x_(n−1) the draws in order, p a probability from 0 to 1. The spreadsheets' PERCENTILE.INC and R's default.
///   Source: Hyndman & Fan, The American Statistician 50:4 (1996), 361–365, definition 7.
///   quantiles({1, 2, 3, 4}, {0.3}) == 1.9
/// Exact: the order statistics are the draws themselves. +∞ (never paid back) is a value like others: a quantile beside
/// it is +∞ unless it falls on a finite draw. Throws std::invalid_argument without values, for NaN or −∞, or for a
/// probability outside 0 … 1. A few passes over the draws and no sort: about 2 ns a draw for nine quantiles of a
/// million.
[[nodiscard]] std::vector<double> quantiles(std::span<const double> values, std::span<const double> probabilities);

/// Which draws are the worst: of a figure of which less is better, the highest.
enum class worst : unsigned char { lowest, highest };

/// The mean of the worst share of the draws. Of the lowest:
///   es = (x_(1) + … + x_(m) + (k − m) x_(m+1)) / k,   k = n · share,   m = floor(k)
///   x_(1) ≤ … ≤ x_(n) the draws in order: the draw at the border counts by the part of it that lies within the share,
///   so that the result is continuous in the share; 1 gives the mean, and a share below 1/n the lowest draw. In the
///   figure's own unit and sign (a loss is negative). Of the highest, the same counted from above.
///   Source: Acerbi & Tasche, Journal of Banking & Finance 26 (2002), 1487–1503, definition 2.6 and section 4.
///   Deviates: the source turns the sign.
///   expected_shortfall({4, 1, 2, 3, 10}, 0.5) == (1 + 2 + 3/2) / 2.5 == 1.8; of the highest (10 + 4 + 3/2) / 2.5
///   == 6.2
/// +∞ (never paid back) makes the mean +∞ where a draw of it lies in the share.
/// Throws std::invalid_argument without values, for NaN or −∞, or for a share not above 0 and at most 1.
[[nodiscard]] double expected_shortfall(std::span<const double> values, double share, worst which = worst::lowest);

/// Both at once, in little more than the time of the quantiles. Throws what either throws.
struct quantiles_and_shortfall {
  std::vector<double> quantiles;
  double shortfall = 0;
};
[[nodiscard]] quantiles_and_shortfall quantiles_with_shortfall(std::span<const double> values,
                                                               std::span<const double> probabilities, double share,
                                                               worst which = worst::lowest);

/// How many draws lie in each interval of one width. Intervals begin at a whole multiple of the width, so that 0 is an
/// edge and none holds both gains and losses. A draw on an edge counts in the interval above it.
struct histogram {
  double from = 0;                  ///< where the first interval begins, in the figure's unit
  double width = 0;                 ///< 1, 2 or 5 times a power of ten; above 0
  std::vector<std::size_t> counts;  ///< one per interval; empty where no draw is finite
};

/// Counts the finite draws in at most `most` intervals (at least 4) of the least width that holds them all between
/// `low` and `high`; what lies beyond counts in the outermost.
///   width = least w of 1, 2, 5 × 10^k with floor(high / w) − floor(low / w) + 1 ≤ most
///   histogram_of({-1, 0, 1, 9, 30}, -1, 9, 6): from −2, width 2, counts {1, 2, 0, 0, 0, 2}
/// Of draws that are all alike the width is 1. Throws std::invalid_argument unless low ≤ high and both are finite.
[[nodiscard]] histogram histogram_of(std::span<const double> values, double low, double high, int most);

struct estimated_share {
  double value = 0;           ///< the share of the draws, 0 and 1 included
  double standard_error = 0;  ///< never 0
};

/// A share of draws, with the standard error of Wilson's interval.
///   p = count / n,   e = sqrt(p (1 − p)/n + 1/(4 n²)) / (1 + 1/n)
///   Half the width of Wilson's interval at one standard deviation. For many draws it is sqrt(p (1 − p)/n); but when
///   all or none of them count it is 1/(2 (n + 1)), where that would claim certainty.
///   Source: Wilson, Journal of the American Statistical Association 22 (1927), 209–212; z = 1.
///   share_of(3, 3): 1, e == 1/8
/// Counts as doubles, as sums over lanes come. Throws std::invalid_argument unless all > 0 and 0 ≤ count ≤ all.
[[nodiscard]] estimated_share share_of(double count, double all);

/// The share of draws above 0. Throws std::invalid_argument without values, or for NaN.
[[nodiscard]] estimated_share probability_positive(std::span<const double> values);

}  // namespace nytta
