#include "verify/forged.h"

#include "support/catch.h"
#include "verify/figures.h"
#include "verify/operations.h"

#include <algorithm>
#include <map>

namespace outturn::testing {
namespace {

using Values = std::map<std::string, Ratio>;

Json::iterator place_of(Json& statement, const std::string& id) {
  Json& workings = statement["workings"];
  const auto found = std::find_if(
      workings.begin(), workings.end(), [&](const Json& one) { return one["id"] == id; });
  INFO("no working is called " << id);
  REQUIRE(found != workings.end());
  return found;
}

void mend_working(Json& working, const Values& values) {
  const std::string file = "statement.json";
  const JsonField field(working, file);
  Ratio value = field.at("value").fraction();
  if (working.contains("of")) {
    std::vector<Ratio> of;
    for (const std::string id : working["of"]) {
      of.push_back(values.at(id));
    }
    value = verify::redone(*verify::find_operation(field.at("op").text()), of, field);
  }
  working["shown"] = *verify::figure_of(value, field.at("unit").text(), Currency::gbp);
  working["value"] = to_fraction(value);
}

// Amounts, and whether a condition holds.
void mend_named(Json& json, Json& statement) {
  if (json.is_object() && json.contains("working") && json.contains("minor")) {
    const Json& working = working_named(statement, json["working"]);
    json["minor"] = working["value"];
    json["shown"] = working["shown"];
  } else if (json.is_object() && json.contains("working") && json.contains("holds")) {
    json["holds"] = working_named(statement, json["working"])["value"] == "1";
  }
  for (Json& part : json) {
    if (part.is_structured()) {
      mend_named(part, statement);
    }
  }
}

}  // namespace

Json& working_named(Json& statement, const std::string& id) {
  return *place_of(statement, id);
}

void put_working(Json& statement,
                 const std::string& before,
                 const std::string& id,
                 const std::string& op,
                 const std::vector<std::string>& of) {
  const auto at = place_of(statement, before);
  Json working = {{"id", id},
                  {"label", id},
                  {"op", op},
                  {"value", "0"},
                  {"unit", "money"},
                  {"shown", ""},
                  {"rule", id.starts_with("constant.") ? Json::object() : (*at)["rule"]}};
  if (!of.empty()) {
    working["of"] = of;
  }
  statement["workings"].insert(at, working);
}

void take_working_out(Json& statement, const std::string& id) {
  statement["workings"].erase(place_of(statement, id));
}

void mend(Json& statement) {
  Values values;
  for (Json& working : statement["workings"]) {
    mend_working(working, values);
    values.emplace(working["id"], *parse_fraction(working["value"].get<std::string>()));
  }
  for (const char* part : {"lines", "total", "payers", "reconciliation"}) {
    mend_named(statement[part], statement);
  }
}

}  // namespace outturn::testing
