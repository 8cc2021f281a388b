// SPDX-License-Identifier: Apache-2.0
#include "io/write/formula_text.hpp"

#include <array>

namespace nytta {

namespace {

/// A formula of the working in Swedish, where it is written in words.
struct formula_in_swedish {
  std::string_view id;
  std::string_view text;
};
constexpr std::array formulas_in_swedish{
    formula_in_swedish{"break_even", "första k där summan över t = 0..k av b_t > summan över t = 0..k av c_t"},
    formula_in_swedish{"cumulate", "S_k = summan över t = 0..k av a_t"},
    formula_in_swedish{"discount_factor", "v(n) = produkten över j = 1..n av 1 / (1 + r_j)"},
    formula_in_swedish{"equivalent_annual_amount", "NPV / summan över j = 1..n av v(första år - basår + j)"},
    formula_in_swedish{"growth_factor", "(1 + g)^(år - prisår)"},
    formula_in_swedish{"index", "belopp(till) = belopp(från) * index(till) / index(från)"},
    formula_in_swedish{"irr", "varje r > -1 där summan över t av a_t / (1 + r)^t = 0"},
    formula_in_swedish{"linear_uptake", "u(y) = tak * (y - från + 1) / (till - från + 1)"},
    formula_in_swedish{"method_ratio", "A / PV(kostnader av dessa typer)"},
    formula_in_swedish{"mirr", "(slutvärde av positiva flöden / -nuvärde av negativa flöden)^(1/(n-1)) - 1"},
    formula_in_swedish{"npv", "summan över t av a_t / (1 + r)^(t + e)"},
    formula_in_swedish{"payback", "k - 1 - S_(k-1) / a_k, där S från och med k aldrig är under 0 (0 när k = 0)"},
    formula_in_swedish{"peak_funding", "max(0, -minsta S_k)"},
    formula_in_swedish{"s_curve_uptake", "u(y) = tak / (1 + 81^(-(y - (från + till)/2) / (till - från)))"}};

}  // namespace

std::string_view formula_text(const formula& of, language in) {
  for (const auto& known : formulas_in_swedish) {
    if (in == language::sv && known.id == of.id) return known.text;
  }
  return of.text;
}

}  // namespace nytta
