// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
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
// passes. Each test has the number of rows typed in, so that a row that is lost or skipped fails it:
//
//   const csv::table cases = csv::read_cases("npv.csv");   // absent() and without rows when there is no such folder
//   for (const csv::row& row : cases) CHECK(npv(row["values"]) == row["reference"]);
//   CHECK((cases.absent() || cases.size() == 26));

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
  /// The folder of cases is not on this machine.
  [[nodiscard]] bool absent() const { return !names_; }
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

/// The rows of NYTTA_CASES/name. Without the folder: says so on standard output and gives no rows. A file that is
/// missing in the folder, or has no header, throws.
inline table read_cases(const std::string& name) {
  table cases;
  const std::filesystem::path folder(NYTTA_CASES);
  if (!std::filesystem::is_directory(folder)) {
    std::cout << "PEERS' CASES ARE ABSENT, nothing is compared with " << name << ": no folder " << folder.string()
              << '\n';
    return cases;
  }
  std::ifstream file(folder / name);
  cases.read(file);
  if (cases.absent()) throw std::runtime_error("no header row could be read in " + (folder / name).string());
  return cases;
}

}  // namespace csv
