// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Words in the names of a case that give a mistake away: "avskrivning" on a cost, "moms" in an amount. Part of
// appraise(). A word list is a heuristic, so a finding that rests on one says which word it saw.

namespace nytta::detail {

/// A word of a text: as written, and as it is compared: in lower case, with å ä á à as a, ö ø as o, é è as e.
struct said_word {
  std::string folded;
  std::string_view written;
};

/// The words of a text or an id: letters and digits, whatever stands between them. "E-tjänst_moms" has three.
[[nodiscard]] inline std::vector<said_word> words_of(std::string_view text) {
  std::vector<said_word> out;
  std::string folded;
  std::size_t start = 0;
  const auto end_word = [&](std::size_t at) {
    if (!folded.empty()) out.push_back({std::exchange(folded, {}), text.substr(start, at - start)});
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
      if (folded.empty()) start = i;
      folded += text[i++];
      continue;
    }
    std::string letter;
    if (byte == ' ') {
      // between words
    } else if (byte >= 'A' && byte <= 'Z') {
      letter = static_cast<char>(byte - 'A' + 'a');
    } else if (byte == 0xC3 && i + 1 < text.size()) {
      const auto low = static_cast<unsigned char>(static_cast<unsigned char>(text[i + 1]) | 0x20U);  // small letters
      if (low >= 0xA0 && low <= 0xA5) letter = "a";
      if (low >= 0xA8 && low <= 0xAB) letter = "e";
      if ((low >= 0xB2 && low <= 0xB6) || low == 0xB8) letter = "o";
      if (letter.empty()) letter = {static_cast<char>(byte), static_cast<char>(low)};
    } else if (byte > 0xC3 && byte != 0xE2) {  // U+0080–BF and U+2000–2FFF are signs
      letter = text.substr(i, length);
    }
    if (letter.empty()) {
      end_word(i);
    } else {
      if (folded.empty()) start = i;
      folded += letter;
    }
    i += length;
  }
  end_word(text.size());
  return out;
}

/// Does a word fit a pattern: itself, or with * before or after it for any letters there?
[[nodiscard]] inline bool fits(std::string_view word, std::string_view pattern) {
  const bool open_front = !pattern.empty() && pattern.front() == '*';
  const bool open_back = pattern.size() > 1 && pattern.back() == '*';
  if (open_front) pattern.remove_prefix(1);
  if (open_back) pattern.remove_suffix(1);
  if (open_front && open_back) return word.find(pattern) != std::string_view::npos;
  if (word.size() < pattern.size()) return false;
  if (open_front) return word.substr(word.size() - pattern.size()) == pattern;
  return open_back ? word.substr(0, pattern.size()) == pattern : word == pattern;
}

/// Words or phrases of a list, folded as said_word.
using word_list = std::span<const std::string_view>;

/// How many words from `at` on a pattern takes, 0 when it does not fit there.
[[nodiscard]] inline std::size_t fits_at(const std::vector<said_word>& words, std::size_t at,
                                         std::string_view pattern) {
  std::size_t taken = 0;
  while (!pattern.empty()) {
    const std::size_t space = pattern.find(' ');
    if (at + taken >= words.size() || !fits(words[at + taken].folded, pattern.substr(0, space))) return 0;
    ++taken;
    pattern = space == std::string_view::npos ? std::string_view() : pattern.substr(space + 1);
  }
  return taken;
}

/// A mention, as it is written, and the number of the word where it begins.
struct mention {
  std::string text;
  std::size_t word = 0;
};

