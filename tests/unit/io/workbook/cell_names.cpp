// SPDX-License-Identifier: Apache-2.0
#include "io/workbook/cell_names.hpp"

#include <doctest/doctest.h>

#include <string>

using nytta::workbook::cell_names;

TEST_CASE("cell_names: an id becomes a name that spreadsheets take") {
  cell_names names;
  CHECK(names.name_for("factor_timkostnad") == "factor_timkostnad");
  CHECK(names.name_for("factor_sokandes-tid") == "factor_sokandes_tid");
  CHECK(names.name_for("factor_ansökningar") == "factor_ansökningar");
  CHECK(names.name_for("2a_net") == "_2a_net");
  CHECK(names.name_for("") == "_");
  CHECK(names.name_for("=1+1") == "_1_1");
  CHECK(names.name_for("a b€c") == "a_b_c");
  CHECK(names.name_for("3×4") == "_3_4");
}

TEST_CASE("cell_names: a name that reads as a cell gets a sign before it") {
  for (const std::string cell : {"A1", "xfd1048576", "AB12", "R1C1", "r", "C", "rc", "R2", "c15"}) {
    CAPTURE(cell);
    cell_names names;
    CHECK(names.name_for(cell) == "_" + cell);
  }
  for (const std::string word : {"ABCD1", "net", "a1_", "rate", "r1c1_net_present_value", "å1"}) {
    CAPTURE(word);
    cell_names names;
    CHECK(names.name_for(word) == word);
  }
}

TEST_CASE("cell_names: case makes no difference, and a name that is taken is numbered") {
  cell_names names;
  CHECK(names.name_for("factor_A") == "factor_A");
  CHECK(names.name_for("factor_a") == "factor_a_2");
  CHECK(names.name_for("factor_a-") == "factor_a_");
  CHECK(names.name_for("factor_Å") == "factor_Å");
  CHECK(names.name_for("factor_å") == "factor_å_2");
  CHECK(names.name_for("factor_a_2") == "factor_a_2_2");
}

TEST_CASE("cell_names: a long name is cut between characters") {
  cell_names names;
  std::string wanted;
  for (int i = 0; i < 200; ++i) wanted += "å";
  const std::string name = names.name_for("x" + wanted);
  CHECK(name.size() == 199);
  CHECK(names.name_for("x" + wanted) == name + "_2");
}
