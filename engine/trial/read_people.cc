#include "trial/read_people.h"

#include "cases/coverage.h"
#include "cases/values.h"
#include "record/evidence_columns.h"
#include "yaml/fields.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace outturn::trying {
namespace {

using yaml::Fields;
using yaml::Node;

// A case is written by hand and read by people; more than this is a mistyped `times`.
constexpr std::size_t kMostRows = 50'000;

// The attributes by which the contract's rules tell people and events apart.
struct AttributesRead {
  std::set<std::string> of_starts;
  std::set<std::string> of_events;
};

void add_cohort(const Contract& contract, AttributesRead& read) {
  for (const auto* selections : {&contract.cohort->only, &contract.cohort->measurable}) {
    for (const Selection& selection : *selections) {
      read.of_starts.insert(selection.attribute);
    }
  }
}

void add_milestones(const MilestonesRule& rule, AttributesRead& read) {
  read.of_starts.insert(rule.group_by.begin(), rule.group_by.end());
  for (const StageRule& stage : rule.stages) {
    read.of_events.insert(stage.each);
    read.of_events.insert(stage.adds_up);
    read.of_events.insert(stage.evidence ? stage.evidence->attribute : "");
  }
}

AttributesRead attributes_read(const Contract& contract) {
  AttributesRead read;
  add_cohort(contract, read);
  if (contract.weights) {
    read.of_starts.insert(contract.weights->table.by.begin(), contract.weights->table.by.end());
  }
  if (contract.severity) {
    read.of_starts.insert("index_class");
    read.of_events.insert("severity_class");
  }
  if (contract.milestones) {
    add_milestones(*contract.milestones, read);
  }
  read.of_starts.insert(contract.break_down_by.begin(), contract.break_down_by.end());
  read.of_starts.erase(std::string(kBandBreakdown));
  for (const char* read_apart : {"", "outcome", "breach"}) {
    read.of_events.erase(read_apart);
  }
  return read;
}

// A text that passes `fault_in`, which says what is wrong with it.
template <typename FaultIn>
std::optional<std::string> read_checked(const Node& node, Problems& problems, FaultIn fault_in) {
  auto text = yaml::read_text(node, problems);
  const auto fault = text ? fault_in(*text) : std::nullopt;
  if (fault) {
    problems.add(node.place, fault->reason, fault->message, fault->advice);
    return std::nullopt;
  }
  return text;
}

std::optional<std::string> read_value(const Node& node, Problems& problems) {
  return read_checked(node, problems, fault_in_value);
}

std::optional<std::string> read_person_name(const Node& node, Problems& problems) {
  return read_checked(node, problems, fault_in_person);
}

std::optional<std::int64_t> read_score(const Node& node, Problems& problems) {
  const auto text = read_checked(node, problems, fault_in_score);
  return text ? parse_score(*text) : std::nullopt;
}

// How many people a row stands for.
std::optional<std::int64_t> read_times(const Node& node, Problems& problems) {
  const auto times = yaml::read_count(node, problems);
  if (times && (*times == 0 || *times > static_cast<std::int64_t>(kMostRows))) {
    problems.add(node.place,
                 Reason::out_of_range,
                 fmt::format("a row stands for 1 to {} people", kMostRows));
    return std::nullopt;
  }
  return times;
}

class PeopleReader {
 public:
  PeopleReader(const Contract& contract, Case& into, Problems& problems)
      : contract_(contract), read_(attributes_read(contract)), into_(into), problems_(problems) {}

  void person(const Node& node) {
    Fields fields(node, "person", problems_);
    StartRow start = read_start(fields);
    const auto times = fields.optional("times", read_times);
    std::vector<EventRow> events;
    if (const Node* list = fields.find("events")) {
      const auto read = [&](const Node& item, Problems&) { return read_event(item); };
      events = yaml::read_list<EventRow>(*list, problems_, read).value_or(events);
    }
    fields.finish();
    if (times && !start.head.person.empty()) {
      problems_.add(
          node.place,
          Reason::inconsistent,
          fmt::format("\"{}\" is one person, and times: makes several", start.head.person),
          "leave out one of the two");
    }
    keep({std::move(start), std::move(events), times.value_or(1)}, node.place);
  }

 private:
  StartRow read_start(Fields& fields) {
    StartRow start{};
    start.head.line = fields.node().place.line;
    start.head.person = fields.optional("person", read_person_name).value_or("");
    start.provider = fields.optional("provider", read_value).value_or(contract_.provider_code);
    if (start.provider == kNobody) {
      start.provider.clear();
    }
    start.index_date = fields.required("index_date", yaml::read_date).value_or(Date());
    start.score = fields.optional("score", read_score);
    start.attributes = read_attributes(fields, read_.of_starts);
    return start;
  }

  std::optional<EventRow> read_event(const Node& node) {
    Fields fields(node, "event", problems_);
    EventRow event{};
    event.head.line = node.place.line;
    event.offence_date = fields.required("offence_date", yaml::read_date).value_or(Date());
    event.proven_date = fields.optional("proven_date", yaml::read_date);
    event.attributes = read_attributes(fields, read_.of_events);
    if (auto outcome = fields.required("outcome", read_value)) {
      event.attributes.emplace_back("outcome", std::move(*outcome));
    }
    if (const auto breach = fields.optional("breach", yaml::read_yes_no)) {
      event.attributes.emplace_back("breach", *breach ? "yes" : "no");
    }
    fields.finish();
    std::sort(event.attributes.begin(), event.attributes.end());
    check_order(event, node);
    return event;
  }

  void check_order(const EventRow& event, const Node& node) {
    if (event.proven_date && *event.proven_date < event.offence_date) {
      problems_.add(node.place,
                    Reason::out_of_order,
                    fmt::format("proven on {}, before the offence on {}",
                                to_string(*event.proven_date),
                                to_string(event.offence_date)),
                    "correct one of the two dates");
    }
  }

  static Attributes read_attributes(Fields& fields, const std::set<std::string>& names) {
    Attributes attributes;
    for (const std::string& name : names) {
      if (auto value = fields.optional(name, read_value)) {
        attributes.emplace_back(name, std::move(*value));
      }
    }
    return attributes;
  }

  void keep(CasePerson person, const Place& place) {
    const std::size_t rows = (person.events.size() + 1) * static_cast<std::size_t>(person.times);
    if (rows > kMostRows - rows_) {
      problems_.add(place,
                    Reason::out_of_range,
                    fmt::format("a case holds at most {} starts and events", kMostRows));
      return;
    }
    rows_ += rows;
    into_.people.push_back(std::move(person));
  }

  const Contract& contract_;
  const AttributesRead read_;
  Case& into_;
  Problems& problems_;
  std::size_t rows_ = 0;
};

}  // namespace

void read_people(const Node& list, const Contract& contract, Case& into, Problems& problems) {
  if (!contract.reads_people()) {
    problems.add(list.place,
                 Reason::inconsistent,
                 fmt::format("contract \"{}\" reads no people", contract.id),
                 "give the case figures: instead");
    return;
  }
  if (!list.is_list()) {
    yaml::report_shape(list, "a list of people", problems);
    return;
  }
  PeopleReader reader(contract, into, problems);
  for (const Node& item : list.items) {
    reader.person(item);
  }
}

}  // namespace outturn::trying