/// The first mention of one of the words; "utan moms", "moms ingår inte" and the like mention nothing.
[[nodiscard]] inline std::optional<mention> mentioned(std::string_view text, word_list list) {
  constexpr std::array<std::string_view, 17> denials{"utan",      "exkl", "exklusive", "ej",        "inte",    "ingen",
                                                     "inga",      "ex",   "excl",      "excluding", "without", "no",
                                                     "exclusive", "not",  "net",       "fri",       "free"};
  const auto words = words_of(text);
  const auto denied = [&](std::size_t at) {
    return at < words.size() && std::find(denials.begin(), denials.end(), words[at].folded) != denials.end();
  };
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (const std::string_view pattern : list) {
      const bool may_fit = pattern.front() == '*' || pattern.front() == words[at].folded.front();
      const std::size_t taken = may_fit ? fits_at(words, at, pattern) : 0;
      if (taken == 0) continue;
      const std::size_t after = at + taken;
      if ((at > 0 && denied(at - 1)) || (at > 1 && denied(at - 2)) || denied(after) || denied(after + 1)) continue;
      const auto& last = words[after - 1].written;
      const std::size_t length = static_cast<std::size_t>(last.data() - words[at].written.data()) + last.size();
      return mention{std::string(words[at].written.data(), length), at};
    }
  }
  return std::nullopt;
}

/// A mention that the text ends with.
[[nodiscard]] inline std::optional<mention> mentioned_last(std::string_view text, word_list list) {
  auto found = mentioned(text, list);
  const auto words = words_of(text);
  const bool last = found && found->word + words_of(found->text).size() == words.size();
  return last ? found : std::nullopt;
}

[[nodiscard]] inline bool mentions(std::string_view text, word_list list) { return mentioned(text, list).has_value(); }

// ---- the lists: å ä ö stand as a a o --------------------------------------------------------------------------------

inline constexpr std::array<std::string_view, 8> vat_words{
    "moms", "momsen", "*moms", "momskostnad*", "mervardesskatt*", "vat", "value added tax", "momspliktig*"};

/// Work with VAT, and prices before it.
inline constexpr std::array<std::string_view, 13> vat_work_words{
    "ratt moms",  "fel moms",         "felaktig moms",      "kontroll av moms",    "hantering av moms",
    "fore moms",  "moms pa fakturor", "momsen pa fakturor", "redovisning av moms", "bokforing av moms",
    "before vat", "vat errors",       "correct vat"};

inline constexpr std::array<std::string_view, 33> loan_words{"ranta",
                                                             "rantan",
                                                             "rantor",
                                                             "rantorna",
                                                             "rantekostnad*",
                                                             "rantebetalning*",
                                                             "laneranta*",
                                                             "lanerantor*",
                                                             "amortering",
                                                             "amorteringen",
                                                             "amorteringar",
                                                             "amorteringarna",
                                                             "amorteringskostnad*",
                                                             "avbetalning*",
                                                             "lanekostnad*",
                                                             "loan interest",
                                                             "loan cost*",
                                                             "interest cost*",
                                                             "interest paid",
                                                             "interest on",
                                                             "interest expense*",
                                                             "interest payment*",
                                                             "instalment*",
                                                             "installment*",
                                                             "loan repayment*",
                                                             "kreditivranta*",
                                                             "byggranta*",
                                                             "lan och aterbetalning*",
                                                             "aterbetalning av lan*",
                                                             "finansieringskostnad*",
                                                             "annuitet*",
                                                             "annuity",
                                                             "financing cost*"};

/// Interest that is no loan's: on what is paid late, or none at all.
inline constexpr std::array<std::string_view, 8> no_loan_words{
    "sen betalning*", "sena betalning*", "forsenad* betalning*", "drojsmal*",
    "rantefri*",      "amorteringsfri*", "late payment*",        "interest free"};

/// Said at the end of a name: "Utredning 2025 (betald)". Elsewhere it may be another's: "betald semester".
inline constexpr std::array<std::string_view, 6> paid_words{"betald",        "betalt",        "betalda",
                                                            "som ar gjord*", "som ar betal*", "som ar utford*"};

