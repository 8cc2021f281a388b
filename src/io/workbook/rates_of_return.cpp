// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/rates_of_return.hpp"

#include <nytta/core/answer.hpp>
#include <nytta/core/label.hpp>

#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

namespace nytta::workbook {

namespace {

/// So many halvings leave less than the last digit of a binary number.
constexpr int halvings = 52;
/// As many as the appraisal's own Newton takes before it gives up.
constexpr int newton_steps = 50;
constexpr int words_column = 1;

class rate_writer {
 public:
  rate_writer(sheet& on, int row, int first_column, const std::vector<term>& flows, int most, language in)
      : on_(on), row_(row), first_(first_column), flows_(flows), most_(most), in_(in) {}

  rate_block write(const std::optional<term>& newton_from) {
    periods();
    series();
    for (int level = 0; level < most_; ++level) write_level(level);
    brackets();
    rates();
    if (newton_from) nearest_to_newton(*newton_from);
    check();
    return {std::move(found_), row_ + 1};
  }

 private:
  struct level_cells {
    int coefficients = 0;
    int signs = 0;
    int changes = 0;
  };
  struct bracket_cells {
    int column = 0;
    term low;
    term high;
  };

  [[nodiscard]] int count() const { return static_cast<int>(flows_.size()); }
  [[nodiscard]] int column_of(int period) const { return first_ + period; }
  [[nodiscard]] int single() const { return first_ - 1; }
  [[nodiscard]] term row_of(int row) const { return on_.here(row, first_, first_ + count() - 1); }
  [[nodiscard]] term reason_text(reason why) const { return quoted(text(why, in_)); }

  int next_row(std::string_view key) {
    on_.write({row_, words_column}, label_text(key, in_), look::note);
    return row_++;
  }

  void periods() {
    periods_ = next_row("workbook_rates_period");
    for (int t = 0; t < count(); ++t) on_.write({periods_, column_of(t)}, t, look::whole);
  }

  void series() {
    const int flows = next_row("workbook_rates_flows");
    for (int t = 0; t < count(); ++t) {
      on_.write_formula({flows, column_of(t)}, flows_[static_cast<std::size_t>(t)], look::money);
    }
    const int noise = next_row("workbook_noise");
    on_.write_formula({noise, single()}, noise_of(row_of(flows)), look::tiny);
    series_ = next_row("workbook_rates_series");
    for (int t = 0; t < count(); ++t) {
      const term flow = on_.here({flows, column_of(t)});
      const term small = at_most(absolute(flow), on_.here({noise, single()}));
      on_.write_formula({series_, column_of(t)}, choose(small, number(0), flow), look::money);
    }
  }

  /// The terms of a level, the sign that holds up to each, and where it changes.
  void write_level(int level) {
    level_cells cells;
    if (level == 0) {
      cells.coefficients = series_;
    } else {
      cells.coefficients = next_row("workbook_rates_terms");
      const level_cells& above = levels_.back();
      const term change = smallest({row_of(above.changes)}) - number(0.5);
      for (int t = 0; t < count(); ++t) {
        const term factor = on_.here({periods_, column_of(t)}) - change;
        on_.write_formula({cells.coefficients, column_of(t)}, on_.here({above.coefficients, column_of(t)}) * factor,
                          look::factor);
      }
    }
    cells.signs = next_row("workbook_rates_sign");
    for (int t = 0; t < count(); ++t) {
      const term own = on_.here({cells.coefficients, column_of(t)});
      const term before = t == 0 ? number(0) : on_.here({cells.signs, column_of(t - 1)});
      on_.write_formula({cells.signs, column_of(t)}, choose(equal(own, number(0)), before, sign_of(own)), look::whole);
    }
    cells.changes = next_row("workbook_rates_changes");
    on_.write({cells.changes, column_of(0)}, "-", look::text_right);
    for (int t = 1; t < count(); ++t) {
      const term both_signs = on_.here({cells.signs, column_of(t)}) * on_.here({cells.signs, column_of(t - 1)});
      on_.write_formula({cells.changes, column_of(t)},
                        choose(below(both_signs, number(0)), on_.here({periods_, column_of(t)}), quoted("-")),
                        look::whole);
    }
    levels_.push_back(cells);
  }

  /// Σ c_t s^t (1 − s)^(N−t): P(v) times (1 + v)^−N, so of the same sign.
  [[nodiscard]] term at_point(const term& coefficients, const term& s) const {
    const term period = row_of(periods_);
    return sum_of_products({coefficients, power(s, period), power(number(1) - s, number(count() - 1) - period)});
  }

