# SPDX-License-Identifier: Apache-2.0
# Reads our C++ files and reports every #include that breaks the house's rules (docs/architecture.md):
#   - a floor includes only itself and lower floors; a room includes floors, never another room;
#   - a door includes anything, and nothing but a door includes a door;
#   - a public header includes only the standard library, without its costly parts, and <nytta/...>;
#   - nothing includes an umbrella (a header that lies directly in include/nytta), but an umbrella may include all.
# Paths are relative to the top of the tree. Exit status 1 when something was reported, 2 when there was nothing to read.

function names(list, into,    words, count, i) {
  count = split(list, words, " ")
  for (i = 1; i <= count; ++i) into[words[i]] = i
}

BEGIN {
  names("core time price flow effect method appraisal", floor)
  names("sensitivity portfolio budget followup", room)
  names("io cli c python", door)
  names("algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes " \
        "climits clocale cmath codecvt compare complex concepts condition_variable coroutine csetjmp csignal cstdarg " \
        "cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception execution filesystem " \
        "forward_list fstream functional future initializer_list iomanip ios iosfwd iostream istream iterator latch " \
        "limits list locale map memory memory_resource mutex new numbers numeric optional ostream queue random ranges " \
        "ratio regex scoped_allocator semaphore set shared_mutex source_location span sstream stack stdexcept " \
        "stop_token streambuf string string_view system_error thread tuple type_traits typeindex typeinfo " \
        "unordered_map unordered_set utility valarray variant vector version", standard)
  names("stddef.h stdint.h stdbool.h", c_standard)
  names("chrono filesystem functional iostream map memory ranges sstream", costly)
  # Headers that exist to meet another library half-way, and are read only by those who ask for them.
  opt_in["include/nytta/fmt.hpp"] = "fmt"
}

# The area that a path under include/nytta or src belongs to: a floor, a room, a door, or "umbrella".
function area_of(path,    parts) {
  sub(/^include\/nytta\//, "", path)
  sub(/^src\//, "", path)
  return split(path, parts, "/") == 1 ? "umbrella" : parts[1]
}

function known(area) {
  return area in floor || area in room || area in door || area == "umbrella"
}

function report(problem) {
  printf "%s:%d: %s\n", FILENAME, FNR, problem
  ++problems
}

# What `from` may not do when it includes a file of `to`; empty when it may.
function objection(from, to) {
  if (!known(to)) return "there is no floor, room or door called " to
  if (from in door || from == "umbrella" || from == to) return ""
  if (to == "umbrella") return "nothing includes an umbrella header"
  if (to in door) return "nothing includes a door (" to ")"
  if (to in room) return from in room ? "a room never includes another room (" to ")" : "a floor includes no room (" to ")"
  if (from in floor && floor[to] > floor[from]) return "floor " from " is below floor " to
  return ""
}

FNR == 1 {
  ++files
  area = area_of(FILENAME)
  public = FILENAME ~ /^include\//
  if (!known(area)) report("there is no floor, room or door called " area)
}

/^[ \t]*#[ \t]*include/ {
  line = $0
  sub(/^[ \t]*#[ \t]*include[ \t]*/, "", line)
  quoted = substr(line, 1, 1) == "\""
  name = substr(line, 2)
  sub(/[">].*$/, "", name)

  if (name ~ /^nytta\//) {
    problem = objection(area, area_of("include/" name))
    if (problem != "") report(problem)
  } else if (public) {
    split(name, parts, "/")
    if (quoted) report("a public header includes ours as <nytta/...>, not \"" name "\"")
    else if (FILENAME in opt_in && parts[1] == opt_in[FILENAME]) next
    else if (FILENAME ~ /\.h$/ && name in c_standard) next
    else if (!(name in standard)) report("a public header includes only the standard library and nytta, not <" name ">")
    else if (name in costly) report("<" name "> costs every reader of this header too much")
  } else if (quoted) {
    # Private headers: "NAME" lies beside the file that includes it, "AREA/NAME" under src.
    to = name ~ /^\.\.?\// ? "?" : name ~ /\// ? area_of("src/" name) : area
    problem = to == "?" ? "write a private header's path from src: \"AREA/NAME\"" : objection(area, to)
    if (problem != "") report(problem)
  }
}

END {
  if (files == 0) {
    print "no C++ file was read"
    exit 2
  }
  exit problems > 0
}
