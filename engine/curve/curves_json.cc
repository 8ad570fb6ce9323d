#include "curve/render.h"
#include "text/json_parts.h"

#include <algorithm>

namespace outturn {
namespace {

class JsonWriter {
 public:
  explicit JsonWriter(const CurveReport& report)
      : report_(report), currency_(report.contract->currency) {}

  Json run() const {
    Json values = Json::array();
    for (const auto& [name, value] : report_.scenario.values) {
      const std::vector<std::string>& assumed = report_.scenario.assumed;
      const bool is_assumed = std::find(assumed.begin(), assumed.end(), name) != assumed.end();
      values.push_back({{"name", name},
                        {"value", to_fraction(value)},
                        {"shown", shown(value, report_.scenario.units.at(name), currency_)},
                        {"assumed", is_assumed}});
    }
    Json earlier = Json::array();
    for (const auto& [period, due] : report_.earlier) {
      earlier.push_back({{"period", period}, {"due", money(due)}});
    }
    Json curves = Json::array();
    for (const Curve& curve : report_.curves) {
      curves.push_back(json_of(curve));
    }
    return {{"contract", report_.contract->id},
            {"period", report_.period.name},
            {"values", values},
            {"earlier", earlier},
            {"curves", curves}};
  }

 private:
  Json money(const Ratio& minor) const {
    return {{"minor", to_fraction(minor)}, {"shown", shown(minor, Unit::amount, currency_)}};
  }

  Json json_of(const Curve& curve) const {
    const Input& input = curve.input;
    Json stretches = Json::array();
    for (const Stretch& stretch : curve.stretches) {
      stretches.push_back(json_of(curve, stretch));
    }
    Json turns = Json::array();
    for (const Turn& turn : curve.turns) {
      turns.push_back({{"kind", turn.kind == Turn::Kind::jump ? "jump" : "bend"},
                       {"from", point(curve, turn.after)},
                       {"to", point(curve, turn.after + 1)},
                       {"change", money(turn.change)},
                       {"rules", json_of(turn.causes)}});
    }
    Json falls = Json::array();
    for (const Fall& fall : curve.falls) {
      falls.push_back({{"from", point(curve, fall.first)},
                       {"to", point(curve, fall.last)},
                       {"change", money(fall.change)},
                       {"rules", json_of(fall.causes)},
                       {"lines", fall.lines}});
    }
    return {{"outcome", input.name},
            {"title", input.title},
            {"unit", code_of(input.unit)},
            {"better", input.fewer_is_better ? "fewer" : "more"},
            {"here", to_fraction(input.here)},
            {"step", to_fraction(input.step)},
            {"steps", input.steps},
            {"stretches", stretches},
            {"turns", turns},
            {"falls", falls},
            {"not_met", json_of(curve.not_met)}};
  }

  Json point(const Curve& curve, std::size_t place) const {
    const CurvePoint& point = curve.points[place];
    return {{"value", to_fraction(point.value)},
            {"shown", shown_value(curve.input, point.value, currency_)},
            {"due", point.total ? money(*point.total) : Json()}};
  }

  Json json_of(const Curve& curve, const Stretch& stretch) const {
    const bool steps = stretch.refused.empty() && stretch.first != stretch.last;
    return {{"from", point(curve, stretch.first)},
            {"to", point(curve, stretch.last)},
            {"least_step", steps ? money(stretch.least) : Json()},
            {"most_step", steps ? money(stretch.most) : Json()},
            {"refused", text_or_null(stretch.refused)}};
  }

  static Json json_of(const std::vector<Cause>& causes) {
    Json list = Json::array();
    for (const Cause& cause : causes) {
      list.push_back({{"text", cause.text}, {"rule", outturn::json_of(cause.rule)}});
    }
    return list;
  }

  const CurveReport& report_;
  Currency currency_;
};

}  // namespace

Json json_of_curves(const CurveReport& report) {
  return JsonWriter(report).run();
}

}  // namespace outturn
