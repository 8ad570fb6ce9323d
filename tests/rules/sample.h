// The rule files of tests/rules/sample: a contract with every block, the tables it refers to, and a
// second contract that fills a tariff. Cases are edits of them.
#pragma once

#include "rules/load.h"

#include <string>
#include <string_view>

namespace outturn {

// The text of a file of this folder.
std::string text_of(const std::string& path);

// The sample's file NAME.yaml.
RuleText sample_file(const std::string& name);

// Finds the sample's files by name, `edited` in place of the one of the same path.
FindRules sample_rules(const RuleText& edited);

// What a rule file of the sample is refused with, or "accepted". A contract is loaded; any other
// file is checked by itself.
std::string refusal_of(const RuleText& file);

// What loading the sample's contract that refers to a file is refused with.
std::string refusal_in_a_contract(const RuleText& file);

}  // namespace outturn
