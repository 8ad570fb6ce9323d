// Reading contracts, strictly: every mistake of every file reported at once, with its place.
#pragma once

#include "rules/contract.h"
#include "yaml/document.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outturn {

// Finds the text of a rule file. `kind` is "tariff", "weights", "severity_scale", "bank_holidays",
// "figures" or, for cases to try it on, "contract";
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

// Reads a contract that is tried on figures of somebody's own (Contract::figures, filled by the
// caller): the files it names under `figures` aren't looked for, so that it can be tried before
// anything was measured.
Contract load_contract_to_try(const RuleText& file, const FindRules& find);

// Reads the figures of one period, by name: {change: {value: -5.7 points, people: 1000}}.
using NamedFigures = std::vector<std::pair<std::string, Figure>>;
NamedFigures read_figures(const yaml::Node& node, Problems& problems);

// Reports figures of the contract that are in another unit than its rules read them in, or that
// can't be.
void check_given_figures(const Contract& contract, Problems& problems);

// What a rule file is, by the key it begins with.
enum class RuleKind {
  contract,
  tariff,
  weights,
  severity_scale,
  bank_holidays,
  figures,
  cases,
  mapping
};

// What a file that was read is by its keys; nothing for one that is no rule file. Cases name a
// contract, so they are told from one by their own key.
std::optional<RuleKind> kind_of(const yaml::Node& root);

// Checks one rule file of any kind by itself; values that a tariff leaves open are not asked for,
// and a contract is loaded with everything it refers to. Returns what the file is; a mapping is
// recognised and left to cases/mapping.h, and cases to trial/cases.h. Throws InputError with every
// problem found.
RuleKind check_rule_file(const RuleText& file, const FindRules& find);

// Looks for NAME.yaml beside the contract, then in `extra` folders, then in the "tariffs" folder of
// each folder above the contract; in each of these also in the folder "tables" inside it.
FindRules rules_beside(const std::filesystem::path& contract,
                       const std::vector<std::filesystem::path>& extra);

}  // namespace outturn
