#include "support/rule_texts.h"

#include <stdexcept>

namespace outturn {

std::string edited(std::string text, const std::vector<Edit>& edits) {
  for (const Edit& edit : edits) {
    const auto at = text.find(edit.old_text);
    if (at == std::string::npos || text.find(edit.old_text, at + 1) != std::string::npos) {
      throw std::invalid_argument("not there once: \"" + std::string(edit.old_text) + "\"");
    }
    text.replace(at, edit.old_text.size(), edit.new_text);
  }
  return text;
}

FindRules rules_among(std::map<std::string, std::string> texts) {
  return [texts = std::move(texts)](std::string_view kind, std::string_view name) -> RuleText {
    const auto found = texts.find(std::string(kind) + "/" + std::string(name));
    if (found == texts.end()) {
      throw InputError({},
                       Reason::file_missing,
                       "there is no " + std::string(kind) + " file " + std::string(name) + ".yaml",
                       "looked among the texts of this test");
    }
    return {std::string(name) + ".yaml", found->second};
  };
}

FindRules no_rules() {
  return rules_among({});
}

}  // namespace outturn
