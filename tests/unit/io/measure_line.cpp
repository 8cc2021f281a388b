// SPDX-License-Identifier: Apache-2.0
#include "io/measure/measure_line.hpp"

#include <nytta/core/message.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

#include "csv.hpp"

using nytta::answer_line;

namespace {

std::string value(std::string_view text) { return "{\"status\":\"ok\",\"value\":\"" + std::string(text) + "\"}"; }

/// The text of a value, empty for another answer.
std::string value_in(const std::string& answer) {
  constexpr std::string_view before = "{\"status\":\"ok\",\"value\":\"";
  if (answer.substr(0, before.size()) != before) return {};
  return answer.substr(before.size(), answer.find('"', before.size()) - before.size());
}

/// The answer to a question written with ' for ".
std::string ask(std::string question) {
  for (char& c : question) {
    if (c == '\'') c = '"';
  }
  return answer_line(question);
}

/// The code of an error, or the status of another answer.
std::string outcome_of(const std::string& question) {
  const std::string answer = ask(question);
  const auto code = answer.find("\"code\":\"");
  if (code != std::string::npos) return answer.substr(code + 8, 5);
  const auto status = answer.find("\"status\":\"") + 10;
  return answer.substr(status, answer.find('"', status) - status);
}

std::string list_of(std::string numbers) {
  for (char& c : numbers) {
    if (c == ' ') c = ',';
  }
  return "[" + numbers + "]";
}

/// The same to 2 units in the 15th digit, which a double still tells apart.
bool same_digits(const std::string& given, const std::string& reference) {
  if (given.empty()) return false;
  const double a = std::strtod(given.c_str(), nullptr);
  const double b = std::strtod(reference.c_str(), nullptr);
  return std::abs(a - b) <= 2e-15 * std::abs(b);
}

}  // namespace

TEST_CASE("measure, npv: the published examples, in all three timings") {
  // numpy-financial prints 3065.22267; the digits are the case file's independent recomputation.
  CHECK(ask("{'measure':'npv','rate':'0.08','flows':[-40000,5000,8000,12000,30000]}") == value("3065.2226681795345"));
  // Microsoft KB Q52221: 1904.58, and 1731.44 when all flows are put into the spreadsheet's NPV.
  const std::string flows = "'flows':['-15000',5000,7500,8200],'rate':0.1}";
  CHECK(value_in(ask("{'measure':'npv'," + flows)).substr(0, 7) == "1904.58");
  CHECK(value_in(ask("{'measure':'npv','timing':'end'," + flows)).substr(0, 7) == "1731.43");
  // 100 × 5 at 3 %: end 457.970719, middle 464.789516, start 471.709840 (method.md, case 20).
  const std::string level = "'flows':[100,100,100,100,100],'rate':0.03}";
  CHECK(value_in(ask("{'measure':'npv','timing':'end'," + level)).substr(0, 9) == "457.97071");
  CHECK(value_in(ask("{'measure':'npv','timing':'middle'," + level)).substr(0, 9) == "464.78951");
  CHECK(value_in(ask("{'measure':'npv','timing':'start'," + level)).substr(0, 9) == "471.70984");
}

TEST_CASE("measure, npv: one rate per period, between the flows or before each") {
  // 1000 + 1100/1.1 + 1320/(1.1 × 1.2) = 3000; at the ends 1100/1.1 + 1320/1.32 = 2000.
  CHECK(ask("{'measure':'npv','rates':[0.1,0.2],'flows':[1000,1100,1320]}") == value("3000"));
  CHECK(ask("{'measure':'npv','rates':[0.1,0.2],'flows':[1100,1320],'timing':'end'}") == value("2000"));
  CHECK(ask("{'measure':'npv','rates':[],'flows':[7]}") == value("7"));
  CHECK(outcome_of("{'measure':'npv','rates':[0.1,0.2],'flows':[1,2]}") == "N0312");
  CHECK(outcome_of("{'measure':'npv','rates':[0.1],'flows':[1,2],'timing':'end'}") == "N0312");
  CHECK(outcome_of("{'measure':'npv','rates':[0.1],'rate':0.1,'flows':[1,2]}") == "N0314");
  CHECK(outcome_of("{'measure':'npv','rates':[0.1],'flows':[1,2],'timing':'middle'}") == "N0314");
}

TEST_CASE("measure, npv: any rate but -1, and above it in the middle of periods") {
  // -1000 + 1100/(1 - 2) = -2100; -1000 + 400/4 = -900.
  CHECK(ask("{'measure':'npv','rate':-2,'flows':[-1000,1100]}") == value("-2100"));
  CHECK(ask("{'measure':'npv','rate':3,'flows':[-1000,400]}") == value("-900"));
  CHECK(outcome_of("{'measure':'npv','rate':-1,'flows':[-1000,1100]}") == "undefined");
  CHECK(outcome_of("{'measure':'npv','rates':[-1],'flows':[-1000,1100]}") == "undefined");
  CHECK(outcome_of("{'measure':'npv','rate':-2,'flows':[-1000,1100],'timing':'middle'}") == "N0310");
}

