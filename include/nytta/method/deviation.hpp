// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

// Named departures from the corrected formulas. Each was seen in a published calculation, template or program, is
// warned of by a source, or is at least plausible; a method switches on those that it is known for, and a comparison
// shows what each does to a figure. No source says which of them ESV's own method support had.

namespace nytta {

/// Which departure. The order is the catalogue's, and the order in which a comparison takes them.
enum class deviation : unsigned char {
  npv_over_all_cells,
  benefits_a_period_early,
  nominal_rate_on_real_flows,
  real_rate_by_subtraction,
  growth_left_out,
  inflation_on_fixed_prices,
  price_levels_mixed,
  redeployed_as_cash,
  transfers_as_benefits,
  another_ratio_under_the_name,
  undiscounted_ratio,
  zero_ratio_without_costs,
  midpoint_as_likely,
  undiscounted_payback_as_discounted,
  payback_at_first_crossing,
  payback_a_year_late,
  one_rate_of_return,
  residual_value_left_out,
  rounded_growth_factors,
  full_effect_from_the_first_year,
  divided_by_discount_factor,
  outlay_added,
};

/// How a departure is known: seen in a source or program, warned of by a source, or plausible and not seen.
enum class sighting : unsigned char { seen, warned, plausible };

/// The word for it in output: "seen".
[[nodiscard]] constexpr std::string_view name(sighting how) {
  switch (how) {
    case sighting::seen: return "seen";
    case sighting::warned: return "warned";
    case sighting::plausible: return "plausible";
  }
  return {};
}

/// A departure as data: what a method file, `nytta deviations` and the documentation call it and say of it.
struct deviation_entry {
  deviation which;
  std::string_view id;  ///< stable: "undiscounted_ratio"
  std::string_view name_sv;
  std::string_view name_en;
  std::string_view wrong;  ///< the formula with the departure
  std::string_view right;  ///< the corrected one
  std::string_view symptom_sv;
  std::string_view symptom_en;
  std::string_view source;
  sighting how;
  std::string_view example;  ///< numbers that a test holds
};

/// Every departure, in the order of the enumeration.
inline constexpr std::array deviation_catalogue{
    deviation_entry{
        .which = deviation::npv_over_all_cells,
        .id = "npv_over_all_cells",
        .name_sv = "första flödet diskonteras, som av NPV() över alla celler",
        .name_en = "the first flow is discounted, as by NPV() over all cells",
        .wrong = "PV = sum over columns k = 0..n of F_k / (1 + r)^(k + 1), whatever timing and base year",
        .right = "PV = sum over columns k = 0..n of F_k * v_k, v_k by the timing: 1 / (1 + r)^k at the start",
        .symptom_sv = "nuvärdet dras mot noll med en faktor 1/(1 + r)",
        .symptom_en = "the present value is drawn towards zero by a factor 1/(1 + r)",
        .source = "Microsoft KB Q52221; numpy-financial, documentation of npv",
        .how = sighting::seen,
        .example = "-15000; 5000; 7500; 8200 at 10 %: 1731.44, right 1904.58"},
    deviation_entry{.which = deviation::benefits_a_period_early,
                    .id = "benefits_a_period_early",
                    .name_sv = "nyttorna diskonteras en period för lite",
                    .name_en = "benefits are discounted one period too little",
                    .wrong = "PVB = sum of B_k * v(k - 1), PVC = sum of C_k * v(k)",
                    .right = "both sides by one convention: v(k)",
                    .symptom_sv = "tecknet kan vända",
                    .symptom_en = "the sign can turn",
                    .source = "No source read shows it; it follows from rows with time bases of their own",
                    .how = sighting::plausible,
                    .example = "-1000, then 360 three times at 4 %: 38.99, right -0.97"},
    deviation_entry{.which = deviation::nominal_rate_on_real_flows,
                    .id = "nominal_rate_on_real_flows",
                    .name_sv = "fasta priser diskonteras med nominell ränta",
                    .name_en = "real flows are discounted at a nominal rate",
                    .wrong = "F_k / (1 + n)^k, n = (1 + r)(1 + i) - 1",
                    .right = "F_k / (1 + r)^k, F in fixed prices, r real, i inflation",
                    .symptom_sv = "nyttor långt fram värderas för lågt",
                    .symptom_en = "benefits far ahead are valued too low",
                    .source = "Naturvårdsverket/Enveco, 5dok 7q02ely6: real and nominal are never mixed",
                    .how = sighting::warned,
                    .example = "100 for 10 years, nominal 6 %, inflation 2 %: 736.01, right 814.27"},
    deviation_entry{.which = deviation::real_rate_by_subtraction,
                    .id = "real_rate_by_subtraction",
                    .name_sv = "real ränta som nominell minus inflation",
                    .name_en = "real rate as nominal less inflation",
                    .wrong = "r = n - i",
                    .right = "r = (1 + n) / (1 + i) - 1",
                    .symptom_sv = "liten skevhet, växer med tiden",
                    .symptom_en = "a small bias that grows with time",
                    .source = "No source read shows it",
                    .how = sighting::plausible,
                    .example = "100 for 10 years, nominal 6 %, inflation 2 %: 811.09, right 814.27"},
    deviation_entry{.which = deviation::growth_left_out,
                    .id = "growth_left_out",
                    .name_sv = "real utveckling utelämnas",
                    .name_en = "real growth is left out",
                    .wrong = "F_k",
                    .right = "F_k * (1 + g)^(year - price year)",
                    .symptom_sv = "långa kalkyler blir skeva",
                    .symptom_en = "long appraisals are biased",
                    .source = "No source read shows it as an error; Inera chooses no growth",
                    .how = sighting::plausible,
                    .example = "100 for 10 years at 3 %, growth 1.5 %: 853.02, right 923.30"},
    deviation_entry{.which = deviation::inflation_on_fixed_prices,
                    .id = "inflation_on_fixed_prices",
                    .name_sv = "inflation läggs på i fasta priser",
                    .name_en = "inflation is added in fixed prices",
                    .wrong = "F_k * (1 + i)^(year - price year), discounted at the real rate",
                    .right = "F_k, in the price year's prices",
                    .symptom_sv = "nyttor långt fram värderas för högt",
                    .symptom_en = "benefits far ahead are valued too high",
                    .source = "No source read shows it; Inera: one price level, no inflation",
                    .how = sighting::plausible,
                    .example = "100 in year 2 at 0 %, inflation 2 %: 104.04, right 100.00"},
    deviation_entry{.which = deviation::price_levels_mixed,
                    .id = "price_levels_mixed",
                    .name_sv = "belopp i olika års priser läggs ihop",
                    .name_en = "amounts in the prices of different years are added",
                    .wrong = "P of another year as it stands",
                    .right = "P * index(price year) / index(its own year)",
                    .symptom_sv = "gamla belopp räknas för lågt när priserna stiger",
                    .symptom_en = "old amounts count too little when prices rise",
                    .source = "Inera, KB06-samlad.md: old amounts are indexed first; ASEK: one price level",
                    .how = sighting::warned,
                    .example = "100 of six years ago at 3 % a year: 100.00, right 119.41"},
    deviation_entry{.which = deviation::redeployed_as_cash,
                    .id = "redeployed_as_cash",
                    .name_sv = "frigjord tid räknas som utrymme i budgeten",
                    .name_en = "freed time counts as room in the budget",
                    .wrong = "cash = PV of everything valued in kronor",
                    .right = "cash = PV of cash-releasing categories only",
                    .symptom_sv = "budgeten skärs med pengar som inte finns",
                    .symptom_en = "budgets are cut by money that is not there",
                    .source = "Inera, KB06-samlad.md; ekalkyl.se 2010: gross time apart from certain money",
                    .how = sighting::warned,
                    .example = "cash 100, freed time 900, no rate: 1000.00, right 100.00"},
    deviation_entry{.which = deviation::transfers_as_benefits,
                    .id = "transfers_as_benefits",
                    .name_sv = "transfereringar räknas som nytta",
                    .name_en = "transfers count as benefits",
                    .wrong = "PVB = PV of benefits + PV of what is transferred",
                    .right = "PVB = PV of benefits; a transfer is + to one stakeholder and - to another",
                    .symptom_sv = "den som betalar glöms bort",
                    .symptom_en = "who pays is forgotten",
                    .source = "No source read shows it",
                    .how = sighting::plausible,
                    .example = "an internal fee of 100, no other benefit: 100.00, right 0.00"},
    deviation_entry{
        .which = deviation::another_ratio_under_the_name,
        .id = "another_ratio_under_the_name",
        .name_sv = "nyttokostnadskvoten visas som nettonytta per krona",
        .name_en = "the benefit-cost ratio is shown as net benefit per krona",
        .wrong = "net benefit per krona = PVB / PVC",
        .right = "net benefit per krona = (PVB - PVC) / PVC",
        .symptom_sv = "kvoten blir ett för hög",
        .symptom_en = "the ratio is one too high",
        .source = "Critero CVRF: its published case prints SROI 4,55 = BCR 4,55, though its code gives BCR - 1",
        .how = sighting::seen,
        .example = "benefits 180, costs 120: 1.5, right 0.5"},
    deviation_entry{.which = deviation::undiscounted_ratio,
                    .id = "undiscounted_ratio",
                    .name_sv = "kvoter på odiskonterade summor",
                    .name_en = "ratios of undiscounted sums",
                    .wrong = "BCR = sum of B / sum of C",
                    .right = "BCR = PVB / PVC",
                    .symptom_sv = "kvoten blir för hög bredvid ett diskonterat nettonuvärde",
                    .symptom_en = "the ratio is too high beside a discounted net present value",
                    .source = "Critero CVRF, published case dataplattform (4,55)",
                    .how = sighting::seen,
                    .example = "dataplattform: 4.546336, right 4.363070"},
    deviation_entry{
        .which = deviation::zero_ratio_without_costs,
        .id = "zero_ratio_without_costs",
        .name_sv = "nyttokostnadskvoten 0 när det inte finns kostnader",
        .name_en = "a benefit-cost ratio of 0 where there are no costs",
        .wrong = "BCR = 0 where PVC <= 0",
        .right = "BCR undefined where PVC <= 0",
        .symptom_sv = "det bästa förslaget hamnar sist",
        .symptom_en = "the best proposal is ranked last",
        .source = "Critero CVRF, program text (cvrf-critero, b815022e; its SROI is empty there); Inera says undefined",
        .how = sighting::seen,
        .example = "benefits 100, no costs: 0, right undefined"},
    deviation_entry{.which = deviation::midpoint_as_likely,
                    .id = "midpoint_as_likely",
                    .name_sv = "mitten av spannet i stället för det troliga värdet",
                    .name_en = "the middle of the range in place of the likely value",
                    .wrong = "(low + high) / 2",
                    .right = "likely; where an expected value is wanted the mean of a named distribution, PERT (low + "
                             "4 likely + high) / 6",
                    .symptom_sv = "sneda spann ger skeva tal",
                    .symptom_en = "skewed ranges bias the figures",
                    .source = "No source read shows it",
                    .how = sighting::plausible,
                    .example = "50, 100, 250: 150.00, likely 100.00, PERT mean 116.67"},
    deviation_entry{.which = deviation::undiscounted_payback_as_discounted,
                    .id = "undiscounted_payback_as_discounted",
                    .name_sv = "odiskonterad återbetalningstid visas som diskonterad",
                    .name_en = "undiscounted payback shown as discounted",
                    .wrong = "the crossing of the accumulated net",
                    .right = "the crossing of the accumulated discounted net",
                    .symptom_sv = "återbetalningstiden blir för kort",
                    .symptom_en = "the payback is too short",
                    .source = "Critero CVRF, program text: undiscounted, without saying so",
                    .how = sighting::seen,
                    .example = "-1000, then 300 a year at 8 %: 3.333333, right 4.031159"},
    deviation_entry{.which = deviation::payback_at_first_crossing,
                    .id = "payback_at_first_crossing",
                    .name_sv = "återbetald vid första passagen, fast det blir minus igen",
                    .name_en = "paid back at the first crossing, though it falls below again",
                    .wrong = "the first k with S_k >= 0",
                    .right = "the first k after which S never falls below 0",
                    .symptom_sv = "återbetalningstiden blir för kort",
                    .symptom_en = "the payback is too short",
                    .source = "Critero CVRF, program text",
                    .how = sighting::seen,
                    .example = "-500; 600; -400; 500: 0.833333, right 2.6"},
    deviation_entry{.which = deviation::payback_a_year_late,
                    .id = "payback_a_year_late",
                    .name_sv = "återbetalningstiden räknas på en annan tidsaxel än nuvärdet",
                    .name_en = "payback counted on another time axis than the present value",
                    .wrong = "years from the year before the first flow",
                    .right = "years from the first column's flow",
                    .symptom_sv = "ett år fel",
                    .symptom_en = "one year off",
                    .source = "Critero CVRF, published case dataplattform (1,3 år)",
                    .how = sighting::seen,
                    .example = "dataplattform: 1.265997, right 0.265997"},
    deviation_entry{.which = deviation::one_rate_of_return,
                    .id = "one_rate_of_return",
                    .name_sv = "en internränta visas fast det finns flera",
                    .name_en = "one rate of return shown where there are several",
                    .wrong = "the root at which Newton's method from 10 % ends",
                    .right = "every root above -100 %",
                    .symptom_sv = "fel ränta jämförs med kravet",
                    .symptom_en = "the wrong rate is held against the requirement",
                    .source = "Critero CVRF, program text: Newton's method from one guess",
                    .how = sighting::seen,
                    .example = "-1000; 2500; -1540: 10 %, right 10 % and 40 %"},
    deviation_entry{
        .which = deviation::residual_value_left_out,
        .id = "residual_value_left_out",
        .name_sv = "restvärdet utelämnas",
        .name_en = "the residual value is left out",
        .wrong = "0",
        .right = "RV * v(n), by a rule that is stated",
        .symptom_sv = "det som håller länge förlorar",
        .symptom_en = "what lasts long loses",
        .source = "Trafikverket, PM Kalkylperioder och restvärdesberäkningar, docplayer 5724628: on residual rules",
        .how = sighting::warned,
        .example = "residual 500 after 5 years at 4 %: 410.96 is lost"},
    deviation_entry{.which = deviation::rounded_growth_factors,
                    .id = "rounded_growth_factors",
                    .name_sv = "räntefaktorn avrundas till två decimaler",
                    .name_en = "the compound factor is rounded to two decimals",
                    .wrong = "F_k / round((1 + r)^k; 2)",
                    .right = "F_k / (1 + r)^k, rounded once, at the end",
                    .symptom_sv = "fel från ören till en procent",
                    .symptom_en = "wrong by anything from an öre to one per cent",
                    .source = "sv.wikipedia, worked example: 1,16 for 1,05^3",
                    .how = sighting::seen,
                    .example = "100 in 3 years at 5 %: 86.21, right 86.38"},
    deviation_entry{
        .which = deviation::full_effect_from_the_first_year,
        .id = "full_effect_from_the_first_year",
        .name_sv = "full effekt redan första året",
        .name_en = "full effect from the first year",
        .wrong = "the last share of the uptake that is not 0, in every year that has any",
        .right = "each year's own share",
        .symptom_sv = "nyttorna kommer för tidigt",
        .symptom_en = "benefits come too early",
        .source = "Sambruk/SKL, Anslutning Mina meddelanden 2014, 5dok yj7mggpp: 6 % in year 1 grows to 80 %",
        .how = sighting::warned,
        .example = "100 a year, uptake 0, 50, 100 %, no rate: 200.00, right 150.00"},
    deviation_entry{.which = deviation::divided_by_discount_factor,
                    .id = "divided_by_discount_factor",
                    .name_sv = "division med nuvärdefaktorn",
                    .name_en = "division by the discount factor",
                    .wrong = "F_k / v_k",
                    .right = "F_k * v_k",
                    .symptom_sv = "framtiden väger tyngre i stället för lättare",
                    .symptom_en = "the future counts for more instead of less",
                    .source = "KTH ME1003 lecture notes: the text says divide, the example multiplies",
                    .how = sighting::seen,
                    .example = "100 in 1 year at 10 %: 110.00, right 90.91"},
    deviation_entry{.which = deviation::outlay_added,
                    .id = "outlay_added",
                    .name_sv = "grundinvesteringen läggs till i stället för att dras ifrån",
                    .name_en = "the initial outlay is added instead of subtracted",
                    .wrong = "NPV = G + a * NUS, G above 0",
                    .right = "NPV = -G + a * NUS",
                    .symptom_sv = "dyra förslag ser bäst ut",
                    .symptom_en = "costly proposals look best",
                    .source = "KTH ME1003 lecture notes: the formula needs a negative G",
                    .how = sighting::warned,
                    .example = "outlay 100, then 60 twice at 0 %: 220.00, right 20.00"},
};

[[nodiscard]] constexpr const deviation_entry& entry_of(deviation which) {
  return deviation_catalogue[static_cast<std::size_t>(which)];
}

/// The entry with that id, or nullptr.
[[nodiscard]] constexpr const deviation_entry* find_deviation(std::string_view id) {
  for (const deviation_entry& d : deviation_catalogue) {
    if (d.id == id) return &d;
  }
  return nullptr;
}

}  // namespace nytta
