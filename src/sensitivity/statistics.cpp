// SPDX-License-Identifier: Apache-2.0
#include <nytta/sensitivity/statistics.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "block_sums.hpp"
#include "draw_kernels.hpp"

namespace nytta {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void require_values(std::span<const double> values, const char* what) {
  if (values.empty()) throw std::invalid_argument(std::string(what) + " needs at least one value");
}

}  // namespace

moments moments_of(std::span<const double> values) {
  require_values(values, "a mean");
  const double* x = values.data();
  const auto n = static_cast<double>(values.size());
  const double centre = sum_in_blocks(values.size(), [&](std::size_t i) { return x[i]; }) / n;
  const double missed = sum_in_blocks(values.size(), [&](std::size_t i) { return x[i] - centre; });
  const double squares = sum_in_blocks(values.size(), [&](std::size_t i) { return (x[i] - centre) * (x[i] - centre); });
  if (!std::isfinite(squares)) throw std::invalid_argument("a mean needs finite values");
  moments out;
  out.count = values.size();
  out.mean = centre + missed / n;
  if (values.size() > 1) {
    const double variance = (std::max)(0.0, squares - missed * (missed / n)) / (n - 1);
    out.standard_deviation = std::sqrt(variance);
    out.standard_error = std::sqrt(variance / n);
  }
  return out;
}

// --- Order statistics

namespace {

// A sample tells between which values the wanted ones lie; all are counted in bins of equal width there, and only the
// bins in which a wanted one lies are looked at closer. Neither the sample nor the bins' borders touch the result.
constexpr std::size_t bins = 1024;  // the first and the last are for what lies outside
constexpr std::size_t few = 4096;   // so many are put in order as they are
constexpr std::size_t sampled = 4096;
constexpr std::size_t columns = 4;  // of counts, so that a value need not wait for its neighbour's
constexpr std::size_t deepest = 6;  // bins of bins; what these do not part is put in order too

constexpr double least = std::numeric_limits<double>::lowest();
constexpr const char* no_order = "order statistics need values without NaN and minus infinity";

/// The values that stand at `ranks` (ascending, from 0) when all are in order. Reorders `values`.
void put_in_order(std::span<double> values, std::span<const std::size_t> ranks, double* out) {
  auto from = values.begin();
  for (std::size_t r = 0; r < ranks.size(); ++r) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(ranks[r]);
    std::nth_element(from, at, values.end());
    out[r] = *at;
    from = at;
  }
}

static_assert(std::has_single_bit(bins));

/// Where to count: from a little below the lowest wanted value to a little above the highest, as far as a sample tells.
/// A scale of 0: nowhere, since these are one value or too far apart for a double.
value_bins place_bins(std::span<const double> values, std::span<const std::size_t> ranks) {
  std::vector<double> sample;
  sample.reserve(sampled);
  const std::size_t step = values.size() / sampled;
  for (std::size_t i = 0; i < sampled; ++i) sample.push_back(values[i * step]);
  const auto at = [&](std::size_t rank, double errors) {
    const double p = static_cast<double>(rank) / static_cast<double>(values.size() - 1);
    const double place = p * sampled + errors * std::sqrt(sampled * p * (1 - p)) + (errors < 0 ? -2 : 2);
    return static_cast<std::size_t>((std::min)((std::max)(place, 0.0), sampled - 1.0));
  };
  const std::array<std::size_t, 2> ends{at(ranks.front(), -4), at(ranks.back(), 4)};
  std::array<double, 2> found{};
  put_in_order(sample, ends, found.data());
  if (found[1] == infinity && found[0] < infinity) {
    for (double& x : sample) x = x < infinity ? x : found[0];
    found[1] = *std::max_element(sample.begin(), sample.end());
  }
  const double scale = static_cast<double>(bins - 1) / (found[1] - found[0]);
  return {found[0], found[1], scale > 0 && std::isfinite(scale) ? scale : 0, bins - 1};
}

/// Calls use(place in the block, value, bin) for all values in turn.
template <class Use>
void each_with_bin(std::span<const double> values, const value_bins& by, const Use& use) {
  const draw_kernels& kernels = quickest_draw_kernels();
  std::array<std::uint64_t, block_length> bin;
  for (std::size_t first = 0; first < values.size(); first += block_length) {
    const std::size_t length = (std::min)(block_length, values.size() - first);
    const double* x = values.data() + first;
    if (!kernels.bins(by, x, length, bin.data())) throw std::invalid_argument(no_order);
    for (std::size_t i = 0; i < length; ++i) use(i, x[i], static_cast<std::size_t>(bin[i]));
  }
}

