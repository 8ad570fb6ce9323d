// Reading contracts, strictly: every mistake of every file reported at once, with its place.
#pragma once

#include "rules/contract.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn {

// Finds the text of a rule file. `kind` is "tariff", "weights", "severity_scale" or "figures";
// `name` is what the referring file wrote. Throws InputError(file_missing) naming where it looked.
struct RuleText {
  std::string path;  // for messages
  std::string text;
};
using FindRules = std::function<RuleText(std::string_view kind, std::string_view name)>;

// Another value for one of a contract, or of its tariff: "tariff.lines.cohort.effect_in".
struct Change {
  std::string path;   // see yaml/change.h
  std::string value;  // YAML
};

// Reads a contract and whatever it refers to, with `changes` made to its files first. Throws
// InputError with every problem found.
Contract load_contract(const RuleText& file,
                       const FindRules& find,
                       const std::vector<Change>& changes = {});

// What a rule file is, by the key it begins with.
enum class RuleKind { contract, tariff, weights, severity_scale, figures, mapping };

// Checks one rule file of any kind by itself; values that a tariff leaves open are not asked for,
// and a contract is loaded with everything it refers to. Returns what the file is; a mapping is
// recognised and left to cases/mapping.h. Throws InputError with every problem found.
RuleKind check_rule_file(const RuleText& file, const FindRules& find);

// Looks for NAME.yaml beside the contract, then in `extra` folders, then in the "tariffs" folder of
// each folder above the contract; in each of these also in the folder "tables" inside it.
FindRules rules_beside(const std::filesystem::path& contract,
                       const std::vector<std::filesystem::path>& extra);

}  // namespace outturn
