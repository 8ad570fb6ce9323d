#include "cases/mapping.h"
#include "cases/rule_reader.h"
#include "cases/values.h"
#include "value/utf8.h"
#include "yaml/fields.h"

#include <array>
#include <span>

#include <fmt/format.h>

namespace outturn {
namespace {

using yaml::Entry;
using yaml::Fields;
using yaml::Node;

constexpr FieldUse kPerson = {"person", "", false};
constexpr FieldUse kProvider = {"provider", "nobody", true};
constexpr FieldUse kScore = {"score", "leave_out", false};
constexpr FieldUse kRecord = {"record", "leave_out", false};
constexpr std::array<std::string_view, 3> kActions = {"add", "withdraw", "correct"};
constexpr std::array<std::string_view, 2> kYesOrNo = {"yes", "no"};
constexpr FieldUse kAction = {"action", "", true, kActions};

constexpr std::array<std::string_view, 2> kRefuseOrKeep = {"refuse", "keep"};
constexpr std::array<std::string_view, 1> kAttributesWord = {"attributes"};

auto rule_reader(FieldUse use) {
  return
      [use](const Node& node, Problems& problems) { return read_text_rule(node, use, problems); };
}

void read_attributes(const Node& node, BlockRules& block, Problems& problems) {
  if (!node.is_map()) {
    yaml::report_shape(node, "a map of our attribute names", problems);
    return;
  }
  for (const Entry& entry : node.entries) {
    if (!is_attribute_name(entry.key) || block.attributes.count(entry.key) != 0) {
      problems.add(entry.key_place,
                   Reason::unknown_key,
                   fmt::format("{} can't be an attribute", shown(entry.key)),
                   "use small letters, digits and '_', and no field that has a key of its own");
      continue;
    }
    if (auto rule = read_text_rule(entry.value, {entry.key, "leave_out", true}, problems)) {
      block.attributes.emplace(entry.key, std::move(*rule));
    }
  }
}

// An attribute that every row must have; one of `words`, if there are any.
void read_required_attribute(Fields& fields,
                             std::string_view name,
                             BlockRules& block,
                             std::span<const std::string_view> words = {}) {
  if (auto rule = fields.required(name, rule_reader({name, "", true, words}))) {
    block.attributes.emplace(std::string(name), std::move(*rule));
  }
}

IdenticalRows read_identical_rows(Fields& fields) {
  const auto index = fields.required(
      "identical_rows",
      [](const Node& node, Problems& found) { return yaml::read_word(node, kRefuseOrKeep, found); },
      "add \"identical_rows: refuse\", or \"keep\" where two equal rows are two things that "
      "happened");
  return index.value_or(0) == 1 ? IdenticalRows::keep : IdenticalRows::refuse;
}

void check_action(Fields& fields, const BlockRules& block) {
  if (block.action && !block.record) {
    fields.problems().add(block.action->place,
                          Reason::inconsistent,
                          "action without record",
                          "add \"record:\": a row can only withdraw or correct one that it names");
  }
}

BlockRules read_block(Fields& fields) {
  BlockRules block;
  block.rows_where = fields.optional("rows_where", read_rows_where);
  block.person = fields.required("person", rule_reader(kPerson)).value_or(TextRule{});
  block.record = fields.optional("record", rule_reader(kRecord));
  block.action = fields.optional("action", rule_reader(kAction));
  block.identical_rows = read_identical_rows(fields);
  if (const Node* other = fields.find("other_columns")) {
    block.other_columns_are_attributes =
        yaml::read_word(*other, kAttributesWord, fields.problems()).has_value();
  }
  check_action(fields, block);
  return block;
}

std::optional<StartRules> read_starts(const Node& node, Problems& problems) {
  Fields fields(node, "starts", problems);
  StartRules starts{read_block(fields), {}, {}, {}};
  starts.provider = fields.required("provider", rule_reader(kProvider)).value_or(TextRule{});
  starts.index_date = fields.required("index_date", read_index_date).value_or(TextRule{});
  starts.score = fields.optional("score", rule_reader(kScore));
  read_required_attribute(fields, "disposal", starts.block);
  if (const Node* attributes = fields.find("attributes")) {
    read_attributes(*attributes, starts.block, problems);
  }
  fields.finish();
  const auto* spread = std::get_if<SpreadEvenly>(&starts.index_date);
  if (spread != nullptr && starts.block.action) {
    problems.add(spread->place,
                 Reason::inconsistent,
                 "spread_evenly with action",
                 "a file of corrections holds other rows, so its dates would differ");
  }
  return starts;
}

std::optional<EventRules> read_events(const Node& node, Problems& problems) {
  Fields fields(node, "events", problems);
  EventRules events{read_block(fields), {}, {}};
  events.offence_date = fields.required("offence_date", read_offence_date).value_or(TextRule{});
  events.proven_date =
      fields
          .required("proven_date",
                    read_proven_date,
                    "add a column, \"same_as: offence_date\" or \"always: not_proven\"")
          .value_or(TextRule{});
  read_required_attribute(fields, "outcome", events.block);
  read_required_attribute(fields, "breach", events.block, kYesOrNo);
  if (const Node* attributes = fields.find("attributes")) {
    read_attributes(*attributes, events.block, problems);
  }
  fields.finish();
  return events;
}

// "everyone", "nobody", or a list of providers' codes.
std::optional<Coverage> read_coverage(const Node& node, Problems& problems) {
  static constexpr std::array<std::string_view, 2> kWords = {kEveryone, kNobody};
  if (node.is_scalar()) {
    const auto word = yaml::read_word(node, kWords, problems);
    return word ? std::optional(Coverage{*word == 0}) : std::nullopt;
  }
  if (!node.is_list() || node.items.empty()) {
    yaml::report_shape(node, "everyone, nobody or a list of providers' codes", problems);
    return std::nullopt;
  }
  Coverage coverage;
  for (const Node& item : node.items) {
    const auto code = yaml::read_text(item, problems);
    if (code && !coverage.providers.insert(*code).second) {
      problems.add(item.place,
                   Reason::duplicate_row,
                   fmt::format("{} stands in this list twice", shown(*code)));
    }
  }
  return coverage;
}

bool takes_dates_from_column(const DateRule& rule) {
  const auto* text = std::get_if<TextRule>(&rule);
  return text != nullptr && !text->column.empty();
}

// What no single block can see.
void check_whole(const Mapping& mapping, Fields& fields) {
  Problems& problems = fields.problems();
  if (!mapping.starts && !mapping.events) {
    problems.add(fields.node().place,
                 Reason::missing_key,
                 "the mapping has neither \"starts:\" nor \"events:\"",
                 "add one of them, or both");
  }
  const auto* days =
      mapping.events ? std::get_if<DaysAfterIndex>(&mapping.events->offence_date) : nullptr;
  if (days != nullptr && !mapping.starts) {
    problems.add(days->place,
                 Reason::inconsistent,
                 "days_after_index without starts",
                 "the index date it counts from comes from \"starts:\" of the same mapping");
  }
  const bool needs_pattern =
      (mapping.starts && takes_dates_from_column(mapping.starts->index_date)) ||
      (mapping.events && (takes_dates_from_column(mapping.events->offence_date) ||
                          takes_dates_from_column(mapping.events->proven_date)));
  if (needs_pattern && mapping.date_pattern.empty() && fields.node().find("dates") == nullptr) {
    problems.add(fields.node().place,
                 Reason::missing_key,
                 "the mapping lacks the key \"dates\"",
                 "state how the file writes dates, such as \"dates: DD/MM/YYYY\"");
  }
}

}  // namespace

Mapping read_mapping(std::string_view text, std::string_view name) {
  Problems problems;
  const Node root = yaml::parse(text, name, problems);
  Fields fields(root, "the mapping", problems);
  Mapping mapping;
  mapping.title = fields.required("title", yaml::read_text).value_or("");
  mapping.version = fields.required("version", yaml::read_text).value_or("");
  mapping.source = fields.required("source", yaml::read_text).value_or("");
  mapping.observed_until =
      fields
          .required("observed_until",
                    yaml::read_date,
                    "add the last day on which the source would have seen an event")
          .value_or(Date{});
  mapping.observed_until_because =
      fields.required("observed_until_because", yaml::read_text).value_or("");
  mapping.covers = fields
                       .required("covers",
                                 read_coverage,
                                 "say of whom everything is known until that day: everyone, a list "
                                 "of providers' codes, or nobody for a file of single rows")
                       .value_or(Coverage{});
  if (const Node* dates = fields.find("dates")) {
    const auto index = yaml::read_word(*dates, kDatePatterns, problems);
    mapping.date_pattern = index ? kDatePatterns.at(*index) : std::string_view{};
  }
  mapping.starts = fields.optional("starts", read_starts);
  mapping.events = fields.optional("events", read_events);
  fields.finish();
  check_whole(mapping, fields);
  problems.throw_if_any();
  return mapping;
}

}  // namespace outturn
