#include "cases/row_reader.h"

#include "value/utf8.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {
namespace {

constexpr std::array<std::string_view, 3> kActions = {"add", "withdraw", "correct"};

bool is_among(std::string_view text, const std::vector<std::string>& texts) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// Whether the row is of the block's kind; reports a kind that the mapping doesn't know.
bool is_of_kind(const BoundBlock& block, const RowCells& row) {
  if (!block.where_column) {
    return true;
  }
  const RowsWhere& where = *block.rules.rows_where;
  const std::string_view text = row.text(*block.where_column);
  const bool is = is_among(text, where.is);
  if (!is && !is_among(text, where.is_not)) {
    row.problems.add(
        row.place(block.where_column),
        Reason::unknown_word,
        fmt::format("rows_where: {} is a kind of row the mapping doesn't know", shown(text)),
        fmt::format("it knows: \"{}\", \"{}\"",
                    fmt::join(where.is, "\", \""),
                    fmt::join(where.is_not, "\", \"")));
  }
  return is;
}

RowAction action_of(const BoundText& bound, const RowCells& row) {
  const auto text = text_of(bound, row);
  const auto found = std::find(kActions.begin(), kActions.end(), text.value_or("add"));
  if (found == kActions.end()) {
    row.problems.add(row.place(bound.index),
                     Reason::unknown_word,
                     fmt::format("action: {} isn't an action", shown(*text)),
                     "write add, withdraw or correct");
    return RowAction::add;
  }
  return static_cast<RowAction>(found - kActions.begin());
}

// All that a row which only withdraws needs.
RowHead head_of(const BoundBlock& block, const RowCells& row) {
  RowHead head;
  head.line = row.reader.line();
  head.action = block.action ? action_of(*block.action, row) : RowAction::add;
  head.record = block.record ? text_of(*block.record, row).value_or("") : "";
  if (head.action != RowAction::add && head.record.empty()) {
    row.problems.add(row.place(block.record->index),
                     Reason::missing_value,
                     "record is blank: this row names no earlier row to withdraw or correct",
                     "give the record of the earlier row");
  }
  if (head.action != RowAction::withdraw) {
    head.person = person_of(block.person, row).value_or("");
  }
  return head;
}

Attributes attributes_of(const BoundBlock& block, const RowCells& row) {
  Attributes attributes;
  attributes.reserve(block.attributes.size());
  for (const BoundText& bound : block.attributes) {
    if (const auto text = text_of(bound, row)) {
      attributes.emplace_back(bound.field, *text);
    }
  }
  return attributes;
}

void check_breach(const BoundBlock& block, const RowCells& row, const Attributes& attributes) {
  for (const auto& [name, value] : attributes) {
    if (name != "breach" || value == "yes" || value == "no") {
      continue;
    }
    const auto bound = std::find_if(block.attributes.begin(),
                                    block.attributes.end(),
                                    [](const BoundText& b) { return b.field == "breach"; });
    row.problems.add(row.place(bound->index),
                     Reason::unknown_word,
                     fmt::format("breach: {} isn't yes or no", shown(value)));
  }
}

}  // namespace

RowReader::RowReader(const Mapping& mapping, const Header& header, Problems& problems)
    : mapping_(mapping) {
  if (mapping.starts) {
    starts_.emplace(bind_starts(*mapping.starts, header, problems));
  }
  if (mapping.events) {
    events_.emplace(bind_events(*mapping.events, header, problems));
  }
}

Spread* RowReader::spread() {
  return starts_ ? std::get_if<Spread>(&starts_->index_date) : nullptr;
}

