// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Reads the case files of peers: '#' lines are comments, then one header row; a field may stand in quotes, with a
// quote inside doubled. These files are read where they lie (NYTTA_CASES); on a machine without them a test says so and
// passes:
//
//   const csv::table cases = csv::read_cases("npv.csv");   // no rows when the file is absent
//   for (const csv::row& row : cases) CHECK(npv(row["values"]) == row["reference"]);

namespace csv {

class row {
 public:
  row(std::shared_ptr<const std::vector<std::string>> names, std::vector<std::string> fields, std::size_t line)
      : names_(std::move(names)), fields_(std::move(fields)), line_(line) {}

  /// The field under that name; throws when the file has no such column.
  [[nodiscard]] const std::string& operator[](std::string_view name) const {
    for (std::size_t i = 0; i < names_->size(); ++i) {
      if ((*names_)[i] == name) return fields_.at(i);
    }
    throw std::out_of_range("no column named " + std::string(name));
  }
  /// The line in the file, from 1.
  [[nodiscard]] std::size_t line() const { return line_; }

 private:
  std::shared_ptr<const std::vector<std::string>> names_;
  std::vector<std::string> fields_;
  std::size_t line_;
};

class table {
 public:
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] auto begin() const { return rows_.begin(); }
  [[nodiscard]] auto end() const { return rows_.end(); }

  void read(std::istream& in) {
    std::string text;
    for (std::size_t line = 1; std::getline(in, text); ++line) {
      if (!text.empty() && text.back() == '\r') text.pop_back();
      if (text.empty() || text.front() == '#') continue;
      if (!names_) {
        names_ = std::make_shared<const std::vector<std::string>>(split(text));
      } else {
        rows_.emplace_back(names_, split(text), line);
      }
    }
  }

 private:
  static std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '"') {
        if (quoted && i + 1 < text.size() && text[i + 1] == '"') {
          fields.back() += text[++i];
        } else {
          quoted = !quoted;
        }
      } else if (text[i] == ',' && !quoted) {
        fields.emplace_back();
      } else {
        fields.back() += text[i];
      }
    }
    return fields;
  }

  std::shared_ptr<const std::vector<std::string>> names_;
  std::vector<row> rows_;
};

/// The rows of NYTTA_CASES/name; when the file is absent, says so on standard output and gives no rows.
inline table read_cases(const std::string& name) {
  table cases;
  const std::string path = std::string(NYTTA_CASES) + "/" + name;
  std::ifstream file(path);
  if (!file) {
    std::cout << "peers' cases are absent, nothing to compare: " << path << '\n';
    return cases;
  }
  cases.read(file);
  return cases;
}

}  // namespace csv
