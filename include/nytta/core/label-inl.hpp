// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/config.hpp>
#include <nytta/core/label.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace nytta {

namespace label_table {

inline constexpr std::array rows{
    label{"annuity_factor", "nusummefaktor", "annuity factor"},
    label{"benefit_cost_ratio", "Nyttokostnadskvot", "Benefit–cost ratio"},
    label{"benefits", "Nyttor", "Benefits"},
    label{"benefits_in", "nyttor, {0}, nuvärde", "benefits, {0}, present value"},
    label{"benefits_in_perspective", "nyttor, {0}, nuvärde", "benefits, {0}, present value"},
    label{"benefits_less_costs", "nyttor minus kostnader, nuvärde", "benefits less costs, present value"},
    label{"benefits_of", "nyttor för {0}, nuvärde", "benefits to {0}, present value"},
    label{"break_even_year", "Nyttorna överstiger kostnaderna år", "Benefits exceed costs in"},
    label{"cash_benefits", "finansiella nyttor, nuvärde", "cash benefits, present value"},
    label{"cash_costs", "finansiella kostnader, nuvärde", "cash costs, present value"},
    label{"category_cash", "finansiell", "cash"},
    label{"category_environment", "miljö", "environment"},
    label{"category_quality", "kvalitet", "quality"},
    label{"category_redeployed", "omfördelning", "redeployed"},
    label{"category_society", "samhälle", "society"},
    label{"check_clean", "inga fel, inget att kontrollera", "no errors, nothing to check"},
    label{"check_findings", "inga fel, {0} att kontrollera", "no errors, {0} to check"},
    label{"check_stage", "Skede: {0}", "Stage: {0}"},
    label{"costs", "Kostnader", "Costs"},
    label{"costs_in", "kostnader, {0}, nuvärde", "costs, {0}, present value"},
    label{"costs_in_perspective", "kostnader, {0}, nuvärde", "costs, {0}, present value"},
    label{"costs_of", "kostnader för {0}, nuvärde", "costs to {0}, present value"},
    label{"csv_alternative", "alternativ", "alternative"},
    label{"csv_key", "nyckel", "key"},
    label{"csv_label", "benämning", "label"},
    label{"csv_status", "status", "status"},
    label{"csv_value", "värde", "value"},
    label{"csv_year", "år", "year"},
    label{"cumulative", "Ackumulerat", "Cumulative"},
    label{"discount_factor", "diskonteringsfaktor", "discount factor"},
    label{"discounted_net", "Diskonterat netto", "Discounted net"},
    label{"discounted_payback_years", "Återbetalningstid, diskonterad", "Payback, discounted"},
    label{"equivalent_annual_amount", "Annuitet", "Equivalent annual amount"},
    label{"explain_annuity", "summan av diskonteringsfaktorerna över {0} år",
          "the sum of the discount factors over {0} years"},
    label{"explain_assumption", "antagande", "assumption"},
    label{"explain_break_even", "första år då ackumulerade nyttor överstiger ackumulerade kostnader",
          "first year in which accumulated benefits exceed accumulated costs"},
    label{"explain_irr", "räntor som gör nuvärdet till noll", "rates that make the present value zero"},
    label{"explain_linear", "jämnt {0}", "evenly {0}"},
    label{"explain_mirr", "modifierad internränta", "modified internal rate of return"},
    label{"explain_no_source", "ingen källa", "no source"},
    label{"explain_payback", "tid tills ackumulerat netto stannar över noll",
          "time until the accumulated net stays above zero"},
    label{"explain_payback_first", "tid tills ackumulerat netto först når noll",
          "time until the accumulated net first reaches zero"},
    label{"explain_round", "avrundat till {0} decimaler", "rounded to {0} decimals"},
    label{"explain_s_curve", "s-kurva {0}", "s-curve {0}"},
    label{"explain_schedule", "diskontering {0} år", "discounting over {0} years"},
    label{"explain_source", "källa: {0}", "source: {0}"},
    label{"flow", "{0}", "{0}"},
    label{"growth", "real utveckling", "growth"},
    label{"hours_of", "timmar, {0}", "hours, {0}"},
    label{"in_price_year", "{0} i kalkylens prisnivå", "{0} at the calculation's price level"},
    label{"inflation", "inflation", "inflation"},
    label{"internal_rate_of_return", "Internränta (internräntemetoden)", "Internal rate of return"},
    label{"lowest_cumulative", "lägsta ackumulerade netto", "lowest cumulative net"},
    label{"memo_alternative", "Alternativ: {0}", "Alternative: {0}"},
    label{"memo_assumptions", "Antaganden", "Assumptions"},
    label{"memo_by_category", "Per kategori (nuvärden, kr)", "By category (present values, kr)"},
    label{"memo_by_stakeholder", "Per intressent (nuvärden, kr)", "By stakeholder (present values, kr)"},
    label{"memo_figures", "Nyckeltal", "Figures"},
    label{"memo_findings", "Att kontrollera", "To check"},
    label{"memo_harm", "{0} (negativ)", "{0} (harm)"},
    label{"memo_high", "högst", "high"},
    label{"memo_hours_unit", "h/år", "h/year"},
    label{"memo_label", "Märkning", "Label"},
    label{"memo_likely", "troligt", "likely"},
    label{"memo_low", "lägst", "low"},
    label{"memo_method", "Metod", "Method"},
    label{"memo_method_says", "metoden: {0}", "the method: {0}"},
    label{"memo_nominal", "löpande priser, belopp angivna i {0} års priser",
          "nominal prices, amounts given in prices of {0}"},
    label{"memo_none", "saknas", "none"},
    label{"memo_not_valued", "Inte värderat i pengar", "Not valued in money"},
    label{"memo_override", "Eget val", "Own choice"},
    label{"memo_prices", "Priser", "Prices"},
    label{"memo_ranges", "Lägst, troligt och högst, enligt metoden lågt parat med lågt",
          "Low, likely and high, paired low with low as the method says"},
    label{"memo_ranges_note", "Låga nyttor står med låga kostnader: det är varken sämsta eller bästa utfall.",
          "Low benefits stand with low costs: this is neither the worst nor the best outcome."},
    label{"memo_rate", "Kalkylränta", "Discount rate"},
    label{"memo_rate_none", "ingen (odiskonterat)", "none (undiscounted)"},
    label{"memo_rate_step", "från period {0}", "from period {0}"},
    label{"memo_rate_year", "från {0}", "from {0}"},
    label{"memo_real", "fasta priser i {0} års nivå", "real prices at the level of {0}"},
    label{"memo_reference", "Jämfört med", "Compared with"},
    label{"memo_reference_alternative", "Referensalternativ: {0}", "Reference alternative: {0}"},
    label{"memo_timing", "Tidpunkt", "Timing"},
    label{"memo_timing_end", "beloppen faller i slutet av året; diskonterat till början av {0}",
          "amounts fall at the end of the year; discounted to the start of {0}"},
    label{"memo_timing_middle", "beloppen faller mitt i året; diskonterat till början av {0}",
          "amounts fall in the middle of the year; discounted to the start of {0}"},
    label{"memo_timing_start", "beloppen faller i början av året; diskonterat till början av {0}",
          "amounts fall at the start of the year; discounted to the start of {0}"},
    label{"memo_undefined", "ej definierat", "undefined"},
    label{"memo_verdict", "Utfall", "Verdict"},
    label{"memo_year", "År", "Year"},
    label{"memo_year_count", "{0} år", "{0} years"},
    label{"memo_yearly", "År för år (kr)", "Year by year (kr)"},
    label{"memo_years", "Kalkylperiod", "Period"},
    label{"memo_years_unit", "år", "years"},
    label{"method_parameter", "metodens {0}", "the method's {0}"},
    label{"methods_given",
          "Ett streck betyder att ingen källa säger det: kalkylen måste ange det. nytta methods ID visar allt med "
          "källor.",
          "A dash means that no source states it: the case must. nytta methods ID shows everything with its sources."},
    label{"methods_rule", "Regel", "Rule"},
    label{"methods_source", "Källa", "Source"},
    label{"methods_sources", "Källor", "Sources"},
    label{"methods_value", "Värde", "Value"},
    label{"modified_internal_rate_of_return", "Modifierad internränta", "Modified internal rate of return"},
    label{"net", "Netto", "Net"},
    label{"net_at_timing", "netto som faller i {0}", "net that falls at {0}"},
    label{"net_benefit_per_krona", "Nettonytta per satsad krona", "Net benefit per krona"},
    label{"net_in", "netto, {0}, nuvärde", "net, {0}, present value"},
    label{"net_of", "netto för {0}, nuvärde", "net to {0}, present value"},
    label{"net_present_value", "Nettonuvärde", "Net present value"},
    label{"net_present_value_cash", "Nettonuvärde, finansiellt", "Net present value, cash"},
    label{"net_present_value_ratio", "Nettonuvärdekvot", "Net present value ratio"},
    label{"payback_years", "Återbetalningstid", "Payback"},
    label{"payback_years_first_crossing", "Återbetalningstid, första passage", "Payback, first crossing"},
    label{"peak_funding", "Största finansieringsbehov", "Peak funding"},
    label{"perspective_net_present_value", "Nettonuvärde, {0}", "Net present value, {0}"},
    label{"present_value_benefits", "Nuvärde av nyttor", "Present value of benefits"},
    label{"present_value_costs", "Nuvärde av kostnader", "Present value of costs"},
    label{"present_value_initial_costs", "nuvärde av engångskostnader", "present value of initial costs"},
    label{"present_value_of", "{0}, nuvärde", "{0}, present value"},
    label{"public_funds_cost", "marginalkostnad för skattemedel", "marginal cost of public funds"},
    label{"rate", "kalkylränta", "discount rate"},
    label{"redeployed_hours_per_year", "Omfördelade timmar per år", "Redeployed hours per year"},
    label{"residual_value", "Restvärde, nuvärde", "Residual value, present value"},
    label{"rounded_discount_factor", "avrundad diskonteringsfaktor", "rounded discount factor"},
    label{"size_0", "ingen", "none"},
    label{"size_1", "liten", "small"},
    label{"size_2", "måttlig", "moderate"},
    label{"size_3", "stor", "large"},
    label{"tax_financing_cost", "Skattefinansieringskostnad", "Tax-financing cost"},
    label{"verdict_larger_margin", "större marginal: nyttorna är minst en och en halv gång kostnaderna",
          "larger margin: benefits are at least one and a half times the costs"},
    label{"verdict_loss", "förlust: nyttorna täcker inte kostnaderna", "loss: the benefits do not cover the costs"},
    label{"verdict_small_margin", "liten marginal: nyttorna täcker kostnaderna",
          "small margin: the benefits cover the costs"},
    label{"with_growth", "{0} med real utveckling", "{0} with growth"},
};

}  // namespace label_table

NYTTA_INLINE std::span<const label> labels() { return label_table::rows; }

NYTTA_INLINE std::string_view label_text(std::string_view key, language in) {
  const auto& rows = label_table::rows;
  const auto found = std::lower_bound(rows.begin(), rows.end(), key,
                                      [](const label& row, std::string_view wanted) { return row.key < wanted; });
  if (found == rows.end() || found->key != key) throw std::out_of_range("no text has the key " + std::string(key));
  return in == language::sv ? found->sv : found->en;
}

NYTTA_INLINE std::string label_text(std::string_view key, std::string_view subject, language in) {
  std::string out(label_text(key, in));
  if (const auto slot = out.find("{0}"); slot != std::string::npos) out.replace(slot, 3, subject);
  return out;
}

}  // namespace nytta