void RowReader::read(const RowCells& row, Rows& rows) {
  const std::size_t before = row.problems.size();
  const bool is_start = starts_ && is_of_kind(starts_->block, row);
  const bool is_event = events_ && is_of_kind(events_->block, row);
  const bool counts_from_index =
      is_event && std::holds_alternative<BoundDays>(events_->offence_date);
  std::optional<Date> index_date;
  if (spread() != nullptr || counts_from_index) {
    index_date = index_date_of(row);
  }
  if (is_start && row.problems.size() == before) {
    read_start(row, index_date, rows);
  }
  if (is_event && row.problems.size() == before) {
    read_event(row, index_date, rows);
  }
}

void RowReader::read_start(const RowCells& row, std::optional<Date> index_date, Rows& rows) {
  const std::size_t before = row.problems.size();
  StartRow start;
  start.head = head_of(starts_->block, row);
  if (start.head.action != RowAction::withdraw) {
    const auto date = index_date ? index_date : index_date_of(row);
    check_observed(date, "index_date", row);
    start.index_date = date.value_or(Date{});
    start.provider = text_of(starts_->provider, row).value_or("");
    start.score = starts_->score ? score_of(*starts_->score, row) : std::nullopt;
    start.attributes = attributes_of(starts_->block, row);
  }
  if (row.problems.size() == before) {
    rows.starts.push_back(std::move(start));
  }
}

void RowReader::read_event(const RowCells& row, std::optional<Date> index_date, Rows& rows) {
  const std::size_t before = row.problems.size();
  EventRow event;
  event.head = head_of(events_->block, row);
  if (event.head.action != RowAction::withdraw) {
    const auto offence_date = offence_date_of(row, index_date);
    check_observed(offence_date, "offence_date", row);
    event.offence_date = offence_date.value_or(Date{});
    event.proven_date = proven_date_of(row, offence_date);
    check_observed(event.proven_date, "proven_date", row);
    check_order(event, row);
    event.attributes = attributes_of(events_->block, row);
    check_breach(events_->block, row, event.attributes);
  }
  if (row.problems.size() == before) {
    rows.events.push_back(std::move(event));
  }
}

std::optional<Date> RowReader::index_date_of(const RowCells& row) {
  if (Spread* evenly = spread()) {
    return evenly->date(row);
  }
  return date_of(std::get<BoundText>(starts_->index_date), mapping_.date_pattern, row);
}

std::optional<Date> RowReader::offence_date_of(const RowCells& row,
                                               std::optional<Date> index_date) const {
  if (const auto* text = std::get_if<BoundText>(&events_->offence_date)) {
    return date_of(*text, mapping_.date_pattern, row);
  }
  const auto days = days_of(std::get<BoundDays>(events_->offence_date).column, "offence_date", row);
  return index_date && days ? std::optional(*index_date + *days) : std::nullopt;
}

std::optional<Date> RowReader::proven_date_of(const RowCells& row,
                                              std::optional<Date> offence_date) const {
  if (const auto* text = std::get_if<BoundText>(&events_->proven_date)) {
    return date_of(*text, mapping_.date_pattern, row);
  }
  return offence_date;
}

// Proof before the deed is a slip of the source, and it could bring an event inside a window.
void RowReader::check_order(const EventRow& event, const RowCells& row) {
  if (event.proven_date && *event.proven_date < event.offence_date) {
    row.problems.add(row.place(std::nullopt),
                     Reason::out_of_order,
                     fmt::format("proven on {}, before the offence on {}",
                                 to_string(*event.proven_date),
                                 to_string(event.offence_date)),
                     "correct one of the two dates");
  }
}

// A date that the source can't have seen means that one of the two is wrong.
void RowReader::check_observed(std::optional<Date> date,
                               std::string_view field,
                               const RowCells& row) const {
  if (date && *date > mapping_.observed_until) {
    row.problems.add(row.place(std::nullopt),
                     Reason::out_of_range,
                     fmt::format("{} is {}, and the source saw events until {}",
                                 field,
                                 to_string(*date),
                                 to_string(mapping_.observed_until)),
                     "correct the date, or how far the source is said to have seen");
  }
}

}  // namespace outturn