void select(std::span<const double> values, std::span<const std::size_t> ranks, double* out, std::size_t depth);

/// As put_in_order; leaves `values` as they are, and copies those that are finite.
void select_in_order(std::span<const double> values, std::span<const std::size_t> ranks, double* out) {
  std::vector<double> finite;
  finite.reserve(values.size());
  for (const double x : values) {
    if (!(x >= least)) throw std::invalid_argument(no_order);
    if (x < infinity) finite.push_back(x);
  }
  const auto never = std::lower_bound(ranks.begin(), ranks.end(), finite.size());
  put_in_order(finite, {ranks.begin(), never}, out);
  std::fill(out + (never - ranks.begin()), out + ranks.size(), infinity);
}

/// The ranks that fall on so many equal values behind `less` others are filled in; the others are left, as if those
/// values were away, with where they belong.
struct ranks_beside {
  std::vector<std::size_t> ranks;
  std::vector<double*> to;

  ranks_beside(std::span<const std::size_t> of, std::size_t less, std::size_t equal, double value, double* out) {
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (of[i] < less || of[i] >= less + equal) {
        ranks.push_back(of[i] < less ? of[i] : of[i] - equal);
        to.push_back(out + i);
      } else {
        out[i] = value;
      }
    }
  }

  void select_from(std::span<const double> rest, std::size_t depth) const {
    std::vector<double> found(ranks.size());
    select(rest, ranks, found.data(), depth);
    for (std::size_t i = 0; i < found.size(); ++i) *to[i] = found[i];
  }
};

/// As select, where most of the wanted are likely to be one value.
void select_beside(std::span<const double> values, double usual, std::span<const std::size_t> ranks, double* out,
                   std::size_t depth) {
  std::size_t less = 0;
  std::size_t equal = 0;
  for (const double x : values) {
    if (!(x >= least)) throw std::invalid_argument(no_order);
    less += x < usual ? 1U : 0U;
    equal += x == usual ? 1U : 0U;
  }
  const ranks_beside left(ranks, less, equal, usual, out);
  if (left.ranks.empty()) return;
  std::vector<double> rest;
  rest.reserve(values.size() - equal);
  std::copy_if(values.begin(), values.end(), std::back_inserter(rest), [&](double x) { return x != usual; });
  left.select_from(rest, depth + 1);
}

/// A bin in which a wanted value lies.
struct wanted_bin {
  std::span<const std::size_t> ranks;
  double* out = nullptr;
  std::size_t below = 0;  ///< values in lower bins
  std::size_t size = 0;
  double usual = 0;  ///< the value that is more than half of the bin, if there is one
  std::size_t votes = 0;
  std::size_t less = 0;
  std::size_t equal = 0;
  std::vector<double> rest;  ///< what is looked at closer
};

/// Values that come again and again (a year, nothing, never) are counted and not copied. Of each bin, what may be more
/// than half of it (Boyer and Moore's vote), and how many that is.
template <class Bin>
void count_usual(std::span<const double> values, const value_bins& by, const Bin& bin_of) {
  each_with_bin(values, by, [&](std::size_t /*i*/, double x, std::size_t bin) {
    wanted_bin* w = bin_of(bin);
    if (w == nullptr) return;
    if (w->votes == 0) w->usual = x;
    w->votes = x == w->usual ? w->votes + 1 : w->votes - 1;
  });
  each_with_bin(values, by, [&](std::size_t /*i*/, double x, std::size_t bin) {
    wanted_bin* w = bin_of(bin);
    if (w == nullptr) return;
    w->less += x < w->usual ? 1U : 0U;
    w->equal += x == w->usual ? 1U : 0U;
  });
}

