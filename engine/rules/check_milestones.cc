// Whether milestones and rate cards fit each other and the rest of the contract.
#include "rules/consistency.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

class CardCheck {
 public:
  CardCheck(const RateCard& card,
            const Source& source,
            const Contract& contract,
            Problems& problems)
      : card_(card),
        source_(source),
        rule_(*contract.milestones),
        first_day_(contract.first),
        last_day_(last_day_of(contract)),
        problems_(problems) {}

  void run() {
    for (const RateCard::Entry& entry : card_.prices) {
      check_stage(entry.stage, entry.price.source);
      check_price(entry.price);
    }
    for (const StageRule& stage : rule_.stages) {
      if (!priced(stage.name)) {
        report(source_,
               Reason::missing_key,
               fmt::format("the rate card has no price for the stage \"{}\"", stage.name),
               "add it; a stage that pays nothing is written with a price of 0");
      }
    }
    check_routes();
  }

 private:
  void report(const Source& source, Reason reason, std::string message, std::string advice = {}) {
    problems_.add(source.place, reason, std::move(message), std::move(advice));
  }

  // The last day by which a price can be looked up.
  static Date last_day_of(const Contract& contract) {
    const MilestonesRule& rule = *contract.milestones;
    const Date last_start = std::min(rule.starts_until.value_or(contract.last), contract.last);
    return rule.price_as_of_start ? last_start : contract.last;
  }

  void check_days(const Dated<Money>& amount, const Source& source) {
    const bool late = first_day_ < amount.values().front().from;
    const bool early = amount.until() && *amount.until() < last_day_;
    if (late || early) {
      report(source,
             Reason::not_covered,
             fmt::format("no price is stated for {}, on which a claim could be priced",
                         to_string(late ? first_day_ : *amount.until() + 1)),
             "state it from the first day of the term on; a fee that ends goes on as 0");
    }
  }

  bool priced(std::string_view stage) const {
    return std::any_of(card_.prices.begin(), card_.prices.end(), [&](const auto& entry) {
      return entry.stage == stage;
    });
  }

  void check_stage(const std::string& name, const Source& source) {
    if (rule_.find_stage(name)) {
      return;
    }
    std::vector<std::string_view> names;
    for (const StageRule& stage : rule_.stages) {
      names.push_back(stage.name);
    }
    report(source,
           Reason::unknown_reference,
           fmt::format("there is no stage \"{}\"", name),
           did_you_mean(name, names));
  }

  void check_price(const StagePrice& price) {
    if (price.amount) {
      check_days(*price.amount, price.source);
      return;
    }
    const auto& known = rule_.group_by;
    if (std::find(known.begin(), known.end(), price.by) == known.end()) {
      report(price.source,
             Reason::unknown_reference,
             fmt::format("prices differ by \"{}\", which group_by doesn't name", price.by),
             "add the attribute to group_by: of the milestones");
    }
    for (const StagePrice& branch : price.branches) {
      check_price(branch);
    }
  }

  // With routes, every stage stands in one of them or beside them, once.
  void check_routes() {
    if (card_.routes.empty()) {
      return;
    }
    std::map<std::string, int, std::less<>> named;
    for (const auto& route : card_.routes) {
      count(route, named);
    }
    count(card_.besides_routes, named);
    for (const StageRule& stage : rule_.stages) {
      if (named[stage.name] != 1) {
        report(source_,
               Reason::inconsistent,
               fmt::format("the stage \"{}\" stands in {} routes", stage.name, named[stage.name]),
               "with routes, every stage stands in one of them or in besides_routes");
      }
    }
  }

  void count(const std::vector<std::string>& stages,
             std::map<std::string, int, std::less<>>& named) {
    for (const std::string& stage : stages) {
      check_stage(stage, source_);
      ++named[stage];
    }
  }

  const RateCard& card_;
  const Source& source_;
  const MilestonesRule& rule_;
  Date first_day_;
  Date last_day_;
  Problems& problems_;
};

// Claims follow one start of a person through the term. A later start must not take its place, or
// claims already paid for would be undone.
void check_people(const Contract& contract, Problems& problems) {
  const Source& source = contract.milestones->source;
  if (!contract.cohort) {
    problems.add(source.place,
                 Reason::inconsistent,
                 "there is a milestones block and no cohort block",
                 "the cohort says whose milestones are followed");
  } else if (contract.cohort->starts_per_person != CohortRule::StartsPerPerson::first) {
    problems.add(contract.cohort->source.place,
                 Reason::inconsistent,
                 "milestones follow the first start of a person through the term",
                 "write starts_per_person: first");
  }
}

void check_cards(const LineRule& line, const Contract& contract, Problems& problems) {
  for (const Consequence* consequence :
       {&line.on_reduction, &line.on_neither, &line.on_increase, &line.always}) {
    const auto* card =
        consequence->price ? std::get_if<RateCard>(&consequence->price->how) : nullptr;
    if (card == nullptr) {
      continue;
    }
    const Source& source = consequence->price->source;
    if (consequence != &line.always) {
      problems.add(source.place,
                   Reason::inconsistent,
                   "a rate card pays for claims, whatever a comparison says",
                   "give it a line of its own, with pays: and without compare_with");
    } else if (!contract.milestones) {
      problems.add(source.place,
                   Reason::inconsistent,
                   "a rate card pays for milestones, and there is no milestones block");
    } else {
      CardCheck(*card, source, contract, problems).run();
    }
  }
}

}  // namespace

void check_milestones(const Contract& contract, Problems& problems) {
  if (contract.milestones) {
    check_people(contract, problems);
  }
  for (const LineRule& line : contract.lines) {
    check_cards(line, contract, problems);
  }
}

}  // namespace outturn::reading
