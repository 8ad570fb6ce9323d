// What contracts measure.
#include "rules/reading.h"

#include <fmt/format.h>

namespace outturn::reading {
namespace {

std::optional<MeasureKind> read_kind(const Node& node, Problems& problems) {
  std::vector<std::string_view> words;
  for (const KindFacts& facts : all_kinds()) {
    words.push_back(facts.word);
  }
  const auto at = yaml::read_word(node, words, problems);
  return at ? std::optional(all_kinds()[*at].kind) : std::nullopt;
}

std::vector<Stated<Ratio>> read_grades(const Node& node, Context& context) {
  Fields fields(node, "grades", context.problems);
  std::vector<Stated<Ratio>> grades;
  for (const std::string_view grade : {"less_serious", "as_serious", "more_serious"}) {
    const Node* value = fields.require(grade);
    auto stated = value == nullptr
                      ? std::nullopt
                      : read_stated<Ratio>(*value, "value", yaml::read_decimal, context);
    if (stated) {
      grades.push_back(std::move(*stated));
    }
  }
  fields.finish();
  return grades;
}

MeasureRule read_measure(const yaml::Entry& entry, Context& context) {
  Fields fields(entry.value, "measure", context.problems);
  const ClauseScope scope(context, fields);
  MeasureRule rule{};
  rule.name = entry.key;
  rule.source = {entry.key_place, context.clause};
  rule.kind = fields.required("kind", read_kind).value_or(MeasureKind::binary_rate);
  const bool supplied_only = facts_of(rule.kind).supplied_only();
  rule.weighted = !supplied_only &&
                  fields
                      .required("weighted",
                                yaml::read_yes_no,
                                "say whether people count with their complexity weight: yes or no")
                      .value_or(false);
  rule.figure =
      supplied_only
          ? fields.required("figure",
                            yaml::read_text,
                            "this kind is never measured here: name the figure that supplies it")
          : fields.optional("figure", yaml::read_text);
  const bool graded = rule.kind == MeasureKind::graded_rate && !rule.figure;
  if (const Node* grades = graded ? fields.require("grades") : nullptr) {
    rule.grades = read_grades(*grades, context);
  }
  fields.finish();
  return rule;
}

}  // namespace

std::vector<MeasureRule> read_measures(const Node& node, Context& context) {
  std::vector<MeasureRule> measures;
  if (!node.is_map()) {
    yaml::report_shape(node, "a map of measures", context.problems);
  }
  for (const yaml::Entry& entry : node.entries) {
    measures.push_back(read_measure(entry, context));
  }
  return measures;
}

}  // namespace outturn::reading
