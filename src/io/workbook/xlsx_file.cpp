// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/xlsx_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <iterator>
#include <locale.h>
#include <map>
#include <stdexcept>
#include <stdlib.h>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <xlsxwriter.h>

#include "io/write/text_table.hpp"

namespace nytta::workbook {

namespace {

// The texts of a book outlive the library's work on it, and it copies them.
char* writable(const std::string& text) { return const_cast<char*>(text.c_str()); }

void require(lxw_error result) {
  if (result != LXW_NO_ERROR) throw std::runtime_error(lxw_strerror(result));
}

/// The library prints numbers by the C locale of the thread that calls it: that must have a point, and get its own
/// back.
class decimal_points {
 public:
  decimal_points() : plain_(newlocale(LC_NUMERIC_MASK, "C", nullptr)) {
    if (plain_ == nullptr) throw std::system_error(errno, std::generic_category(), "newlocale");
    before_ = uselocale(plain_);
  }
  decimal_points(const decimal_points&) = delete;
  decimal_points& operator=(const decimal_points&) = delete;
  ~decimal_points() {
    uselocale(before_);
    freelocale(plain_);
  }

 private:
  locale_t plain_;
  locale_t before_{};
};

/// A folder for one workbook's files, gone with all that the library left in it.
class work_folder {
 public:
  explicit work_folder(const std::string& in) : path_(in + "/.nytta-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) throw std::system_error(errno, std::generic_category(), in);
    file_ = path_ + "/workbook.xlsx";
  }
  work_folder(const work_folder&) = delete;
  work_folder& operator=(const work_folder&) = delete;
  ~work_folder() {
    ::unlink(file_.c_str());
    ::rmdir(path_.c_str());
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  std::string path_;
  std::string file_;
};

constexpr int ink = 0x1F2933;
constexpr int grey = 0x5F6B7A;
constexpr int deep = 0x1F4E79;
constexpr int heading_ground = 0xDCE6F1;
constexpr int entry_ground = 0xFFF4CC;
constexpr int line = 0xB8C4D0;

class xlsx_writer {
 public:
  xlsx_writer(const book& of, const work_folder& in) : of_(of) {
    lxw_workbook_options options{};
    options.tmpdir = writable(in.path());
    workbook_ = workbook_new_opt(in.file().c_str(), &options);
    if (workbook_ == nullptr) throw std::runtime_error("libxlsxwriter: no workbook");
  }
  xlsx_writer(const xlsx_writer&) = delete;
  xlsx_writer& operator=(const xlsx_writer&) = delete;
  ~xlsx_writer() {
    if (workbook_ != nullptr) lxw_workbook_free(workbook_);
  }

  void write() {
    properties();
    for (const sheet& s : of_.sheets) write_sheet(s);
    for (const auto& n : of_.names)
      require(workbook_define_name(workbook_, n.name.c_str(), ("=" + n.refers_to).c_str()));
    // Closing frees it, also when it fails.
    lxw_workbook* const closing = workbook_;
    workbook_ = nullptr;
    require(workbook_close(closing));
  }

 private:
  void properties() {
    lxw_doc_properties p{};
    p.title = writable(of_.title);
    p.subject = writable(of_.subject);
    p.created = 315532800;  // 1980: the same for every workbook, as its parts' own dates are
    require(workbook_set_properties(workbook_, &p));
  }

