// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/appraise.hpp>
#include <nytta/core/diagnostic.hpp>
#include <nytta/core/outcome.hpp>
#include <nytta/effect/initiative.hpp>
#include <nytta/sensitivity/distribution.hpp>
#include <nytta/sensitivity/function_view.hpp>
#include <nytta/sensitivity/indices.hpp>
#include <nytta/sensitivity/information.hpp>
#include <nytta/sensitivity/shapley.hpp>
#include <nytta/sensitivity/statistics.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// Simulation: one figure of every alternative in many draws of the factors with a range. The alternatives share their
// draws. The same case, seed and number of draws give the same numbers on any number of threads.

namespace nytta {

/// A factor that is drawn, in the factor's own unit; of a factor by year the share of its likely values.
struct drawn_factor {
  std::string id;
  fitted_distribution curve;
};

/// The factors with a range that a figure of any alternative rests on, and how they go together.
struct uncertainty {
  std::string figure = "net_present_value";  ///< its key
  std::vector<drawn_factor> factors;
  std::vector<double> correlation;  ///< of their normal scores, row by row; empty: independent
};

/// Fits the ranges of the case. Refused: a range that no curve of its shape fits, and rank correlations that no numbers
/// can have together; the nearest that they can have are named.
[[nodiscard]] outcome<uncertainty> uncertainty_of(const initiative& claim, const appraisal& of,
                                                  const std::string& figure);

/// What uncertainty_of refuses, of all factors with a range, whatever figures rest on them.
[[nodiscard]] diagnostics refused_ranges(const initiative& claim, const appraisal& of);

inline constexpr std::uint64_t least_simulated_draws = 64;

enum class sampling : unsigned char { random, quasi };

struct simulation_request {
  std::uint64_t draws = 100'000;
  std::uint64_t seed = 1;
  int threads = 1;
  sampling how = sampling::random;
  bool indices = false;      ///< Sobol indices, or Shapley effects where factors are correlated
  bool information = false;  ///< what it is worth to know more
  bool histogram = false;    ///< how the draws are spread
};

inline constexpr std::array simulated_quantiles{0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};

/// Mean and standard deviation in closed form, where the figure is a sum of products of independent factors.
struct exact_moments {
  std::optional<double> mean;
  std::optional<double> standard_deviation;
};

/// A mean and its standard error.
struct estimated_mean {
  double mean = 0;
  double standard_error = 0;
};

/// One alternative's figure.
struct simulated_figure {
  std::string alternative;
  figure of;
  std::optional<double> likely;  ///< where every factor is as claimed
  std::size_t defined = 0;       ///< draws in which the figure has a number
  double undefined_share = 0;    ///< of the draws without one
  std::optional<moments> statistics;
  std::optional<double> standard_error;      ///< of the mean; from scrambles where points are even
  std::optional<estimated_mean> controlled;  ///< the mean with the figure's linear part known exactly
  exact_moments exact;
  std::vector<double> quantiles;  ///< by simulated_quantiles; +∞: never
  std::optional<estimated_share> positive;
  std::optional<double> below_zero;  ///< the share of draws below 0
  std::optional<double> shortfall;   ///< the mean of the worst 5 %
  std::optional<histogram> spread;   ///< of the middle 98 % of the draws, the rest in the outermost intervals
  std::optional<sobol_result> sobol;
  std::optional<shapley_result> shapley;
};

struct known_factor {
  std::string factor;
  information_value worth;
};

/// What it is worth to know more before choosing between the alternatives and doing nothing (the reference).
struct simulated_information {
  bool defined = false;  ///< not where a figure is missing in some draw
  perfect_information everything;
  std::string best;                   ///< the alternative of the highest expected figure; empty: doing nothing
  std::vector<known_factor> factors;  ///< the most worth first
};

struct simulation {
  std::uint64_t draws = 0;  ///< that were made: even points come in powers of two, and a stop comes early
  std::uint64_t seed = 0;
  sampling how = sampling::random;
  bool stopped = false;
  std::vector<std::string> factors;  ///< that were drawn
  bool correlated = false;
  std::vector<simulated_figure> alternatives;
  std::optional<simulated_information> information;
};

/// Is asked now and then with the share that is done, by one thread at a time; true stops the run, which then reports
/// what was done.
using simulation_watch = function_view<bool(double share)>;

struct prepared_simulation;

/// A figure made ready to be simulated: quantile tables, the batch program, and memory for the draws, 8 bytes each for
/// every alternative, which later runs use again (beside it, 72 bytes for each 256 draws and alternative during a run).
/// One thread at a time may run it. Of one that was moved from nothing may be asked.
class simulator {
 public:
  /// `uncertain` is uncertainty_of the same case. Keeps a reference to the appraisal, which must outlive it, and none
  /// to the claim. Throws std::invalid_argument for a figure that an alternative, or a factor that the case does not
  /// have.
  simulator(const initiative& claim, const appraisal& of, uncertainty uncertain);
  simulator(const initiative& claim, const appraisal&& of, uncertainty uncertain) = delete;
  simulator(simulator&& other) noexcept;
  simulator& operator=(simulator&& other) noexcept;
  ~simulator();

  /// Throws std::invalid_argument for fewer than 64 draws, or no thread.
  [[nodiscard]] simulation run(const simulation_request& asked, simulation_watch watch);

 private:
  std::vector<prepared_simulation> made_;  // one, or none when moved from
};

}  // namespace nytta
