#include "report/class_view.h"

namespace outturn {

std::vector<ClassView> classes_of(const JsonField& json, std::string_view unit) {
  std::vector<ClassView> classes;
  for (const JsonField& entry : json.list()) {
    classes.push_back(
        {entry.at("class").text(), entry.at("meaning").text(), entry.at(unit).count()});
  }
  return classes;
}

std::string_view meaning_in(const std::vector<ClassView>& classes, std::string_view code) {
  for (const ClassView& entry : classes) {
    if (entry.code == code) {
      return entry.meaning;
    }
  }
  return {};
}

}  // namespace outturn
