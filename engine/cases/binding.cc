#include "cases/binding.h"

#include "cases/values.h"
#include "value/utf8.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

BoundText bind_text(std::string_view field,
                    const TextRule& rule,
                    const Header& header,
                    Problems& problems) {
  BoundText bound{std::string(field), rule, std::nullopt};
  if (rule.column.empty()) {
    return bound;
  }
  bound.index =
      rule.without_column ? header.find(rule.column) : header.require(rule.column, field, problems);
  if (!bound.index && rule.without_column) {
    bound.rule.always = *rule.without_column;
  }
  return bound;
}

std::optional<BoundText> bind_optional(std::string_view field,
                                       const std::optional<TextRule>& rule,
                                       const Header& header,
                                       Problems& problems) {
  return rule ? std::optional(bind_text(field, *rule, header, problems)) : std::nullopt;
}

BoundDate bind_date(std::string_view field,
                    const DateRule& rule,
                    const Header& header,
                    Problems& problems) {
  if (const auto* text = std::get_if<TextRule>(&rule)) {
    return bind_text(field, *text, header, problems);
  }
  if (const auto* spread = std::get_if<SpreadEvenly>(&rule)) {
    return Spread(*spread, header.require(spread->column, field, problems).value_or(0));
  }
  if (const auto* days = std::get_if<DaysAfterIndex>(&rule)) {
    return BoundDays{header.require(days->column, field, problems).value_or(0)};
  }
  return SameAsOffence{};
}

BoundBlock bind_block(const BlockRules& rules, const Header& header, Problems& problems) {
  BoundBlock block{rules,
                   std::nullopt,
                   bind_text("person", rules.person, header, problems),
                   bind_optional("record", rules.record, header, problems),
                   bind_optional("action", rules.action, header, problems),
                   {}};
  if (rules.rows_where) {
    block.where_column = header.require(rules.rows_where->column, "rows_where", problems);
  }
  for (const auto& [name, rule] : rules.attributes) {
    block.attributes.push_back(bind_text(name, rule, header, problems));
  }
  return block;
}

using Columns = std::set<std::size_t>;

void note(const BoundText& bound, Columns& used) {
  if (bound.index) {
    used.insert(*bound.index);
  }
}

void note_optional(const std::optional<BoundText>& bound, Columns& used) {
  if (bound) {
    note(*bound, used);
  }
}

void note_date(const BoundDate& bound, Columns& used) {
  if (const auto* text = std::get_if<BoundText>(&bound)) {
    note(*text, used);
  } else if (const auto* spread = std::get_if<Spread>(&bound)) {
    used.insert(spread->column());
  } else if (const auto* days = std::get_if<BoundDays>(&bound)) {
    used.insert(days->column);
  }
}

void note_block(const BoundBlock& block, Columns& used) {
  note(block.person, used);
  note_optional(block.record, used);
  note_optional(block.action, used);
  for (const BoundText& attribute : block.attributes) {
    note(attribute, used);
  }
  if (block.where_column) {
    used.insert(*block.where_column);
  }
}

// Every column that no rule of the block reads becomes an attribute under its own name.
void add_other_columns(BoundBlock& block,
                       const Columns& used,
                       const Header& header,
                       Problems& problems) {
  for (std::size_t index = 0; index < header.size(); ++index) {
    if (used.count(index) != 0) {
      continue;
    }
    const std::string& name = header.name(index);
    if (!is_attribute_name(name)) {
      problems.add(header.place(index),
                   Reason::csv_header,
                   fmt::format("the column {} can't be an attribute", shown(name)),
                   "use small letters, digits and '_', and no name of a field that isn't an "
                   "attribute of this file");
      continue;
    }
    BoundText bound{name, {}, index};
    bound.rule.blank = Meaning{};
    block.attributes.push_back(std::move(bound));
  }
  std::sort(block.attributes.begin(),
            block.attributes.end(),
            [](const BoundText& a, const BoundText& b) { return a.field < b.field; });
}

}  // namespace

BoundStarts bind_starts(const StartRules& rules, const Header& header, Problems& problems) {
  BoundStarts starts{bind_block(rules.block, header, problems),
                     bind_text("provider", rules.provider, header, problems),
                     bind_date("index_date", rules.index_date, header, problems),
                     bind_optional("score", rules.score, header, problems)};
  if (rules.block.other_columns_are_attributes) {
    Columns used;
    note_block(starts.block, used);
    note(starts.provider, used);
    note_date(starts.index_date, used);
    note_optional(starts.score, used);
    add_other_columns(starts.block, used, header, problems);
  }
  return starts;
}

BoundEvents bind_events(const EventRules& rules, const Header& header, Problems& problems) {
  BoundEvents events{bind_block(rules.block, header, problems),
                     bind_date("offence_date", rules.offence_date, header, problems),
                     bind_date("proven_date", rules.proven_date, header, problems)};
  if (rules.block.other_columns_are_attributes) {
    Columns used;
    note_block(events.block, used);
    note_date(events.offence_date, used);
    note_date(events.proven_date, used);
    add_other_columns(events.block, used, header, problems);
  }
  return events;
}

}  // namespace outturn
