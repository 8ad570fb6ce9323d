#include "settle/recompute.h"

#include "record/csv.h"
#include "record/json.h"
#include "value/ratio.h"

#include <algorithm>
#include <map>

namespace outturn {
namespace {

using Row = std::map<std::string, std::string>;

std::vector<Row> rows_of(const std::string& csv) {
  csv::Reader reader(csv, "evidence.csv");
  std::vector<csv::Field> fields;
  std::vector<std::string> names;
  std::vector<Row> rows;
  while (reader.next(fields)) {
    const bool header = names.empty();
    Row row;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (header) {
        names.emplace_back(fields[i].text);
      } else {
        row[names.at(i)] = fields[i].text;
      }
    }
    if (!header) {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

Ratio fraction(const Json& text) {
  return parse_fraction(text.get<std::string>()).value();
}

// "weight*reoffended" of one row; 1 when nothing is named, for then rows are counted.
Ratio product(const Row& row, std::string columns) {
  Ratio value = 1;
  while (!columns.empty()) {
    const auto star = std::min(columns.find('*'), columns.size());
    value *= parse_decimal(row.at(columns.substr(0, star))).value();
    columns.erase(0, star + 1);
  }
  return value;
}

class Recomputation {
 public:
  explicit Recomputation(std::vector<Row> evidence) : evidence_(std::move(evidence)) {}

  Ratio value(const Json& working) {
    const std::string op = working["op"];
    std::vector<Ratio> of;
    for (const Json& id : working.value("of", Json::array())) {
      of.push_back(known_.at(id.get<std::string>()));
    }
    const bool taken = op == "given" || op == "earlier";
    const Ratio result = taken                       ? fraction(working["value"])
                         : op == "evidence"          ? from_evidence(working["details"])
                         : working.contains("bands") ? banded(working, of.at(0))
                         : op == "round"             ? rounded(working["details"], of.at(0))
                                                     : simple(op, of);
    known_[working["id"]] = result;
    return result;
  }

  Ratio known(const std::string& id) const { return known_.at(id); }

 private:
  Ratio from_evidence(const Json& details) const {
    Ratio sum = 0;
    for (const Row& row : evidence_) {
      const bool of_cohort = row.at("cohort") == details["cohort"].get<std::string>();
      const bool of_grade =
          !details.contains("grade") || row.at("grade") == details["grade"].get<std::string>();
      const bool of_pattern = !details.contains("pattern") ||
                              row.at("milestone_pattern") == details["pattern"].get<std::string>();
      if (row.at("class") == "counted" && of_cohort && of_grade && of_pattern) {
        sum += product(row, details.value("sum_of", ""));
      }
    }
    return sum;
  }

  static Ratio simple(const std::string& op, const std::vector<Ratio>& of) {
    Ratio result = of.at(0);
    if (op == "negate") {
      return -result;
    }
    if (op == "any_of") {
      return std::count(of.begin(), of.end(), Ratio(1)) > 0 ? 1 : 0;
    }
    if (op == "all_of") {
      return std::count(of.begin(), of.end(), Ratio(1)) == static_cast<std::ptrdiff_t>(of.size());
    }
    for (std::size_t i = 1; i < of.size(); ++i) {
      const Ratio& b = of[i];
      result = op == "add"          ? Ratio(result + b)
               : op == "subtract"   ? Ratio(result - b)
               : op == "multiply"   ? Ratio(result * b)
               : op == "divide"     ? Ratio(result / b)
               : op == "at_least"   ? Ratio(result >= b)
               : op == "more_than"  ? Ratio(result > b)
               : op == "equal"      ? Ratio(result == b)
               : op == "smaller_of" ? std::min(result, b)
                                    : std::max(result, b);
    }
    return result;
  }

  static Ratio rounded(const Json& details, const Ratio& value) {
    const Ratio step = parse_decimal(details["step"].get<std::string>()).value();
    const Ratio size = magnitude(value / step);
    const Ratio whole = Ratio(Integer(numerator(size) / denominator(size)));
    const Ratio twice = (size - whole) * 2;
    const std::string how = details["how"];
    const bool odd = numerator(whole) % 2 == 1;
    const bool up = how == "toward zero"      ? false
                    : how == "away from zero" ? twice > 0
                    : twice != 1              ? twice > 1
                                 : how == "half away from zero" || (how == "half to even" && odd);
    return Ratio(sign_of(value)) * (whole + (up ? 1 : 0)) * step;
  }

  static Ratio banded(const Json& working, const Ratio& value) {
    const Json& bands = working["bands"];
    const std::string op = working["op"];
    const bool at_least = working.value("details", Json::object()).value("edge", "") == "at least";
    Ratio sum = op == "interpolated" ? fraction(bands[0]["pays"]) : Ratio(0);
    Ratio slab = fraction(bands[0]["pays"]) * (bands[0]["per_unit"].get<bool>() ? value : Ratio(1));
    for (std::size_t i = 0; i < bands.size(); ++i) {
      const Ratio from = fraction(bands[i]["from"]);
      const Ratio pays = fraction(bands[i]["pays"]);
      const bool last = i + 1 == bands.size();
      const Ratio to = last ? value : fraction(bands[i + 1]["from"]);
      const Ratio inside = std::min(value, to) - from;
      if (i > 0 && (at_least ? value >= from : value > from)) {
        slab = pays * (bands[i]["per_unit"].get<bool>() ? value : Ratio(1));
      }
      if (op == "marginal" && inside > 0) {
        sum += inside * pays;
      }
      if (op == "interpolated" && !last && inside > 0) {
        sum = pays + (fraction(bands[i + 1]["pays"]) - pays) * inside / (to - from);
      }
    }
    return op == "slab" ? slab : sum;
  }

  std::vector<Row> evidence_;
  std::map<std::string, Ratio> known_;
};

}  // namespace

std::vector<std::string> faults_in(const std::string& statement, const std::string& evidence) {
  const Json json = parse_json(statement, "statement.json");
  Recomputation recomputation(rows_of(evidence));
  std::vector<std::string> faults;
  for (const Json& working : json["workings"]) {
    if (recomputation.value(working) != fraction(working["value"])) {
      faults.push_back(working["id"]);
    }
  }
  const auto check = [&](const std::string& what, const Json& due) {
    if (recomputation.known(due["working"]) != fraction(due["minor"])) {
      faults.push_back(what);
    }
  };
  for (const Json& line : json["lines"]) {
    check("line " + line["line"].get<std::string>(), line["due"]);
  }
  for (const Json& payer : json["payers"]) {
    check("payer " + payer["name"].get<std::string>(), payer["due"]);
  }
  check("total", json["total"]);
  return faults;
}

}  // namespace outturn