  /// What is calculated, or fixed by a method, is locked; words are not, so that a reader may write beside them.
  lxw_format* format_of(look shows, bool locked) {
    lxw_format*& f = formats_[2 * static_cast<std::size_t>(shows) + (locked ? 1 : 0)];
    if (f != nullptr) return f;
    f = workbook_add_format(workbook_);
    if (!locked) format_set_unlocked(f);
    format_set_font_name(f, "Calibri");
    format_set_font_size(f, 10);
    format_set_font_color(f, ink);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    const auto shown_as = [f](const char* format) {
      format_set_num_format(f, format);
      format_set_align(f, LXW_ALIGN_RIGHT);
      format_set_shrink(f);  // a reason in a number's place is longer than the number
    };
    const auto entry = [&](const char* format) {
      shown_as(format);
      format_set_bg_color(f, entry_ground);
      format_set_border(f, LXW_BORDER_THIN);
      format_set_border_color(f, line);
    };
    switch (shows) {
      case look::plain: break;
      case look::wrapped: format_set_text_wrap(f); break;
      case look::title:
        format_set_font_size(f, 16);
        format_set_bold(f);
        format_set_font_color(f, deep);
        break;
      case look::subtitle: format_set_font_size(f, 11); break;
      case look::note:
      case look::note_wrapped:
        format_set_font_color(f, grey);
        format_set_font_size(f, 9);
        if (shows == look::note_wrapped) format_set_text_wrap(f);
        break;
      case look::warning:
        format_set_bold(f);
        format_set_font_color(f, 0x9C2B10);
        break;
      case look::heading:
      case look::heading_right:
      case look::heading_year:
      case look::heading_unit:
        format_set_bold(f);
        format_set_text_wrap(f);
        format_set_bg_color(f, heading_ground);
        format_set_bottom(f, LXW_BORDER_THIN);
        format_set_bottom_color(f, deep);
        if (shows == look::heading_unit) {
          format_set_indent(f, 1);
        } else if (shows != look::heading) {
          format_set_align(f, LXW_ALIGN_RIGHT);
        }
        if (shows == look::heading_year) format_set_num_format(f, "0");
        break;
      case look::section:
        format_set_bold(f);
        format_set_font_size(f, 12);
        format_set_font_color(f, deep);
        break;
      case look::strong: format_set_bold(f); break;
      case look::strong_wrapped:
        format_set_bold(f);
        format_set_text_wrap(f);
        break;
      case look::entry: entry("General"); break;  // shows every digit that is typed, and no more
      case look::entry_rate:
        entry("0.00##########%");
        format_set_align(f, LXW_ALIGN_LEFT);
        break;
      case look::number: shown_as("#,##0.00####"); break;
      case look::whole: shown_as("0"); break;
      case look::grouped: shown_as("#,##0"); break;
      case look::money: shown_as("#,##0.00"); break;
      case look::money_strong:
        shown_as("#,##0.00");
        format_set_bold(f);
        format_set_top(f, LXW_BORDER_THIN);
        format_set_top_color(f, line);
        break;
      case look::two_decimals: shown_as("#,##0.00"); break;
      case look::ratio: shown_as("#,##0.000000"); break;
      case look::rate: shown_as("0.00######%"); break;
      case look::factor: shown_as("0.000000"); break;
      case look::tiny: shown_as("0.0E+00"); break;
      case look::text_right: format_set_align(f, LXW_ALIGN_RIGHT); break;
      case look::unit:
        format_set_align(f, LXW_ALIGN_LEFT);
        format_set_indent(f, 1);
        format_set_font_color(f, grey);
        break;
      case look::link:
        format_set_underline(f, LXW_UNDERLINE_SINGLE);
        format_set_font_color(f, deep);
        break;
    }
    return f;
  }

  void write_sheet(const sheet& s) {
    lxw_worksheet* const on = workbook_add_worksheet(workbook_, s.name().c_str());
    if (on == nullptr) throw std::runtime_error("libxlsxwriter: no sheet " + s.name());
    columns(on, s);
    for (const auto& [row, height] : heights_of(s)) require(worksheet_set_row(on, row_number(row), height, nullptr));
    for (const auto& [at, c] : s.cells()) write_cell(on, at, c);
    if (s.frozen != position{0, 0})
      worksheet_freeze_panes(on, row_number(s.frozen.first), column_number(s.frozen.second));
    paper(on, s);
    const auto calculated = [](const auto& placed) {
      const cell& c = placed.second;
      const bool entry = c.shows == look::entry || c.shows == look::entry_rate;
      return c.formula || (!entry && std::holds_alternative<double>(c.content.value()));
    };
    if (std::any_of(s.cells().begin(), s.cells().end(), calculated)) protect(on);
    for (const chart& c : s.charts) draw(on, c);
  }

  /// Rows that need another height than the usual one: spreadsheets do not all fit rows to wrapped words by themselves.
  static std::map<int, double> heights_of(const sheet& s) {
    constexpr double usual_width = 8;
    constexpr double line_height = 13.5;
    const std::map<int, double> widths(s.widths.begin(), s.widths.end());
    std::map<int, double> out;
    for (const auto& [at, c] : s.cells()) {
      double height = 0;
      switch (c.shows) {
        case look::title: height = 26; break;
        case look::section: height = 21; break;
        case look::wrapped:
        case look::note_wrapped:
        case look::strong_wrapped:
        case look::heading:
        case look::heading_right: {
          const auto* const words = std::get_if<std::string>(&c.content.value());
          const auto width = widths.find(at.second);
          const double in_line = width == widths.end() ? usual_width : width->second;
          if (words != nullptr) height = line_height * lines_of(*words, in_line) + 2;
          break;
        }
        default: break;
      }
      constexpr double one_line = 16;
      if (height > one_line) out[at.first] = (std::max)(out[at.first], height);
    }
    return out;
  }

