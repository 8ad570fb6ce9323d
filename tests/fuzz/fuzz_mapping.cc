// A mapping, a zero byte and a CSV file: whatever they are, every row accepted is one that a store
// may hold. A second reading must give the same.
#include "cases/import.h"
#include "cases/values.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace outturn {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void check(const RowHead& head, const Attributes& attributes) {
  require(head.line >= 2);
  require(head.action == RowAction::add || !head.record.empty());
  require(head.action == RowAction::withdraw || !fault_in_person(head.person));
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    require(is_attribute_name(attributes[i].first) && !fault_in_value(attributes[i].second));
    require(i == 0 || attributes[i - 1].first < attributes[i].first);
  }
}

void check(const Rows& rows, Date observed_until) {
  for (const StartRow& start : rows.starts) {
    check(start.head, start.attributes);
    require(start.index_date <= observed_until);
  }
  for (const EventRow& event : rows.events) {
    check(event.head, event.attributes);
    require(event.offence_date <= observed_until);
    require(!event.proven_date || *event.proven_date <= observed_until);
  }
}

void try_rows(std::string_view csv, const Mapping& mapping) {
  try {
    const Rows rows = import_rows(csv, "f.csv", mapping);
    check(rows, mapping.observed_until);
    require(import_rows(csv, "f.csv", mapping).starts.size() == rows.starts.size());
  } catch (const InputError& error) {
    require(!error.problems().empty());
  }
}

void try_mapping(std::string_view yaml, std::string_view csv) {
  try {
    try_rows(csv, read_mapping(yaml, "m.yaml"));
  } catch (const InputError& error) {
    require(!error.problems().empty());
  }
}

void try_canonical(std::string_view csv) {
  static const Date until = Date::of(2020, 12, 31);
  static const Mapping starts = read_mapping(canonical_starts_mapping(until, {true}), "starts");
  static const Mapping events = read_mapping(canonical_events_mapping(until, {true}), "events");
  try_rows(csv, starts);
  try_rows(csv, events);
}

}  // namespace
}  // namespace outturn

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto zero = std::min(input.find('\0'), input.size());
  const std::string_view csv = input.substr(std::min(zero + 1, input.size()));
  outturn::try_mapping(input.substr(0, zero), csv);
  outturn::try_canonical(csv);
  return 0;
}
