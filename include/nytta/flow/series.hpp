// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace nytta {

/// What a series holds. A series is anything with size() and [ ]: a vector, an array, a span, an Eigen array; element t
/// is the amount of period t, benefits positive and costs negative in a net series.
template <class Series>
using amount_of = std::remove_cvref_t<decltype(std::declval<const Series&>()[std::size_t{}])>;

}  // namespace nytta
