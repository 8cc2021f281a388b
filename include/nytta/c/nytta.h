// SPDX-License-Identifier: Apache-2.0
#ifndef NYTTA_C_NYTTA_H
#define NYTTA_C_NYTTA_H

/*
 * Benefit appraisals from C, and from every language that calls C: text in (a case or a method as TOML or JSON), text
 * out (JSON, or as people read it).
 *
 *     nytta_request* request = nytta_request_new();
 *     nytta_request_case(request, text, length, "case.toml");
 *     nytta_result* result = nytta_calc(request);
 *     if (nytta_result_status(result) == NYTTA_OK) puts(nytta_result_text(result));
 *     else fputs(nytta_result_messages(result), stderr);
 *     nytta_result_free(result);
 *     nytta_request_free(request);
 *
 * A request says what is asked: the case, and the options that the command of the same name has (docs/format.md section
 * 3). A result is what that command gives: its exit status, its standard output (text), and its standard error
 * (messages, and as JSON diagnostics). The library opens no file, reads no environment and no clock, and keeps nothing
 * between two calls; the same request gives the same bytes.
 *
 * Text is UTF-8. Text that goes in is copied before the call returns; with it goes its length in bytes, or
 * NYTTA_UNTIL_NUL. Text that comes out ends with a null character, is never NULL, and lives as long as the result that
 * it was asked of. Numbers are decimal strings: "432227.70".
 *
 * Ownership: what a function named ..._new or one of the commands returns is the caller's, to be given to
 * nytta_request_free or nytta_result_free once. A nytta_figure belongs to its result. Freeing NULL does nothing.
 *
 * Errors: a status. Nothing is thrown across, and NULL is taken everywhere: a command that is given no request answers
 * NYTTA_USAGE, and a result of NULL, which is what a command returns when not even a result can be had, has the status
 * NYTTA_NO_MEMORY and empty texts. In what can be freed twice or used after it, the caller has a free hand, and no
 * help.
 *
 * Threads: different requests and results on any threads at once. Commands may run on one request from several threads
 * at once, as long as nobody changes it; a result never changes, so it may be read from all of them.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(NYTTA_C_STATIC)
#define NYTTA_C_API
#elif defined(_WIN32)
#if defined(NYTTA_C_BUILDING)
#define NYTTA_C_API __declspec(dllexport)
#else
#define NYTTA_C_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define NYTTA_C_API __attribute__((visibility("default")))
#else
#define NYTTA_C_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The binary interface that this header describes, also in the name of the shared library (libnytta_c.so.0). It is
 * raised when a program compiled against an older header would no longer work. What nytta_abi_version() returns is the
 * library's; a program that loads it by itself compares the two. */
#define NYTTA_ABI_VERSION 0

/* In place of a length: the text ends with its null character. */
#define NYTTA_UNTIL_NUL ((size_t)-1)

/* How a call ended: 0-4 are the command's exit statuses. */
typedef enum nytta_status {
  NYTTA_OK = 0,
  NYTTA_REFUSED = 1,  /* the case is wrong: the diagnostics tell everything that is */
  NYTTA_USAGE = 2,    /* the call is wrong: an option, a figure that does not exist, NULL, text that is not UTF-8 */
  NYTTA_INTERNAL = 4, /* a fault of ours; please report the messages */
  NYTTA_NO_MEMORY = 5
} nytta_status;

/* What a figure has to say. */
typedef enum nytta_answer {
  NYTTA_ANSWER_OK = 0,
  NYTTA_ANSWER_SEVERAL = 1,   /* several values, as an internal rate of return may have */
  NYTTA_ANSWER_NONE = 2,      /* there is no answer: never paid back */
  NYTTA_ANSWER_UNDEFINED = 3, /* an input makes the question meaningless: a ratio to costs of zero */
  NYTTA_ANSWER_ABSENT = 4     /* no such figure (a figure of NULL) */
} nytta_answer;

typedef struct nytta_request nytta_request;
typedef struct nytta_result nytta_result;
typedef struct nytta_figure nytta_figure;
typedef struct nytta_method nytta_method;