TEST_CASE("measure, npv: what cancels is exact") {
  CHECK(ask("{'measure':'npv','rate':0.1,'flows':[-1000,1100]}") == value("0"));
  CHECK(ask("{'measure':'npv','rate':0.1,'flows':[-1000,1100],'timing':'end'}") == value("0"));
  CHECK(ask("{'measure':'npv','rate':0.21,'flows':[-1000,1210],'timing':'middle'}") == value("0"));
  CHECK(ask("{'measure':'npv','rates':[0.1],'flows':[-1000,1100]}") == value("0"));
  CHECK(ask("{'measure':'npv','rate':0,'flows':['1e60','0.125','-1e60']}") == value("0.125"));
  CHECK(ask("{'measure':'npv','rate':0,'flows':[0.1,0.2,-0.3]}") == value("0"));
}

TEST_CASE("measure: numbers of any size keep their digits, and long zeros give way to an exponent") {
  CHECK(ask("{'measure':'npv','rate':1,'flows':[1e9,2e9]}") == value("2000000000"));
  CHECK(ask("{'measure':'npv','rate':1,'flows':['1e-9',2e-9]}") == value("0.000000002"));
  CHECK(ask("{'measure':'npv','rate':0,'flows':[12345678901234567]}") == value("12345678901234567"));
  CHECK(ask("{'measure':'npv','rate':0,'flows':[0.12345678901234567]}") == value("0.12345678901234567"));
  CHECK(ask("{'measure':'npv','rate':0,'flows':[12345678901234567890]}") == value("12345678901234568000"));
  CHECK(ask("{'measure':'npv','rate':0,'flows':['-1.5e40']}") == value("-1.5e40"));
  CHECK(ask("{'measure':'npv','rate':0,'flows':['2e-40']}") == value("2e-40"));
  CHECK(ask("{'measure':'npv','rate':0,'flows':['+.5']}") == value("0.5"));
  CHECK(ask("{'measure':'npv','rate':0,'flows':[-0]}") == value("0"));
  CHECK(outcome_of("{'measure':'npv','rate':0,'flows':[1e301]}") == "N0318");
  CHECK(outcome_of("{'measure':'npv','rate':0,'flows':['1e-99999999999999999999']}") == "N0318");
  CHECK(outcome_of("{'measure':'npv','rate':0.12345678901234567890123456789012345678901,'flows':[1]}") == "N0318");
}

TEST_CASE("measure: digits that 300 of them do not tell are not told as a tie") {
  // A review's questions, whose centres happened to end in a 5; 70 and 500 digits of Python's decimals beside them.
  CHECK(ask("{'measure':'nper','rate':'1190147e-299','pmt':-109,'pv':444580}") == value("4078.7155963302752"));
  CHECK(ask("{'measure':'irr','flows':['-1','1','31445000328003895603e-119']}").find("3.1445000328003896e-") !=
        std::string::npos);
  CHECK(ask("{'measure':'irr','flows':['-1','1','71126056700213681818e-122']}").find("7.1126056700213682e-") !=
        std::string::npos);
}

TEST_CASE("measure: what is not zero is never answered as zero, and what is zero by its own numbers is") {
  for (const char* question :
       {"{'measure':'nominal','rate':'9952558e-299','nper':4}", "{'measure':'effect','rate':'1e-299','nper':50000}",
        "{'measure':'rri','nper':'3864550e285','pv':955,'fv':533330}",
        "{'measure':'nper','rate':'83271e-60','pmt':'528018042e142','pv':0,'fv':'30250838e-126','when':'begin'}"}) {
    CAPTURE(question);
    CHECK(ask(question) != value("0"));
  }
  CHECK(ask("{'measure':'rri','nper':7,'pv':955.5,'fv':955.50}") == value("0"));
  CHECK(ask("{'measure':'pduration','rate':0.3,'pv':955.1,'fv':955.1}") == value("0"));
  CHECK(ask("{'measure':'nper','rate':0.3,'pmt':50,'pv':-100.1,'fv':100.1,'when':'begin'}") == value("0"));
}

