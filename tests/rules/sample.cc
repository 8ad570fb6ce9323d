#include "rules/sample.h"

#include "support/refusal.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace outturn {

std::string text_of(const std::string& path) {
  std::ifstream stream(std::string(OUTTURN_SOURCE_DIR) + "/tests/rules/" + path, std::ios::binary);
  if (!stream.good()) {
    throw std::runtime_error("can't read " + path);
  }
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

RuleText sample_file(const std::string& name) {
  return {name + ".yaml", text_of("sample/" + name + ".yaml")};
}

FindRules sample_rules(const RuleText& edited) {
  return [edited](std::string_view kind, std::string_view name) -> RuleText {
    const std::string path = std::string(name) + ".yaml";
    if (path == edited.path) {
      return edited;
    }
    try {
      return sample_file(std::string(name));
    } catch (const std::runtime_error&) {
      throw InputError({},
                       Reason::file_missing,
                       "there is no " + std::string(kind) + " file " + path,
                       "looked in the sample");
    }
  };
}

namespace {

// The sample's contract that refers to a file.
std::string contract_with(std::string_view path) {
  if (path == "simple.yaml") {
    return "user";
  }
  return path == "holidays.yaml" ? "calendar" : "contract";
}

}  // namespace

std::string refusal_of(const RuleText& file) {
  return refusal_of([&] {
    if (file.text.starts_with("contract:")) {
      load_contract(file, sample_rules(file));
    } else {
      check_rule_file(file, sample_rules(file));
    }
  });
}

std::string refusal_in_a_contract(const RuleText& file) {
  const RuleText contract = sample_file(contract_with(file.path));
  return refusal_of([&] { load_contract(contract, sample_rules(file)); });
}

}  // namespace outturn