/// A benefit of less depreciation: it is no money.
inline constexpr std::array<std::string_view, 11> less_capital_words{
    "lagre avskrivning*",    "minska* avskrivning*",    "mindre avskrivning*",  "slipper avskrivning*",
    "lagre kapitalkostnad*", "minska* kapitalkostnad*", "lower depreciation",   "less depreciation",
    "reduced depreciation",  "lower capital cost*",     "reduced capital cost*"};

inline constexpr std::array<std::string_view, 18> capital_words{"avskrivning",
                                                                "avskrivningar",
                                                                "avskrivningen",
                                                                "avskrivningarna",
                                                                "avskrivningskostnad*",
                                                                "kapitalkostnad*",
                                                                "kapitaltjanst*",
                                                                "internranta",
                                                                "internrantan",
                                                                "depreciation",
                                                                "capital charge*",
                                                                "capital cost*",
                                                                "amortisation",
                                                                "amortization",
                                                                "depreciations",
                                                                "nedskrivning av gam*",
                                                                "nedskrivning av anlagg*",
                                                                "nedskrivning av inventarie*"};

inline constexpr std::array<std::string_view, 41> sunk_words{"redan nedla*",
                                                             "redan betal*",
                                                             "redan gjord*",
                                                             "redan gjort*",
                                                             "redan utbetal*",
                                                             "nedlagd* kostnad*",
                                                             "nedlagt arbete",
                                                             "nedlagd* tid",
                                                             "nedlagd* timm*",
                                                             "upparbeta*",
                                                             "sunk",
                                                             "already spent",
                                                             "already paid",
                                                             "already incurred",
                                                             "redan utford*",
                                                             "redan genomford*",
                                                             "historisk* kostnad*",
                                                             "historisk* utgift*",
                                                             "tidigare utgift*",
                                                             "hittills nedla*",
                                                             "hittills betal*",
                                                             "hittills utbetal*",
                                                             "nedlagt hittills",
                                                             "betalt hittills",
                                                             "*kostnad* hittills",
                                                             "*utgift* hittills",
                                                             "hittillsvarande",
                                                             "cost* so far",
                                                             "spent so far",
                                                             "paid so far",
                                                             "genomford forstudie*",
                                                             "genomford utredning*",
                                                             "genomford upphandling*",
                                                             "genomforda forstudier",
                                                             "redan upphandla*",
                                                             "betald licens*",
                                                             "betalda licens*",
                                                             "betald investering*",
                                                             "nedlagd* arbetstid",
                                                             "nedlagd arbetsinsats",
                                                             "completed prestudy"};

inline constexpr std::array<std::string_view, 20> nominal_words{
    "lopande pris*",    "nominella pris*",    "nominella belopp*", "nominellt belopp", "nominella kronor",
    "nominella termer", "nominella varden",   "nominellt",         "indexuppraknad*",  "indexuppraknat",
    "arlig uppraknin*", "arligen uppraknad*", "indexklausul*",     "indexreglera*",    "nominal price*",
    "nominal amount*",  "nominal term*",      "nominal value*",    "current prices",   "index clause*"};

/// Prices that were in another year's, and have been converted.
inline constexpr std::array<std::string_view, 9> converted_words{"omraknad*",  "omraknat",    "fast* pris*",
                                                                 "till fasta", "i fasta",     "converted",
                                                                 "deflated",   "real prices", "constant prices"};

inline constexpr std::array<std::string_view, 6> residual_words{"restvarde*",      "andrahandsvarde*", "slutvarde*",
                                                                "residual value*", "scrap value*",     "resale value*"};

/// Ground keeps its value, or gains.
inline constexpr std::array<std::string_view, 8> ground_words{"mark",       "marken",   "markvarde*", "tomt*",
                                                              "fastighet*", "byggnad*", "land",       "real estate"};