TEST_CASE("measure: parts of periods that are equal are told to be, though no number of digits of a root tells") {
  // B = pmt/1.05 is owed before the last of 5.5 payments of 1000/((1 - 1.05^-5.5)/0.05), and interest is 0.05 B
  // (Python's decimals).
  CHECK(ask("{'measure':'ipmt','rate':'0.05','per':'5.5','nper':'5.5','pv':'1000'}") == value("-10.116354471567208"));
  CHECK(ask("{'measure':'ppmt','rate':'0.05','per':'5.5','nper':'5.5','pv':'1000'}") == value("-202.32708943134416"));
  // 1000 (1 - 2/4.1)^3.1 is left, of which 100 stay (Python's decimals).
  CHECK(ask("{'measure':'ddb','cost':1000,'salvage':100,'life':4.1,'period':4.1}") == value("25.675278943858827"));
  CHECK(ask("{'measure':'vdb','cost':1000,'salvage':100,'life':5000,'start':0.1,'end':0.1}") == value("0"));
  // Half a year of 1 - 0.1^(1/0.5) = 0.99.
  CHECK(ask("{'measure':'db','cost':1000,'salvage':100,'life':0.5,'period':1,'month':6}") == value("495"));
  CHECK(ask("{'measure':'payback','flows':['-0.8',0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1],'rate':0}") == value("8"));
  // The root of a ratio of 1: (1000 + 121)/(1100 + 21) with nothing earned on what is reinvested.
  CHECK(ask("{'measure':'mirr','flows':[-1100,-23.1,1000,121],'finance_rate':0.1,'reinvest_rate':0}") == value("0"));
  // Where there are no digits left, that is said.
  CHECK(outcome_of("{'measure':'ppmt','rate':0.5,'nper':'1e300','per':1,'pv':1}") == "N0316");
}

TEST_CASE("measure: roots that are a tie are told to be, and those next to one are not") {
  // 0.123456789012345665 and ...675 over two periods: growth squared, exactly, and 10^-299 or 10^-580 beside it.
  const std::string low = "1.262155156777930163318091785444292225";
  const std::string high = "1.262155156777930185787227565691205625";
  CHECK(ask("{'measure':'rri','nper':2,'pv':1,'fv':" + low + "}") == value("0.12345678901234566"));
  CHECK(ask("{'measure':'rri','nper':2,'pv':1,'fv':" + high + "}") == value("0.12345678901234568"));
  const std::string flat = "{'measure':'mirr','finance_rate':0,'reinvest_rate':0,'flows':";
  CHECK(ask(flat + "[-1,0," + low + "]}") == value("0.12345678901234566"));
  CHECK(ask(flat + "['-1e280','1e-300','" + low + "e280']}") == value("0.12345678901234567"));
  CHECK(ask(flat + "['-1e280','-1e-300','" + high + "e280']}") == value("0.12345678901234567"));
  const std::string dates = "],'dates':['2021-01-01','2023-01-01','2023-01-01']}";
  const auto rate = [](const std::string& text) { return "{\"status\":\"ok\",\"values\":[\"" + text + "\"]}"; };
  CHECK(ask("{'measure':'xirr','flows':['-1','" + low + "','0'" + dates) == rate("0.12345678901234566"));
  CHECK(ask("{'measure':'xirr','flows':['-1','" + low + "','1e-299'" + dates) == rate("0.12345678901234567"));
  CHECK(ask("{'measure':'xirr','flows':['-1','" + high + "','-1e-299'" + dates) == rate("0.12345678901234567"));
  // Next to a power of ten the tie is one of the next digit, which is not asked for.
  for (const char* flows : {"[-1,2.000000000000000015]", "[-1,2.000000000000000035]", "[-1,2.000000000000000045]"}) {
    CHECK(ask(std::string("{'measure':'irr','flows':") + flows + "}") == rate("1"));
  }
  CHECK(ask("{'measure':'irr','flows':[-1,1.1000000000000000015]}") == rate("0.1"));
  CHECK(ask("{'measure':'rri','nper':2,'pv':1,'fv':'4.000000000000000060000000000000000225'}") == value("1"));
  // 1 - 0.857375^(2/3) is 0.0975: rounded half-up to 0.098.
  CHECK(ask("{'measure':'db','cost':1000,'salvage':857.375,'life':1.5,'period':1}") == value("98"));
}

TEST_CASE("measure: what cancels in hundreds of digits is not answered as zero") {
  // By hand, or with 700 digits and more of Python's decimals.
  CHECK(ask("{'measure':'pv','rate':'1e-10','nper':'1e-300','pmt':'1e300','fv':'5'}") == value("-5.99999999995"));
  CHECK(ask("{'measure':'npv','rate':'1e-160','flows':[100,-200,100],'timing':'middle'}") == value("1e-318"));
  CHECK(ask("{'measure':'npv','rate':'0.21','flows':['1e280','-1.21e280','1e-300'],'timing':'middle'}") ==
        value("6.2092132305915517e-301"));  // 1e-300/1.61051
  CHECK(ask("{'measure':'ddb','cost':100,'salvage':0,'life':'1e160','period':'1.5','factor':'1e-160'}") ==
        value("1e-318"));
  CHECK(ask("{'measure':'ipmt','rate':'1e-250','per':'1.5','nper':'2.5','pv':'1','fv':'4'}") == value("-1e-500"));
  CHECK(ask("{'measure':'pmt','rate':'1e-295','nper':300,'pv':1}") == value("-0.0033333333333333333"));
  CHECK(ask("{'measure':'xnpv','rate':'1e-160','flows':[100,-200,100],'dates':['2021-01-01','2021-07-01','2022-01-01'],"
            "'day_count':'30e/360'}") == value("2.5e-319"));  // 100 (1e-160/2)²
}

