// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// What it would be worth to know more before deciding, from draws that have been made already: the expected figure of
// the best choice after it is known, less that of the best choice now.

namespace nytta {

/// Figures of the alternatives in the same draws: figures[d][i] is that of alternative d in draw i.
using alternative_figures = std::span<const std::span<const double>>;

struct information_value {
  double value = 0;           ///< in the figure's unit
  double standard_error = 0;  ///< for independent draws; 0 where no draw would change the decision
};

struct perfect_information {
  information_value of_everything;
  std::optional<std::size_t> best;  ///< the alternative of the highest expected figure; none: doing nothing
  double expected = 0;              ///< its figure
};

/// Expected value of perfect information.
///   EVPI = mean over the draws of (max over d of f_d − f_best)
///   f_d the figure of alternative d in a draw (kr), best the alternative of the highest mean; `may_do_nothing` adds an
///   alternative of 0, which is the best of equals. Never negative; a little low when there are few draws, since the
///   best mean is the best by chance too.
///   Source: Raiffa & Schlaifer, Applied Statistical Decision Theory (1961), ch. 4; Howard, IEEE Transactions on
///   Systems Science and Cybernetics 2 (1966), 22–26.
///   Figures 1 or −1, equally likely, or nothing: 0.5   (tests/unit/sensitivity/information.cpp)
/// Throws std::invalid_argument without alternatives, for fewer than two draws, for alternatives of different lengths,
/// or for a figure that is not finite.
[[nodiscard]] perfect_information value_of_perfect_information(alternative_figures figures, bool may_do_nothing);

/// Expected value of knowing one factor, gathered block after block.
///   EVPPI = sum over bins b of (sum over draws in b of (f_choice(b) − f_best)) / n
///   The factor's values fall in bins; choice(b) has the highest mean figure in bin b, best the highest of all; f and
///   doing nothing as above. The other factors keep their whole distribution: a value calculated with them at their
///   means is another one, and wrong where the figure is not linear.
///   Convention: draws are dealt to two halves in turn. What one half chooses in each bin is valued on the other, both
///   ways: the highest of noisy means is too high, and would find information in a factor without any. So an estimate
///   may be slightly below 0, and is reported as it is; with few draws in a bin it is low rather than high. It is never
///   above the perfect information of the same draws.
///   Convention: within a bin the factor is not known more closely. With 64 bins of equal probability a linear, normal
///   figure loses at most 0.0001 of its deviation when the choice changes within one deviation of the mean, and 0.002
///   anywhere.
///   Source: Strong, Oakley & Brennan, Medical Decision Making 34 (2014), 311–326 (the definition).
///   x − y²/8 with x = ±1, y = ±2 equally likely, or nothing: knowing x is worth 1/4 (with y at its mean it seems 1/2).
/// Independent of how the draws are cut into blocks.
class factor_information {
 public:
  /// Bins from ascending thresholds: a value's bin is the number of thresholds not above it. For a continuous factor 63
  /// quantiles, closer together in the tails if they matter; for one of few values the values but the lowest. Throws
  /// std::invalid_argument unless they ascend (equal ones leave an empty bin), or without alternatives.
  factor_information(std::span<const double> thresholds, std::size_t alternatives, bool may_do_nothing);

  /// The next draws: the factor's values and all figures in them. Throws std::invalid_argument for another number of
  /// alternatives or of draws, or for what is not finite.
  void add(std::span<const double> values, alternative_figures figures);

  /// Throws std::logic_error before the fourth draw.
  [[nodiscard]] information_value value() const;

 private:
  [[nodiscard]] const double* cell(std::size_t half, std::size_t bin) const;
  [[nodiscard]] std::size_t pair(std::size_t a, std::size_t b) const;

  std::size_t alternatives_;  // with doing nothing, the last
  bool may_do_nothing_;
  std::size_t bins_ = 1;            // a power of two
  std::vector<double> thresholds_;  // one less; filled up with +∞
  std::uint64_t draws_ = 0;
  std::vector<double> cells_;  // per half and bin: the count; sums of figures; sums of squared differences of pairs
};

}  // namespace nytta
