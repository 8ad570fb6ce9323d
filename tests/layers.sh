#!/usr/bin/env bash
# Checks that the rooms of engine/ keep to their order, that each library stays in its room, that no
# binary floating point comes near a payment, that no name is given to two types, and that the
# project speaks of itself alone.
# layers.sh [ROOT]: prints every breach and fails when there is one.
set -euo pipefail
cd "${1:-$(dirname "${BASH_SOURCE[0]}")/..}"

# room: the rooms whose headers it may include, besides its own
readonly may_include="
value:
yaml:    value
record:  value
cases:   value yaml record
rules:   value yaml record
store:   value record cases
measure: value record cases rules
settle:  value record cases rules measure
text:    value record
report:  value record text
register: value record store text
trial:   value yaml record cases rules measure settle text report
curve:   value record rules measure settle text report
verify:  value record
reconcile: value record text verify
audit:   value record store text report register verify reconcile
"

# header: the one folder that may include it (both extended regular expressions)
readonly at_home="
sqlite3\.h:  engine/store
yaml-cpp/:   engine/yaml
nlohmann/:   engine/record
openssl/:    engine/record
CLI/:        (cli|data)
"

# Everything a payment passes through. engine/text and engine/report only print.
readonly exact_rooms="value yaml record cases rules measure settle register trial curve verify reconcile audit"

# breach MESSAGE: prints the offending lines it reads under the message; nothing when there are none.
breach() {
  local lines
  lines=$(cat)
  if [[ -n $lines ]]; then
    printf '%s:\n%s\n' "$1" "$lines"
  fi
}

sources() { # FOLDER...
  local folder
  for folder in "$@"; do
    if [[ -d $folder ]]; then
      find "$folder" -name '*.h' -o -name '*.cc'
    fi
  done | sort
}

includes() { # PATTERN FOLDER...: grep's lines, or nothing
  local pattern=$1
  shift
  sources "$@" | xargs -r grep -HnE "^ *# *include *$pattern" || true
}

# Code without string literals and comments, each line after its place.
code_of() { # FOLDER...
  # shellcheck disable=SC2016  # $0 is awk's
  sources "$@" | xargs -r awk '{
    gsub(/"([^"\\]|\\.)*"/, "\"\""); sub(/\/\/.*/, ""); print FILENAME ":" FNR ": " $0 }'
}

check_directions() {
  local room allowed
  while IFS=': ' read -r room allowed; do
    if [[ -n $room ]]; then
      includes '"[a-z]+/' "engine/$room" | grep -vE "\"(${room}${allowed:+|${allowed// /|}})/" |
        breach "engine/$room may include only: $room $allowed" || true
    fi
  done <<<"$may_include"
}

# A room that the table doesn't know would be checked by nothing.
check_rooms() {
  local room
  for room in engine/*/; do
    room=$(basename "$room")
    if ! grep -q "^$room:" <<<"$may_include"; then
      echo "engine/$room"
    fi
  done | breach "rooms missing from the table of layers.sh"
}

check_libraries() {
  local header home
  while IFS=': ' read -r header home; do
    if [[ -n $header ]]; then
      includes "[<\"]$header" engine cli data | grep -vE "^$home/" |
        breach "only $home includes ${header//\\/}" || true
    fi
  done <<<"$at_home"
}

check_exactness() {
  local rooms
  read -ra rooms <<<"$exact_rooms"
  code_of "${rooms[@]/#/engine/}" |
    grep -E '\b(double|float|stod|stof|strtod|strtof|atof)\b|\b[0-9]+\.[0-9]+' |
    breach "binary floating point on the way to a payment" || true
}

# Two types of one name in one namespace are undefined behaviour that no compiler and no linker tells.
check_names() {
  # shellcheck disable=SC2016  # $0 is awk's
  sources engine cli | grep '\.h$' | xargs -r awk '
    FNR == 1 { space = "" }
    /^namespace / { space = $2 }
    /^(struct|class|enum class) [A-Za-z]+ .*\{/ {
      name = $0; sub(/^(enum class|struct|class) /, "", name); sub(/ .*/, "", name)
      if (space "::" name in seen) {
        print FILENAME " and " seen[space "::" name] ": " space "::" name
      }
      seen[space "::" name] = FILENAME }' |
    breach "one name for two types"
}

texts() {
  find . -type f ! -path './.git' ! -path './.git/*' ! -path './build/*' ! -path './demo/*' \
    ! -name '*.csv' -exec grep -lI . {} +
}

# The brackets keep this file from finding itself.
check_alone() {
  texts | xargs -r -d '\n' grep -nE '\b([T]ODO|[F]IXME|[X]XX)\b' | breach "a note to self" || true
  texts | xargs -r -d '\n' grep -nE '(^|[^A-Za-z0-9_.~*})-])/(home|root|Users|work|mnt)/[a-z]' |
    breach "a path of somebody's machine" || true
}

check_all() {
  check_rooms
  check_directions
  check_libraries
  check_exactness
  check_names
  check_alone
}

found=$(check_all)
if [[ -n $found ]]; then
  printf '%s\n' "$found"
  exit 1
fi
echo "layers hold"