TEST_CASE("measure: a value is beyond what is printed only where it is certain to be") {
  std::string rates = "'1e-300'";
  std::string flows = "-1,1";
  for (int i = 0; i < 80; ++i) rates += ",'1e300'";
  for (int i = 0; i < 79; ++i) flows += ",0";
  // -1 + 1/(1 + 1e-300), and one more at 1e-24000.
  CHECK(ask("{'measure':'npv','rates':[" + rates + "],'flows':[" + flows + ",1]}") == value("-1e-300"));
  CHECK(outcome_of("{'measure':'fv','rate':1,'nper':100000,'pmt':0,'pv':1}") == "N0317");
}

TEST_CASE("measure: depreciation over thousands of periods, where the two amounts are equal in one of them") {
  // The whole cost, a tie in its seventeenth digit.
  CHECK(ask("{'measure':'vdb','cost':'1000000.00000000005','salvage':0,'life':100000.9,'start':0,'end':'100000.9'}") ==
        value("1000000"));
  // All but half of the first period's 1000000 * 2/99999.9 (Python's decimals).
  CHECK(ask("{'measure':'vdb','cost':1000000,'salvage':1000,'life':'99999.9','start':0.5,'end':'99999.9'}") ==
        value("998989.99998999999"));
  for (const char* life : {"3650", "100000"}) {
    CHECK(ask(std::string("{'measure':'vdb','cost':1000,'salvage':0,'life':") + life + ",'start':0,'end':" + life +
              "}") == value("1000"));
  }
  // Half of what 1825 periods of 1/1825 leave, over the last 365 of the 1825 that remain: 1000 (1 - 2/3650)^1825 / 5.
  CHECK(ask("{'measure':'vdb','cost':1000,'salvage':0,'life':3650,'start':3285,'end':3650}") ==
        value("73.555725853196427"));
}

TEST_CASE("measure, irr: amounts of every size beside each other") {
  CHECK(ask("{'measure':'irr','flows':['1e300','-1.3e300','4e299','-4e-30']}") ==
        "{\"status\":\"several\",\"values\":[\"-1\",\"-0.5\",\"-0.2\"]}");  // 1 - 1.3v + 0.4v² and a speck
  CHECK(ask("{'measure':'irr','flows':['-4e-100','4e299','-1.3e300','1e300']}")
            .rfind("{\"status\":\"several\",\"values\":[\"0.25\",\"1\",\"1e399\"]}", 0) == 0);
  CHECK(ask("{'measure':'rate','nper':1,'pmt':-100,'pv':0,'fv':100}").find("every rate") != std::string::npos);
}

TEST_CASE("measure, rate and xirr: amounts so far apart that one is a speck of the other's last digits") {
  // 1 and -100 over two periods: 9, and a payment that is nothing to it; the same doubled over five: 2^(1/5) - 1.
  CHECK(ask("{'measure':'rate','nper':2,'pmt':'1e-300','pv':1,'fv':-100,'when':'begin'}") == value("9"));
  CHECK(ask("{'measure':'rate','nper':5,'pmt':'1','pv':'1e300','fv':'-2e300','when':'begin'}") ==
        value("0.14869835499703501"));
  CHECK(outcome_of("{'measure':'rate','nper':7,'pmt':'1e-300','pv':'-1','fv':-100,'when':'begin'}") == "none");
  CHECK(ask("{'measure':'xirr','flows':['1000','1e-270','-2500','-1e-270','1540'],'dates':['2021-01-01','2021-01-01',"
            "'2022-01-01','2022-01-01','2023-01-01']}") == "{\"status\":\"several\",\"values\":[\"0.1\",\"0.4\"]}");
}

TEST_CASE("measure, dated: a flow on the day of reference is neither discounted nor moved") {
  const std::string at_once = "'rate':-0.5,'flows':[1],'dates':['2100-03-31'],'day_count':'30e+/360'}";
  CHECK(ask("{'measure':'xnpv'," + at_once) == value("1"));
  CHECK(ask("{'measure':'xnfv'," + at_once) == value("1"));
  // 30 days of 360: 1.01^12 - 1.
  CHECK(ask("{'measure':'xirr','flows':[-100,101],'dates':['2023-03-31','2023-04-30'],'day_count':'30e+/360'}") ==
        "{\"status\":\"ok\",\"values\":[\"0.12682503013196972\"]}");
  // What cancels on one day, or over a whole year, does so whatever the root.
  const std::string dates = "'dates':['2020-01-01','2020-02-01','2020-02-01']}";
  CHECK(ask("{'measure':'xnpv','rate':0.05,'flows':[0,1,-1]," + dates) == value("0"));
  CHECK(ask("{'measure':'xnpv','rate':0.05,'flows':['1.00000000000000005',1,-1]," + dates) == value("1"));
  CHECK(ask("{'measure':'xnpv','rate':0.05,'flows':[0,100,-105],'dates':['2020-01-01','2020-02-01','2021-01-31']}") ==
        value("0"));
}

