// SPDX-License-Identifier: Apache-2.0
#include "io/write/claim_in_words.hpp"

#include <nytta/core/label.hpp>

#include <cstddef>
#include <string_view>

#include "io/write/printed.hpp"

namespace nytta {

namespace {

/// A share as the case writes it; a bare number as a percentage.
std::string share_in_words(const expression& share, language in) {
  const bool bare =
      share.nodes.size() == 1 && share.root().what == expression::kind::number && share.root().unit_of.terms.empty();
  return bare ? percent_digits(share.root().value.to_string(), in) : to_string(share);
}

/// Shares by year, or amounts.
std::string dated(const std::vector<dated_expression>& values, bool shares, language in) {
  std::string words;
  for (const auto& v : values) {
    words += (words.empty() ? "" : "; ") + std::to_string(v.year) + ": ";
    words += shares ? share_in_words(v.value, in) : to_string(v.value);
  }
  return words;
}

std::string uptake_in_words(const when& flows, language in) {
  const auto filled = [&](std::string_view key, const std::string& with) { return label_text(key, with, in); };
  const std::string first = std::to_string(flows.from);
  const std::string last = flows.to ? std::to_string(*flows.to) : std::string();
  switch (flows.how) {
    case occurrence::always:
    case occurrence::by_year: return {};
    case occurrence::once: return filled("claim_once", first);
    case occurrence::spread: return filled("claim_spread", dated(flows.shares, true, in));
    case occurrence::uptake_columns: {
      std::string words;
      for (const auto& s : flows.shares) words += (words.empty() ? "" : "; ") + share_in_words(s.value, in);
      return filled("claim_columns", words);
    }
    case occurrence::uptake_years: return dated(flows.shares, true, in);
    case occurrence::uptake_linear: return filled("explain_linear", first + "–" + last);
    case occurrence::uptake_s_curve: return filled("explain_s_curve", first + "–" + last);
    case occurrence::from_to:
      if (flows.from == 0) return filled("claim_until", last);
      if (last.empty()) return filled("claim_from", first);
      return first == last ? first : first + "–" + last;
    case occurrence::every: {
      const std::string until = last.empty() ? std::string() : ", " + filled("claim_until", last);
      return filled("claim_every", std::to_string(flows.step)) + " " + filled("claim_from", first) + until;
    }
  }
  return {};
}

}  // namespace

std::string spread_in_words(const value_range& range, language in) {
  std::string words;
  switch (range.shape) {
    case distribution::pert: words = "PERT"; break;
    case distribution::triangular: words = label_text("claim_triangular", in); break;
    case distribution::uniform: words = label_text("claim_uniform", in); break;
    case distribution::normal: words = label_text("claim_normal", in); break;
    case distribution::lognormal: words = label_text("claim_lognormal", in); break;
  }
  switch (range.meaning) {
    case range_meaning::min_max: break;
    case range_meaning::p10_p90: words += ", p10–p90"; break;
    case range_meaning::p5_p95: words += ", p5–p95"; break;
  }
  return words;
}

std::string parts_in_words(const std::vector<part>& parts, const std::vector<std::string>& names) {
  std::string words;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    words += (words.empty() ? "" : "; ") + names[k] + (parts.size() == 1 ? "" : " " + to_string(parts[k].share));
  }
  return words;
}

std::string amount_in_words(const flow_claim& e) {
  if (e.amount) return to_string(*e.amount);
  return e.flows.how == occurrence::by_year ? dated(e.flows.shares, false, language::sv) : std::string();
}

std::string state_in_words(const std::optional<measured_state>& s) {
  if (!s) return {};
  return s->value + (s->year ? " (" + std::to_string(*s->year) + ")" : "") +
         (s->source.empty() ? "" : "; " + s->source);
}

std::string growth_in_words(const std::optional<rate_source>& growth, language in) {
  if (!growth) return {};
  const std::string by = growth->factor.empty() ? percent_digits(growth->value.to_string(), in) : growth->factor;
  return label_text("claim_growth", by, in);
}

std::string years_in_words(const flow_claim& e, language in) {
  std::string words = uptake_in_words(e.flows, in);
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  if (e.flows.ceiling) add(label_text("claim_ceiling", share_in_words(*e.flows.ceiling, in), in));
  if (e.growth) add(growth_in_words(e.growth, in));
  if (e.nominal) add(std::string(label_text("claim_nominal", in)));
  if (e.at) add(std::string(label_text("claim_at_" + std::string(name(*e.at)), in)));
  return words;
}

}  // namespace nytta
