#include "curve/render.h"
#include "text/xml_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

// In pixels.
constexpr int kWidth = 960;
constexpr int kPanel = 320;  // of a curve, without its list of jumps
constexpr int kLevelPanel = 70;
constexpr int kLine = 20;
constexpr int kLeft = 150;
constexpr int kRight = 930;
constexpr int kTop = 80;
constexpr int kBottom = 270;
constexpr int kListTop = 320;
constexpr std::size_t kListWidth = 118;  // characters
constexpr int kHeader = 60;
constexpr int kLabelGap = 8;
constexpr int kTextHeight = 13;
constexpr int kHalf = 2;
constexpr std::size_t kSamples = 200;  // of a stretch that isn't straight

constexpr const char* kStyle =
    "text{font:13px system-ui,sans-serif;fill:#222}"
    ".title{font-size:18px;font-weight:600}.name{font-size:15px;font-weight:600}"
    ".faint{fill:#666}.end{text-anchor:end}.middle{text-anchor:middle}"
    ".frame{fill:none;stroke:#bbb}.zero{stroke:#999;stroke-dasharray:2 3}"
    ".curve{fill:none;stroke:#1f5fa8;stroke-width:2}"
    ".jump{stroke:#c77700;stroke-width:3}"
    ".fall{fill:none;stroke:#b3261e;stroke-width:4}.falltext{fill:#b3261e}"
    ".here{stroke:#2e7d32;stroke-dasharray:5 4}";

std::string pixels(const Ratio& value) {
  return to_decimal(value, 1);
}

class Panel {
 public:
  Panel(const Curve& curve, Currency currency) : curve_(curve), currency_(currency) {
    extent_ = extent_of(curve);
  }

  // Its height, once it has run.
  int height() const { return curve_.is_level() ? kLevelPanel : kPanel + list_lines_ * kLine; }

  std::string run() {
    if (curve_.is_level()) {
      header(fmt::format("moves nothing: {} is due throughout",
                         shown(extent_.least, Unit::amount, currency_)));
      return std::move(out_);
    }
    header(fmt::format(
        "{}; {}",
        curve_.input.fewer_is_better ? "fewer is better" : "more is better",
        curve_.falls.empty() ? "doing better never pays less" : "doing better can pay less"));
    axes();
    lines();
    for (const Fall& fall : curve_.falls) {
      mark_fall(fall);
    }
    for (const Turn* jump : jumps()) {
      mark_jump(*jump);
    }
    return std::move(out_);
  }

 private:
  std::string amount(const Ratio& minor) const {
    return xml_text(shown(minor, Unit::amount, currency_));
  }
  std::string value(std::size_t point) const {
    return xml_text(shown_value(curve_.input, curve_.points[point].value, currency_));
  }

  // From the worst on the left to the best on the right.
  Ratio across(const Ratio& value) const {
    const Input& input = curve_.input;
    const Ratio way =
        input.fewer_is_better ? Ratio(input.last - value) : Ratio(value - input.first);
    return kLeft + way / (input.last - input.first) * (kRight - kLeft);
  }
  Ratio x(std::size_t point) const { return across(curve_.points[point].value); }
  Ratio height(const Ratio& total) const {
    return kTop + (extent_.most - total) / (extent_.most - extent_.least) * (kBottom - kTop);
  }
  Ratio y(std::size_t point) const { return height(*curve_.points[point].total); }

  void text(const std::string& at_x,
            const std::string& at_y,
            const char* style,
            const std::string& content) {
    out_ +=
        fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>\n", at_x, at_y, style, content);
  }

  void header(const std::string& below) {
    const Input& input = curve_.input;
    const std::string title =
        input.title.empty() ? input.name : fmt::format("{}: {}", input.name, input.title);
    text("20", "30", "name", xml_text(title));
    text("20", "50", "faint", xml_text(below));
  }

  std::vector<const Turn*> jumps() const {
    std::vector<const Turn*> found;
    for (const Turn& turn : curve_.turns) {
      if (turn.kind == Turn::Kind::jump) {
        found.push_back(&turn);
      }
    }
    return found;
  }