TEST_CASE("measure, rate: periods that cannot be counted in steps are refused") {
  CHECK(outcome_of("{'measure':'rate','nper':'1e-30','pmt':1,'pv':1}") == "N0321");
  CHECK(outcome_of("{'measure':'rate','nper':'1e30','pmt':1,'pv':-5}") == "N0321");
}

TEST_CASE("measure: a rate beyond every double stands beside a guess") {
  CHECK(outcome_of("{'measure':'xirr','flows':[-1,1000],'dates':['2026-01-01','2026-01-02'],'guess':0.1}") == "ok");
  CHECK(outcome_of("{'measure':'irr','flows':['-1e-9','1e300'],'guess':0.1}") == "ok");
  // 100 * 1.01^-(days/mean year) summed over two millennia either way: 2.19e-7 under act/365f.
  CHECK(value_in(ask("{'measure':'xnpv','rate':'0.01','flows':['0','100','100'],'dates':['0001-01-01','5000-06-05',"
                     "'2003-05-06'],'day_count':'act/act-excel'}"))
            .substr(0, 9) == "0.0000002");
}

TEST_CASE("measure: a whole number written with decimals is whole") {
  // 5 % of 50 000 is the first period's interest; 12 compoundings of 1 %.
  CHECK(ask("{'measure':'ipmt','rate':0.05,'per':1.0,'nper':'10.000','pv':-50000}") == value("2500"));
  CHECK(ask("{'measure':'effect','rate':0.12,'nper':12.0}") == ask("{'measure':'effect','rate':0.12,'nper':12}"));
  CHECK(ask("{'measure':'syd','cost':10000,'salvage':1000,'life':5.0,'period':5.00}") == value("600"));
  CHECK(ask("{'measure':'npv','rate':0,'flows':['1.500000000000000000000000','-0.50']}") == value("1"));
}

TEST_CASE("measure, irr: all roots, and the one near a guess") {
  CHECK(ask("{'measure':'irr','flows':[-1000,1100]}") == "{\"status\":\"ok\",\"values\":[\"0.1\"]}");
  CHECK(ask("{'measure':'irr','flows':[-1000,2500,-1540]}") == "{\"status\":\"several\",\"values\":[\"0.1\",\"0.4\"]}");
  CHECK(ask("{'measure':'irr','flows':[-1000,2500,-1540],'guess':0.3}") ==
        "{\"status\":\"several\",\"values\":[\"0.1\",\"0.4\"],\"near\":\"0.4\"}");
  // Brigham's project M: 25 % and 400 %.
  CHECK(ask("{'measure':'irr','flows':[-1.6,10,-10],'guess':'0.1'}") ==
        "{\"status\":\"several\",\"values\":[\"0.25\",\"4\"],\"near\":\"0.25\"}");
  // numpy-financial: 0.28095; digits of the case file's recomputation (0.28094842115996110457…).
  CHECK(ask("{'measure':'irr','flows':[-100,39,59,55,20]}") ==
        "{\"status\":\"ok\",\"values\":[\"0.2809484211599611\"]}");
  CHECK(ask("{'measure':'irr','flows':['-1e-9','1.1e-9']}") == "{\"status\":\"ok\",\"values\":[\"0.1\"]}");
  CHECK(ask("{'measure':'irr','flows':[-1e9,1.1e9]}") == "{\"status\":\"ok\",\"values\":[\"0.1\"]}");
}

TEST_CASE("measure, irr: no root, all zero, and too much work are told apart") {
  CHECK(ask("{'measure':'irr','flows':[1,2]}") == "{\"status\":\"none\",\"reason\":\"no sign change\"}");
  CHECK(ask("{'measure':'irr','flows':[0,0]}") == "{\"status\":\"undefined\",\"reason\":\"all flows are zero\"}");
  CHECK(outcome_of("{'measure':'irr','flows':[1,-2,2],'guess':0.1}") == "none");  // 1 - 2v + 2v² has no real root
  CHECK(outcome_of("{'measure':'irr','flows':[-1,1],'guess':-1}") == "N0310");
  std::string many = "1";
  for (int i = 0; i < 2000; ++i) many += ",-1";
  CHECK(outcome_of("{'measure':'irr','flows':[" + many + "]}") == "N0319");
  std::string far = "'1e-300'";
  for (int i = 0; i < 30; ++i) far += ",-1e300";
  CHECK(outcome_of("{'measure':'irr','flows':[" + far + "]}") == "N0319");
  std::string zeros = "'-1e-280'";
  for (int i = 0; i < 3000; ++i) zeros += ",0";
  CHECK(outcome_of("{'measure':'irr','flows':[" + zeros + ",'1e280']}") == "ok");  // zeros cost nothing
}

