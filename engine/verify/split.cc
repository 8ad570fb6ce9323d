#include "verify/split.h"

#include <fmt/format.h>

namespace outturn::verify {
namespace {

bool is_cut(const Part& part, std::size_t amount, const Workings& workings) {
  const Working& working = workings[part.paid];
  if (working.operation->name != "round") {
    return false;
  }
  const JsonField details = working.json.at("details");
  const Working& exact = workings[working.of.front()];
  return details.at("step").text() == "1" && details.at("how").text() == "toward zero" &&
         exact.operation->name == "multiply" && exact.of == std::vector{amount, part.share};
}

// What is left of the amount by those whose shares are cut.
bool is_rest(std::size_t paid,
             std::size_t amount,
             const std::vector<std::size_t>& cut,
             const Workings& workings) {
  if (cut.empty()) {
    return paid == amount;
  }
  const Working& working = workings[paid];
  return working.operation->name == "subtract" && working.of[0] == amount &&
         workings[working.of[1]].operation->name == "add" && workings[working.of[1]].of == cut;
}

}  // namespace

void check_split(const std::vector<Part>& parts,
                 std::size_t amount,
                 std::string_view name,
                 const Workings& workings,
                 Findings& findings) {
  std::vector<std::size_t> cut;
  std::vector<const Part*> rest;
  for (const Part& part : parts) {
    if (is_cut(part, amount, workings)) {
      cut.push_back(part.paid);
    } else {
      rest.push_back(&part);
    }
  }
  for (const Part* part : rest) {
    if (rest.size() > 1 || !is_rest(part->paid, amount, cut, workings)) {
      findings.fail(part->due.path(),
                    fmt::format("{} is neither its share of {}, cut to whole pennies, nor what "
                                "others leave",
                                part->due.path(),
                                name));
    }
  }
}

}  // namespace outturn::verify