inline constexpr std::array<std::string_view, 34> grant_words{"bidrag",
                                                              "bidraget",
                                                              "bidragen",
                                                              "*bidrag",
                                                              "*bidraget",
                                                              "*bidragen",
                                                              "bidragsintakt*",
                                                              "anslag fran",
                                                              "anslag for",
                                                              "okat anslag",
                                                              "okade anslag",
                                                              "statligt anslag",
                                                              "driftanslag",
                                                              "grant",
                                                              "grants",
                                                              "subsid*",
                                                              "statlig ersattning",
                                                              "schablonersattning*",
                                                              "eu stod",
                                                              "statligt stod",
                                                              "statsstod",
                                                              "klimatklivet",
                                                              "stimulansmedel",
                                                              "projektmedel",
                                                              "statliga medel",
                                                              "medel fran",
                                                              "ersattning fran staten",
                                                              "ersattning fran region*",
                                                              "ersattning fran *verket",
                                                              "ersattning fran *myndighet*",
                                                              "ersattning fran forsakringskassan",
                                                              "ersattning fran kommun*",
                                                              "state aid",
                                                              "government funding"};

inline constexpr std::array<std::string_view, 28> internal_words{"internhyra*",
                                                                 "internhyror*",
                                                                 "internhyres*",
                                                                 "internpris*",
                                                                 "interndebiter*",
                                                                 "internfakturer*",
                                                                 "internersatt*",
                                                                 "internintakt*",
                                                                 "internavgift*",
                                                                 "internforsalj*",
                                                                 "intakt* fran internforsalj*",
                                                                 "intakt* fran intern forsalj*",
                                                                 "internal rent*",
                                                                 "internal price*",
                                                                 "internal fee*",
                                                                 "internal charge*",
                                                                 "internal payment*",
                                                                 "internal sales",
                                                                 "intern debitering",
                                                                 "intern fakturering",
                                                                 "intern ersattning",
                                                                 "intern hyra",
                                                                 "interna hyra",
                                                                 "intern forsaljning",
                                                                 "intern intakt",
                                                                 "interna intakt*",
                                                                 "interna avgift*",
                                                                 "interna hyr*"};

inline constexpr std::array<std::string_view, 18> fee_words{
    "avgift",       "avgifter",       "avgiften",     "avgifterna",        "*avgift", "*avgifter", "avgiftsintakt*",
    "entreintakt*", "biljettintakt*", "taxeintakt*",  "parkeringsintakt*", "taxa",    "taxor",     "taxan",
    "fee",          "fees",           "user charge*", "ticket revenue*"};

/// A payment that is asked for, paid out or kept right is work with it, not the payment.
inline constexpr std::array<std::string_view, 23> handled_words{
    "bidrag till", "soks",       "betalas", "utbetalas", "hanteras", "handlagg*", "redovisas", "foljs",
    "kontroll*",   "registrer*", "ratt",    "ratta",     "i tid",    "snabbare",  "enklare",   "effektivare",
    "digitalt",    "rekvireras", "bevakas", "faster",    "on time",  "correctly", "handled"};

inline constexpr std::array<std::string_view, 21> change_words{
    "egen tid", "own time",    "utbild*",       "*utbildning*", "inforandestod*", "omstallning*",   "forandring*",
    "kurs",     "kurser",      "introduktion*", "upplarn*",     "driftsatt*",     "information*",   "kommunikation*",
    "training", "transition*", "rollout",       "roll out",     "change*",        "communication*", "forankr*"};

inline constexpr std::array<std::string_view, 18> closing_words{
    "avveckla*",  "avveckling*", "*avveckling", "tas ur drift",  "stangs",     "stangas",
    "laggs ned",  "laggs ner",   "fasas ut",    "decommission*", "shut down",  "switched off",
    "phased out", "is retired",  "are retired", "utfasning*",    "slacks ned", "slacks ner"};

inline constexpr std::array<std::string_view, 8> notice_words{
    "sags upp", "uppsagning av", "slipper drift*", "terminated", "cancelled", "upphor", "avslutas", "replaced"};