TEST_CASE("measure, mirr: the spreadsheet's figure, zero exactly, and where it has none") {
  // numpy-financial's example prints 0.10401626745959102.
  CHECK(ask("{'measure':'mirr','flows':[-1000,100,250,500,500],'finance_rate':0.1,'reinvest_rate':'0.1'}") ==
        value("0.10401626745959102"));
  CHECK(ask("{'measure':'mirr','flows':[-1000,0,1000],'finance_rate':0.1,'reinvest_rate':0.1}") == value("0"));
  CHECK(outcome_of("{'measure':'mirr','flows':[1000,1000],'finance_rate':0.1,'reinvest_rate':0.1}") == "undefined");
  CHECK(outcome_of("{'measure':'mirr','flows':[-1000],'finance_rate':0.1,'reinvest_rate':0.1}") == "undefined");
  CHECK(outcome_of("{'measure':'mirr','flows':[-1,1],'finance_rate':-1,'reinvest_rate':0.1}") == "undefined");
  // -1 in period 1 at a rate of -200 % is worth +1 in period 0: nothing real has that growth.
  CHECK(outcome_of("{'measure':'mirr','flows':[0,-1,1],'finance_rate':-2,'reinvest_rate':0}") == "none");
}

TEST_CASE("measure, payback: lasting or first, discounted or not, and a sum of exactly zero pays") {
  CHECK(ask("{'measure':'payback','flows':[-500,600,-400,500]}") == value("2.6"));
  CHECK(ask("{'measure':'payback','flows':[-500,600,-400,500],'crossing':'first'}") == value("0.83333333333333333"));
  CHECK(ask("{'measure':'payback','flows':[-800,50,400,500,500]}") == value("2.7"));
  CHECK(ask("{'measure':'payback','flows':[-1000,1100],'rate':0.1}") == value("1"));
  CHECK(ask("{'measure':'payback','flows':[-0.3,0.1,0.2]}") == value("2"));
  CHECK(ask("{'measure':'payback','flows':[5,-1]}") == value("0"));
  CHECK(outcome_of("{'measure':'payback','flows':[-1000,1100],'rate':0.1001}") == "none");
  CHECK(outcome_of("{'measure':'payback','flows':[-500,400]}") == "none");
  CHECK(outcome_of("{'measure':'payback','flows':[-500,400],'rate':-1}") == "N0310");
  CHECK(outcome_of("{'measure':'payback','flows':[-500,400],'crossing':'last'}") == "N0311");
}

TEST_CASE("measure, factors: one rate, a schedule in steps, a method") {
  // Energimyndigheten: 11,47; recomputed 11.469921.
  CHECK(value_in(ask("{'measure':'annuity_factor','rate':0.06,'periods':20}")).substr(0, 9) == "11.469921");
  CHECK(ask("{'measure':'annuity_factor','rate':0,'periods':20}") == value("20"));
  CHECK(ask("{'measure':'annuity_factor','rate':0.5,'periods':'0'}") == value("0"));
  CHECK(value_in(ask("{'measure':'discount_factor','rate':0.035,'periods':30}")).substr(0, 14) == "0.356278410602");
  CHECK(ask("{'measure':'discount_factor','rate':0.035,'periods':-1}") == value("1.035"));
  const std::string green =
      "{'measure':'discount_schedule','steps':[{'from':1,'rate':0.035},{'from':31,'rate':'0.03'},"
      "{'from':76,'rate':0.025}],'year':";
  CHECK(ask(green + "0}") == value("1"));
  CHECK(value_in(ask(green + "30}")).substr(0, 14) == "0.356278410602");
  CHECK(value_in(ask(green + "31}")).substr(0, 13) == "0.34590136951");
  CHECK(value_in(ask(green + "76}")).substr(0, 14) == "0.091915875684");
  // Inera's 3 %: .915142 after three years (method.md, case 18); Sundsvall does not discount; ESV states no rate.
  CHECK(value_in(ask("{'measure':'discount_schedule','method':'inera-skr','year':3}")).substr(0, 7) == "0.91514");
  CHECK(ask("{'measure':'discount_schedule','method':'sundsvall','year':3}") == value("1"));
  CHECK(outcome_of("{'measure':'discount_schedule','method':'esv','year':3}") == "N0309");
}

