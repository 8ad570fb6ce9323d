#include "verify/counts.h"

#include "value/counted.h"
#include "value/date.h"
#include "value/utf8.h"

#include <fmt/format.h>

namespace outturn::verify {
namespace {

constexpr std::string_view kCounted = "counted";
constexpr std::string_view kNoProvider = "no_provider";

std::string class_of(const Rows& row) {
  return std::string(row.is_counted() ? kCounted : row[Column::reason]);
}

Ratio count_in(const ByClass& counts, std::string_view code) {
  const auto found = counts.find(code);
  return found == counts.end() ? Ratio(0) : ratio_of(found->second);
}

}  // namespace

void compare(
    const JsonField& where, const Ratio& said, const Ratio& found, Seen seen, Findings& findings) {
  if (seen == Seen::all_rows) {
    findings.expect(
        where.path(), to_fraction(said), to_fraction(found), "the rows of the evidence");
  } else if (found > said) {
    findings.fail(where.path(),
                  fmt::format("{} says {}, and the rows in the bundle alone give {}",
                              where.path(),
                              to_fraction(said),
                              to_fraction(found)));
  }
}

std::map<std::string, JsonField> classes_in(const JsonField& list) {
  std::map<std::string, JsonField> classes;
  for (const JsonField& entry : list.list()) {
    if (!classes.emplace(entry.at("class").text(), entry).second) {
      entry.at("class").refuse("a class of its own: it stands in this list twice");
    }
  }
  return classes;
}

void compare_classes(const JsonField& list,
                     std::string_view unit,
                     const ByClass& found,
                     Seen seen,
                     Findings& findings) {
  const std::map<std::string, JsonField> classes = classes_in(list);
  for (const auto& [code, count] : found) {
    if (!classes.contains(code)) {
      findings.fail(list.path(),
                    fmt::format("{} lacks the class {}, which {} in the evidence {}",
                                list.path(),
                                shown(code),
                                counted(count, "entry", "entries"),
                                form_for(count, "has", "have")));
    }
  }
  for (const auto& [code, entry] : classes) {
    const JsonField said = entry.at(unit);
    compare(said, ratio_of(said.count()), count_in(found, code), seen, findings);
  }
}

StartCounts::StartCounts(const JsonField& json)
    : json_(json), first_(json.at("first").text()), last_(json.at("last").text()) {
  for (const auto& [code, entry] : classes_in(json.at("starts_by_class"))) {
    classes_.insert(code);
  }
}

void StartCounts::add(const Rows& row, Findings& findings) {
  const std::string_view klass = row[Column::start_class];
  const std::string_view reason = row[Column::reason];
  const bool known = row.is_counted()
                         ? reason.empty()
                         : klass == "excluded" && reason != kCounted && classes_.contains(reason);
  if (!known) {
    findings.fail_in(row.name(),
                     place_in(row, "class"),
                     fmt::format("line {}: the class {} for the reason {} isn't one of {}",
                                 row.line(),
                                 shown(klass),
                                 shown(reason),
                                 json_.at("starts_by_class").path()));
  }
  const std::string_view day = row[Column::index_date];
  if (!parse_date(day) || day < first_ || day > last_) {
    findings.fail_in(row.name(),
                     place_in(row, "index_date"),
                     fmt::format("line {}: index_date {} isn't a day from {} to {}, as {} says",
                                 row.line(),
                                 shown(day),
                                 first_,
                                 last_,
                                 json_.path()));
  }
  ++starts_[class_of(row)];
  people_ += people_ == 0 || row[Column::person] != person_ ? 1 : 0;
  person_ = row[Column::person];
}

void StartCounts::finish(Seen seen, Findings& findings) const {
  const JsonField list = json_.at("starts_by_class");
  ByClass starts = starts_;
  const Ratio without = count_of_class(list, kNoProvider, "starts");
  const bool unlisted = seen == Seen::all_rows && without > 0 && !starts.contains(kNoProvider);
  if (unlisted) {
    const auto count = static_cast<std::int64_t>(numerator(without));
    starts[std::string(kNoProvider)] = count;
    findings.note(fmt::format("{} under no provider {} no rows: the contract doesn't list them.",
                              counted(count, "start", "starts"),
                              form_for(count, "has", "have")));
  }
  compare_classes(list, "starts", starts, seen, findings);
  compare_people(unlisted ? without : Ratio(0), seen, findings);
}

void StartCounts::compare_people(const Ratio& unlisted, Seen seen, Findings& findings) const {
  const JsonField people = json_.at("people");
  const Ratio said = ratio_of(people.count());
  const Ratio least = ratio_of(people_);
  const bool may_be_more = unlisted > 0 && said >= least && said <= least + unlisted;
  if (!may_be_more) {
    compare(people, said, least, seen, findings);
  }
}

Ratio sum_of_classes(const JsonField& list, std::string_view unit) {
  Ratio sum = 0;
  for (const JsonField& entry : list.list()) {
    sum += ratio_of(entry.at(unit).count());
  }
  return sum;
}

Ratio count_of_class(const JsonField& list, std::string_view code, std::string_view unit) {
  for (const JsonField& entry : list.list()) {
    if (entry.at("class").text() == code) {
      return ratio_of(entry.at(unit).count());
    }
  }
  return 0;
}

}  // namespace outturn::verify