  void axes() {
    out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"frame\"/>\n",
                        kLeft,
                        kTop,
                        kRight - kLeft,
                        kBottom - kTop);
    level(extent_.most);
    level(extent_.least);
    if (extent_.least < 0 && 0 < extent_.most) {
      const std::string zero = pixels(height(0));
      out_ += fmt::format("<line x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\" class=\"zero\"/>\n",
                          kLeft,
                          kRight,
                          zero,
                          zero);
      level(0);
    }
    const std::string below = fmt::format("{}", kBottom + kTextHeight + kLabelGap);
    text(fmt::format("{}", kLeft), below, "plain", value(0));
    text(fmt::format("{}", kRight), below, "end", value(curve_.points.size() - 1));
    const std::string here = pixels(across(curve_.input.here));
    out_ += fmt::format("<line x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\" class=\"here\"/>\n",
                        here,
                        here,
                        kTop,
                        kBottom);
    text(here,
         below,
         "middle faint",
         xml_text(shown_value(curve_.input, curve_.input.here, currency_)));
  }

  void level(const Ratio& total) {
    text(fmt::format("{}", kLeft - kLabelGap),
         pixels(height(total) + kTextHeight / kHalf - 1),
         "end",
         amount(total));
  }

  void lines() {
    std::string points;
    for (const Stretch& stretch : curve_.stretches) {
      if (!stretch.refused.empty()) {
        polyline(points, "curve");
        points.clear();
      } else {
        add_stretch(stretch, points);
      }
    }
    polyline(points, "curve");
  }

  // The ends of a run of `length` steps and what lies between them, in so many pieces.
  void add_points(std::size_t first,
                  std::size_t length,
                  std::size_t pieces,
                  std::string& points) const {
    for (std::size_t i = 0; i <= pieces; ++i) {
      const std::size_t point = pieces == 0 ? first : first + length * i / pieces;
      points += fmt::format("{},{} ", pixels(x(point)), pixels(y(point)));
    }
  }

  // A straight stretch needs its ends only.
  void add_stretch(const Stretch& stretch, std::string& points) const {
    const std::size_t length = stretch.last - stretch.first;
    const std::size_t pieces =
        stretch.is_straight() ? std::min<std::size_t>(length, 1) : std::min(length, kSamples);
    add_points(stretch.first, length, pieces, points);
  }

  void polyline(std::string points, const char* style) {
    if (!points.empty()) {
      points.pop_back();
      out_ += fmt::format("<polyline points=\"{}\" class=\"{}\"/>\n", points, style);
    }
  }

  static std::string named(const std::vector<Cause>& causes) {
    std::string text;
    for (const Cause& cause : causes) {
      text += fmt::format(
          "{}{}{}",
          text.empty() ? "" : "; ",
          cause.text,
          cause.rule.clause.empty() ? "" : fmt::format(" (clause {})", cause.rule.clause));
    }
    return text;
  }

  // Its number above the curve, where it stands, and what decides in a list below.
  void mark_jump(const Turn& turn) {
    const Ratio at = x(turn.after + 1);
    out_ += fmt::format("<line x1=\"{0}\" x2=\"{0}\" y1=\"{1}\" y2=\"{2}\" class=\"jump{3}\"/>\n",
                        pixels(at),
                        pixels(y(turn.after)),
                        pixels(y(turn.after + 1)),
                        turn.change < 0 ? " fall" : "");
    ++jumps_marked_;
    const bool near = last_mark_ && at - *last_mark_ < kTextHeight;
    mark_is_high_ = near && !mark_is_high_;
    last_mark_ = at;
    text(pixels(at),
         fmt::format("{}", kTop - kLabelGap - (mark_is_high_ ? kTextHeight : 0)),
         turn.change < 0 ? "middle falltext" : "middle",
         fmt::format("{}", jumps_marked_));
    const std::string line =
        fmt::format("{}. {}{} at {}: {}",
                    jumps_marked_,
                    turn.change > 0 ? "+" : "",
                    shown(turn.change, Unit::amount, currency_),
                    shown_value(curve_.input, curve_.points[turn.after + 1].value, currency_),
                    named(turn.causes));
    for (const std::string& part : wrapped(line, kListWidth)) {
      text("20",
           fmt::format("{}", kListTop + list_lines_ * kLine),
           turn.change < 0 ? "falltext" : "plain",
           xml_text(part));
      ++list_lines_;
    }
  }

  void mark_fall(const Fall& fall) {
    std::string points;
    const std::size_t length = fall.last - fall.first;
    add_points(fall.first, length, std::min(length, kSamples), points);
    polyline(std::move(points), "fall");
  }

  const Curve& curve_;
  Currency currency_;
  Extent extent_;
  std::string out_;
  int jumps_marked_ = 0;
  int list_lines_ = 0;
  std::optional<Ratio> last_mark_;
  bool mark_is_high_ = false;
};

}  // namespace

std::string svg_of_curves(const CurveReport& report) {
  const std::string title = xml_text(fmt::format(
      "{}, {}: what is due as each outcome moves", report.contract->title, report.period.name));
  std::string panels;
  int height = kHeader;
  for (const Curve& curve : report.curves) {
    Panel panel(curve, report.contract->currency);
    panels += fmt::format("<g transform=\"translate(0 {})\">\n{}</g>\n", height, panel.run());
    height += panel.height();
  }
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"img\">\n<title>{2}</title>\n<style>{3}</style>\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n"
      "<text x=\"20\" y=\"36\" class=\"title\">{2}</text>\n{4}</svg>\n",
      kWidth,
      height,
      title,
      kStyle,
      panels);
}

}  // namespace outturn