TEST_CASE("measure, factors: what lies outside is refused") {
  CHECK(outcome_of("{'measure':'annuity_factor','rate':-1,'periods':2}") == "N0310");
  CHECK(outcome_of("{'measure':'annuity_factor','rate':0.1,'periods':2.5}") == "N0313");
  CHECK(outcome_of("{'measure':'annuity_factor','rate':0.1,'periods':-1}") == "N0313");
  CHECK(outcome_of("{'measure':'annuity_factor','rate':0.1,'periods':1e9}") == "N0313");
  CHECK(outcome_of("{'measure':'discount_factor','rate':-0.9999999,'periods':100000}") == "N0317");
  CHECK(outcome_of("{'measure':'discount_schedule','method':'nobody','year':3}") == "N0311");
  CHECK(outcome_of("{'measure':'discount_schedule','year':3}") == "N0301");
  CHECK(outcome_of("{'measure':'discount_schedule','steps':[],'year':3}") == "N0301");
  CHECK(outcome_of("{'measure':'discount_schedule','steps':[1],'year':3}") == "N0301");
  CHECK(outcome_of("{'measure':'discount_schedule','steps':[{'from':2,'rate':0.1}],'year':3}") == "N0315");
  CHECK(outcome_of("{'measure':'discount_schedule','steps':[{'from':1,'rate':0.1},{'from':1,'rate':0}],'year':3}") ==
        "N0315");
  CHECK(outcome_of("{'measure':'discount_schedule','steps':[{'from':1,'rate':0.1,'to':3}],'year':3}") == "N0305");
  CHECK(outcome_of("{'measure':'discount_schedule','method':'esv','steps':[],'year':3}") == "N0314");
}

TEST_CASE("measure: unknown measures and keys, with the near word where there is one") {
  CHECK(outcome_of("{'measure':'value'}") == "N0303");
  CHECK(outcome_of("{'measure':'paybak'}") == "N0304");
  CHECK(ask("{'measure':'paybak'}").find("did you mean payback?") != std::string::npos);
  CHECK(outcome_of("{'measure':'npv','rate':0,'flows':[1],'zone':1}") == "N0305");
  CHECK(outcome_of("{'measure':'npv','rate':0,'flow':[1]}") == "N0306");
  CHECK(outcome_of("{'measure':'npv','rate':0,'rate':0,'flows':[1]}") == "N0307");
}

TEST_CASE("measure: a missing or unreadable value is named") {
  CHECK(ask("{'measure':'npv','flows':[1]}") ==
        "{\"status\":\"error\",\"code\":\"N0301\",\"message\":\"rate should be a number, but is "
        "missing\",\"help\":\"Write rate as a number: 0.05 or \\\"0.05\\\", with a decimal point and without units or "
        "spaces.\"}");
  for (const char* rate : {"'0,05'", "'5 %'", "''", "'-'", "'1e'", "'1e+-2'", "'0x10'", "'nan'", "'1.2.3'", "' 1'",
                           "null", "true", "[1]", "{}"}) {
    CAPTURE(rate);
    CHECK(outcome_of("{'measure':'npv','flows':[1],'rate':" + std::string(rate) + "}") == "N0301");
  }
  CHECK(ask("{'measure':'npv','rate':0,'flows':[1,null]}").find("flows[1] should be a number, but is null") !=
        std::string::npos);
  CHECK(outcome_of("{'measure':'npv','rate':0,'flows':[]}") == "N0301");
  CHECK(outcome_of("{'measure':'npv','rate':0,'flows':7}") == "N0301");
  CHECK(outcome_of("{'measure':'npv','rate':0,'flows':[1],'timing':'late'}") == "N0311");
  CHECK(outcome_of("{'measure':'npv','rate':0,'flows':[1],'timing':1}") == "N0301");
  CHECK(outcome_of("{'measure':7}") == "N0301");
  CHECK(outcome_of("{}") == "N0301");
}

TEST_CASE("measure: all that is wrong with a question is told at once, each with its place and what to do") {
  const std::string answer = ask(
      "{'measure':'discount_schedule','steps':[{'from':1,'rat':0.04},{'from':'x','rate':'5 %'},7],'year':-1,'yaer':2}");
  CHECK(answer.rfind("{\"status\":\"error\",\"code\":\"N0306\"", 0) == 0);
  std::size_t from = answer.find("\"errors\":[");
  REQUIRE(from != std::string::npos);
  for (const char* one : {"the key yaer is not known here; did you mean year?", "year is -1, but should be",
                          "steps[2] should be an object, but is 7", "the key steps[0].rat is not known here",
                          "steps[1].from should be a whole number, but is \\\"x\\\"",
                          "steps[1].rate should be a number, but is \\\"5 %\\\""}) {
    CAPTURE(one);
    from = answer.find(one, from);
    REQUIRE(from != std::string::npos);
  }
  CHECK(answer.find("missing") == std::string::npos);  // steps[0].rate is misspelt, not missing
  const std::string series = ask("{'measure':'xirr','flow':[-100,110],'dates':['2026-02-30','x'],'guess':'10 %'}");
  for (const char* one : {"did you mean flows?", "guess should be a number", "dates[0] should be a date", "dates[1]"}) {
    CAPTURE(one);
    CHECK(series.find(one) != std::string::npos);
  }
  CHECK(series.find("dates for") == std::string::npos);  // nothing is counted before all is read
  // A long list that is wrong throughout is not told to its end.
  std::string words = "'a'";
  for (int i = 1; i < 500; ++i) words += ",'a'";
  const std::string many = ask("{'measure':'irr','flows':[" + words + "]}");
  CHECK(many.find("flows[99] should") != std::string::npos);
  CHECK(many.find("flows[100] should") == std::string::npos);
  // What follows from another error is none of its own, and numbers of lists are told with the rest.
  CHECK(ask("{'measure':'npv','ratess':[0.1],'flows':[1,2]}").find("errors") == std::string::npos);
  CHECK(ask("{'measure':'discount_schedule','methd':'esv','year':1}").find("errors") == std::string::npos);
  CHECK(ask("{'measure':'xnpv','rate':-2,'flows':[1],'dates':['2020-01-01','2020-01-02']}").find("2 dates for 1") !=
        std::string::npos);
  CHECK(ask("{'measure':'annuity_factor','rate':0.1}").find("as a whole number: 12") != std::string::npos);
}

