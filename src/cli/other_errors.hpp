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
                "hittas där orden visar det; som [[transfers]] är de noll över alla intressenter",
                "found where words tell; as [[transfers]] they are nothing over all stakeholders", "N1032 N1053 N1054"},
    other_error{"en besparing ibland som nytta, ibland som negativ kostnad",
                "a saving now as a benefit, now as a negative cost",
                "metodens regel (savings.count_as) avgör, och compare visar vad den betyder",
                "the method's rule (savings.count_as) decides, and compare shows what it does", ""},
    other_error{
        "lågt med lågt kallas sämsta utfall", "low with low called the worst outcome",
        "parningen är metodens regel (ranges.pairing), och utskriften säger att den inte är sämsta och bästa",
        "the pairing is the method's rule (ranges.pairing), and the output says that it is neither worst nor best", ""},
    other_error{"lågt och högt byter inte plats när tecknet vänder", "low and high do not change places with the sign",
                "varje faktor ställs i den ände som ger de lägsta (högsta) nyttorna, annars kostnaderna, eller det "
                "lägsta (högsta) nettot",
                "each factor stands at the end that gives the lowest (highest) benefits, else costs, or the lowest "
                "(highest) net",
                ""},
    other_error{"procentuella effekter läggs ihop", "percentage effects are added",
                "hittas där faktorers namn visar att något blir mindre",
                "found where names of factors tell that something gets less", "N1044"},
    other_error{
        "timkostnad med fel timmar eller utan pålägg", "hourly cost with the wrong hours or without on-costs",
        "månadslön, timmar och pålägg är faktorer eller metodens parametrar med enheter och källor; ett fel "
        "tal i rätt enhet syns inte",
        "pay, hours and on-costs are factors or parameters of the method with units and sources; a wrong number "
        "in the right unit is not seen",
        ""},
    other_error{"månad i stället för år, eller en decimal fel", "month for year, or a slip of the decimal",
                "enheter räknas om eller vägras; ett fel tal i rätt enhet syns inte",
                "units are converted or refused; a wrong number in the right unit is not seen", "N0546"},
    other_error{"kostnader som redan är betalda", "sunk costs", "hittas på året, eller där orden visar det",
                "found by the year, or where words tell", "N1033 N1034"},
    other_error{"kapitalkostnad bredvid utgiften", "capital cost beside the outlay", "hittas där orden visar det",
                "found where words tell", "N1035"},
    other_error{"restvärde utan regel", "residual value without a rule", "hittas på type, eller där orden visar det",
                "found by type, or where words tell", "N1036 N1055 N1056"},
    other_error{"fast och löpande blandas", "real and nominal mixed",
                "hittas på räntan, prisåret, eller där orden visar det",
                "found by the rate, the price year, or where words tell", "N1037 N1038 N1052"},
    other_error{"moms, räntor och amorteringar i flödena", "VAT, interest and instalments in the flows",
                "hittas där orden visar det", "found where words tell", "N1039 N1040"},
    other_error{"full nytta innan något är infört", "full benefit before anything is in place", "hittas", "found",
                "N1005 N1041"},
    other_error{"engångskostnaden varje år", "the one-off cost every year", "hittas", "found", "N1050"},
    other_error{"olika långa alternativ jämförs med nettonuvärdet",
                "alternatives of different length compared by net present value",
                "hittas; annuiteten (equivalent_annual_amount) skrivs alltid ut",
                "found; the equivalent annual amount is always printed", "N1051"},
    other_error{"troliga värden summeras som väntevärde, lägsta värden som undre gräns",
                "likely values summed as the expected value, lowest values as a lower limit",
                "troligt kallas aldrig väntevärde: nytta simulate ger medelvärdet och utfallen i ordning",
                "likely is never called expected: nytta simulate gives the mean and the outcomes in order", ""},
    other_error{
        "känslighet med bara en faktor i taget", "sensitivity with one factor at a time only",
        "nytta sensitivity har också alla på en gång: sämst, bäst och minsta ändring som vänder; nytta simulate",
        "nytta sensitivity has all at once, too: worst, best and the least change that turns; nytta simulate", "N1047"},
    other_error{"procentpåslag bara på nyttorna", "a percentage up and down on the benefits only",
                "nytta sensitivity ändrar nyttor och kostnader lika, och efter kalkylens egna intervall",
                "nytta sensitivity moves benefits and costs alike, and by the case's own ranges", ""},
    other_error{"diagrammets färg efter indata i stället för verkan", "a chart coloured by input instead of effect",
                "tabellen har resultatet vid lågt och vid högt tal; diagram finns inte än",
                "the table has the result at the low and at the high factor; there are no charts yet", ""},
    other_error{"gammal och ny väg drivs samtidigt utan kostnad", "old and new ways run in parallel without a cost",
                "inte: skriv en kostnad för de år som båda finns", "not: write a cost for the years that have both",
                ""},
    other_error{"en gemensam kostnad i varje enhets kalkyl", "a shared cost in the case of every unit",
                "inte än: kalkyler läggs inte ihop", "not yet: cases are not added together", ""},
    other_error{"årets avskrivning avkortad i stället för avrundad",
                "the year's depreciation cut off instead of rounded", "inte än: avskrivningar räknas inte",
                "not yet: depreciation is not calculated", ""},
    other_error{"ett helt års avskrivning fast det tas i bruk i juli",
                "a year's depreciation although in use from July", "inte än: avskrivningar räknas inte",
                "not yet: depreciation is not calculated", ""},
};

}  // namespace nytta::cli
