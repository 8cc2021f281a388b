// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nytta/core/config.hpp>
#include <nytta/core/message.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace nytta {

namespace message_table {

// One row per code: code, weight, Swedish message, Swedish advice, English message, English advice. Ranges:
// N01 the text itself · N02 keys and structure · N03 measures · N04 numbers · N05 units and expressions ·
// N06 references, shares, when · N07 rates, prices, methods · N10 findings.
inline constexpr std::array rows{
    message{"N0101", severity::error, "filen är inte giltig UTF-8 (byte {0})", "Spara filen som UTF-8.",
            "the file is not valid UTF-8 (byte {0})", "Save the file as UTF-8."},
    message{"N0102", severity::error, "filen är tom", "Börja med nytta new, eller kopiera ett exempel.",
            "the file is empty", "Begin with nytta new, or copy an example."},
    message{"N0103", severity::error, "filen är större än {0} MiB",
            "En kalkyl är en kort text: kontrollera att det är rätt fil.", "the file is larger than {0} MiB",
            "A case is a short text: check that this is the right file."},
    message{"N0104", severity::error, "en nyckel har fler än {0} delar med punkt emellan; resten av filen lästes inte",
            "Skriv nyckeln med färre delar.", "a key has more than {0} parts with dots between; the rest was not read",
            "Write the key with fewer parts."},
    message{"N0105", severity::error, "fler än {0} parenteser ligger i varandra; resten av filen lästes inte",
            "Skriv värdet med färre parenteser.",
            "more than {0} brackets lie within each other; the rest of the file was not read",
            "Write the value with fewer brackets."},
    message{"N0106", severity::error, "filen har fler än {0} värden; resten lästes inte",
            "Dela upp filen, eller kontrollera att det är rätt fil.",
            "the file has more than {0} values; the rest was not read",
            "Divide the file, or check that this is the right file."},
    message{"N0107", severity::error, "här står styrtecknet {0}, som inte hör hemma i en text",
            "Ta bort tecknet; det syns inte i alla program.", "here stands the control character {0}, which is no text",
            "Remove the character; not every program shows it."},
    message{"N0108", severity::error, "texten har fler än {0} fel; resten visas när de första är rättade",
            "Rätta felen ovan och kör igen.", "the text has more than {0} errors; the rest follow when these are gone",
            "Correct the errors above and run again."},
    message{"N0109", severity::error, "texten går inte att läsa här: {0}",
            "Rätta rad {1}: nyckel = värde, där text står inom raka citattecken.", "the text cannot be read here: {0}",
            "Correct line {1}: key = value, with texts in straight quotes."},
    message{"N0110", severity::error, "en procentsats utan citattecken: {0}", "Skriv: {1}",
            "a percentage without quotes: {0}", "Write: {1}"},
    message{"N0111", severity::error, "ett tal med decimalkomma utan citattecken: {0}", "Skriv: {1}",
            "a number with a decimal comma, without quotes: {0}", "Write: {1}"},
    message{"N0112", severity::error, "ett tal med mellanrum utan citattecken: {0}", "Skriv: {1}",
            "a number with spaces, without quotes: {0}", "Write: {1}"},
    message{"N0113", severity::error, "ett tal med enhet utan citattecken: {0}", "Skriv: {1}",
            "a number with its unit, without quotes: {0}", "Write: {1}"},
    message{"N0114", severity::error, "{0} är inte skrivet som ett tal i TOML", "Skriv: {1}",
            "{0} is not written as a number in TOML", "Write: {1}"},
    message{"N0115", severity::error, "en text utan citattecken: {0}", "Skriv: {1}", "a text without quotes: {0}",
            "Write: {1}"},
    message{"N0116", severity::error, "citattecknen är ordbehandlarens, inte raka: {0}", "Skriv: {1}",
            "the quotes are a word processor's, not straight: {0}", "Write: {1}"},
    message{"N0117", severity::error, "ett citattecken saknas: {0}", "Skriv: {1}", "a quote is missing: {0}",
            "Write: {1}"},
    message{"N0118", severity::error, "en nyckel utan citattecken får bara ha bokstäverna a–z, siffror, _ och -: {0}",
            "Skriv: {1}", "a key without quotes may only have the letters a–z, digits, _ and -: {0}", "Write: {1}"},
    message{"N0119", severity::error, "här står {0} där ett komma ska skilja värdena åt", "Skriv: {1}",
            "here stands {0} where a comma separates the values", "Write: {1}"},
    message{"N0120", severity::error, "mellan nyckel och värde ska det stå =, inte så: {0}", "Skriv: {1}",
            "between key and value stands =, not as here: {0}", "Write: {1}"},
    message{"N0121", severity::error, "värdet saknas efter =", "Skriv ett värde, eller ta bort raden: {1}",
            "the value after = is missing", "Write a value, or remove the line: {1}"},
    message{"N0122", severity::error, "{0} ska skrivas true eller false", "Skriv: {1}", "{0} is written true or false",
            "Write: {1}"},
    message{"N0123", severity::error, "här står ett hårt eller osynligt mellanrum, inte ett vanligt",
            "Skriv med vanliga mellanrum: {1}", "here stands a no-break or invisible space, not a plain one",
            "Write with plain spaces: {1}"},
    message{"N0124", severity::error, "en kommentar börjar med #, inte med {0}", "Skriv: {1}",
            "a comment begins with #, not with {0}", "Write: {1}"},
    message{"N0125", severity::error, "ett bakstreck inom dubbla citattecken har egen betydelse: {0}", "Skriv: {1}",
            "a backslash within double quotes has a meaning of its own: {0}", "Write: {1}"},
    message{"N0126", severity::error, "ett komma saknas mellan värdena vid {0}", "Skriv: {1}",
            "a comma is missing between the values at {0}", "Write: {1}"},
    message{"N0127", severity::error, "parenteserna går inte ihop: {0}", "Skriv: {1}", "the brackets do not match: {0}",
            "Write: {1}"},
    message{"N0128", severity::error, "det som står inom {0} och dess slut ska stå på en rad", "Skriv: {1}",
            "what stands between {0} and its end must stand on one line", "Write: {1}"},
    message{"N0129", severity::error, "här står {0} för mycket", "Skriv: {1}", "here is one {0} too many",
            "Write: {1}"},
    message{"N0130", severity::error, "texten som börjar här med {0} tar aldrig slut; resten av filen lästes inte",
            "Avsluta texten med {0}.", "the text that begins here with {0} never ends; the rest was not read",
            "End the text with {0}."},
    message{"N0131", severity::error, "efter värdet står något mer: {0}", "Skriv: {1}",
            "something more stands after the value: {0}", "Write: {1}"},
    message{"N0132", severity::error, "raden är varken nyckel = värde, en rubrik inom [ ] eller en kommentar: {0}",
            "Skriv, om det är en kommentar: {1}", "the line is neither key = value, a header in [ ] nor a comment: {0}",
            "Write, if it is a comment: {1}"},
    message{"N0133", severity::error, "två saker står på samma rad: {0}", "Skriv dem på var sin rad (⏎ är ny rad): {1}",
            "two things stand on one line: {0}", "Write them on a line each (⏎ is a new line): {1}"},
    message{"N0134", severity::error, "{0} står två gånger; första gången på rad {1}",
            "Ta bort den ena, eller ge den rätt namn.", "{0} stands twice; first on line {1}",
            "Remove one of them, or give it its right name."},
    message{"N0135", severity::error, "rubriken {0} står två gånger eller krockar med en nyckel; se rad {1}",
            "Slå ihop delarna under en rubrik, eller ge den andra ett eget namn.",
            "the header {0} stands twice, or collides with a key; see line {1}",
            "Join the parts under one header, or give the second its own name."},
    message{"N0136", severity::error, "en del av namnet saknas: {0}",
            "Skriv ett namn på varje sida om punkten och mellan parenteserna.", "a part of the name is missing: {0}",
            "Write a name on each side of the dot and between the brackets."},
    message{"N0137", severity::error, "{0} är inget datum i kalendern",
            "Skriv datumet på rad {1} som 2026-10-31, eller som text inom citattecken.",
            "{0} is no date in the calendar", "Write the date on line {1} as 2026-10-31, or as a text in quotes."},
    message{"N0138", severity::error, "nyckeln {0} står två gånger i samma objekt",
            "Ta bort den ena, eller ge den rätt namn.", "the key {0} stands twice in one object",
            "Remove one of them, or give it its right name."},
    message{"N0139", severity::error, "citattecken står inne i texten: {0}", "Skriv: {1}",
            "quotes stand within the text: {0}", "Write: {1}"},
    message{"N0140", severity::error, "JSON-texten går inte att läsa vid tecknet {0}",
            "Kontrollera komman, kolon, parenteser och citattecken just före stället.",
            "the JSON text cannot be read at the character {0}",
            "Check the commas, colons, brackets and quotes just before the place."},
    message{"N0141", severity::error, "JSON-texten tar slut innan den är färdig",
            "Kontrollera att varje parentes och citattecken har sitt slut.", "the JSON text ends before it is complete",
            "Check that every bracket and quote has its end."},
};

}  // namespace message_table

NYTTA_INLINE std::span<const message> messages() { return message_table::rows; }

NYTTA_INLINE const message& message_of(std::string_view code) {
  const auto& rows = message_table::rows;
  const auto found = std::lower_bound(rows.begin(), rows.end(), code,
                                      [](const message& row, std::string_view wanted) { return row.code < wanted; });
  if (found == rows.end() || found->code != code) {
    throw std::out_of_range("no message has the code " + std::string(code));
  }
  return *found;
}

NYTTA_INLINE std::string filled(std::string_view pattern, std::span<const std::string> arguments) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool slot = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' && pattern[i + 1] >= '0' &&
                      pattern[i + 1] <= '9';
    const auto which = slot ? static_cast<std::size_t>(pattern[i + 1] - '0') : 0;
    if (slot && which < arguments.size()) {
      out += arguments[which];
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

NYTTA_INLINE std::string text(const diagnostic& d, language in) {
  const message& row = message_of(d.code);
  return filled(in == language::sv ? row.sv : row.en, d.arguments);
}

NYTTA_INLINE std::string advice(const diagnostic& d, language in) {
  const message& row = message_of(d.code);
  return filled(in == language::sv ? row.sv_advice : row.en_advice, d.arguments);
}

}  // namespace nytta