TEST_CASE("measure: what is no JSON object is answered, however long and deep") {
  for (const char* line : {"npv", "{", "{'measure':'npv'", "{'measure':'npv',}", "{'measure':'npv'} x", "\xff"}) {
    CAPTURE(line);
    CHECK(outcome_of(line) == "N0307");
  }
  for (const char* line : {"[]", "7", "'npv'", "null", "[{'measure':'npv'}]"}) {
    CAPTURE(line);
    CHECK(outcome_of(line) == "N0308");
  }
  CHECK(outcome_of(std::string(1000000, '[')) == "N0307");
  CHECK(outcome_of("{'measure':'" + std::string(10000000, 'x') + "'}") == "N0303");
  CHECK(outcome_of("{'measure':'npv','rate':0." + std::string(10000000, '1') + ",'flows':[1]}") == "N0318");
  std::string many = "{'measure':'npv','rate':0,'flows':[1";
  for (int i = 0; i < 60000; ++i) many += ",1";
  CHECK(outcome_of(many + "]}") == "N0307");
  CHECK(nytta::answer_to_long_line() ==
        "{\"status\":\"error\",\"code\":\"N0307\",\"message\":\"the line cannot be read: it is larger than 16 "
        "MiB\",\"help\":\"Write one JSON object on one line.\"}");
}

TEST_CASE("measure: a long series is calculated, also one that cancels") {
  std::string ones = "1";
  for (int i = 1; i < 20000; ++i) ones += ",0";
  CHECK(ask("{'measure':'npv','rate':0.035,'flows':[" + ones + "]}") == value("1"));
  std::string zero_sum = "1,-1.035";
  for (int i = 2; i < 20000; ++i) zero_sum += ",0";
  // 1 - 1.035/1.035: the factors of later periods grow too long for fractions, and what they multiply is nothing.
  CHECK(ask("{'measure':'npv','rate':0.035,'flows':[" + zero_sum + "]}") == value("0"));
}

TEST_CASE("measure: peers' rows, against their independent recomputation") {
  const csv::table npvs = csv::read_cases("npv.csv");
  const csv::table mirrs = csv::read_cases("mirr.csv");
  const csv::table irrs = csv::read_cases("irr_multiple.csv");
  CHECK((npvs.absent() || npvs.size() == 26));
  CHECK((mirrs.absent() || mirrs.size() == 63));
  CHECK((irrs.absent() || irrs.size() == 16));
  for (const csv::row& row : npvs) {
    CAPTURE(row["id"]);
    const std::string timing = row["first_period"] == "1" ? "end" : "start";
    CHECK(same_digits(value_in(ask("{'measure':'npv','timing':'" + timing + "','rate':'" + row["rate"] +
                                   "','flows':" + list_of(row["flows"]) + "}")),
                      row["reference"]));
  }
  for (const csv::row& row : mirrs) {
    CAPTURE(row["id"]);
    const std::string answer = ask("{'measure':'mirr','finance_rate':'" + row["finance_rate"] + "','reinvest_rate':'" +
                                   row["reinvest_rate"] + "','flows':" + list_of(row["flows"]) + "}");
    if (row["expected"] == "ERROR") {
      CHECK(value_in(answer).empty());
    } else {
      CHECK(same_digits(value_in(answer), row["reference"]));
    }
  }
  for (const csv::row& row : irrs) {
    CAPTURE(row["id"]);
    const std::string answer = ask("{'measure':'irr','flows':" + list_of(row["flows"]) + "}");
    if (row["n_roots"] == "0") {
      CHECK(answer.find("\"status\":\"none\"") != std::string::npos);
      continue;
    }
    std::string rates = answer.substr(answer.find('[') + 1);
    rates = rates.substr(0, rates.find(']'));
    std::string known = row["reference_roots"] + " ";
    std::size_t count = 0;
    for (; !known.empty(); known.erase(0, known.find(' ') + 1), ++count) {
      const std::string root = rates.substr(1, rates.find('"', 1) - 1);
      CHECK(same_digits(root, known.substr(0, known.find(' '))));
      rates.erase(0, root.size() + 3);
    }
    CHECK(rates.empty());
    CHECK(std::to_string(count) == row["n_roots"]);
  }
}
