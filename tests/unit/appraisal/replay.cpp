// SPDX-License-Identifier: Apache-2.0
#include <nytta/io/write.hpp>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "unit/appraisal/tree_cases.hpp"

// The working as JSON, replayed by a second hand: each node of every figure of every example is calculated again from
// its inputs' printed numbers, by the operations' names alone. Nothing of the library's evaluators is used.

namespace {

using nlohmann::json;
using number = boost::multiprecision::cpp_bin_float_50;
using series = std::vector<number>;

series numbers_of(const json& node) {
  series out;
  if (node.contains("value")) out.emplace_back(node["value"].get<std::string>());
  if (node.contains("values")) {
    for (const auto& v : node["values"]) out.emplace_back(v.get<std::string>());
  }
  return out;
}

struct replayed {
  series values;
  number size = 0;  // of the terms that were added, for the comparison
};

/// The node from its inputs' numbers. `years` columns, the first in `first_year`.
class player {
 public:
  explicit player(const json& nodes) {
    for (const auto& n : nodes) {
      known_[n["id"].get<int>()] = &n;
      if (n.contains("years")) years_ = n["years"].get<std::vector<int>>();
    }
  }

  replayed play(const json& n) const {
    const std::string what = n["operation"];
    std::vector<series> in;
    for (const int i : n["inputs"]) in.push_back(numbers_of(*known_.at(i)));
    replayed out;
    const auto at = [&](std::size_t k, std::size_t c) -> const number& {
      return in[k].size() == 1 ? in[k][0] : in[k][c];
    };
    const auto each = [&](auto&& of) {
      const std::size_t columns = n.contains("values") ? years_.size() : 1;
      for (std::size_t c = 0; c < columns; ++c) out.values.push_back(of(c));
    };
    const auto grow = [&](const number& x) {
      out.size += abs(x);
      return x;
    };
    const auto fold = [&](auto&& join) {
      each([&](std::size_t c) {
        number sum = grow(at(0, c));
        for (std::size_t k = 1; k < in.size(); ++k) sum = join(sum, grow(at(k, c)));
        return sum;
      });
    };
    if (what == "add")
      fold([](const number& a, const number& b) { return number(a + b); });
    else if (what == "subtract")
      fold([](const number& a, const number& b) { return number(a - b); });
    else if (what == "multiply")
      fold([](const number& a, const number& b) { return number(a * b); });
    else if (what == "minimum")
      fold([](const number& a, const number& b) { return a < b ? a : b; });
    else if (what == "maximum")
      fold([](const number& a, const number& b) { return a < b ? b : a; });
    else if (what == "divide" || what == "ratio")
      each([&](std::size_t c) {
        if (at(1, c) <= 0 && n.contains("otherwise")) return number(n["otherwise"].get<std::string>());
        return number(at(0, c) / at(1, c));
      });
    else if (what == "negate")
      each([&](std::size_t c) { return number(-at(0, c)); });
    else if (what == "power")
      each([&](std::size_t c) { return number(pow(at(0, c), n["parameters"][c].get<int>())); });
    else if (what == "per_year")
      each([&](std::size_t c) { return at(c, c); });
    else if (what == "at_column")
      each([&](std::size_t) { return at(0, n["parameters"][0].get<std::size_t>()); });
    else if (what == "lowest")
      each([&](std::size_t) { return *std::min_element(in[0].begin(), in[0].end()); });
    else if (what == "convert_unit") {
      const number above(n["conversion"]["multiplied_by"].get<std::string>());
      const number below(n["conversion"]["divided_by"].get<std::string>());
      each([&](std::size_t c) { return number(at(0, c) * above / below); });
    } else if (what == "change_price_level")
      each([&](std::size_t c) { return number(at(0, c) * at(1, c) / at(2, c)); });
    else if (what == "cumulate") {
      number sum = 0;
      each([&](std::size_t c) { return sum += grow(at(0, c)); });
    } else if (what == "present_value") {
      number sum = 0;
      for (std::size_t c = 0; c < years_.size(); ++c) sum += grow(at(0, c) * at(1, c));
      out.values.push_back(sum);
    } else if (what == "discount_factor")
      discount(n, in, out);
    else if (what == "annuity_factor")
      annuity(n, in, out);
    else if (what == "uptake_linear" || what == "uptake_s_curve")
      uptake(n, what, in, out);
    else if (what == "payback" || what == "payback_first")
      payback(in[0], what == "payback", out);
    else if (what == "break_even_year") {
      number sum = 0;
      for (std::size_t c = 0; c < years_.size() && out.values.empty(); ++c) {
        sum += at(0, c) - at(1, c);
        if (sum > 0) out.values.emplace_back(years_[c]);
      }
    } else if (what == "internal_rate_of_return") {
      // A root is told by the sign on both sides of it, at the tenth digit.
      for (const auto& r : numbers_of(n)) {
        const number step = (abs(r) + number("1e-9")) * number("1e-8");
        CHECK(value_at(in[0], r - step) * value_at(in[0], r + step) <= 0);
        out.values.push_back(r);
      }
    } else if (what == "modified_internal_rate_of_return")
      modified(in, out);
    else if (what == "round") {
      const number scale = pow(number(10), n["rounding"]["decimals"].get<int>());
      each([&](std::size_t c) { return number(floor(number(at(0, c) * scale + number("0.5"))) / scale); });
    }
    return out;
  }

