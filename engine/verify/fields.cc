#include "verify/fields.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace outturn::verify {
namespace {

// The objects of a statement by the key that they stand under, alone or in a list, and the keys
// that each can have. The statement itself stands under none. Where one key means two things, the
// whole path to the second goes before the key.
struct Shape {
  std::string_view under;
  std::vector<std::string_view> keys;
};

const std::vector<Shape> kShapes = {
    {"",
     {"breakdown",
      "cohorts",
      "contract",
      "figures",
      "form",
      "illustrative",
      "lines",
      "milestones",
      "payers",
      "period",
      "pins",
      "reconciliation",
      "run",
      "total",
      "total_bounds",
      "workings"}},
    {"contract", {"commissioner", "currency", "id", "provider", "tariff", "term", "title"}},
    {"provider", {"code", "name"}},
    {"term", {"from", "until"}},
    {"period", {"first", "last", "name"}},
    {"run", {"kind", "payable", "reason"}},
    {"pins", {"batches", "engine", "evidence", "known_at_batch", "rules", "statements"}},
    {"rules", {"file", "sha256"}},
    {"batches",
     {"events_of", "mapping_sha256", "number", "observed_until", "sha256", "source", "starts_of"}},
    {"statements", {"contract", "period", "sha256"}},
    {"evidence", {"file", "root", "rows", "sha256"}},
    {"figures", {"file", "name", "sha256", "status", "supplied_by", "version"}},
    {"cohorts",
     {"data_sha256",
      "eligible",
      "events",
      "events_by_class",
      "first",
      "last",
      "measurable",
      "name",
      "people",
      "provider",
      "starts",
      "starts_by_class"}},
    {"starts_by_class", {"class", "meaning", "starts"}},
    {"events_by_class", {"class", "events", "meaning"}},
    {"claims_by_class", {"claims", "class", "meaning"}},
    {"milestones",
     {"data_sha256",
      "first",
      "followed",
      "last",
      "name",
      "patterns",
      "people",
      "provider",
      "stages",
      "starts",
      "starts_by_class"}},
    {"stages", {"claims", "claims_before", "claims_by_class", "people", "stage"}},
    {"patterns", {"claims", "group", "order", "pattern", "people"}},
    {"claims", {"claims", "claims_before", "price_day", "stage"}},
    {"group", {"by", "value"}},
    {"breakdown",
     {"by",
      "cohort",
      "people",
      "reoffences",
      "reoffenders",
      "value",
      "weight",
      "weighted_reoffenders"}},
    {"workings", {"bands", "details", "id", "label", "of", "op", "rule", "shown", "unit", "value"}},
    {"details",
     {"cohort",
      "contract",
      "edge",
      "entry",
      "file",
      "grade",
      "how",
      "pattern",
      "period",
      "statement",
      "step",
      "sum_of",
      "supplied_by",
      "version",
      "with",
      "working"}},
    {"bands", {"from", "pays", "per_unit"}},
    {"rule", {"clause", "file", "line"}},
    {"lines",
     {"bounds",
      "comparison",
      "consequence",
      "due",
      "gross",
      "increase_when",
      "line",
      "measure",
      "paid_when",
      "reduction_when",
      "rule",
      "settled",
      "termination_reached",
      "termination_when",
      "title",
      "verdict",
      "verdict_working",
      "why"}},
    {"comparison", {"actual", "baseline", "people", "reduction"}},
    {"bounds", {"applied", "bit", "kind", "left", "limit", "over"}},
    {"total_bounds", {"applied", "bit", "kind", "left", "limit", "over"}},
    {"paid_when", {"holds", "rule", "sentence", "working"}},
    {"reduction_when", {"holds", "rule", "sentence", "working"}},
    {"increase_when", {"holds", "rule", "sentence", "working"}},
    {"termination_when", {"holds", "rule", "sentence", "working"}},
    {"due", {"minor", "shown", "working"}},
    {"gross", {"minor", "shown", "working"}},
    {"total", {"minor", "shown", "working"}},
    {"payers", {"due", "name", "share"}},
    {"reconciliation.payers", {"due", "name", "settled"}},
    {"reconciliation",
     {"agreed",
      "before",
      "causes",
      "changes",
      "difference",
      "due",
      "material",
      "owed",
      "payers",
      "run",
      "settled",
      "superseded"}},
    {"superseded", {"sha256", "total"}},
    {"owed", {"minor", "shown", "working"}},
    {"before", {"minor", "shown", "working"}},
    {"difference", {"minor", "shown", "working"}},
    {"settled", {"minor", "shown", "working"}},
    {"agreed", {"minor", "shown", "working"}},
    {"material", {"holds", "working"}},
    {"causes", {"amount", "causes", "events", "meaning", "people"}},
    {"amount", {"minor", "shown", "working"}},
    {"changes", {"file", "rows", "sha256"}},
};

bool is_known(std::string_view under, std::string_view key) {
  return std::any_of(kShapes.begin(), kShapes.end(), [&](const Shape& shape) {
    return shape.under == under &&
           std::find(shape.keys.begin(), shape.keys.end(), key) != shape.keys.end();
  });
}

// What the object at a path, under a key, is looked up by.
std::string_view shape_at(const std::string& path, const std::string& key) {
  const auto shape = std::find_if(
      kShapes.begin(), kShapes.end(), [&](const Shape& one) { return one.under == path; });
  return shape == kShapes.end() ? std::string_view(key) : shape->under;
}

// `path` leads to `json`, which is looked up by `under`.
std::optional<std::string> unknown_in(const Json& json,
                                      std::string_view under,
                                      const std::string& path) {
  for (auto item = json.begin(); json.is_structured() && item != json.end(); ++item) {
    const bool in_list = json.is_array();
    const std::string at = in_list ? path + "[]" : path + (path.empty() ? "" : ".") + item.key();
    if (!in_list && !is_known(under, item.key())) {
      return at;
    }
    if (auto found = unknown_in(*item, in_list ? under : shape_at(at, item.key()), at)) {
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> unknown_field(const Json& statement) {
  return unknown_in(statement, "", "");
}

}  // namespace outturn::verify
