// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/appraisal/evaluate.hpp>
#include <nytta/core/working.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "appraisal/traced.hpp"

namespace nytta {

/// Lanes that a program is run for at once: a block of draws, which stays in the first two cache levels.
inline constexpr std::size_t block_lanes = 256;

/// The inner loops, over block_lanes, for one set of instructions; all give the same bytes.
struct block_kernels {
  std::string_view name;
  /// constant + Σ weight × row, or × its product with the row beside it; `with` may be null, and any of its rows.
  void (*weighted)(double constant, const double* const* rows, const double* const* with, const double* weights,
                   std::size_t count, double* out);
  void (*product)(const double* a, const double* b, double* out);
  void (*shifted)(double constant, double by, const double* a, const double* b, double* out);  ///< (constant + by a) b
  void (*ladder)(const double* x, const double* rungs, std::size_t count, const double* y, double* out);
  void (*reciprocal)(const double* a, double* out);
  void (*lesser)(const double* a, const double* b, double* out);
  void (*greater)(const double* a, const double* b, double* out);
  bool (*all_above)(const double* x, double bound);
};

/// Those that this machine has, the quickest last.
[[nodiscard]] std::span<const block_kernels> usable_block_kernels();

/// constant + Σ weight × row, over block_lanes, all of which must be readable.
void weighted_rows(double constant, const double* const* rows, const double* weights, std::size_t count, double* out);

/// A factor's numbers as a multiple of one uncertain input: `times` has one number, or one per column.
struct uncertain_input {
  int node = 0;
  std::vector<double> times;
};

/// The batch evaluator: some nodes of a working for many values of some inputs at once. It is the evaluator's own run,
/// recorded: what no input reaches is a number by then, sums are kept as weights on what they are sums of, and which
/// way the formulas went is kept as conditions. A lane for which a condition does not hold is calculated again by the
/// evaluator itself.
class block_program {
 public:
  /// Keeps a reference to the working, which must outlive it.
  block_program(const working& steps, std::vector<uncertain_input> inputs, std::vector<int> outputs);

  /// Memory for one thread's runs, as make_workspace gives it.
  struct workspace {
    bool keeps = false;             ///< every step's lanes, so that some of them can be run again
    bool broken = false;            ///< a condition did not hold in the last run
    std::vector<const double*> at;  ///< each step's lanes
    [[nodiscard]] const double* lanes_of(int step) const { return at[static_cast<std::size_t>(step)]; }
    std::vector<double> slots;
    std::vector<node_value<double>> values;  ///< of lanes that are calculated again
    std::vector<node_value<double>> called;  ///< of calls: their inputs always have all their numbers
    std::vector<const double*> inputs;
    std::vector<const double*> terms;  ///< of the sum at hand
    std::vector<const double*> with;
    std::vector<double> by;
  };
  [[nodiscard]] workspace make_workspace() const;
  [[nodiscard]] workspace make_keeping_workspace() const;

  /// `inputs[j]` has the values of input j, of which the first `count` (at most block_lanes) count; all block_lanes
  /// must be readable. Writes `outputs[k][i]`: a number; +∞ where something never happens (payback), NaN where the node
  /// has no number. Const and thread-safe with a workspace for each thread.
  void run(const double* const* inputs, std::size_t count, double* const* outputs, workspace& space) const;

  /// The same after a run in a keeping workspace, with input `changed` at `row` and the others as they were then: only
  /// what rests on it is calculated. What the workspace keeps is not changed.
  void run_changed(std::size_t changed, const double* row, std::size_t count, double* const* outputs,
                   workspace& space) const;

  /// An output as a sum of products of inputs, each a coefficient and the indices of the inputs, ascending, one that
  /// comes twice twice; nothing where it is not one, or has more than `most` terms.
  struct term {
    double coefficient = 0;
    std::vector<int> inputs;
  };
  struct polynomial {
    bool known = false;
    std::vector<term> terms;
  };
  [[nodiscard]] polynomial as_polynomial(std::size_t output, std::size_t most) const;

  /// Steps left, for those who want to know how much was folded.
  [[nodiscard]] std::size_t size() const { return steps_.size(); }

 private:
  void one_step(std::size_t index, double* out, std::size_t count, workspace& space) const;
  [[nodiscard]] bool finish(const char* moved, std::size_t count, double* const* outputs, workspace& space) const;
  void call(const recorded_step& s, std::size_t count, workspace& space, double* out) const;
  void again(std::size_t lane, double* const* outputs, workspace& space) const;
  void record_call(step_recorder& recorder, int node_index, std::vector<node_value<traced>>& values);
  void find_conditional(const std::vector<int>& nodes);
  void find_path(const std::vector<char>& moves);
  void join_shifts();
  void join_ladders();
  void join_products();
  [[nodiscard]] std::vector<int> readers() const;
  void drop_unused();
  void find_users();
  void settle_places();

  const working& of_;
  std::vector<uncertain_input> inputs_;
  std::vector<int> outputs_;
  std::vector<node_value<double>> claimed_;  ///< every node where the inputs are as claimed
  std::vector<recorded_step> steps_;
  std::vector<std::vector<int>> reads_;   ///< the steps that each step reads
  std::vector<std::vector<int>> users_;   ///< of each input: the steps that rest on it, in order
  std::vector<int> step_of_input_;        ///< of each input: the step that is it, or −1 where nothing reads it
  std::vector<std::vector<char>> rests_;  ///< of each input: does the step rest on it?
  std::vector<recorded_condition> conditions_;
  std::vector<int> results_;       ///< the slot of each output; −1 where the recorded run found no number
  std::vector<int> output_of_;     ///< of each step: the first output that it is, or −1
  std::vector<char> conditional_;  ///< of each output: does a condition decide its way?
  std::vector<int> path_;          ///< the nodes of a lane that is calculated again
  int places_ = 0;
};

}  // namespace nytta
