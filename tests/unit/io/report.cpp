// SPDX-License-Identifier: Apache-2.0
#include <nytta/appraisal/certify.hpp>
#include <nytta/io/report.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "io/chart/draw.hpp"
#include "io/chart/gnuplot_script.hpp"
#include "io/page/page_html.hpp"

using namespace nytta;

namespace {

std::vector<std::string> labels(const axis_scale& scale) {
  std::vector<std::string> out;
  for (const auto& t : scale.ticks) out.push_back(t.label);
  return out;
}

chart one_bar(const std::string& label) {
  bar_chart what;
  what.bars.push_back({label, 0, 5, paint::benefit});
  return {"x", "Titel", "Ett diagram.", "kr", what};
}

std::vector<drawing> drawn_as(const std::string& svg, const chart& c) {
  const auto draw = [](const std::string&, const void* context) {
    return std::optional(*static_cast<const std::string*>(context));
  };
  return drawn({&c}, language::sv, draw, &svg);
}

std::string document(const std::string& inside) {
  return "<?xml version=\"1.0\"?>\n<svg width=\"720\" height=\"90\">" + inside + "</svg>\n";
}

}  // namespace

TEST_CASE("an axis: steps of 1, 2 or 5, both ends whole steps, money in the unit that suits it") {
  // 3 200 000 in at most six steps is 533 333 a step, so 1 000 000; -0.4 to 2.8 million needs -1 … 3.
  const auto money = axis_for(-400'000, 2'800'000, "kr", language::sv);
  CHECK(labels(money) == std::vector<std::string>{"-1", "0", "1", "2", "3"});
  CHECK(money.unit == "mkr");
  CHECK(money.low == -1e6);
  CHECK(money.high == 3e6);
  // 60 000 / 6 = 10 000.
  const auto thousands = axis_for(0, 60'000, "kr", language::sv);
  CHECK(labels(thousands) == std::vector<std::string>{"0", "10", "20", "30", "40", "50", "60"});
  CHECK(thousands.unit == "tkr");
  // 0.3 / 6 = 0.05, and decimals as the language writes them.
  CHECK(labels(axis_for(-0.1, 0.2, "", language::sv)) ==
        std::vector<std::string>{"-0,10", "-0,05", "0", "0,05", "0,10", "0,15", "0,20"});
  CHECK(labels(axis_for(0, 5'000, "kr", language::en)) ==
        std::vector<std::string>{"0", "1,000", "2,000", "3,000", "4,000", "5,000"});
  // What lies far from zero keeps its own ground; what is all alike has room around it.
  CHECK(axis_for(900, 1'000, "h", language::sv).low == 900);
  CHECK(axis_for(100, 1'000, "h", language::sv).low == 0);
  const auto alike = axis_for(0, 0, "kr", language::sv);
  CHECK(alike.low == -1);
  CHECK(alike.high == 1);
}

TEST_CASE("commands for gnuplot hold no text of a case") {
  const std::string hostile = "`touch x` \"; system(\"touch x\") $(x) @{x}";
  const auto script = gnuplot_script_of(one_bar(hostile), language::sv);
  CHECK(script.commands.find("touch") == std::string::npos);
  CHECK(script.commands.find('`') == std::string::npos);
  bool told = false;
  for (const auto& t : script.texts) told = told || t == hostile.substr(0, 33) + "…" || t == hostile;
  CHECK(told);
}

TEST_CASE("a drawing holds shapes and texts, and texts as texts") {
  const auto c = one_bar("a <b> & \"c\"");
  const auto good =
      drawn_as(document("<title>t</title><defs><path id='a'/></defs><g id=\"b\"><text>@1@</text></g>"), c);
  REQUIRE(good.size() == 1);
  CHECK(good[0].width == 720);
  CHECK(good[0].height == 90);
  const auto script = gnuplot_script_of(c, language::sv);
  CHECK(good[0].inside == "<g><text>" + escaped(script.texts[1]) + "</text></g>");
  for (const char* bad : {"<script>x</script>", "<a href=\"x\"><text/></a>", "<g onload=\"x\"/>", "<image/>",
                          "<foreignObject/>", "<use xlink:href='#a'/>"}) {
    CHECK_MESSAGE(drawn_as(document(bad), c)[0].inside.empty(), bad);
  }
  CHECK(drawn_as("gnuplot: no such thing", c)[0].inside.empty());
  CHECK(drawn_as("", c)[0].inside.empty());
}

TEST_CASE("escaped: no mark-up, no control characters, nothing that turns the direction of reading") {
  CHECK(escaped("<b a='1' c=\"2\">&") == "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
  CHECK(escaped("a\u202Eb\u2066c\u2069d\u200Be") == "abcd\u200Be");
  CHECK(escaped("a\nb\x1b[1m") == "a b [1m");
}

TEST_CASE("an outline nests as its depths say, whatever they are") {
  const page of{heading_block{"x", 1}, heading_block{"y", 2, "y"},
                outline_block{{{"a", 1}, {"b", 4}, {"c", 2}, {"d", 1}}}};
  const std::string html = page_html(of, {}, language::sv);
  CHECK(html.find("<li>a\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ul>") != std::string::npos);
}

TEST_CASE("Markdown reads nothing in a text") {
  const page of{heading_block{"# <b>", 2}, paragraph_block{"1. *x*"}, list_block{{"- [a](b)"}},
                table_block{{{"a|b"}, {"c", true}}, {{"`x`", "1"}}}};
  CHECK(page_markdown(of) ==
        "## \\# \\<b\\>\n\n1\\. \\*x\\*\n\n- \\- \\[a\\](b)\n\n| a\\|b | c |\n| --- | ---: |\n| \\`x\\` | 1 |\n");
}

TEST_CASE("a report of a refused case has calculate's diagnostics, and too few draws are refused") {
  const auto refused = report_on("format = 1\n", "a.toml", {}, {}, {});
  REQUIRE(!refused);
  CHECK(refused.error().size() == calculate("format = 1\n", "a.toml").error().size());
}

// 100 h × 400 kr/h = 40 000 kr a year: a quarter is money, three quarters are time, and 60 % of all is the
// municipality's. Money: 10 000 in each year and 50 000 out in the first, so -40 000, 10 000, 10 000. Beside: 30 000 of
// time, and in the last year the residual value of 10 000. Time: 75 h, of which 45 h and 30 h.
TEST_CASE("money by year stands apart from freed time, and time by whose it is") {
  const auto made = report_on(R"(format = 1
[initiative]
name = "Delat"
[calculation]
method = "esv"
first_year = 2026
years = 3
timing = "end"
rate = "3 %"
[stakeholders.kommunen]
kind = "own"
[stakeholders.invanare]
kind = "citizen"
[[benefits]]
id = "tid"
name = "Tid"
amount = "100 h/år * 400 kr/h"
category = { cash = "25 %", redeployed = "75 %" }
stakeholder = { kommunen = "60 %", invanare = "40 %" }
[[benefits]]
id = "rest"
name = "Restvärde"
type = "residual"
amount = "10 tkr"
once = 2028
category = "cash"
stakeholder = "kommunen"
[[costs]]
id = "inforande"
name = "Införande"
amount = "50 tkr"
once = 2026
category = "cash"
stakeholder = "kommunen"
[[transfers]]
id = "avgift"
name = "Avgift"
type = "fee"
from = "invanare"
to = "kommunen"
amount = "1 tkr"
once = 2028
)",
                              "a.toml", {}, {}, {});
  REQUIRE(made);
  REQUIRE(made->money.size() == 1);
  const auto& m = made->money.front();
  const certified_values values(made->of.result.steps);
  const auto years = [&](int node) {
    std::vector<std::string> out;
    for (std::size_t c = 0; c < 3; ++c) out.push_back(values.rounded(node, c, 0));
    return out;
  };
  using texts = std::vector<std::string>;
  CHECK(years(m.in) == texts{"6000", "6000", "7000"});
  CHECK(years(m.out) == texts{"50000", "0", "0"});
  CHECK(years(m.net) == texts{"-44000", "6000", "7000"});
  CHECK(years(m.cumulative) == texts{"-44000", "-38000", "-31000"});
  CHECK(years(m.beside) == texts{"34000", "34000", "43000"});
  REQUIRE(m.freed.size() == 2);
  CHECK(m.freed[0].stakeholder == "kommunen");
  CHECK(values.rounded(m.freed[0].hours, 0, 0) == "45");
  CHECK(values.rounded(m.freed[1].hours, 0, 0) == "30");
}

// Counted against the reference, its benefit is lost and its cost is saved: 300 000 - 100 000 + 50 000 a year.
TEST_CASE("a benefit of the reference that is lost is told with its sign") {
  const auto made = report_on(R"(format = 1
[initiative]
name = "Mot noll"
[calculation]
method = "esv"
first_year = 2026
years = 1
timing = "start"
rate = "0 %"
[stakeholders.kommunen]
kind = "own"
[[alternatives]]
id = "noll"
name = "Noll"
reference = true
[[alternatives]]
id = "ny"
name = "Ny"
[[benefits]]
id = "gammal"
name = "Gammal nytta"
amount = "100 000 kr/år"
category = "cash"
alternative = "noll"
[[benefits]]
id = "nytt"
name = "Ny nytta"
amount = "300 000 kr/år"
category = "cash"
alternative = "ny"
[[costs]]
id = "drift"
name = "Gammal drift"
amount = "50 000 kr/år"
category = "cash"
alternative = "noll"
)",
                              "a.toml", {}, {}, {});
  REQUIRE(made);
  const std::string told = report_markdown(*made, language::sv);
  CHECK(told.find("| Gammal nytta (nytta som försvinner) | -100 000,00 |  |  |") != std::string::npos);
  CHECK(told.find("| Gammal drift (sparad kostnad) | 50 000,00 |  |  |") != std::string::npos);
  CHECK(told.find("nyttan 250 000 kr större än kostnaden") != std::string::npos);
  REQUIRE(made->money.size() == 2);
  const certified_values values(made->of.result.steps);
  CHECK(values.rounded(made->money[1].in, 0, 0) == "250000");
}
