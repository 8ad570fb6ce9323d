// A small contract that pays for milestones, as the text of its file.
#pragma once

#include <string>

namespace outturn {

// The parts that a case changes, as they stand in the file.
struct MilestoneTerms {
  std::string stages;         // a line each: "job: {event: job, ...}"
  std::string pay = {};       // the inside of pay:; empty: £10 a claim of each stage, unlimited
  std::string group_by = {};  // "[band]"
  std::string price_as_of = "reached";
  std::string month_end = "last day of the month";
  std::string same_day = "counted";
  std::string anniversary = "not counted";
  std::string other_events = "any other";
  std::string starts_until = {};
  std::string periods = "{every: year, year_starts: 1 January, rules_as_of: first day}";
};

// A contract of provider C01 from 2015 to 2018 on everybody whose `kind` is in, not out.
std::string milestone_text(const MilestoneTerms& terms);

}  // namespace outturn
