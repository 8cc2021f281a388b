// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/answer.hpp>
#include <nytta/flow/irr.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "flow/certified_rates.hpp"
#include "io/measure/certified_value.hpp"
#include "io/measure/measure_question.hpp"

// The answers of `nytta measure`: one function per measure, in measure_series.cpp and measure_loan.cpp, and what they
// share. A measure is the library's formula, calculated in balls of ever more digits until the printed ones are
// certain, and in fractions where terms cancel or a sum of exactly zero decides.

namespace nytta::measure_detail {

inline constexpr int digits = 17;

// --- As text

/// A JSON string.
[[nodiscard]] std::string quoted(const std::string& text);

[[nodiscard]] std::string without_value(status state, reason why);

/// The value, or why there is none; refuses the question where no digits at hand tell, or the value is beyond what is
/// printed.
[[nodiscard]] std::string with(const certified_value& found);

/// How one rate is given: in a list, as those of series are, or by itself.
enum class single_rate : unsigned char { listed, alone };

/// Every rate; `seen` is where a guess leads, and the one nearest to it is told beside them.
[[nodiscard]] std::string with_rates(const certified_rates& found, const std::optional<double>& seen,
                                     single_rate one = single_rate::listed);

// --- Numbers

/// The guess of a question for a rate, where there is one.
[[nodiscard]] std::optional<measure_number> guess_of(const measure_question& q);

/// Bits of a number's fraction, about.
[[nodiscard]] double bits_of(const measure_number& x);

/// Whether factors of so many periods at a rate are too long to be multiplied out.
[[nodiscard]] in_fractions fractions_of(double bits_per_period, double periods, std::size_t terms);

/// Amounts over one power of ten, so that they are whole.
[[nodiscard]] std::vector<boost::multiprecision::cpp_rational> whole_amounts(
    const std::vector<measure_number>& amounts);

// --- One for each measure

[[nodiscard]] std::string answer_npv(const measure_question& q);
[[nodiscard]] std::string answer_irr(const measure_question& q);
[[nodiscard]] std::string answer_mirr(const measure_question& q);
[[nodiscard]] std::string answer_xnpv(const measure_question& q);
[[nodiscard]] std::string answer_xnfv(const measure_question& q);
[[nodiscard]] std::string answer_xirr(const measure_question& q);
[[nodiscard]] std::string answer_payback(const measure_question& q);
[[nodiscard]] std::string answer_annuity_factor(const measure_question& q);
[[nodiscard]] std::string answer_discount_factor(const measure_question& q);
[[nodiscard]] std::string answer_discount_schedule(const measure_question& q);
[[nodiscard]] std::string answer_pv(const measure_question& q);
[[nodiscard]] std::string answer_fv(const measure_question& q);
[[nodiscard]] std::string answer_pmt(const measure_question& q);
[[nodiscard]] std::string answer_nper(const measure_question& q);
[[nodiscard]] std::string answer_rate(const measure_question& q);
[[nodiscard]] std::string answer_ipmt(const measure_question& q);
[[nodiscard]] std::string answer_ppmt(const measure_question& q);
[[nodiscard]] std::string answer_ispmt(const measure_question& q);
[[nodiscard]] std::string answer_cumipmt(const measure_question& q);
[[nodiscard]] std::string answer_cumprinc(const measure_question& q);
[[nodiscard]] std::string answer_fvschedule(const measure_question& q);
[[nodiscard]] std::string answer_pduration(const measure_question& q);
[[nodiscard]] std::string answer_rri(const measure_question& q);
[[nodiscard]] std::string answer_effect(const measure_question& q);
[[nodiscard]] std::string answer_nominal(const measure_question& q);
[[nodiscard]] std::string answer_sln(const measure_question& q);
[[nodiscard]] std::string answer_syd(const measure_question& q);
[[nodiscard]] std::string answer_db(const measure_question& q);
[[nodiscard]] std::string answer_ddb(const measure_question& q);
[[nodiscard]] std::string answer_vdb(const measure_question& q);

}  // namespace nytta::measure_detail
