// SPDX-License-Identifier: Apache-2.0
#include <nytta/c/nytta.h>

#include <stdio.h>
#include <stdlib.h>

/* A whole file, to be freed; NULL when it cannot be read. The library opens no files. */
static char* read_file(const char* path, size_t* length) {
  char* text = NULL;
  long size = -1;
  FILE* file = fopen(path, "rb");
  if (file == NULL) return NULL;
  if (fseek(file, 0, SEEK_END) == 0) size = ftell(file);
  if (size >= 0 && fseek(file, 0, SEEK_SET) == 0) text = malloc((size_t)size + 1);
  if (text != NULL) *length = fread(text, 1, (size_t)size, file);
  fclose(file);
  return text;
}

static void print_figure(const nytta_result* result, const char* key) {
  const nytta_figure* figure = nytta_result_figure(result, NULL, key);
  if (nytta_figure_answer(figure) == NYTTA_ANSWER_OK) {
    printf("%s: %s %s\n", key, nytta_figure_value(figure, 0), nytta_figure_unit(figure));
  } else {
    printf("%s: %s\n", key, nytta_figure_reason(figure));
  }
}

/* Appraises a case file and prints some figures; or everything that is wrong with it.
 *
 * By hand, for bygglov: 1 200 ärende × 40/60 h × 430 kr/h = 344 000 kr a year, half of it in 2027, all of it from 2028;
 * 650 000 kr in 2026. Year ends, 3.5 %: with v = 1/1.035, the benefits are 172 000 v² + 344 000 (v³ + v⁴ + v⁵)
 * = 160 563.8405 + 899 683.1865 = 1 060 247.0270 kr, the cost is 650 000 v = 628 019.3237 kr. Their difference is
 * 432 227.7033 kr, their quotient 1.688239. Undiscounted, −650 000 + 172 000 + 344 000 = −134 000 after 2028, and the
 * next 344 000 pay it back: 2 + 134/344 = 2.389535 years after 2026. */
int main(int argc, char** argv) {
  const char* path = argc > 1 ? argv[1] : NYTTA_EXAMPLE_CASE;
  size_t length = 0;
  char* text = read_file(path, &length);
  if (text == NULL) {
    fprintf(stderr, "%s cannot be read\n", path);
    return 2;
  }
  nytta_request* request = nytta_request_new();
  nytta_request_case(request, text, length, path);
  nytta_request_option(request, "lang", "en");
  free(text);

  nytta_result* result = nytta_calc(request);
  const nytta_status status = nytta_result_status(result);
  if (status == NYTTA_OK) {
    print_figure(result, "net_present_value");
    print_figure(result, "benefit_cost_ratio");
    print_figure(result, "payback_years");
  } else {
    fputs(nytta_result_messages(result), stderr);
  }
  nytta_result_free(result);
  nytta_request_free(request);
  return (int)status;
}
