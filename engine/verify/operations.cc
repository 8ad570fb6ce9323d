#include "verify/operations.h"

#include "value/problem.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <utility>

namespace outturn::verify {
namespace {

const std::vector<Operation>& operations() {
  static const std::vector<Operation> kOperations = {
      {"given", 0, false, false, {}, {"supplied_by", "file", "version"}},
      {"earlier", 0, false, false, {"statement", "contract", "period", "working"}},
      {"agreed", 0, false, false, {"entry"}},
      {"settled", 0, false, false, {"with"}},
      {"evidence", 0, false, false, {"cohort"}, {"sum_of", "grade", "pattern"}},
      {"add", 1, true},
      {"subtract", 2},
      {"multiply", 1, true},
      {"divide", 2},
      {"negate", 1},
      {"at_least", 2},
      {"more_than", 2},
      {"equal", 2},
      {"all_of", 1, true},
      {"any_of", 1, true},
      {"smaller_of", 2},
      {"larger_of", 2},
      {"slab", 1, false, true, {"edge"}},
      {"marginal", 1, false, true},
      {"interpolated", 1, false, true},
      {"round", 1, false, false, {"step", "how"}},
  };
  return kOperations;
}

// --- rows of a table ---

struct Band {
  Ratio from;
  Ratio pays;
  bool per_unit;
};

std::vector<Band> bands_of(const JsonField& json) {
  std::vector<Band> bands;
  for (const JsonField& row : json.at("bands").list()) {
    bands.push_back(
        {row.at("from").fraction(), row.at("pays").fraction(), row.at("per_unit").flag()});
    if (bands.size() > 1 && bands.back().from <= bands[bands.size() - 2].from) {
      row.at("from").refuse("above that of the row before it");
    }
  }
  if (bands.empty()) {
    json.at("bands").refuse("a table: it has no row");
  }
  return bands;
}

// The last row whose `from` is reached; below the first, the first.
Ratio slab(const std::vector<Band>& bands, const Ratio& a, const JsonField& edge) {
  const bool at_least = edge.text() == "at least";
  if (!at_least && edge.text() != "more than") {
    edge.refuse("\"at least\" or \"more than\"");
  }
  const Band* reached = &bands.front();
  for (const Band& band : bands) {
    if (a > band.from || (at_least && a == band.from)) {
      reached = &band;
    }
  }
  return reached->per_unit ? Ratio(reached->pays * a) : reached->pays;
}

Ratio marginal(const std::vector<Band>& bands, const Ratio& a) {
  Ratio sum = 0;
  for (std::size_t i = 0; i < bands.size() && a > bands[i].from; ++i) {
    const Ratio end = i + 1 < bands.size() ? std::min(a, bands[i + 1].from) : a;
    sum += (end - bands[i].from) * bands[i].pays;
  }
  return sum;
}

Ratio interpolated(const std::vector<Band>& bands, const Ratio& a) {
  const auto above =
      std::find_if(bands.begin(), bands.end(), [&](const Band& band) { return a <= band.from; });
  if (above == bands.begin()) {
    return bands.front().pays;
  }
  if (above == bands.end()) {
    return bands.back().pays;
  }
  const Band& low = *(above - 1);
  const Ratio slope = (above->pays - low.pays) / (above->from - low.from);
  return low.pays + (a - low.from) * slope;
}

// --- rounding ---

constexpr std::array kRoundings = {
    std::pair{"half away from zero", Rounding::half_away_from_zero},
    std::pair{"half to even", Rounding::half_to_even},
    std::pair{"half toward zero", Rounding::half_toward_zero},
    std::pair{"toward zero", Rounding::toward_zero},
    std::pair{"away from zero", Rounding::away_from_zero},
};

Rounding rounding_of(const JsonField& how) {
  const auto* const found = std::find_if(kRoundings.begin(),
                                         kRoundings.end(),
                                         [&](const auto& one) { return how.text() == one.first; });
  if (found == kRoundings.end()) {
    how.refuse("a way of rounding");
  }
  return found->second;
}

Ratio rounded(const Ratio& a, const JsonField& details) {
  const JsonField step = details.at("step");
  const Ratio size = step.fraction();
  if (size <= 0 || denominator(size) != 1) {
    step.refuse("a number of minor units");
  }
  return Ratio(round_to_integer(a / size, rounding_of(details.at("how")))) * size;
}

// --- what rests on operands alone ---

Ratio fold(const std::vector<Ratio>& of, const std::function<Ratio(Ratio, Ratio)>& join) {
  Ratio value = of.front();
  for (std::size_t i = 1; i < of.size(); ++i) {
    value = join(value, of[i]);
  }
  return value;
}

Ratio one_if(bool holds) {
  return holds ? 1 : 0;
}

bool is_one(const Ratio& value) {
  return value == 1;
}

using Simple = Ratio (*)(const std::vector<Ratio>&);

constexpr std::array kSimple = {
    std::pair<std::string_view, Simple>{
        "add", [](const auto& of) { return fold(of, std::plus<Ratio>()); }},
    std::pair<std::string_view, Simple>{"subtract",
                                        [](const auto& of) { return Ratio(of[0] - of[1]); }},
    std::pair<std::string_view, Simple>{
        "multiply", [](const auto& of) { return fold(of, std::multiplies<Ratio>()); }},
    std::pair<std::string_view, Simple>{"negate", [](const auto& of) { return Ratio(-of[0]); }},
    std::pair<std::string_view, Simple>{"at_least",
                                        [](const auto& of) { return one_if(of[0] >= of[1]); }},
    std::pair<std::string_view, Simple>{"more_than",
                                        [](const auto& of) { return one_if(of[0] > of[1]); }},
    std::pair<std::string_view, Simple>{"equal",
                                        [](const auto& of) { return one_if(of[0] == of[1]); }},
    std::pair<std::string_view, Simple>{
        "all_of", [](const auto& of) { return one_if(std::all_of(of.begin(), of.end(), is_one)); }},
    std::pair<std::string_view, Simple>{
        "any_of", [](const auto& of) { return one_if(std::any_of(of.begin(), of.end(), is_one)); }},
    std::pair<std::string_view, Simple>{
        "smaller_of", [](const auto& of) { return of[0] < of[1] ? of[0] : of[1]; }},
    std::pair<std::string_view, Simple>{
        "larger_of", [](const auto& of) { return of[0] > of[1] ? of[0] : of[1]; }},
};

Ratio divided(const std::vector<Ratio>& of, const JsonField& json) {
  if (of[1] == 0) {
    json.refuse("to be redone: it divides by 0");
  }
  return of[0] / of[1];
}

}  // namespace

const Operation* find_operation(std::string_view name) {
  for (const Operation& operation : operations()) {
    if (operation.name == name) {
      return &operation;
    }
  }
  return nullptr;
}

Ratio redone(const Operation& operation, const std::vector<Ratio>& of, const JsonField& json) {
  if (operation.name == "divide") {
    return divided(of, json);
  }
  if (operation.name == "round") {
    return rounded(of.front(), json.at("details"));
  }
  if (operation.name == "slab") {
    return slab(bands_of(json), of.front(), json.at("details").at("edge"));
  }
  if (operation.name == "marginal") {
    return marginal(bands_of(json), of.front());
  }
  if (operation.name == "interpolated") {
    return interpolated(bands_of(json), of.front());
  }
  for (const auto& [name, value] : kSimple) {
    if (name == operation.name) {
      return value(of);
    }
  }
  throw Defect("an operation that isn't redone");
}

}  // namespace outturn::verify
