#include "store/sample.h"

#include "record/sha256.h"

#include <map>

#include <fmt/format.h>

namespace outturn {
namespace {

std::string words_of(const Attributes& attributes) {
  std::string words;
  for (const auto& [name, value] : attributes) {
    words += fmt::format(" {}={}", name, value);
  }
  return words;
}

std::string words_of(const RowOrigin& origin) {
  return fmt::format(" {}/{}", origin.batch, origin.line);
}

void add_lines(std::vector<std::string>& lines, const PersonCase& person, CaseSource& source) {
  for (const Start& start : person.starts) {
    lines.push_back(fmt::format("{} starts {}{}{}{}",
                                person.pseudonym,
                                to_string(start.index_date),
                                start.score ? fmt::format(" scored {}", *start.score) : "",
                                words_of(source.start_profiles().attributes(start.profile)),
                                words_of(start.origin)));
  }
  for (const Event& event : person.events) {
    lines.push_back(fmt::format("{} offends {}{}{}{}",
                                person.pseudonym,
                                to_string(event.offence_date),
                                event.proven_date ? " proven " + to_string(*event.proven_date) : "",
                                words_of(source.event_profiles().attributes(event.profile)),
                                words_of(event.origin)));
  }
}

}  // namespace

StartRow row_of(const NewStart& start) {
  StartRow row;
  row.head = {start.line, start.action, start.record, start.person};
  row.provider = start.provider;
  row.index_date = parse_date(start.index_date).value_or(Date{});
  row.score = start.score;
  if (!start.disposal.empty()) {
    row.attributes = {{"disposal", start.disposal}};
  }
  return row;
}

EventRow row_of(const NewEvent& event) {
  EventRow row;
  row.head = {event.line, event.action, event.record, event.person};
  row.offence_date = parse_date(event.offence_date).value_or(Date{});
  row.proven_date = parse_date(event.proven_date);
  if (!event.outcome.empty()) {
    row.attributes = {{"breach", "no"}, {"outcome", event.outcome}};
  }
  return row;
}

ImportFile file_of(const std::string& name,
                   const std::vector<NewStart>& starts,
                   const std::vector<NewEvent>& events) {
  ImportFile file{.source = name,
                  .sha256 = sha256(name),
                  .mapping_sha256 = {},
                  .observed_until = Date::of(2016, 12, 31),
                  .starts_of = {true},
                  .events_of = {true},
                  .rows = {}};
  for (const NewStart& start : starts) {
    file.rows.starts.push_back(row_of(start));
  }
  for (const NewEvent& event : events) {
    file.rows.events.push_back(row_of(event));
  }
  file.rows.data_rows = starts.size() + events.size();
  return file;
}

std::vector<std::string> known_at(const Store& store,
                                  std::uint32_t batch,
                                  const std::string& provider) {
  const auto source = store.cases_as_known_at(batch);
  std::map<std::string, std::vector<std::string>> by_pseudonym;
  source->for_each_person(
      provider, Date::of(1900, 1, 1), Date::of(2199, 12, 31), [&](const PersonCase& person) {
        add_lines(by_pseudonym[std::string(person.pseudonym)], person, *source);
      });
  std::vector<std::string> lines;
  for (const auto& [pseudonym, of_person] : by_pseudonym) {
    lines.insert(lines.end(), of_person.begin(), of_person.end());
  }
  return lines;
}

}  // namespace outturn
