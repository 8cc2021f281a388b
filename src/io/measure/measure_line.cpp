// SPDX-License-Identifier: Apache-2.0
#include "io/measure/measure_line.hpp"

#include <nytta/core/message.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "io/document/document.hpp"
#include "io/document/text_index.hpp"
#include "io/measure/measure_answer.hpp"

namespace nytta {

namespace {

using namespace measure_detail;

/// Why the text of a line cannot be read; the readers of files share their words.
diagnostic unreadable(const diagnostic& why) {
  constexpr std::string_view file = "the file ";
  std::string message = text(why, language::en);
  if (message.rfind(file, 0) == 0) message.replace(0, file.size(), "it ");
  return {"N0307", {}, {std::move(message)}};
}

/// The keys of one error.
std::string told(const diagnostic& why) {
  return "\"code\":\"" + std::string(why.code) + "\",\"message\":" + quoted(text(why, language::en)) +
         ",\"help\":" + quoted(advice(why, language::en));
}

/// The first error, and all of them where there are more.
std::string refusal(const std::vector<diagnostic>& all) {
  std::string out = "{\"status\":\"error\"," + told(all.front());
  if (all.size() > 1) {
    out += ",\"errors\":[";
    for (const diagnostic& why : all) {
      if (&why != all.data()) out += ',';
      out += "{" + told(why) + "}";
    }
    out += ']';
  }
  return out + "}";
}

// --- Which measures there are

struct measure_row {
  std::string_view name;
  std::array<std::string_view, 7> keys;
  std::string (*answer)(const measure_question&);
};

constexpr std::array rows{
    measure_row{"npv", {"rate", "flows", "timing", "rates"}, answer_npv},
    measure_row{"irr", {"flows", "guess"}, answer_irr},
    measure_row{"mirr", {"flows", "finance_rate", "reinvest_rate"}, answer_mirr},
    measure_row{"xnpv", {"rate", "flows", "dates", "day_count"}, answer_xnpv},
    measure_row{"xnfv", {"rate", "flows", "dates", "day_count"}, answer_xnfv},
    measure_row{"xirr", {"flows", "dates", "day_count", "guess"}, answer_xirr},
    measure_row{"payback", {"flows", "rate", "crossing"}, answer_payback},
    measure_row{"annuity_factor", {"rate", "periods"}, answer_annuity_factor},
    measure_row{"discount_factor", {"rate", "periods"}, answer_discount_factor},
    measure_row{"discount_schedule", {"method", "steps", "year"}, answer_discount_schedule},
    measure_row{"pv", {"rate", "nper", "pmt", "fv", "when"}, answer_pv},
    measure_row{"fv", {"rate", "nper", "pmt", "pv", "when"}, answer_fv},
    measure_row{"pmt", {"rate", "nper", "pv", "fv", "when"}, answer_pmt},
    measure_row{"nper", {"rate", "pmt", "pv", "fv", "when"}, answer_nper},
    measure_row{"rate", {"nper", "pmt", "pv", "fv", "when", "guess"}, answer_rate},
    measure_row{"ipmt", {"rate", "per", "nper", "pv", "fv", "when"}, answer_ipmt},
    measure_row{"ppmt", {"rate", "per", "nper", "pv", "fv", "when"}, answer_ppmt},
    measure_row{"ispmt", {"rate", "per", "nper", "pv"}, answer_ispmt},
    measure_row{"cumipmt", {"rate", "nper", "pv", "start", "end", "when"}, answer_cumipmt},
    measure_row{"cumprinc", {"rate", "nper", "pv", "start", "end", "when"}, answer_cumprinc},
    measure_row{"fvschedule", {"pv", "rates"}, answer_fvschedule},
    measure_row{"pduration", {"rate", "pv", "fv"}, answer_pduration},
    measure_row{"rri", {"nper", "pv", "fv"}, answer_rri},
    measure_row{"effect", {"rate", "nper"}, answer_effect},
    measure_row{"nominal", {"rate", "nper"}, answer_nominal},
    measure_row{"sln", {"cost", "salvage", "life"}, answer_sln},
    measure_row{"syd", {"cost", "salvage", "life", "period"}, answer_syd},
    measure_row{"db", {"cost", "salvage", "life", "period", "month"}, answer_db},
    measure_row{"ddb", {"cost", "salvage", "life", "period", "factor"}, answer_ddb},
    measure_row{"vdb", {"cost", "salvage", "life", "start", "end", "factor", "no_switch"}, answer_vdb},
};

std::vector<std::string_view> names() {
  std::vector<std::string_view> out;
  for (const measure_row& row : rows) out.push_back(row.name);
  return out;
}

std::string answer_question(const measure_question& q) {
  const std::string asked = q.text("measure", "the name of a measure");
  const auto* row = std::find_if(rows.begin(), rows.end(), [&](const measure_row& r) { return r.name == asked; });
  if (row != rows.end()) {
    const auto* last = std::find(row->keys.begin(), row->keys.end(), std::string_view());
    q.allow(std::span(row->keys.begin(), last));
    return row->answer(q);
  }
  q.read();
  const std::string near = nearest_of(names(), asked);
  const std::string shown = clipped(asked, 40);
  if (near.empty()) refuse_question("N0303", {shown, enumerated(names())});
  refuse_question("N0304", {shown, near});
}

}  // namespace

std::string answer_line(std::string_view line) {
  const document_reading reading = read_json(line, "measure", places::left_out);
  std::vector<diagnostic> noted;
  try {
    if (!reading.errors.empty()) throw refused_question{{unreadable(reading.errors.front())}};
    if (!reading.root || reading.root->kind != document_node::kind::table) {
      refuse_question("N0308", {});
    }
    return answer_question(measure_question(*reading.root, noted));
  } catch (const refused_question& e) {
    // What was thrown comes when all has been read, and then nothing has been noted, or is empty.
    return refusal(e.why.empty() ? noted : e.why);
  }
}

std::string measures_and_keys() {
  std::string out;
  for (const measure_row& row : rows) {
    const auto* last = std::find(row.keys.begin(), row.keys.end(), std::string_view());
    out += std::string(row.name) + ": " + enumerated(std::span(row.keys.begin(), last)) + "\n";
  }
  return out;
}

std::string answer_to_long_line() {
  return refusal({unreadable({"N0103", {}, {std::to_string(document_limits::bytes >> 20)}})});
}

}  // namespace nytta