  static double lines_of(const std::string& words, double in_line) {
    double lines = 0;
    std::size_t begin = 0;
    while (begin <= words.size()) {
      const std::size_t end = (std::min)(words.find('\n', begin), words.size());
      const double length = static_cast<double>(text_width(std::string_view(words).substr(begin, end - begin)));
      lines += (std::max)(1.0, std::ceil(length / in_line));
      begin = end + 1;
    }
    constexpr double most = 25;  // a row is at most 409 points high
    return (std::min)(lines, most);
  }

  /// Widths, and empty cells that are not locked: a reader may write there.
  void columns(lxw_worksheet* on, const sheet& s) {
    lxw_format* const empty = format_of(look::plain, false);
    const std::map<int, double> widths(s.widths.begin(), s.widths.end());
    const int last = widths.empty() ? -1 : widths.rbegin()->first;
    for (int column = 0; column <= last; ++column) {
      const auto found = widths.find(column);
      const double width = found == widths.end() ? LXW_DEF_COL_WIDTH : found->second;
      require(worksheet_set_column(on, column_number(column), column_number(column), width, empty));
    }
  }

  static lxw_row_t row_number(int row) { return static_cast<lxw_row_t>(row); }
  static lxw_col_t column_number(int column) { return static_cast<lxw_col_t>(column); }

  void write_cell(lxw_worksheet* on, position at, const cell& c) {
    const lxw_row_t row = row_number(at.first);
    const lxw_col_t column = column_number(at.second);
    const cell_value& value = c.content.value();
    const double* const number = std::get_if<double>(&value);
    const bool entry = c.shows == look::entry || c.shows == look::entry_rate;
    lxw_format* const f = format_of(c.shows, c.formula || (number != nullptr && !entry));
    const double shown = number != nullptr ? *number + 0.0 : 0.0;  // no number has a minus before zero
    const std::string text = number != nullptr ? std::string() : shortened(std::get<std::string>(value));
    if (!c.link.empty()) {
      require(worksheet_write_url_opt(on, row, column, ("internal:" + c.link).c_str(), f, text.c_str(), nullptr));
    } else if (c.formula) {
      const std::string formula = "=" + c.content.text;
      require(number != nullptr ? worksheet_write_formula_num(on, row, column, formula.c_str(), f, shown)
                                : worksheet_write_formula_str(on, row, column, formula.c_str(), f, text.c_str()));
    } else {
      require(number != nullptr ? worksheet_write_number(on, row, column, shown, f)
                                : worksheet_write_string(on, row, column, text.c_str(), f));
    }
    if (entry) numbers_only(on, row, column);
    if (!c.note.empty()) remark(on, row, column, c.note);
  }

  /// A cell takes 32 767 characters.
  static std::string shortened(const std::string& text) {
    constexpr std::size_t most = 32000;
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
  }

  static void numbers_only(lxw_worksheet* on, lxw_row_t row, lxw_col_t column) {
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_DECIMAL;
    rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    rule.minimum_number = -1e15;
    rule.maximum_number = 1e15;
    rule.ignore_blank = LXW_VALIDATION_OFF;
    require(worksheet_data_validation_cell(on, row, column, &rule));
  }

  static void remark(lxw_worksheet* on, lxw_row_t row, lxw_col_t column, const std::string& note) {
    lxw_comment_options options{};
    options.x_scale = 2.0;
    options.y_scale = 0.4 + 0.25 * std::ceil(static_cast<double>(note.size()) / 45.0);
    const std::string author = "nytta";
    options.author = writable(author);
    require(worksheet_write_comment_opt(on, row, column, shortened(note).c_str(), &options));
  }

