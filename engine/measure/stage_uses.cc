// What an event's attributes mean to each stage.
#include "measure/claims.h"
#include "value/ratio.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace outturn::measuring {
namespace {

bool reads(const StageRule& stage, std::string_view outcome) {
  return std::find(stage.outcomes.begin(), stage.outcomes.end(), outcome) != stage.outcomes.end();
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  constexpr std::size_t kMostDigits = 15;  // sums of many stay within 64 bits
  const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (text.empty() || text.size() > kMostDigits || !digits) {
    return std::nullopt;
  }
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

const std::vector<StageUse>& StageUses::of(ProfileId profile) {
  const auto found = known_.find(profile);
  if (found != known_.end()) {
    return found->second;
  }
  return known_.emplace(profile, uses_of(cases_.event_profiles().attributes(profile)))
      .first->second;
}

std::vector<StageUse> StageUses::uses_of(const Attributes& attributes) {
  std::vector<StageUse> uses;
  bool read = false;
  for (const StageRule& stage : rule_.stages) {
    uses.push_back(use_of(stage, attributes));
    read = read || uses.back().read;
  }
  const std::string_view outcome = attribute(attributes, "outcome");
  if (!read && standing_of(rule_.other_events, outcome) == Standing::unknown) {
    problems_.add(
        rule_.other_events.source.place,
        Reason::unknown_word,
        fmt::format("an outcome is {} in the data, and no stage reads it", shown(outcome)),
        "add it to other_events, or to the stage that it belongs to");
  }
  return uses;
}

StageUse StageUses::use_of(const StageRule& stage, const Attributes& attributes) {
  StageUse use;
  use.read = reads(stage, attribute(attributes, "outcome"));
  if (!use.read) {
    return use;
  }
  if (stage.evidence) {
    const std::string_view evidence = attribute(attributes, stage.evidence->attribute);
    const Standing standing = standing_of(*stage.evidence, evidence);
    use.accepted = standing == Standing::in;
    if (standing == Standing::unknown) {
      problems_.add(
          stage.evidence->source.place,
          Reason::unknown_word,
          fmt::format("evidence is {} in the data, and the stage \"{}\" neither accepts it "
                      "nor leaves it out",
                      shown(evidence),
                      stage.name),
          "add it to counted or to not_counted");
    }
  }
  const std::string& number = stage.adds_up.empty() ? stage.each : stage.adds_up;
  use.number = number.empty() ? 1 : number_in(stage, number, attributes);
  return use;
}

std::int64_t StageUses::number_in(const StageRule& stage,
                                  std::string_view name,
                                  const Attributes& attributes) {
  const std::string_view text = attribute(attributes, name);
  const auto number = whole_number(text);
  if (!number) {
    problems_.add(stage.source.place,
                  Reason::bad_number,
                  fmt::format("{} is {} in the data, and the stage \"{}\" needs a whole number",
                              name,
                              shown(text),
                              stage.name),
                  "mend the record: at most 15 digits, and nothing else");
  }
  return number.value_or(0);
}

}  // namespace outturn::measuring