 private:
  static number value_at(const series& flows, const number& rate) {
    number sum = 0;
    number factor = 1;
    for (const auto& a : flows) {
      sum += a * factor;
      factor /= 1 + rate;
    }
    return sum;
  }

  // The rate of a calendar year, by the terms of the node.
  static number rate_of(const json& terms, const std::vector<series>& rates, int year) {
    const std::string form = terms["form"];
    if (form == "none") return 0;
    if (form == "flat") return rates[0][0];
    const int position = form == "years" ? year : year - terms["origin_year"].get<int>() + 1;
    std::size_t last = 0;
    for (std::size_t k = 0; k < terms["from"].size(); ++k) {
      if (terms["from"][k].get<int>() <= position) last = k;
    }
    return rates[last][0];
  }

  static number start_of(const json& terms, const std::vector<series>& rates, int year) {
    number factor = 1;
    const int base = terms["base_year"];
    for (int y = base; y < year; ++y) factor /= 1 + rate_of(terms, rates, y);
    for (int y = year; y < base; ++y) factor *= 1 + rate_of(terms, rates, y);
    return factor;
  }

  void discount(const json& n, const std::vector<series>& rates, replayed& out) const {
    const auto& terms = n["discounting"];
    for (std::size_t c = 0; c < years_.size(); ++c) {
      const int year = years_[c];
      const number rate = rate_of(terms, rates, year);
      number factor = start_of(terms, rates, year);
      if (terms["half_years"] == 2) factor /= 1 + rate;
      if (terms["half_years"] == 1) factor /= sqrt(number(1 + rate));
      out.values.push_back(factor);
    }
  }

  void annuity(const json& n, const std::vector<series>& rates, replayed& out) const {
    const auto& terms = n["discounting"];
    number sum = 0;
    for (int j = 1; j <= n["parameters"][0].get<int>(); ++j) {
      sum += start_of(terms, rates, terms["first_year"].get<int>() + j);
    }
    out.values.push_back(sum);
  }

  void uptake(const json& n, const std::string& what, const std::vector<series>& in, replayed& out) const {
    const int from = n["parameters"][0];
    const int to = n["parameters"][1];
    for (int c = 0; c < static_cast<int>(years_.size()); ++c) {
      const number& ceiling = in[0].size() == 1 ? in[0][0] : in[0][static_cast<std::size_t>(c)];
      if (c < from)
        out.values.emplace_back(0);
      else if (c > to)
        out.values.push_back(ceiling);
      else if (what == "uptake_linear")
        out.values.push_back(ceiling * (c - from + 1) / (to - from + 1));
      else
        out.values.push_back(ceiling / (1 + exp(-log(number(81)) * (c - number(from + to) / 2) / (to - from))));
    }
  }

  static void payback(const series& flows, bool lasting, replayed& out) {
    std::size_t k = flows.size();
    series sums;
    for (const auto& a : flows) sums.push_back(sums.empty() ? a : number(sums.back() + a));
    for (std::size_t c = flows.size(); c-- > 0;) {
      if (sums[c] >= 0)
        k = c;
      else if (lasting)
        break;
    }
    if (k == flows.size()) return;
    out.values.push_back(k == 0 ? number(0) : number(static_cast<int>(k) - 1 - sums[k - 1] / flows[k]));
  }

  static void modified(const std::vector<series>& in, replayed& out) {
    const number rate = in[1][0];
    number future = 0;
    number present = 0;
    const auto count = in[0].size();
    for (std::size_t t = 0; t < count; ++t) {
      if (in[0][t] > 0)
        future += in[0][t] * pow(number(1 + rate), static_cast<int>(count - 1 - t));
      else
        present += in[0][t] / pow(number(1 + rate), static_cast<int>(t));
    }
    out.values.push_back(pow(number(-future / present), number(1) / static_cast<int>(count - 1)) - 1);
  }

  std::map<int, const json*> known_;
  std::vector<int> years_;
};

}  // namespace

TEST_CASE("replay: every node of every example comes out the same from its inputs") {
  std::set<std::string> operations;
  std::size_t replayed_nodes = 0;
  for (const auto& file : tree::cases()) {
    CAPTURE(file.string());
    const auto result = tree::calculated(file);
    REQUIRE(result.has_value());
    for (const auto& a : result->result.alternatives) {
      for (const auto& f : a.figures) {
        CAPTURE(f.key);
        const json told = json::parse(nytta::explain_json(*result, a, f.key));
        CHECK(told["nodes"].back()["id"] == f.node);
        const player second(told["nodes"]);
        for (const auto& n : told["nodes"]) {
          const std::string what = n["operation"];
          if (what == "input" || what == "literal" || what == "absent" || n.contains("status")) continue;
          CAPTURE(n.dump());
          const replayed again = second.play(n);
          const series printed = numbers_of(n);
          REQUIRE(again.values.size() == printed.size());
          for (std::size_t i = 0; i < printed.size(); ++i) {
            const number slack = number("1e-9") * (what.rfind("internal", 0) == 0 || what.rfind("modified", 0) == 0);
            CHECK(abs(again.values[i] - printed[i]) <= number("1e-17") * (abs(printed[i]) + again.size) + slack);
          }
          operations.insert(what);
          ++replayed_nodes;
        }
      }
    }
  }
  MESSAGE(replayed_nodes << " nodes of " << operations.size() << " operations were replayed");
  CHECK(operations.size() >= 15);
}
