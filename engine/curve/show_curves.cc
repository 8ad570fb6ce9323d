#include "curve/render.h"
#include "value/counted.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace outturn {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kHang = 4;
constexpr const char* kFalls = "DOING BETTER PAYS LESS";

std::string cited(const Source& source) {
  return source.clause.empty()
             ? to_string(source.place)
             : fmt::format("{}, clause {}", to_string(source.place), source.clause);
}

class Writer {
 public:
  Writer(const CurveReport& report, const Look& look)
      : report_(report), currency_(report.contract->currency), page_(look) {}

  std::string run() {
    page_.paragraph(fmt::format("{}, {}: what is due as each outcome moves, before rounding",
                                report_.contract->title,
                                report_.period.name),
                    0,
                    Paint::strong);
    show_assumed();
    show_earlier();
    if (report_.curves.empty()) {
      page_.paragraph(
          "Nothing that is measured, supplied or claimed moves what this contract pays.");
    }
    for (const Curve& curve : report_.curves) {
      show(curve);
    }
    return page_.take();
  }

 private:
  std::string amount(const Ratio& minor) const { return shown(minor, Unit::amount, currency_); }

  std::string value(const Curve& curve, std::size_t point) const {
    return shown_value(curve.input, curve.points[point].value, currency_);
  }

  std::string due(const Curve& curve, std::size_t point) const {
    return amount(*curve.points[point].total);
  }

  void show_assumed() {
    std::vector<std::string> parts;
    for (const std::string& name : report_.scenario.assumed) {
      parts.push_back(fmt::format(
          "{} {}",
          name,
          shown(report_.scenario.values.at(name), report_.scenario.units.at(name), currency_)));
    }
    if (!parts.empty()) {
      page_.paragraph(fmt::format(
          "Assumed, for neither rules nor figures say: {}. Another with --at NAME=VALUE.",
          fmt::join(parts, ", ")));
    }
  }

  void show_earlier() {
    std::vector<std::string> parts;
    for (const auto& [period, due] : report_.earlier) {
      parts.push_back(fmt::format("{} {}", period, amount(due)));
    }
    if (!parts.empty()) {
      page_.paragraph(
          fmt::format("It builds on earlier periods, which are due: {}.", fmt::join(parts, ", ")));
    }
  }

  void show(const Curve& curve) {
    const Input& input = curve.input;
    page_.heading(input.title.empty() ? input.name
                                      : fmt::format("{}: {}", input.name, input.title));
    if (curve.is_level()) {
      const auto settled = std::find_if(curve.points.begin(),
                                        curve.points.end(),
                                        [](const auto& p) { return p.total.has_value(); });
      page_.paragraph(fmt::format("From {} to {} it moves nothing: {} is due throughout.",
                                  value(curve, 0),
                                  value(curve, curve.points.size() - 1),
                                  amount(*settled->total)));
      show_causes(curve.not_met);
      return;
    }
    input.steps.empty() ? show_stretches(curve) : show_steps(curve);
    show_turns(curve);
    show_falls(curve);
    const bool one_line = curve.stretches.size() == 1 && curve.stretches.front().is_straight();
    if (input.steps.empty() && !one_line) {
      page_.blank();
      for (const std::string& line : plot(curve, currency_, page_.width() - kIndent)) {
        page_.verbatim(line, kIndent);
      }
    }
  }

  void show_stretches(const Curve& curve) {
    Table table;
    table.indent = kIndent;
    table.columns = {Align::left, Align::right, Align::right, Align::right};
    table.rows.push_back(
        {{"from, to", "due at first", "at last", step_in_words(curve.input, currency_)},
         Paint::strong,
         false});
    for (const Stretch& stretch : curve.stretches) {
      const std::string range =
          stretch.first == stretch.last
              ? value(curve, stretch.first)
              : fmt::format("{} to {}", value(curve, stretch.first), value(curve, stretch.last));
      if (!stretch.refused.empty()) {
        table.rows.push_back(
            {{range + ": " + stretch.refused, "", "", "refused"}, Paint::faint, false});
        continue;
      }
      table.rows.push_back({{range,
                             due(curve, stretch.first),
                             stretch.first == stretch.last ? "" : due(curve, stretch.last),
                             worth(stretch)},
                            stretch.least < 0 ? Paint::alarm : Paint::plain,
                            false});
    }
    page_.table(table);
  }