/// As put_in_order, in time proportional to the number of values; leaves `values` as they are.
void select(std::span<const double> values, std::span<const std::size_t> ranks, double* out, std::size_t depth) {
  if (ranks.empty()) return;
  if (values.size() <= few || depth >= deepest) return select_in_order(values, ranks, out);
  const value_bins by = place_bins(values, ranks);
  if (by.low == by.high) return select_beside(values, by.low, ranks, out, depth);
  if (by.scale == 0) return select_in_order(values, ranks, out);
  std::array<std::uint32_t, columns * bins> counts{};
  each_with_bin(values, by,
                [&](std::size_t i, double /*x*/, std::size_t bin) { ++counts[bin * columns + i % columns]; });
  std::vector<wanted_bin> wanted;
  std::array<std::int32_t, bins> place;  // among the wanted, or −1
  place.fill(-1);
  std::size_t below = 0;
  std::size_t in_wanted = 0;
  for (std::size_t bin = 0, r = 0; bin < bins && r < ranks.size(); ++bin) {
    std::size_t size = 0;
    for (std::size_t c = 0; c < columns; ++c) size += counts[bin * columns + c];
    const std::size_t first = r;
    while (r < ranks.size() && ranks[r] < below + size) ++r;
    if (r > first) {
      place[bin] = static_cast<std::int32_t>(wanted.size());
      wanted_bin w;
      w.ranks = ranks.subspan(first, r - first);
      w.out = out + first;
      w.below = below;
      w.size = size;
      wanted.push_back(std::move(w));
      in_wanted += size;
    }
    below += size;
  }
  const auto bin_of = [&](std::size_t bin) {
    return place[bin] < 0 ? nullptr : &wanted[static_cast<std::size_t>(place[bin])];
  };
  constexpr std::size_t large = 16;  // bins with more than this part of the values hold some of them many times
  const bool usual = in_wanted > values.size() / large;
  if (usual) count_usual(values, by, bin_of);
  std::vector<ranks_beside> left;
  for (wanted_bin& w : wanted) {
    std::vector<std::size_t> within;
    for (const std::size_t rank : w.ranks) within.push_back(rank - w.below);
    left.emplace_back(within, w.less, w.equal, w.usual, w.out);
    if (!left.back().ranks.empty()) w.rest.reserve(w.size - w.equal);
  }
  each_with_bin(values, by, [&](std::size_t /*i*/, double x, std::size_t bin) {
    if (place[bin] < 0) return;
    wanted_bin& w = wanted[static_cast<std::size_t>(place[bin])];
    if (w.rest.capacity() > 0 && !(usual && x == w.usual)) w.rest.push_back(x);
  });
  for (std::size_t i = 0; i < wanted.size(); ++i) left[i].select_from(wanted[i].rest, depth + 1);
}

/// Where quantiles stand among the values in order.
class quantile_places {
 public:
  quantile_places(std::size_t count, std::span<const double> probabilities) {
    for (const double p : probabilities) {
      if (!(p >= 0 && p <= 1)) {
        throw std::invalid_argument("a probability lies from 0 to 1, and not at " + std::to_string(p));
      }
      const double h = p * static_cast<double>(count - 1);
      const double whole = std::floor(h);
      places_.push_back({static_cast<std::size_t>(whole), h - whole});
    }
  }

  void add_ranks(std::vector<std::size_t>& to) const {
    for (const place& p : places_) {
      to.push_back(p.below);
      if (p.beyond > 0) to.push_back(p.below + 1);
    }
  }

  /// at(rank): the value there.
  template <class At>
  [[nodiscard]] std::vector<double> read(const At& at) const {
    std::vector<double> out;
    for (const place& p : places_) {
      const double low = at(p.below);
      const double high = p.beyond > 0 ? at(p.below + 1) : low;
      out.push_back(high > low ? low + p.beyond * (high - low) : low);  // two infinities have no difference
    }
    return out;
  }

 private:
  struct place {
    std::size_t below;
    double beyond;
  };
  std::vector<place> places_;
};

/// The mean of the worst share.
class tail {
 public:
  tail(std::size_t count, double share, worst which) : sign_(which == worst::lowest ? 1 : -1) {
    if (!(share > 0 && share <= 1)) {
      throw std::invalid_argument("the worst share is above 0 and at most 1, and not " + std::to_string(share));
    }
    size_ = share * static_cast<double>(count);
    const std::size_t from_worst = (std::min)(static_cast<std::size_t>(size_), count - 1);
    border_ = which == worst::lowest ? from_worst : count - 1 - from_worst;
  }

  [[nodiscard]] std::size_t border() const { return border_; }

  /// From the value at the border. Whatever equals it fills the share up, so that ties need no order.
  [[nodiscard]] double mean(std::span<const double> values, double at_border) const {
    const draw_kernels& kernels = quickest_draw_kernels();
    const double border = sign_ * at_border;
    compensated_sum sum;
    double less = 0;
    for (std::size_t first = 0; first < values.size(); first += block_length) {
      const std::size_t length = (std::min)(block_length, values.size() - first);
      lane_sums counts;
      lane_sums sums;
      kernels.below(border, sign_, values.data() + first, length, counts.lane, sums.lane);
      if (!std::isfinite(sums.total())) return sign_ * sums.total();  // never is among them, or they are too large
      less += counts.total();
      sum.add(sums.total());
    }
    return sign_ * (size_ > less ? (sum.value() + (size_ - less) * border) / size_ : sum.value() / size_);
  }

