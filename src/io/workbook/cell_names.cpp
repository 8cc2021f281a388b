// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/cell_names.hpp"

#include <algorithm>
#include <cstddef>

namespace nytta::workbook {

namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

/// Å, Ä, Ö and their kin are two bytes in UTF-8, the first of them C3.
bool swedish(std::string_view name, std::size_t i) {
  return name[i] == '\xC3' && i + 1 < name.size() && name[i + 1] != '\x97' &&
         name[i + 1] != '\xB7';  // × and ÷ are no letters
}

std::string lower(std::string_view name) {
  std::string out(name);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] - 'A' + 'a');
    const bool capital = swedish(out, i) && static_cast<unsigned char>(out[i + 1]) < 0xA0;
    if (capital) out[i + 1] = static_cast<char>(static_cast<unsigned char>(out[i + 1]) + 0x20);
  }
  return out;
}

/// "AB12", or "R", "C", "R1C1" and their parts.
bool reads_as_cell(std::string_view name) {
  std::size_t i = 0;
  while (i < name.size() && letter(name[i])) ++i;
  const std::size_t letters = i;
  while (i < name.size() && digit(name[i])) ++i;
  if (i == name.size() && letters >= 1 && letters <= 3 && i > letters) return true;
  const std::string low = lower(name);
  i = 0;
  if (i < low.size() && low[i] == 'r') {
    ++i;
    while (i < low.size() && digit(low[i])) ++i;
  }
  if (i < low.size() && low[i] == 'c') {
    ++i;
    while (i < low.size() && digit(low[i])) ++i;
  }
  return i > 0 && i == low.size();
}

}  // namespace

std::string cell_names::name_for(std::string_view wanted) {
  std::string name;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const char c = wanted[i];
    if (swedish(wanted, i)) {
      name.append(wanted.substr(i, 2));
      ++i;
    } else if (letter(c) || digit(c) || c == '_' || c == '.') {
      name += c;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {  // the first byte of another character
      name += '_';
    }
  }
  constexpr std::size_t most = 200;  // of the 255 that spreadsheets take
  if (name.size() > most) name.resize(name[most - 1] == '\xC3' ? most - 1 : most);
  const bool begins_well = !name.empty() && (letter(name[0]) || name[0] == '_' || name[0] == '\xC3');
  if (!begins_well || reads_as_cell(name)) name.insert(name.begin(), '_');
  const std::string first = name;
  const auto is_taken = [&] { return std::find(taken_.begin(), taken_.end(), lower(name)) != taken_.end(); };
  for (int n = 2; is_taken(); ++n) name = first + "_" + std::to_string(n);
  taken_.push_back(lower(name));
  return name;
}

}  // namespace nytta::workbook
