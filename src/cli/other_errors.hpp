// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace nytta::cli {

/// A calculation error that is no formula, so that no deviation can switch it on: how nytta meets it instead.
struct other_error {
  std::string_view name_sv;
  std::string_view name_en;
  std::string_view met_sv;
  std::string_view met_en;
  std::string_view codes;  ///< of findings and refusals, separated by blanks; empty: none
};

inline constexpr std::array other_errors{
    other_error{"den ena kalkylen diskonterar första året, den andra inte",
                "one case discounts the first year, another does not",
                "tidpunkten måste anges och skrivs ut; compare visar vad den betyder",
                "the timing must be given and is printed; compare shows what it does", "N0720"},
    other_error{"samma frigjorda tid som tid och som pengar", "the same freed time as time and as money", "hittas",
                "found", "N1004 N1030 N1024"},
    other_error{"frigjord tid som utrymme i budgeten", "freed time as room in the budget",
                "hittas; finansiella nyttor summeras för sig", "found; cash benefits are summed apart", "N1031"},
    other_error{"transfereringar som nytta", "transfers as benefits",
                "hittas; som [[transfers]] är de noll över alla intressenter",
                "found; as [[transfers]] they are nothing over all stakeholders", "N1032 N1053 N1054"},
    other_error{"en besparing ibland som nytta, ibland som negativ kostnad",
                "a saving now as a benefit, now as a negative cost",
                "metodens regel (savings.count_as) avgör, och compare visar vad den betyder",
                "the method's rule (savings.count_as) decides, and compare shows what it does", ""},
    other_error{
        "lågt med lågt kallas sämsta utfall", "low with low called the worst outcome",
        "parningen är metodens regel (ranges.pairing), och utskriften säger att den inte är sämsta och bästa",
        "the pairing is the method's rule (ranges.pairing), and the output says that it is neither worst nor best", ""},
    other_error{"lågt och högt byter inte plats när tecknet vänder", "low and high do not change places with the sign",
                "låga och höga tal räknas ur faktorerna, aldrig ur varandra",
                "low and high figures are calculated from the factors, never from one another", ""},
    other_error{"procentuella effekter läggs ihop", "percentage effects are added", "hittas", "found", "N1044"},
    other_error{"timkostnad med fel timmar eller utan pålägg", "hourly cost with the wrong hours or without on-costs",
                "månadslön, timmar och pålägg är faktorer eller metodens parametrar med enheter och källor",
                "pay, hours and on-costs are factors or parameters of the method with units and sources", "N0546"},
    other_error{"månad i stället för år, eller en decimal fel", "month for year, or a slip of the decimal",
                "enheter räknas om eller vägras", "units are converted or refused", "N0546"},
    other_error{"kostnader som redan är betalda", "sunk costs", "hittas", "found", "N1033 N1034"},
    other_error{"kapitalkostnad bredvid utgiften", "capital cost beside the outlay", "hittas", "found", "N1035"},
    other_error{"restvärde utan regel", "residual value without a rule", "hittas", "found", "N1036 N1055 N1056"},
    other_error{"fast och löpande blandas", "real and nominal mixed", "hittas", "found", "N1037 N1038 N1052"},
    other_error{"moms, räntor och amorteringar i flödena", "VAT, interest and instalments in the flows", "hittas",
                "found", "N1039 N1040"},
    other_error{"full nytta innan något är infört", "full benefit before anything is in place", "hittas", "found",
                "N1005 N1041"},
    other_error{"engångskostnaden varje år", "the one-off cost every year", "hittas", "found", "N1050"},
    other_error{"olika långa alternativ jämförs med nettonuvärdet",
                "alternatives of different length compared by net present value",
                "hittas; annuiteten (equivalent_annual_amount) skrivs alltid ut",
                "found; the equivalent annual amount is always printed", "N1051"},
};

}  // namespace nytta::cli
