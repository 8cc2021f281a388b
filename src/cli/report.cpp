// SPDX-License-Identifier: Apache-2.0
#include "cli/report.hpp"

#include <nytta/io/write.hpp>

#if defined(NYTTA_WORKBOOK)
#include <nytta/io/workbook.hpp>
#endif

#include <filesystem>
#include <stdexcept>
#include <string>

#include "cli/run_case.hpp"

namespace nytta::cli {

#if defined(NYTTA_WORKBOOK)
namespace {

exit_status write_workbook(const case_options& options, const report_options& how) {
  return with_calculation(options, [&](const calculation& of, language in) {
    const std::filesystem::path beside = std::filesystem::path(how.to).parent_path();
    std::string bytes;
    try {
      bytes = to_workbook(of, in, beside.empty() ? "." : beside.string());
    } catch (const std::runtime_error& failed) {
      throw file_error{how.to + ": " + failed.what()};
    }
    write_file(how.to, bytes, how.force);
  });
}

}  // namespace
#endif

exit_status report(const case_options& options, const report_options& how) {
  const std::string extension = std::filesystem::path(how.to).extension().string();
#if defined(NYTTA_WORKBOOK)
  if (extension == ".xlsx") return write_workbook(options, how);
#endif
  if (extension != ".json") throw usage_error{"-o " + how.to + ": .json | .xlsx"};
  return with_calculation(options, [&](const calculation& of, language) {
    write_file(how.to, to_json(of, language_of(options.lang, language::en)), how.force);
  });
}

}  // namespace nytta::cli
