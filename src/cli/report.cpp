// SPDX-License-Identifier: Apache-2.0
#include "cli/report.hpp"

#include <nytta/io/write.hpp>

#include <filesystem>
#include <string>

#include "cli/run_case.hpp"

namespace nytta::cli {

exit_status report(const case_options& options, const report_options& how) {
  const std::string extension = name_of(path_of(how.to).extension());
  if (extension != ".json") throw usage_error{"-o " + how.to + ": .json"};
  return with_calculation(options, [&](const calculation& of, language) {
    write_file(how.to, to_json(of, language_of(options.lang, language::en)), how.force);
  });
}

}  // namespace nytta::cli