/* "0.1.0", and the binary interface of the library that is running. */
NYTTA_C_API const char* nytta_version(void);
NYTTA_C_API int32_t nytta_abi_version(void);

/* ---- A request ------------------------------------------------------------------------------------------------- */

/* An empty request; NULL when there is no memory for it. */
NYTTA_C_API nytta_request* nytta_request_new(void);
NYTTA_C_API void nytta_request_free(nytta_request* request);

/* The case. `name` stands in the diagnostics as a file's name would; it decides between TOML and JSON (".json"), and
 * its stem is the initiative's id where the case gives none. NULL: "case.toml". The text is read by the commands, which
 * tell what is wrong with it; it may be as long as it likes, and above 16 MiB is refused. */
NYTTA_C_API nytta_status nytta_request_case(nytta_request* request, const char* text, size_t length, const char* name);

/* Another version of the case: nytta_compare then tells what changed between the two. NULL takes it back. */
NYTTA_C_API nytta_status nytta_request_other_case(nytta_request* request, const char* text, size_t length,
                                                  const char* name);

/* An option of the command, without its dashes; a value of NULL takes it back to what it is when nothing is said. An
 * option holds for every command that has it, and is of no consequence to the others. Flags are "true" or "false".
 *
 *   for           key              value (default)
 *   a case        method           id or name of the method, in place of the case's own
 *                 set              KEY=VALUE replaces a value of the case; may be given again and again; NULL: none
 *                 lang             sv | en (messages and text: the case's language; JSON: en)
 *                 format           json (default), and as each command says
 *                 alternative      id (explain: the first that is not the reference; others: all)
 *                 figure           net_present_value (default), ...
 *   check         stage            need | idea | ..., in place of the case's
 *   explain       chain            false; true: the benefit chain as well, or alone with the figure ""
 *   compare       from             method to start from (the case's)
 *                 to               methods to compare with: ID[,ID...]
 *                 all              false; true: every method that ships
 *                 own-conventions  false; true: each method's own rate, years and timing
 *                 shapley          false; true: contributions without an order
 *   sensitivity   by               20 % (default): what has no range of its own moves so much
 *                 two-way          ID,ID: the two factors of the table
 *                 switching        false; true: every switching value in the text
 *   simulate      draws            100000
 *                 seed             1
 *                 threads          1; changes no number
 *                 sampling         random | quasi
 *                 indices          false; true: what the uncertainty comes from
 *                 information      false; true: what is worth finding out
 *   methods       diff             another method, to tell the differences from
 *
 * NYTTA_USAGE, and nothing changed, for a key that is not listed, a flag or number that is none, or text that is not
 * UTF-8. Other values are judged by the command. */
NYTTA_C_API nytta_status nytta_request_option(nytta_request* request, const char* key, const char* value);

/* A method of one's own: where a case or another method names `name`, this text is read. The methods that ship are
 * known already, and keep their ids. The same name again replaces the text; a text of NULL takes it away. */
NYTTA_C_API nytta_status nytta_request_method(nytta_request* request, const char* name, const char* text,
                                              size_t length);

/* Is asked for a method that neither ships nor was given: `name` as the case or the method called `from` names it. It
 * gives the text by nytta_method_give, or returns without, and there is no such method. It may be called on the thread
 * that runs the command only, several times for one name, and must return as a function does. */
typedef void (*nytta_find_method)(void* context, const char* name, const char* from, nytta_method* found);
NYTTA_C_API nytta_status nytta_request_find_method(nytta_request* request, nytta_find_method find, void* context);

/* What a nytta_find_method found: the text, and the name that stands in its diagnostics (NULL: the name asked for). */
NYTTA_C_API nytta_status nytta_method_give(nytta_method* found, const char* text, size_t length, const char* name);

/* Is told now and then how far nytta_simulate has come (0 to 1), by one thread at a time, which need not be the one
 * that runs the command. Anything but 0 ends the simulation, which reports what it has drawn. NULL: nobody is told. */
