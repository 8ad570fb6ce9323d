#!/usr/bin/env bash
# layers.sh must find each kind of breach when it is planted in an empty house, and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scratch=$(mktemp -d)
readonly scratch
trap 'rm -rf "$scratch"' EXIT
failures=0

empty_house() {
  rm -rf "${scratch:?}/house"
  mkdir -p "$scratch"/house/{tests,engine/value,engine/settle}
  cp tests/layers.sh "$scratch/house/tests/"
}

# planted FILE LINE MESSAGE: a file of that one line must be reported with that message.
planted() {
  local file=$1 line=$2 message=$3 said
  empty_house
  mkdir -p "$(dirname "$scratch/house/$file")"
  printf '%s\n' "$line" >"$scratch/house/$file"
  if said=$("$scratch/house/tests/layers.sh"); then
    echo "not found: $line in $file"
    failures=$((failures + 1))
  elif [[ $said != *"$message"* || $said != *"$(dirname "$file")"* ]]; then
    printf 'found, but reported otherwise: %s in %s\n%s\n' "$line" "$file" "$said"
    failures=$((failures + 1))
  fi
}

# harmless FILE LINE: must pass.
harmless() {
  empty_house
  printf '%s\n' "$2" >"$scratch/house/$1"
  if ! "$scratch/house/tests/layers.sh" >/dev/null; then
    echo "found where there is nothing: $2 in $1"
    failures=$((failures + 1))
  fi
}

planted engine/value/date.h '#include "rules/contract.h"' 'engine/value may include only: value'
planted engine/yaml/fields.h '#include "cases/rows.h"' 'engine/yaml may include only: yaml value'
planted engine/report/text.cc '#include "settle/settle.h"' 'engine/report may include only'
planted engine/verify/sums.cc '#include "report/figures.h"' 'engine/verify may include only: verify value record'
planted engine/newroom/new.h '#pragma once' 'rooms missing from the table'
planted engine/cases/rows.h '#include <sqlite3.h>' 'only engine/store includes sqlite3.h'
planted engine/rules/read.cc '#include <yaml-cpp/yaml.h>' 'only engine/yaml includes yaml-cpp/'
planted cli/main.cc '#include <nlohmann/json.hpp>' 'only engine/record includes nlohmann/'
planted engine/store/a.cc '#include <openssl/evp.h>' 'only engine/record includes openssl/'
planted engine/value/ratio.h 'double rate;' 'binary floating point'
planted engine/settle/lines.cc 'auto x = 0.5;' 'binary floating point'
planted engine/cases/rows.h '// TO''DO' 'a note to self'
planted docs/guide.md 'see /ho''me/somebody/notes' "a path of somebody's machine"

planted engine/settle/two.h $'namespace outturn {\nstruct Two {};\nclass Two {};\n}' 'one name for two types'

harmless engine/settle/two.h $'namespace outturn {\nstruct Two {};\n}\nnamespace outturn::settling {\nstruct Two {};\n}'
harmless engine/value/ratio.h '// no double here, and 0.5 is a word'
harmless engine/value/ratio.h 'const char* kText = "a double quote, 1.5 \" float";'

exit $((failures > 0))
