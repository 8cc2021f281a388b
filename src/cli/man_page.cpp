// SPDX-License-Identifier: Apache-2.0
#include "cli/man_page.hpp"

#include <array>
#include <string_view>

#include "cli/command_words.hpp"

namespace nytta::cli {

namespace {

/// A text of the page in both languages.
struct both {
  std::string_view sv;
  std::string_view en;
};

struct entry {
  std::string_view name;
  both means;
};

constexpr both name_heading{"NAMN", "NAME"};
constexpr both synopsis{"ÖVERSIKT", "SYNOPSIS"};
constexpr both description{"BESKRIVNING", "DESCRIPTION"};
constexpr both commands{"KOMMANDON", "COMMANDS"};
constexpr both exit_heading{"AVSLUTNINGSSTATUS", "EXIT STATUS"};
constexpr both environment_heading{"MILJÖ", "ENVIRONMENT"};
constexpr both see_also{"SE ÄVEN", "SEE ALSO"};
constexpr both about{
    "Läser en kalkyl, en textfil i TOML eller JSON, och räknar ut vad en satsning ger, vad den kostar, för vem och "
    "när, efter "
    "en metod vars regler har källor. Varje tal kan förklaras steg för steg. \"-\" läser standard in. Svar skrivs till "
    "standard ut; fel och det som bör kontrolleras till standard fel.",
    "Reads a case, a text file in TOML or JSON, and calculates what an initiative gives, what it costs, to whom and "
    "when, by "
    "a method whose rules have sources. Every figure can be explained step by step. \"-\" reads standard input. "
    "Answers go to "
    "standard output; errors and what should be checked go to standard error."};
constexpr std::array statuses{
    entry{"0", {"Klart.", "Done."}},
    entry{"1",
          {"Indata avvisades, eller --strict fann något att kontrollera.",
           "The input was refused, or --strict found something to check."}},
    entry{"2", {"Fel i kommandot självt.", "Wrong usage."}},
    entry{"3", {"En fil kunde inte läsas eller skrivas.", "A file could not be read or written."}},
    entry{"4", {"Ett internt fel.", "An internal error."}},
    entry{"130", {"Avbrutet med Ctrl-C; skrivna rader är hela.", "Stopped by Ctrl-C; the lines written are whole."}},
    entry{"141", {"Den som läste svaret slutade läsa.", "Whoever read the answer stopped reading."}},
};
constexpr std::array variables{
    entry{"NO_COLOR",
          {"Inga färger, om den har ett värde och --color är auto.",
           "No colours, when it has a value and --color is auto."}},
    entry{"TERM", {"Inga färger när den är dumb.", "No colours when it is dumb."}},
};

/// Text as roff takes it: no character is a command.
std::string roff(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool begins = i == 0 || text[i - 1] == '\n';
    if (begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\'') {
      out += "\\(aq";
    } else {
      out += c;
    }
  }
  return out;
}

class page {
 public:
  explicit page(language in) : in_(in) {}

  void heading(const both& text) { out_ += ".SH " + chosen(text) + "\n"; }
  void subheading(std::string_view text) { out_ += ".SS " + roff(text) + "\n"; }
  void paragraph(std::string_view text) { out_ += roff(text) + "\n"; }
  void entry_of(const std::string& bold, std::string_view argument, std::string_view text) {
    out_ += ".TP\n\\fB" + roff(bold) + "\\fR" + (argument.empty() ? "" : " \\fI" + roff(argument) + "\\fR") + "\n" +
            roff(text) + "\n";
  }
  void example(std::string_view line, std::string_view says) {
    out_ += ".PP\n" + roff(says) + ":\n.PP\n.RS 4\n.nf\n" + roff(line) + "\n.fi\n.RE\n";
  }
  void line(const std::string& text) { out_ += text + "\n"; }
  [[nodiscard]] std::string chosen(const both& text) const {
    return std::string(in_ == language::sv ? text.sv : text.en);
  }
  [[nodiscard]] std::string half(const std::string& text) const { return half_of(text, in_); }
  [[nodiscard]] const std::string& text() const { return out_; }

 private:
  language in_;
  std::string out_;
};

/// "calc FILE [OPTION]…"
std::string usage_of(const CLI::App& command) {
  std::string out = "nytta " + command.get_name();
  for (const auto* option : command.get_options()) {
    if (!option->get_positional()) continue;
    out += option->get_required() ? " " + option->get_name(true) : " [" + option->get_name(true) + "]";
  }
  return out;
}

void describe(const CLI::App& command, page& to) {
  to.subheading(usage_of(command));
  to.paragraph(to.half(command.get_description()) + ".");
  for (const auto* option : command.get_options()) {
    std::string names;
    for (const auto& name : names_of(*option)) names += (names.empty() ? "" : ", ") + name;
    const std::string text = to.half(option->get_description());
    if (option->get_positional()) {
      to.entry_of(option->get_name(true), "", text.empty() ? taken_by(*option) : text);
    } else if (names != "-h, --help") {
      to.entry_of(names, taken_by(*option), text.empty() ? taken_by(*option) : text);
    }
  }
  for (const auto& e : examples_of(command.get_name())) to.example(e.line, to.half(std::string(e.says)));
}

}  // namespace

std::string man_page(const CLI::App& app, language in) {
  page out(in);
  out.line(".TH NYTTA 1 \"\" \"nytta " NYTTA_VERSION "\" \"nytta\"");
  out.heading(name_heading);
  std::string what = out.half(app.get_description());
  out.line("nytta \\- " + roff(what.substr(what.find(':') == std::string::npos ? 0 : what.find(':') + 2)));
  out.heading(synopsis);
  out.line(".B nytta");
  out.line(in == language::sv ? ".I KOMMANDO" : ".I COMMAND");
  out.line(in == language::sv ? "[\\fIARGUMENT\\fR]... [\\fIFLAGGA\\fR]..."
                              : "[\\fIARGUMENT\\fR]... [\\fIOPTION\\fR]...");
  out.heading(description);
  out.paragraph(out.chosen({about.sv, about.en}));
  out.heading(commands);
  for (const auto* command : commands_of(app)) describe(*command, out);
  out.heading(exit_heading);
  for (const auto& s : statuses) out.entry_of(std::string(s.name), "", out.chosen(s.means));
  out.heading(environment_heading);
  for (const auto& v : variables) out.entry_of(std::string(v.name), "", out.chosen(v.means));
  out.heading(see_also);
  out.paragraph(in == language::sv ? "docs/format.md: kalkylens och metodens nycklar, svaren, figurerna."
                                   : "docs/format.md: the keys of cases and methods, the answers, the figures.");
  return out.text();
}

}  // namespace nytta::cli
