#include "settle/words_in_data.h"

#include "record/evidence_columns.h"
#include "value/utf8.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {
namespace {

constexpr std::size_t kMostShown = 12;  // values that a sentence names

std::string some_of(const std::set<std::string>& values) {
  std::vector<std::string> shown_ones;
  for (const std::string& value : values) {
    if (shown_ones.size() == kMostShown) {
      break;
    }
    shown_ones.push_back(shown(value));
  }
  const std::size_t more = values.size() - shown_ones.size();
  return fmt::format("{}{}",
                     fmt::join(shown_ones, ", "),
                     more == 0 ? std::string() : fmt::format(" and {} more", more));
}

// What is to be said of the words of one selection, if anything.
void look_for(const Selection& selection,
              std::string_view row,
              const AttributeValues& values,
              std::vector<std::string>& sentences) {
  if (!selection.any_other_is_out) {
    return;  // whatever else the data says instead stops the settlement by itself
  }
  const std::string place = to_string(selection.source.place);
  const auto known = values.find(selection.attribute);
  if (known == values.end()) {
    sentences.push_back(fmt::format("{}: warning: no {} in the store has the attribute \"{}\"",
                                    place,
                                    row,
                                    selection.attribute));
    return;
  }
  std::vector<std::string> missing;
  for (const std::string& word : selection.counted) {
    if (known->second.count(word) == 0) {
      missing.push_back(shown(word));
    }
  }
  if (!missing.empty()) {
    sentences.push_back(fmt::format(
        "{}: warning: no {} in the store has {} as \"{}\", which counts; the store has {}",
        place,
        row,
        fmt::join(missing, " or "),
        selection.attribute,
        some_of(known->second)));
  }
}

}  // namespace

std::vector<std::string> words_without_rows(const Contract& contract,
                                            const AttributeValues& starts,
                                            const AttributeValues& events) {
  std::vector<std::string> sentences;
  if (contract.cohort) {
    for (const auto* selections : {&contract.cohort->only, &contract.cohort->measurable}) {
      for (const Selection& selection : *selections) {
        look_for(selection, "start", starts, sentences);
      }
    }
  }
  if (contract.counts) {
    look_for(contract.counts->outcomes, "event", events, sentences);
  }
  if (contract.milestones) {
    for (const StageRule& stage : contract.milestones->stages) {
      if (stage.evidence) {
        look_for(*stage.evidence, "event", events, sentences);
      }
    }
  }
  return sentences;
}

void require_breakdowns(const Contract& contract, const AttributeValues& starts) {
  std::vector<std::string_view> names;
  for (const auto& [name, values] : starts) {
    names.push_back(name);
  }
  Problems problems;
  for (const std::string& name : contract.break_down_by) {
    if (name != kBandBreakdown && starts.count(name) == 0) {
      const std::string near = did_you_mean(name, names);
      problems.add(
          contract.break_down_source.place,
          Reason::unknown_reference,
          fmt::format("it is broken down by \"{}\", which no start in the store has", name),
          near.empty() ? fmt::format("starts have: {}", fmt::join(names, ", ")) : near);
    }
  }
  problems.throw_if_any();
}

}  // namespace outturn