inline constexpr std::array<std::string_view, 14> system_words{
    "*system",   "*systemet", "*plattform*", "*server*",   "applikation*", "*program", "*programmet",
    "platform*", "software",  "*databas*",   "*systemet*", "*systemen*",   "*systems", "old system"};
inline constexpr std::array<std::string_view, 12> closing_cost_words{
    "avveckla*",   "avveckling*", "*avveckling", "decommission*", "arkiver*", "migrer*",
    "uppsagning*", "destru*",     "rivning*",    "aterstall*",    "archiv*",  "migrat*"};

/// Hours that are bought, so that fewer of them are money: hired people, overtime, machines, rooms. And posts that go.
inline constexpr std::array<std::string_view, 46> bought_words{
    "*konsult*", "inhyr*",    "bemanning*",  "*overtid*", "*vikari*",   "timavlon*",   "timanstall*", "entrepren*",
    "kopt*",     "inkop*",    "kop",         "extern*",   "jour*",      "beredskap*",  "hyr*",        "*hyra",
    "maskin*",   "*fordon*",  "*lokal*",     "advokat*",  "leverant*",  "contractor*", "consult*",    "hired",
    "overtime",  "agency",    "machine*",    "supplier*", "dras in",    "vakan*",      "mertid*",     "ob",
    "obekvam*",  "taxi*",     "*tolk*",      "*hotell*",  "*assistan*", "lov",         "*utforar*",   "upphandl*",
    "outsourc*", "external*", "substitute*", "temporary", "purchased",  "interpret*"};

/// What says that a price per hour is the pay of own staff.
inline constexpr std::array<std::string_view, 30> pay_words{
    "lon",          "lonen",         "loner",      "lonerna",      "lonekostnad*", "lonekontor*", "lonestatistik*",
    "*timlon*",     "arslon*",       "manadslon*", "timkostnad*",  "personal*",    "handlagg*",   "tjansteman*",
    "arbetstid*",   "*arbetskraft",  "wage*",      "salar*",       "pay",          "payroll*",    "staff*",
    "hourly cost*", "labour*",       "labor*",     "working time", "officer*",     "snittlon*",   "medellon*",
    "timpenning*",  "arbetskostnad*"};

/// Percentages that say how much less there is of something, so that the next takes from what is left.
inline constexpr std::array<std::string_view, 28> reduction_words{
    "farre",    "mindre",     "lagre",      "minsk*",    "*minskning*", "effekt",        "effekten",
    "*effekt",  "besparing*", "*besparing", "reduc*",    "*reduktion",  "effektiviser*", "undvik*",
    "undvikna", "kortare",    "snabbare",   "fewer",     "less",        "lower",         "saving*",
    "saved",    "avoided",    "reduction*", "decrease*", "effect",      "shorter",       "faster"};

/// Percentages that are parts of one whole, or come on top of it, and therefore add.
inline constexpr std::array<std::string_view, 17> additive_words{
    "andel*",    "*andel", "*andelen", "share*", "*share", "fordel*",     "*palagg*",  "po",   "*avgift*",
    "semester*", "part",   "parts",    "del",    "delar",  "proportion*", "*kostnad*", "ranta"};

/// Units that are people.
inline constexpr std::array<std::string_view, 14> person_words{
    "person*", "anstalld*", "medarbetare", "anvandare", "handlaggare", "larare", "chef*",
    "elev*",   "invanare",  "employee*",   "user*",     "worker*",     "people", "staff"};

inline constexpr std::array<std::string_view, 27> decrease_words{
    "farre",  "lagre",  "minskad*", "minskat", "minskar",    "minskning", "mindre",  "uteblivn*", "uteblivet",
    "slopa*", "sankt*", "sanks",    "sjunk*",  "forsvinner", "upphor",    "slipper", "slippa",    "undvik*",
    "fewer",  "lower",  "less",     "reduced", "avoided",    "saved",     "sparad*", "falls",     "ends"};

}  // namespace nytta::detail