  // Steps that have names, each with what it adds.
  void show_steps(const Curve& curve) {
    Table table;
    table.indent = kIndent;
    table.columns = {Align::right, Align::left, Align::right, Align::right};
    table.rows.push_back({{"", "", "adds", "due"}, Paint::strong, false});
    for (std::size_t i = 1; i < curve.points.size(); ++i) {
      const CurvePoint& before = curve.points[i - 1];
      const CurvePoint& point = curve.points[i];
      const bool known = before.total && point.total;
      table.rows.push_back({{value(curve, i),
                             curve.input.steps[i - 1],
                             known ? amount(*point.total - *before.total) : "",
                             point.total ? due(curve, i) : "refused"},
                            known && *point.total < *before.total ? Paint::alarm : Paint::plain,
                            false});
    }
    page_.table(table);
  }

  // What a step is worth along a stretch.
  std::string worth(const Stretch& stretch) const {
    if (stretch.first == stretch.last) {
      return "";
    }
    if (stretch.is_flat()) {
      return "nothing";
    }
    return stretch.is_straight()
               ? amount(stretch.least)
               : fmt::format("{} to {}", amount(stretch.least), amount(stretch.most));
  }

  void show_causes(const std::vector<Cause>& causes) {
    for (const Cause& cause : causes) {
      page_.paragraph(cause.text, kIndent + kHang, Paint::plain, 2);
      page_.paragraph(cited(cause.rule), kIndent + kHang + 2, Paint::faint, 2);
    }
  }

  void show_turns(const Curve& curve) {
    for (const Turn& turn : curve.turns) {
      page_.blank();
      const std::string between =
          fmt::format("{} to {}", value(curve, turn.after), value(curve, turn.after + 1));
      if (turn.kind == Turn::Kind::kink) {
        page_.paragraph(fmt::format("Bend, {}", between), kIndent);
      } else {
        page_.paragraph(fmt::format("{}, {}: {} becomes {}, {}",
                                    turn.change < 0 ? kFalls : "JUMP",
                                    between,
                                    due(curve, turn.after),
                                    due(curve, turn.after + 1),
                                    signed_amount(turn.change)),
                        kIndent,
                        turn.change < 0 ? Paint::alarm : Paint::warning,
                        kHang);
      }
      show_causes(turn.causes);
    }
  }

  std::string signed_amount(const Ratio& minor) const {
    return (minor > 0 ? "+" : "") + amount(minor);
  }

  static bool is_one_drop(const Curve& curve, const Fall& fall) {
    return fall.last == fall.first + 1 &&
           std::any_of(curve.turns.begin(), curve.turns.end(), [&](const Turn& turn) {
             return turn.after == fall.first && turn.kind == Turn::Kind::jump;
           });
  }

  void show_falls(const Curve& curve) {
    for (const Fall& fall : curve.falls) {
      if (is_one_drop(curve, fall)) {
        continue;  // said with the turn
      }
      page_.blank();
      page_.paragraph(fmt::format("{}, {} to {}: {} becomes {}, {}",
                                  kFalls,
                                  value(curve, fall.first),
                                  value(curve, fall.last),
                                  due(curve, fall.first),
                                  due(curve, fall.last),
                                  amount(fall.change)),
                      kIndent,
                      Paint::alarm,
                      kHang);
      if (fall.causes.empty()) {
        page_.paragraph(fmt::format("less is due on {}", fmt::join(fall.lines, ", ")),
                        kIndent + kHang,
                        Paint::plain,
                        2);
      }
      show_causes(fall.causes);
    }
  }

  const CurveReport& report_;
  Currency currency_;
  Page page_;
};

}  // namespace

std::string show_curves(const CurveReport& report, const Look& look) {
  return Writer(report, look).run();
}

}  // namespace outturn
