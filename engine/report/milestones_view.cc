#include "report/milestones_view.h"

namespace outturn {
namespace {

StageView stage_of(const JsonField& json) {
  return {json.at("stage").text(),
          json.at("claims").count(),
          json.at("claims_before").count(),
          json.at("people").count(),
          classes_of(json.at("claims_by_class"), "claims")};
}

PatternView pattern_of(const JsonField& json) {
  PatternView view;
  view.number = json.at("pattern").text();
  view.people = json.at("people").count();
  for (const JsonField& group : json.at("group").list()) {
    view.group.push_back(group.at("by").text() + " = " + group.at("value").text());
  }
  for (const JsonField& claims : json.at("claims").list()) {
    view.claims.push_back({claims.at("stage").text(),
                           claims.at("price_day").text(),
                           claims.at("claims").count(),
                           claims.at("claims_before").count()});
  }
  return view;
}

}  // namespace

std::string_view MilestonesView::meaning_of_claim(std::string_view code) const {
  return stages.empty() ? std::string_view() : meaning_in(stages.front().claims_by_class, code);
}

MilestonesView milestones_of(const JsonField& json) {
  MilestonesView view{json.at("name").text(),
                      json.at("provider").text(),
                      json.at("first").text(),
                      json.at("last").text(),
                      json.at("people").count(),
                      json.at("starts").count(),
                      json.at("followed").count(),
                      classes_of(json.at("starts_by_class"), "starts"),
                      {},
                      {},
                      json.at("data_sha256").text()};
  for (const JsonField& stage : json.at("stages").list()) {
    view.stages.push_back(stage_of(stage));
  }
  for (const JsonField& pattern : json.at("patterns").list()) {
    view.patterns.push_back(pattern_of(pattern));
  }
  return view;
}

}  // namespace outturn
