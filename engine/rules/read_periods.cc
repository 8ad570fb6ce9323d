// The periods of a contract.
#include "rules/reading.h"

#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

std::optional<ListedPeriod> read_listed_period(const Node& node, Context& context) {
  Fields fields(node, "period", context.problems);
  const ClauseScope scope(context, fields);
  const auto name = fields.required("name", folder_name_reader("period"));
  const auto from = fields.required("from", yaml::read_date);
  const auto until = fields.required("until", yaml::read_date);
  const bool never_ran = fields.optional("never_ran", yaml::read_yes_no).value_or(false);
  fields.finish();
  if (!name || !from || !until) {
    return std::nullopt;
  }
  if (*until < *from) {
    context.problems.add(node.place, Reason::out_of_order, "this period ends before it begins");
  }
  return ListedPeriod{{*from, *until, *name}, !never_ran};
}

// Nobody's start may lie in two periods, and no two periods may share a folder.
void check_listed_period(const Node& node,
                         const ListedPeriod& added,
                         const std::vector<ListedPeriod>& before,
                         Problems& problems) {
  if (!before.empty() && added.period.first <= before.back().period.last) {
    problems.add(
        node.place,
        Reason::out_of_order,
        "periods stand in order of time, and none begins before the one above it has ended");
  }
  for (const ListedPeriod& other : before) {
    if (other.period.name == added.period.name) {
      problems.add(node.place,
                   Reason::duplicate_row,
                   fmt::format("two periods are called \"{}\"", added.period.name));
    }
  }
}

std::vector<ListedPeriod> read_listed_periods(const Node& node, Context& context) {
  std::vector<ListedPeriod> listed;
  if (!node.is_list() || node.items.empty()) {
    yaml::report_shape(node, "a list of periods with name, from and until", context.problems);
  }
  for (const Node& item : node.items) {
    if (auto period = read_listed_period(item, context)) {
      check_listed_period(item, *period, listed, context.problems);
      listed.push_back(std::move(*period));
    }
  }
  return listed;
}

// How often periods come, or which they are. False when that can't be read.
bool read_pace(Fields& fields, Context& context, Cadence& cadence) {
  static constexpr std::array kEvery = {
      yaml::Word<Cadence::Every>{"month", Cadence::Every::month},
      yaml::Word<Cadence::Every>{"quarter", Cadence::Every::quarter},
      yaml::Word<Cadence::Every>{"year", Cadence::Every::year},
      yaml::Word<Cadence::Every>{"whole term", Cadence::Every::once},
  };
  const Node* these = fields.find("these");
  const Node* every = fields.find("every");
  if ((these != nullptr) == (every != nullptr)) {
    context.problems.add(fields.node().place,
                         these == nullptr ? Reason::missing_key : Reason::inconsistent,
                         "periods come every month, quarter, year or whole term, or are listed",
                         "write one of every: and these:");
    return false;
  }
  if (these != nullptr) {
    cadence.every = Cadence::Every::listed;
    cadence.listed = read_listed_periods(*these, context);
    return true;
  }
  const auto word = word_reader(kEvery)(*every, context.problems);
  cadence.every = word.value_or(Cadence::Every::once);
  return word.has_value();
}

// The month in which the contract's year begins. Only periods of a year follow it; with shorter
// ones it says over which of them a yearly limit goes, and what somebody means by 2015/16.
std::optional<int> read_year_start(Fields& fields, Cadence::Every every) {
  static constexpr std::array kYearStarts = {
      yaml::Word<int>{"1 January", 1},
      yaml::Word<int>{"1 April", 4},
      yaml::Word<int>{"1 July", 7},
      yaml::Word<int>{"1 October", 10},
  };
  switch (every) {
    case Cadence::Every::year:
      return fields.required("year_starts", word_reader(kYearStarts));
    case Cadence::Every::month:
    case Cadence::Every::quarter:
    case Cadence::Every::listed:
      return fields.optional("year_starts", word_reader(kYearStarts));
    case Cadence::Every::once:
      return std::nullopt;
  }
  throw Defect("unknown cadence");
}

}  // namespace

void read_cadence(const Node& node, Context& context, Contract& contract) {
  static constexpr std::array kParts = {
      yaml::Word<bool>{"settled", true},
      yaml::Word<bool>{"not settled", false},
  };
  static constexpr std::array kRulesAsOf = {
      yaml::Word<bool>{"first day", false},
      yaml::Word<bool>{"last day", true},
  };
  Fields fields(node, "periods", context.problems);
  const ClauseScope scope(context, fields);
  Cadence& cadence = contract.cadence;
  if (read_pace(fields, context, cadence)) {
    cadence.year_starts_month = read_year_start(fields, cadence.every);
  } else {
    fields.find("year_starts");  // of a word that can't be read nothing follows
  }
  contract.rules_as_of_last_day =
      fields
          .required("rules_as_of",
                    word_reader(kRulesAsOf),
                    "say by which day of a period dated prices and rates are looked up")
          .value_or(false);
  contract.settles_parts = fields.optional("parts_of_periods", word_reader(kParts));
  fields.finish();
}

}  // namespace outturn::reading
