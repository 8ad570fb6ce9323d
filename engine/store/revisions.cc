#include "store/revisions.h"

#include "value/utf8.h"

#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace outturn::store {
namespace {

std::optional<std::uint32_t> parse_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && text.front() != '0' ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<RowOrigin> parse_batch_line(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto batch = parse_number(text.substr(0, slash));
  const auto line = parse_number(text.substr(slash + 1));
  return batch && line ? std::optional(RowOrigin{*batch, *line}) : std::nullopt;
}

Revisions::Revisions(const Connection& connection,
                     RowTables tables,
                     std::uint32_t first_batch,
                     const std::vector<std::string>& sources,
                     Refusals& refusals)
    : connection_(&connection),
      tables_(std::move(tables)),
      first_batch_(first_batch),
      sources_(&sources),
      refusals_(&refusals),
      record_lookup_(connection,
                     fmt::format("SELECT id FROM {} WHERE record = ?", tables_.records)),
      withdrawal_lookup_(
          connection, fmt::format("SELECT batch, line FROM {} WHERE id = ?", tables_.withdrawals)),
      origin_lookup_(connection,
                     fmt::format("SELECT batch, line FROM {} WHERE id = ?", tables_.rows)) {}

void Revisions::announce(const RowHead& head) {
  if (head.action == RowAction::add) {
    return;
  }
  if (const auto origin = parse_batch_line(head.record)) {
    by_line_.try_emplace(*origin);
  }
}

// One pass over the stored rows for all references of the form BATCH/LINE: they are rare, and an
// index would cost every store a third of its size.
void Revisions::find_announced() {
  announced_are_found_ = true;
  if (by_line_.empty() || by_line_.begin()->first.batch >= first_batch_) {
    return;
  }
  Statement statement(*connection_, fmt::format("SELECT id, batch, line FROM {}", tables_.rows));
  while (statement.step()) {
    const RowOrigin origin{static_cast<std::uint32_t>(statement.integer(1)),
                           static_cast<std::uint32_t>(statement.integer(2))};
    if (const auto named = by_line_.find(origin); named != by_line_.end()) {
      ++named->second.rows;
      named->second.row = {.is_stored = true, .key_or_index = statement.integer(0)};
    }
  }
  find_records_of_announced();
}

// A correction takes the record over, and records are kept by their text: again one pass.
void Revisions::find_records_of_announced() {
  std::unordered_map<std::int64_t, Named*> by_key;
  for (auto& [origin, named] : by_line_) {
    if (named.rows == 1) {
      by_key.emplace(named.row.key_or_index, &named);
    }
  }
  Statement statement(*connection_, fmt::format("SELECT id, record FROM {}", tables_.records));
  while (statement.step()) {
    if (const auto named = by_key.find(statement.integer(0)); named != by_key.end()) {
      named->second->record = stored_records_.emplace_back(statement.text(1));
    }
  }
}

std::optional<RowOrigin> Revisions::stored_withdrawal(std::int64_t key) {
  if (const auto by = withdrawn_stored_.find(key); by != withdrawn_stored_.end()) {
    return by->second;
  }
  withdrawal_lookup_.reset();
  withdrawal_lookup_.bind(1, key);
  if (!withdrawal_lookup_.step()) {
    return std::nullopt;
  }
  return RowOrigin{static_cast<std::uint32_t>(withdrawal_lookup_.integer(0)),
                   static_cast<std::uint32_t>(withdrawal_lookup_.integer(1))};
}

Revisions::Found Revisions::standing_of(RowRef row) {
  std::optional<RowOrigin> by;
  if (row.is_stored) {
    by = stored_withdrawal(row.key_or_index);
  } else {
    const auto withdrawn = withdrawn_new_.find(static_cast<std::size_t>(row.key_or_index));
    by = withdrawn == withdrawn_new_.end() ? std::nullopt : std::optional(withdrawn->second);
  }
  return by ? Found{Standing::withdrawn, row, *by} : Found{Standing::live, row};
}

Revisions::Found Revisions::find_by_line(RowOrigin origin) {
  const auto named = by_line_.find(origin);
  if (named == by_line_.end() || named->second.rows == 0) {
    return {Standing::unknown};
  }
  return named->second.rows > 1 ? Found{Standing::ambiguous} : standing_of(named->second.row);
}

Revisions::Found Revisions::find_stored(std::string_view record) {
  Found found{Standing::unknown};
  record_lookup_.reset();
  record_lookup_.bind(1, record);
  while (found.standing != Standing::live && record_lookup_.step()) {
    found = standing_of({.is_stored = true, .key_or_index = record_lookup_.integer(0)});
  }
  return found;
}

Revisions::Found Revisions::find(std::string_view record) {
  if (const auto origin = parse_batch_line(record)) {
    return find_by_line(*origin);
  }
  if (const auto latest = by_record_.find(record); latest != by_record_.end()) {
    const auto index = static_cast<std::int64_t>(latest->second);
    return standing_of({.is_stored = false, .key_or_index = index});
  }
  return first_batch_ == 1 ? Found{Standing::unknown} : find_stored(record);
}

RowOrigin Revisions::origin_of(RowRef row) {
  if (!row.is_stored) {
    return revisions_.at(static_cast<std::size_t>(row.key_or_index)).origin;
  }
  origin_lookup_.reset();
  origin_lookup_.bind(1, row.key_or_index);
  if (!origin_lookup_.step()) {
    connection_->fail_corrupt("a record refers to a row that isn't there");
  }
  return {static_cast<std::uint32_t>(origin_lookup_.integer(0)),
          static_cast<std::uint32_t>(origin_lookup_.integer(1))};
}

Place Revisions::place_of(RowOrigin origin) const {
  return {sources_->at(origin.batch - first_batch_), origin.line};
}

std::string Revisions::words_for(RowOrigin origin) const {
  return origin.batch < first_batch_
             ? fmt::format("{}/{}", origin.batch, origin.line)
             : fmt::format("line {} of {}", origin.line, place_of(origin).file);
}

void Revisions::withdraw(const RowHead& head, RowOrigin by) {
  const Found found = find(head.record);
  const std::string record = shown(head.record);
  switch (found.standing) {
    case Standing::unknown:
      refusals_->add(place_of(by),
                     Reason::unknown_record,
                     fmt::format("there is no {} with the record {}", tables_.rows, record));
      return;
    case Standing::ambiguous:
      refusals_->add(place_of(by),
                     Reason::unknown_record,
                     record + " is more than one row",
                     "name the row by its source's own reference");
      return;
    case Standing::withdrawn:
      refusals_->add(
          place_of(by),
          Reason::unknown_record,
          fmt::format(
              "record {} is already withdrawn by {}", record, words_for(found.withdrawn_by)));
      return;
    case Standing::live:
      break;
  }
  withdrawals_.push_back({found.row, by});
  if (found.row.is_stored) {
    withdrawn_stored_.emplace(found.row.key_or_index, by);
    return;
  }
  const auto index = static_cast<std::size_t>(found.row.key_or_index);
  withdrawn_new_.emplace(index, by);
  revisions_.at(index).withdrawn_in = by.batch;
}

void Revisions::check_new_record(const RowHead& head, RowOrigin origin) {
  if (parse_batch_line(head.record)) {
    refusals_->add(place_of(origin),
                   Reason::bad_identifier,
                   fmt::format("record {} reads like BATCH/LINE", shown(head.record)),
                   "give the source's references another form, or leave them out");
    return;
  }
  const Found found = find(head.record);
  if (found.standing == Standing::live) {
    refusals_->add(
        place_of(origin),
        Reason::duplicate_row,
        fmt::format(
            "record {} is there already: {}", shown(head.record), words_for(origin_of(found.row))),
        "to replace that row, give this one the action \"correct\"");
  }
}

std::string_view Revisions::record_borne_by(const RowHead& head) const {
  const auto origin = parse_batch_line(head.record);
  if (!origin) {
    return head.record;
  }
  const auto named = by_line_.find(*origin);
  return named == by_line_.end() ? std::string_view{} : named->second.record;
}

void Revisions::bear(std::string_view record, RowOrigin origin, std::size_t index) {
  if (!record.empty()) {
    by_record_[record] = index;
    records_.emplace_back(record, index);
  }
  if (const auto named = by_line_.find(origin); named != by_line_.end()) {
    ++named->second.rows;
    named->second.row = {.is_stored = false, .key_or_index = static_cast<std::int64_t>(index)};
    named->second.record = record;
  }
}

std::optional<std::size_t> Revisions::take(const RowHead& head, RowOrigin origin) {
  if (!announced_are_found_) {
    find_announced();
  }
  if (head.action != RowAction::add) {
    withdraw(head, origin);
  } else if (!head.record.empty()) {
    check_new_record(head, origin);
  }
  if (head.action == RowAction::withdraw) {
    return std::nullopt;
  }
  const std::size_t index = revisions_.size();
  revisions_.push_back({origin});
  bear(record_borne_by(head), origin, index);
  return index;
}

std::uint32_t Revisions::withdrawn_in(std::int64_t stored_key) const {
  const auto by = withdrawn_stored_.find(stored_key);
  return by == withdrawn_stored_.end() ? kNever : by->second.batch;
}

}  // namespace outturn::store
