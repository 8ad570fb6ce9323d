// The blocks that say who is measured and what counts.
#include "record/evidence_columns.h"
#include "rules/reading.h"

#include <array>
#include <set>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

constexpr std::string_view kAnyOther = "any other";

constexpr std::array kStartsPerPerson = {
    yaml::Word<CohortRule::StartsPerPerson>{"first", CohortRule::StartsPerPerson::first},
    yaml::Word<CohortRule::StartsPerPerson>{"last", CohortRule::StartsPerPerson::last},
    yaml::Word<CohortRule::StartsPerPerson>{"each", CohortRule::StartsPerPerson::each},
};
constexpr std::array kWithoutProvider = {
    yaml::Word<CohortRule::WithoutProvider>{"listed", CohortRule::WithoutProvider::listed},
    yaml::Word<CohortRule::WithoutProvider>{"counted", CohortRule::WithoutProvider::counted},
};
constexpr std::array kMonthEnds = {
    yaml::Word<MonthEnd>{"last day of the month", MonthEnd::last_day},
    yaml::Word<MonthEnd>{"first of the next month", MonthEnd::next_month},
};
constexpr std::array kCounted = {
    yaml::Word<bool>{"counted", true},
    yaml::Word<bool>{"not counted", false},
};

bool says_any_other(const Node* node) {
  return node != nullptr && node->is_scalar() && node->text == kAnyOther;
}

void report_in_both(const Selection& selection, const Node& node, Problems& problems) {
  for (const std::string& value : selection.counted) {
    for (const std::string& other : selection.not_counted) {
      if (value == other) {
        problems.add(node.place,
                     Reason::inconsistent,
                     fmt::format("\"{}\" is both counted and not counted", value));
      }
    }
  }
}

// A word written twice was meant to be another one.
std::vector<std::string> read_different_texts(const Node& node, Problems& problems) {
  std::set<std::string_view> seen;
  for (const Node& item : node.items) {
    if (item.is_scalar() && !seen.insert(item.text).second) {
      problems.add(item.place,
                   Reason::duplicate_row,
                   fmt::format("\"{}\" stands in this list twice", item.text),
                   "take it out, or write the word that was meant");
    }
  }
  return yaml::read_texts(node, problems).value_or(std::vector<std::string>{});
}

std::optional<Selection> read_selection(const Node& node, Context& context) {
  Fields fields(node, "selection", context.problems);
  const ClauseScope scope(context, fields);
  Selection selection;
  selection.source = context.source(node);
  selection.attribute = fields.required("attribute", yaml::read_text).value_or("");
  read_values(fields, selection, context);
  fields.finish();
  return selection;
}

std::optional<Duration> read_follow_up(const Node& node, Problems& problems) {
  const auto follow_up = yaml::read_duration(node, problems);
  if (follow_up && follow_up->length == 0) {
    problems.add(node.place,
                 Reason::out_of_range,
                 fmt::format("nobody can be followed up for {}", node.text),
                 "write how long an offence counts, such as 12 months");
  }
  return follow_up;
}

std::vector<Selection> read_selections(const Node& node, Context& context) {
  const auto read = [&](const Node& item, Problems&) { return read_selection(item, context); };
  return yaml::read_list<Selection>(node, context.problems, read)
      .value_or(std::vector<Selection>{});
}

std::vector<Selection> read_measurable(const Node& node, Context& context) {
  const bool everyone = node.is_scalar() && node.text == "everyone";
  return everyone ? std::vector<Selection>{} : read_selections(node, context);
}

}  // namespace

std::optional<bool> read_counted(const Node& node, Problems& problems) {
  return yaml::read_enum<bool>(node, kCounted, problems);
}

std::optional<MonthEnd> read_month_end(const Node& node, Problems& problems) {
  return yaml::read_enum<MonthEnd>(node, kMonthEnds, problems);
}