  void paper(lxw_worksheet* on, const sheet& s) {
    constexpr int a4 = 9;
    worksheet_set_paper(on, a4);
    if (s.landscape) worksheet_set_landscape(on);
    worksheet_fit_to_pages(on, 1, s.one_page ? 1 : 0);
    worksheet_set_margins(on, 0.5, 0.5, 0.6, 0.6);
    if (s.heading_row >= 0) require(worksheet_repeat_rows(on, row_number(s.heading_row), row_number(s.heading_row)));
    // & begins a code in a footer.
    std::string title;
    for (const char c : of_.title.substr(0, 100)) title += c == '&' ? "&&" : std::string(1, c);
    require(worksheet_set_footer(on, ("&L&8" + title + "&C&8&A&R&8&P / &N").c_str()));
    worksheet_gridlines(on, LXW_HIDE_ALL_GRIDLINES);
  }

  static void protect(lxw_worksheet* on) {
    lxw_protection allowed{};
    allowed.format_cells = 1;
    allowed.format_columns = 1;
    allowed.format_rows = 1;
    worksheet_protect(on, nullptr, &allowed);
  }

  static uint8_t type_of(chart::kind form) {
    switch (form) {
      case chart::kind::line: return LXW_CHART_LINE;
      case chart::kind::column: return LXW_CHART_COLUMN;
      case chart::kind::stacked_bar: return LXW_CHART_BAR_STACKED;
    }
    throw std::logic_error("a chart of an unknown kind");
  }

  void draw(lxw_worksheet* on, const chart& c) {
    lxw_chart* const drawn = workbook_add_chart(workbook_, type_of(c.form));
    if (drawn == nullptr) throw std::runtime_error("libxlsxwriter: no chart");
    chart_title_set_name(drawn, c.title.c_str());
    lxw_chart_font title_font{};
    title_font.size = 11;
    title_font.bold = LXW_TRUE;
    chart_title_set_name_font(drawn, &title_font);
    for (const auto& s : c.of) {
      lxw_chart_series* const drawn_series =
          chart_add_series(drawn, ("=" + s.categories).c_str(), ("=" + s.values).c_str());
      if (drawn_series == nullptr) throw std::runtime_error("libxlsxwriter: no series");
      chart_series_set_name(drawn_series, ("=" + s.name).c_str());
      colour(drawn_series, c.form, s.colour);
    }
    lxw_chart_axis* const values = c.form == chart::kind::stacked_bar ? drawn->x_axis : drawn->y_axis;
    lxw_chart_axis* const categories = c.form == chart::kind::stacked_bar ? drawn->y_axis : drawn->x_axis;
    chart_axis_set_num_format(values, "#,##0");
    chart_axis_set_label_position(categories, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (c.form == chart::kind::stacked_bar) {  // the first row on top, the values below
      chart_axis_set_reverse(categories);
      chart_axis_set_crossing_max(categories);
    }
    if (!c.unit.empty()) chart_axis_set_name(values, c.unit.c_str());
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
    if (c.form == chart::kind::stacked_bar) {
      chart_set_series_overlap(drawn, 100);
      chart_set_series_gap(drawn, 40);
    }
    lxw_chart_options options{};
    options.x_scale = c.width / 480.0;
    options.y_scale = c.height / 288.0;
    require(worksheet_insert_chart_opt(on, row_number(c.at.first), column_number(c.at.second), drawn, &options));
  }

  static void colour(lxw_chart_series* series, chart::kind form, const std::string& hex) {
    const auto shade = hex.empty() ? 0U : static_cast<lxw_color_t>(std::stoul(hex, nullptr, 16));
    if (form == chart::kind::line) {
      lxw_chart_line drawn{};
      drawn.color = shade;
      drawn.width = 2.25F;
      chart_series_set_line(series, &drawn);
      return;
    }
    lxw_chart_fill filled{};
    filled.color = shade;
    filled.none = hex.empty() ? LXW_TRUE : LXW_FALSE;
    chart_series_set_fill(series, &filled);
  }

  const book& of_;
  lxw_workbook* workbook_ = nullptr;
  std::map<std::size_t, lxw_format*> formats_;
};

}  // namespace

std::string xlsx_of(const book& of, const std::string& directory) {
  const decimal_points plain;
  const work_folder folder(directory);
  xlsx_writer(of, folder).write();
  std::ifstream in(folder.file(), std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.good() && !in.eof()) throw std::runtime_error(folder.file() + ": cannot be read again");
  if (bytes.empty()) throw std::runtime_error(folder.file() + ": nothing was written");
  return bytes;
}

}  // namespace nytta::workbook