  [[nodiscard]] term last_sign(int level) const {
    return on_.here({levels_[static_cast<std::size_t>(level)].signs, column_of(count() - 1)});
  }
  [[nodiscard]] term change_count(int level) const {
    return count_of(row_of(levels_[static_cast<std::size_t>(level)].changes));
  }

  /// One column for each place where a level may have a zero: the highest level first, the series itself last.
  void brackets() {
    const int rows[] = {next_row("workbook_rates_level"),   next_row("workbook_rates_from"),
                        next_row("workbook_rates_to"),      next_row("workbook_rates_sign_from"),
                        next_row("workbook_rates_value"),   next_row("workbook_rates_value_noise"),
                        next_row("workbook_rates_sign_to"), next_row("workbook_rates_inside")};
    const int first_step = row_;
    for (int step = 0; step <= halvings; ++step) {
      next_row(step == 0 ? "workbook_rates_middle" : "workbook_rates_halving");
    }
    const int zero = next_row("workbook_rates_zero");
    std::vector<int> above;  // the columns of the level above
    int column = first_;
    for (int level = most_ - 1; level >= 0; --level) {
      std::vector<int> own;
      const int places = most_ - level;
      for (int k = 0; k < places; ++k, ++column) {
        own.push_back(column);
        const auto cell = [&](int row) { return on_.here({row, column}); };
        const auto put = [&](int row, const term& t, look shows) { on_.write_formula({row, column}, t, shows); };
        on_.write({rows[0], column}, level, look::whole);
        put(rows[1], k == 0 ? number(0) : on_.here({zero, above[static_cast<std::size_t>(k) - 1]}), look::factor);
        put(rows[2], k == places - 1 ? number(1) : on_.here({zero, above[static_cast<std::size_t>(k)]}), look::factor);
        const term first_sign = last_sign(level) * power(number(-1), change_count(level));
        put(rows[3], k == 0 ? first_sign : on_.here({rows[6], column - 1}), look::whole);
        const term coefficients = row_of(levels_[static_cast<std::size_t>(level)].coefficients);
        const term outside = either(at_most(cell(rows[2]), number(0)), at_most(number(1), cell(rows[2])));
        put(rows[4], choose(outside, number(0), at_point(coefficients, cell(rows[2]))), look::factor);
        put(rows[5], choose(outside, number(0), number(1e-12) * at_point(absolute(coefficients), cell(rows[2]))),
            look::tiny);
        const term inner = choose(at_most(absolute(cell(rows[4])), cell(rows[5])), number(0), sign_of(cell(rows[4])));
        put(rows[6],
            choose(equal(cell(rows[2]), number(0)), first_sign,
                   choose(equal(cell(rows[2]), number(1)), last_sign(level), inner)),
            look::whole);
        put(rows[7],
            choose(both(below(cell(rows[1]), cell(rows[2])), below(cell(rows[3]) * cell(rows[6]), number(0))),
                   number(1), number(0)),
            look::whole);
        put(first_step, (cell(rows[1]) + cell(rows[2])) / number(2), look::factor);
        for (int step = 1; step <= halvings; ++step) {
          const term middle = cell(first_step + step - 1);
          const term half = (cell(rows[2]) - cell(rows[1])) * power(number(0.5), number(step + 1));
          const term on_low_side = equal(sign_of(at_point(coefficients, middle)), cell(rows[3]));
          put(first_step + step,
              choose(equal(cell(rows[7]), number(0)), middle,
                     middle + choose(on_low_side, number(1), number(-1)) * half),
              look::factor);
        }
        put(zero, choose(equal(cell(rows[7]), number(0)), cell(rows[1]), cell(first_step + halvings)), look::factor);
      }
      above = own;
    }
    inside_ = rows[7];
    low_ = rows[1];
    high_ = rows[2];
    sign_high_ = rows[6];
    zero_ = zero;
    last_column_ = column - 1;
  }

