#include "curve/render.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::size_t kRows = 12;

std::int64_t whole(const Ratio& value) {
  return static_cast<std::int64_t>(round_to_integer(value, Rounding::half_away_from_zero));
}

// A frame of characters, each of which may take several bytes.
class Frame {
 public:
  explicit Frame(std::size_t width) : rows_(kRows, std::vector<std::string>(width, " ")) {}

  void fill_row(std::size_t row, const std::string& mark) {
    std::fill(rows_.at(row).begin(), rows_.at(row).end(), mark);
  }
  void set(std::size_t row, std::size_t column, const std::string& mark) {
    rows_.at(row).at(column) = mark;
  }
  std::string row(std::size_t row) const {
    std::string text;
    for (const std::string& mark : rows_.at(row)) {
      text += mark;
    }
    return text.substr(0, text.find_last_not_of(' ') + 1);
  }

 private:
  std::vector<std::vector<std::string>> rows_;
};

class Plotter {
 public:
  Plotter(const Curve& curve, Currency currency, std::size_t width)
      : curve_(curve), currency_(currency), extent_(extent_of(curve)) {
    label_width_ = std::max(amount(extent_.least).size(), amount(extent_.most).size());
    columns_ = std::max<std::size_t>(width > label_width_ + 3 ? width - label_width_ - 3 : 1, 2);
  }

  std::vector<std::string> run() {
    Frame frame(columns_);
    if (extent_.least < 0 && 0 < extent_.most) {
      frame.fill_row(row_of(0), "┄");
    }
    for (std::size_t column = 0; column < columns_; ++column) {
      draw(column, frame);
    }
    std::vector<std::string> lines;
    for (std::size_t row = 0; row < kRows; ++row) {
      lines.push_back(fmt::format("{} ┤{}", padded_left(label(row), label_width_), frame.row(row)));
    }
    lines.push_back(fmt::format("{} └{}", std::string(label_width_, ' '), axis()));
    lines.push_back(fmt::format("{}  {}", std::string(label_width_, ' '), ends()));
    return lines;
  }

 private:
  std::string amount(const Ratio& minor) const { return shown(minor, Unit::amount, currency_); }

  std::string label(std::size_t row) const {
    if (row == 0) {
      return amount(extent_.most);
    }
    if (row == kRows - 1) {
      return amount(extent_.least);
    }
    return extent_.least < 0 && 0 < extent_.most && row == row_of(0) ? amount(0) : "";
  }

  std::size_t row_of(const Ratio& total) const {
    const Ratio part = (extent_.most - total) / (extent_.most - extent_.least);
    return static_cast<std::size_t>(whole(part * ratio_of(kRows - 1)));
  }

  // The first point that a column shows.
  std::size_t point_of(std::size_t column) const {
    return column * (curve_.points.size() - 1) / (columns_ - 1);
  }

  // Everything between one column and the next, so that nothing narrow is lost.
  void draw(std::size_t column, Frame& frame) const {
    const std::size_t first = point_of(column);
    const std::size_t end =
        std::min(curve_.points.size(),
                 std::max(first + 1, column + 1 < columns_ ? point_of(column + 1) : 0));
    std::size_t top = kRows;
    std::size_t bottom = 0;
    const std::size_t from = first == 0 || first == end - 1 ? first : first - 1;
    for (std::size_t i = from; i < end; ++i) {
      if (curve_.points[i].total) {
        const std::size_t row = row_of(*curve_.points[i].total);
        top = std::min(top, row);
        bottom = std::max(bottom, row);
      }
    }
    for (std::size_t row = top; row <= bottom && row < kRows; ++row) {
      frame.set(row, column, top == bottom ? "•" : "│");
    }
  }

  // The axis, with a mark where the scenario stands.
  std::string axis() const {
    std::string text;
    for (std::size_t column = 0; column < columns_; ++column) {
      text += column == here() ? "┴" : "─";
    }
    return text;
  }

  std::size_t here() const {
    const Input& input = curve_.input;
    const Ratio way =
        input.fewer_is_better ? Ratio(input.last - input.here) : Ratio(input.here - input.first);
    const Ratio part = way / (input.last - input.first);
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(whole(part * ratio_of(static_cast<std::int64_t>(columns_) - 1)),
                                 0,
                                 static_cast<std::int64_t>(columns_) - 1));
  }

  // The worst on the left, the best on the right, and between them where the scenario stands.
  std::string ends() const {
    const Input& input = curve_.input;
    const std::string left = shown_value(input, curve_.points.front().value, currency_);
    const std::string right = shown_value(input, curve_.points.back().value, currency_);
    const std::string middle = shown_value(input, input.here, currency_);
    const std::size_t begin = here() - std::min(here(), middle.size() / 2);
    const bool fits = left.size() < begin && begin + middle.size() + 1 + right.size() <= columns_;
    const std::string start = fits ? padded(left, begin) + middle : left;
    return padded(start, std::max(start.size() + 1, columns_ - std::min(columns_, right.size()))) +
           right;
  }

  const Curve& curve_;
  Currency currency_;
  Extent extent_;
  std::size_t label_width_ = 0;
  std::size_t columns_ = 0;
};

}  // namespace

std::vector<std::string> plot(const Curve& curve, Currency currency, std::size_t width) {
  return Plotter(curve, currency, width).run();
}

}  // namespace outturn
