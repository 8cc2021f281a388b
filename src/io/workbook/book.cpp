// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/book.hpp"

#include <nytta/core/decimal_double.hpp>

#include <stdexcept>

namespace nytta::workbook {

std::string column_letters(int column) {
  std::string out;
  for (int c = column + 1; c > 0; c = (c - 1) / 26) out.insert(out.begin(), static_cast<char>('A' + (c - 1) % 26));
  return out;
}

std::string cell_name(position at) { return column_letters(at.second) + std::to_string(at.first + 1); }

namespace {

std::string fixed_name(position at) { return "$" + column_letters(at.second) + "$" + std::to_string(at.first + 1); }

}  // namespace

void sheet::write(position at, std::string_view text, look shows) {
  if (text.empty()) return;
  cells_[at] = {shows, false, {{}, binding::atom, {cell_value(std::string(text))}}, {}, {}};
}

void sheet::write(position at, double value, look shows) { cells_[at] = {shows, false, number(value), {}, {}}; }

void sheet::write(position at, const decimal& value, look shows) {
  cells_[at] = {shows, false, workbook::number(value), {}, {}};
}

void sheet::write_formula(position at, term of, look shows) {
  (void)of.value();  // one cell holds one value
  cells_[at] = {shows, true, std::move(of), {}, {}};
}

void sheet::annotate(position at, std::string note) {
  if (!note.empty()) cells_.at(at).note = std::move(note);
}

void sheet::lead(position at, std::string to) { cells_.at(at).link = std::move(to); }

std::string sheet::qualified(const std::string& reference) const { return "'" + name_ + "'!" + reference; }

term sheet::here(position at) const { return here(at, at); }
term sheet::here(int row, int from, int to) const { return here({row, from}, {row, to}); }

term sheet::here(position from, position to) const {
  std::vector<cell_value> values;
  for (int row = from.first; row <= to.first; ++row) {
    for (int column = from.second; column <= to.second; ++column) {
      const auto found = cells_.find({row, column});
      if (found == cells_.end()) throw std::logic_error(qualified(cell_name({row, column})) + " is empty");
      values.push_back(found->second.content.value());
    }
  }
  return reference(from == to ? cell_name(from) : cell_name(from) + ":" + cell_name(to), std::move(values));
}

term sheet::seen(position at) const { return seen(at, at); }
term sheet::seen(int row, int from, int to) const { return seen({row, from}, {row, to}); }

term sheet::seen(position from, position to) const {
  term out = here(from, to);
  out.text = qualified(out.text);
  return out;
}

std::string sheet::fixed(position at) const { return qualified(fixed_name(at)); }
std::string sheet::fixed(position from, position to) const {
  return qualified(fixed_name(from) + ":" + fixed_name(to));
}

}  // namespace nytta::workbook