 private:
  double sign_;  // the highest are the lowest of what is turned round
  double size_ = 0;
  std::size_t border_ = 0;
};

/// The values at these ranks (in any order, some of them twice): a function from rank to value.
auto values_at(std::span<const double> values, std::vector<std::size_t> ranks) {
  std::sort(ranks.begin(), ranks.end());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  std::vector<double> found(ranks.size());
  select(values, ranks, found.data(), 0);
  return [ranks = std::move(ranks), found = std::move(found)](std::size_t rank) {
    return found[static_cast<std::size_t>(std::lower_bound(ranks.begin(), ranks.end(), rank) - ranks.begin())];
  };
}

}  // namespace

std::vector<double> quantiles(std::span<const double> values, std::span<const double> probabilities) {
  require_values(values, "a quantile");
  const quantile_places places(values.size(), probabilities);
  std::vector<std::size_t> ranks;
  places.add_ranks(ranks);
  return places.read(values_at(values, std::move(ranks)));
}

double expected_shortfall(std::span<const double> values, double share, worst which) {
  require_values(values, "an expected shortfall");
  const tail of(values.size(), share, which);
  return of.mean(values, values_at(values, {of.border()})(of.border()));
}

quantiles_and_shortfall quantiles_with_shortfall(std::span<const double> values, std::span<const double> probabilities,
                                                 double share, worst which) {
  require_values(values, "a quantile");
  const quantile_places places(values.size(), probabilities);
  const tail of(values.size(), share, which);
  std::vector<std::size_t> ranks{of.border()};
  places.add_ranks(ranks);
  const auto at = values_at(values, std::move(ranks));
  return {places.read(at), of.mean(values, at(of.border()))};
}

namespace {

/// The intervals between two values, the ends' own included.
double intervals_between(double low, double high, double width) {
  return std::floor(high / width) - std::floor(low / width) + 1;
}

/// 1, 2 or 5 times a power of ten, the least of which at most so many hold both values.
double least_width(double low, double high, double most) {
  if (low == high) return 1;
  double ten = 1;
  while (intervals_between(low, high, ten) > most) ten *= 10;
  while (intervals_between(low, high, ten / 10) <= most) ten /= 10;
  for (const double tenth : {5.0, 2.0}) {  // 10 / 5 and 10 / 2: what fits below ten itself
    if (intervals_between(low, high, ten / tenth) <= most) return ten / tenth;
  }
  return ten;
}

}  // namespace

histogram histogram_of(std::span<const double> values, double low, double high, int most) {
  if (!(std::isfinite(low) && std::isfinite(high) && low <= high) || most < 4) {
    throw std::invalid_argument("a histogram needs two finite ends, the lower first, and at least 4 intervals");
  }
  histogram out;
  out.width = least_width(low, high, most);
  const double first = std::floor(low / out.width);
  const double last = intervals_between(low, high, out.width) - 1;
  out.from = first * out.width;
  out.counts.resize(static_cast<std::size_t>(last) + 1);
  for (const double x : values) {
    if (!std::isfinite(x)) continue;
    const double at = (std::min)((std::max)(std::floor(x / out.width) - first, 0.0), last);
    ++out.counts[static_cast<std::size_t>(at)];
  }
  return out;
}

estimated_share share_of(double count, double all) {
  if (!(count >= 0 && count <= all && all > 0)) {
    throw std::invalid_argument("a share is of some draws, and at most all of them: " + std::to_string(count) + " of " +
                                std::to_string(all));
  }
  const double p = count / all;
  return {p, std::sqrt(p * (1 - p) / all + 1 / (4 * all * all)) / (1 + 1 / all)};
}

estimated_share probability_positive(std::span<const double> values) {
  require_values(values, "a probability");
  const double* x = values.data();
  const double nans = sum_in_blocks(values.size(), [&](std::size_t i) { return x[i] == x[i] ? 0.0 : 1.0; });
  if (nans > 0) throw std::invalid_argument("a probability needs values that are not NaN");
  const double above = sum_in_blocks(values.size(), [&](std::size_t i) { return x[i] > 0 ? 1.0 : 0.0; });
  return share_of(above, static_cast<double>(values.size()));
}

}  // namespace nytta