typedef int32_t (*nytta_watch)(void* context, double share);
NYTTA_C_API nytta_status nytta_request_watch(nytta_request* request, nytta_watch watch, void* context);

/* ---- The commands ---------------------------------------------------------------------------------------------- */
/* Each gives a result to be freed by nytta_result_free. The JSON is described in docs/format.md. */

/* The appraisal (section 2). Formats: json | jsonl | csv | text (the memo). With jsonl a refused case is an answer too:
 * its status is NYTTA_REFUSED and its text the line of section 10. Its figures can be had one by one below. */
NYTTA_C_API nytta_result* nytta_calc(const nytta_request* request);

/* Errors, findings and the checklist of the stage. Formats: json (refused cases too) | text. */
NYTTA_C_API nytta_result* nytta_check(const nytta_request* request);

/* How the figure came about, down to the factors (section 10). Formats: json | text, and dot for the chain alone. */
NYTTA_C_API nytta_result* nytta_explain(const nytta_request* request);

/* The bridge between methods, or between two versions of the case (section 10). Formats: json | text. Where no method
 * takes the case, the text says why and the status is NYTTA_REFUSED. */
NYTTA_C_API nytta_result* nytta_compare(const nytta_request* request);

/* What if (section 9). Formats: json | text. */
NYTTA_C_API nytta_result* nytta_sensitivity(const nytta_request* request);

/* How likely (section 9). Formats: json | text. */
NYTTA_C_API nytta_result* nytta_simulate(const nytta_request* request);

/* Every method that ships; with the option method, that one with its rules and sources; with diff too, how the two
 * differ. Needs no case. Formats: json | text, and markdown for all of them. */
NYTTA_C_API nytta_result* nytta_methods(const nytta_request* request);

/* The JSON Schema of a "case" or a "method". */
NYTTA_C_API nytta_result* nytta_schema(const char* which);

/* One question of `nytta measure` (section 3), a JSON object, and its answer, a JSON object without a line break. A
 * question that cannot be answered is answered with the status "error" inside, and the result is NYTTA_OK. */
NYTTA_C_API nytta_result* nytta_measure(const char* question, size_t length);

/* ---- A result -------------------------------------------------------------------------------------------------- */

NYTTA_C_API void nytta_result_free(nytta_result* result);
NYTTA_C_API nytta_status nytta_result_status(const nytta_result* result);

/* The answer and its length in bytes: empty unless NYTTA_OK, or where a command above says so. */
NYTTA_C_API const char* nytta_result_text(const nytta_result* result);
NYTTA_C_API size_t nytta_result_length(const nytta_result* result);

/* What is to be told beside it, for people: what is wrong and what to do about it, all of it; when nothing is wrong the
 * findings, or nothing. */
NYTTA_C_API const char* nytta_result_messages(const nytta_result* result);

/* The same as a JSON array: [{ code, severity (error | warning), message, advice, where, file, line, column, pointer
 * }]. line and column count from 1 and are 0 where they are not known; pointer is the JSON pointer in a case that is
 * JSON.
 * [] when the call was wrong, not the case. */
NYTTA_C_API const char* nytta_result_diagnostics(const nytta_result* result);

/* A figure of nytta_calc by its key ("net_present_value") and alternative (NULL: the first that is not the reference);
 * NULL where there is none. */
NYTTA_C_API const nytta_figure* nytta_result_figure(const nytta_result* result, const char* alternative,
                                                    const char* key);

NYTTA_C_API nytta_answer nytta_figure_answer(const nytta_figure* figure);
/* How many values it has, and each of them; "" beyond the last. */
NYTTA_C_API size_t nytta_figure_count(const nytta_figure* figure);
NYTTA_C_API const char* nytta_figure_value(const nytta_figure* figure, size_t index);
/* "kr", "years", "h/år", "1"; and why there is no value, in the language of the request, else in English. */
NYTTA_C_API const char* nytta_figure_unit(const nytta_figure* figure);
NYTTA_C_API const char* nytta_figure_reason(const nytta_figure* figure);

#ifdef __cplusplus
}
#endif

#endif