void read_values(Fields& fields, Selection& selection, Context& context) {
  if (const Node* counted = fields.require("counted")) {
    selection.counted = read_different_texts(*counted, context.problems);
    if (counted->is_list() && counted->items.empty()) {
      context.problems.add(counted->place,
                           Reason::missing_value,
                           "the list of what is counted is empty, so nothing ever would be",
                           "name at least one value");
    }
  }
  const Node* rest = fields.require(
      "not_counted",
      "list the values that are known and left out, or write: not_counted: any other");
  if (says_any_other(rest)) {
    selection.any_other_is_out = true;
  } else if (rest != nullptr) {
    selection.not_counted = read_different_texts(*rest, context.problems);
  }
  report_in_both(selection, fields.node(), context.problems);
}

CohortRule read_cohort(const Node& node, Context& context) {
  Fields fields(node, "cohort", context.problems);
  const ClauseScope scope(context, fields);
  CohortRule rule;
  rule.source = context.source(node);
  if (const Node* only = fields.require("only")) {
    rule.only = read_selections(*only, context);
  }
  if (const Node* measurable = fields.require("measurable", "write: measurable: everyone")) {
    rule.measurable = read_measurable(*measurable, context);
  }
  rule.starts_per_person =
      fields
          .required(
              "starts_per_person",
              word_reader(kStartsPerPerson),
              "say which start counts when one person has two in a period: first, last or each")
          .value_or(CohortRule::StartsPerPerson::first);
  rule.people_without_provider =
      fields
          .required("people_without_provider",
                    word_reader(kWithoutProvider),
                    "say whether people under nobody are listed in the evidence or only counted")
          .value_or(CohortRule::WithoutProvider::counted);
  fields.finish();
  return rule;
}

WindowRule read_window(const Node& node, Context& context) {
  Fields fields(node, "window", context.problems);
  const ClauseScope scope(context, fields);
  WindowRule rule{};
  rule.source = context.source(node);
  const auto follow_up = fields.required("follow_up", read_follow_up);
  const auto waiting = fields.required("waiting_period", yaml::read_duration);
  rule.follow_up = follow_up.value_or(rule.follow_up);
  rule.waiting = waiting.value_or(rule.waiting);
  rule.month_end = fields
                       .required("month_end",
                                 read_month_end,
                                 "say what 31 August plus 6 months is: last day of the month, or "
                                 "first of the next month")
                       .value_or(MonthEnd::last_day);
  rule.anniversary_counts =
      fields
          .required("anniversary",
                    read_counted,
                    "say whether an offence on the very day the follow-up is complete counts: "
                    "counted or not counted")
          .value_or(false);
  fields.finish();
  if (follow_up && waiting && waiting->length > 0 && waiting->unit != follow_up->unit) {
    context.problems.add(node.place,
                         Reason::inconsistent,
                         "follow_up and waiting_period are in different units",
                         "write both in months or both in days: they are added together");
  }
  return rule;
}

CountsRule read_counts(const Node& node, Context& context) {
  Fields fields(node, "counts", context.problems);
  const ClauseScope scope(context, fields);
  CountsRule rule{};
  rule.source = context.source(node);
  rule.outcomes.attribute = "outcome";
  if (const Node* outcomes = fields.require("outcomes")) {
    Fields inner(*outcomes, "outcomes", context.problems);
    rule.outcomes.source = context.source(*outcomes);
    read_values(inner, rule.outcomes, context);
    inner.finish();
  }
  rule.breaches_count =
      fields.required("breaches", read_counted, "say: counted or not counted").value_or(false);
  fields.finish();
  return rule;
}

// What cohorts are broken down by: each is a further column of the evidence, under its own name.
std::vector<std::string> read_breakdown(const Node& node, Context& context) {
  auto names = yaml::read_texts(node, context.problems).value_or(std::vector<std::string>{});
  std::set<std::string_view> seen;
  for (const std::string& name : names) {
    if (!seen.insert(name).second) {
      context.problems.add(node.place,
                           Reason::duplicate_row,
                           fmt::format("it is broken down by \"{}\" twice", name));
    }
    if (is_taken_in_evidence(name)) {
      context.problems.add(
          node.place,
          Reason::bad_identifier,
          fmt::format("it can't be broken down by \"{}\": the evidence has a column of that name",
                      name),
          "take another attribute, or let the mapping give this one another name");
    }
  }
  return names;
}

}  // namespace outturn::reading