  void rates() {
    const int crossing = next_row("workbook_rates_crossing");
    const int touching = next_row("workbook_rates_touching");
    const int from = last_column_ - most_ + 1;
    const auto rate = [&](const term& s) { return (number(1) - number(2) * s) / s; };
    for (int column = from; column <= last_column_; ++column) {
      const auto cell = [&](int row) { return on_.here({row, column}); };
      on_.write_formula({crossing, column}, choose(equal(cell(inside_), number(1)), rate(cell(zero_)), quoted("-")),
                        look::rate);
      const term touches = both(equal(cell(sign_high_), number(0)), below(cell(low_), cell(high_)));
      on_.write_formula({touching, column}, choose(touches, rate(cell(high_)), quoted("-")), look::rate);
    }
    const term all = on_.here({crossing, from}, {touching, last_column_});
    const term changes = change_count(0);
    const term too_many = below(number(most_), changes);
    for (int k = 1; k <= most_; ++k) {
      const int row = row_++;
      on_.write({row, words_column}, label_text("workbook_rates_root", std::to_string(k), in_), look::strong);
      term t = choose(either(too_many, below(count_of(all), number(k))), quoted("-"), ascending(all, number(k)));
      if (k == 1) {
        const term none =
            choose(equal(count_of(all), number(0)), reason_text(reason::no_real_root), ascending(all, number(1)));
        const term few =
            choose(too_many, quoted(label_text("workbook_too_many_rates", std::to_string(most_), in_)), none);
        const term some = choose(equal(changes, number(0)), reason_text(reason::no_sign_change), few);
        const term nothing = equal(sum_of_products({absolute(row_of(series_))}), number(0));
        t = choose(nothing, reason_text(reason::all_zero), some);
      }
      on_.write_formula({row, single()}, t, look::rate);
      found_.emplace_back(row, single());
    }
  }

  /// Newton's method as a program would use it that shows one rate only, and the rate nearest to where it ends.
  void nearest_to_newton(const term& from) {
    const int first_step = row_;
    for (int step = 0; step <= newton_steps; ++step) {
      next_row(step == 0 ? "workbook_rates_newton" : "workbook_rates_newton_step");
    }
    const term flows = row_of(series_);
    const term period = row_of(periods_);
    on_.write_formula({first_step, single()}, from, look::rate);
    for (int step = 1; step <= newton_steps; ++step) {
      const term before = on_.here({first_step + step - 1, single()});
      const term growth = number(1) + before;
      const term value = sum_of_products({flows, power(growth, -period)});
      const term slope = sum_of_products({flows, period, power(growth, number(-1) - period)});
      const term next = before + value / slope;
      // A text marks that it has left the rates that there are.
      const term kept = unless_error(choose(at_most(next, number(-1)), quoted("-"), next), quoted("-"));
      on_.write_formula({first_step + step, single()}, choose(is_text(before), before, kept), look::rate);
    }
    const int end = next_row("workbook_rates_newton_end");
    const term last = on_.here({first_step + newton_steps, single()});
    const term before = on_.here({first_step + newton_steps - 1, single()});
    const term settled = unless_error(below(absolute(last - before), number(1e-10)), number(0));
    on_.write_formula({end, single()}, choose(equal(settled, number(1)), last, from), look::rate);
    const term target = on_.here({end, single()});
    term nearest_so_far = on_.here(found_[0]);
    const std::vector<position> all = std::exchange(found_, {});
    for (std::size_t k = 1; k < all.size(); ++k) {
      const int row = next_row("workbook_rates_nearest");
      const term other = on_.here(all[k]);
      const term nearer = unless_error(below(absolute(other - target), absolute(nearest_so_far - target)), number(0));
      on_.write_formula({row, single()}, choose(equal(nearer, number(1)), other, nearest_so_far), look::rate);
      nearest_so_far = on_.here({row, single()});
      found_ = {{row, single()}};
    }
    if (found_.empty()) found_ = {all[0]};
  }

  void check() {
    const int row = next_row("workbook_rates_check");
    const term root = on_.here(found_[0]);
    on_.write_formula(
        {row, single()},
        choose(is_text(root), quoted("-"), unless_error(rate_searched_from(row_of(series_), root), quoted("-"))),
        look::rate);
  }

  sheet& on_;
  int row_;
  int first_;
  const std::vector<term>& flows_;
  int most_;
  language in_;
  int periods_ = 0;
  int series_ = 0;
  std::vector<level_cells> levels_;
  int inside_ = 0;
  int low_ = 0;
  int high_ = 0;
  int sign_high_ = 0;
  int zero_ = 0;
  int last_column_ = 0;
  std::vector<position> found_;
};

}  // namespace

rate_block write_rates(sheet& on, int row, int first_column, const std::vector<term>& flows, int most,
                       const std::optional<term>& newton_from, language in) {
  return rate_writer(on, row, first_column, flows, most, in).write(newton_from);
}

int sign_changes(const std::vector<term>& flows) {
  double before = 0;
  int changes = 0;
  for (const term& flow : flows) {
    const double now = flow.number();
    if (now == 0) continue;
    if (now * before < 0) ++changes;
    before = now > 0 ? 1 : -1;
  }
  return changes;
}

}  // namespace nytta::workbook
