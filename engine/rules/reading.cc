#include "rules/reading.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::reading {

ClauseScope::ClauseScope(Context& context, Fields& fields)
    : context_(context), outer_(context.clause) {
  if (const auto clause = fields.optional("clause", yaml::read_text)) {
    context_.clause = *clause;
  }
}

std::optional<Ratio> read_percentage(const Node& node, Problems& problems) {
  const auto value = quantity_reader("%")(node, problems);
  return value ? std::optional(Ratio(*value / 100)) : std::nullopt;
}

Reader<Money> money_reader(Currency currency) {
  return [currency](const Node& node, Problems& problems) -> std::optional<Money> {
    const auto money = node.is_scalar() ? parse_money(node.text, currency) : std::nullopt;
    if (!money) {
      problems.add(node.place,
                   Reason::bad_amount,
                   node.is_scalar()
                       ? fmt::format("\"{}\" is not an amount of {}", node.text, code_of(currency))
                       : std::string("expected an amount of money here"),
                   fmt::format("write it as {0}1,234 or {0}1,234.50, with two decimals at most; "
                               "inside {{ }} put it in quotes",
                               symbol_of(currency)));
    }
    return money;
  };
}

Reader<Ratio> quantity_reader(std::string_view unit) {
  return [unit = std::string(unit)](const Node& node, Problems& problems) -> std::optional<Ratio> {
    const auto quantity = yaml::read_quantity(node, problems);
    if (!quantity) {
      return std::nullopt;
    }
    const bool singular = quantity->unit + "s" == unit;
    if (quantity->unit == unit || singular) {
      return quantity->value;
    }
    const bool mixed = (unit == "%" && quantity->unit.starts_with("point")) ||
                       (unit == "points" && quantity->unit == "%");
    problems.add(
        node.place,
        Reason::wrong_unit,
        fmt::format("\"{}\" stands where {} are meant", node.text, unit == "%" ? "per cent" : unit),
        mixed ? "a fall from 50% to 45% is 5 points, and 10% of the baseline"
              : fmt::format("write the unit: 5{}{}", unit == "%" ? "" : " ", unit));
    return std::nullopt;
  };
}

namespace {

bool can_name_folder(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return text.size() <= 64 && text.front() != '.' && std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace

Reader<std::string> folder_name_reader(std::string_view what) {
  return [what = std::string(what)](const Node& node,
                                    Problems& problems) -> std::optional<std::string> {
    auto text = yaml::read_text(node, problems);
    if (text && !can_name_folder(*text)) {
      problems.add(node.place,
                   Reason::bad_identifier,
                   fmt::format("\"{}\" can't name a {}", *text, what),
                   "letters, digits, '-', '_' and '.', at most 64, not beginning with '.'");
      return std::nullopt;
    }
    return text;
  };
}

std::optional<bool> read_boundary(const Node& node, Problems& problems) {
  static constexpr yaml::Word<bool> kWords[] = {{"at least", true}, {"more than", false}};
  return yaml::read_enum<bool>(node, kWords, problems);
}

std::optional<std::int64_t> read_people(const Node& node, Problems& problems) {
  const auto people = yaml::read_count(node, problems);
  if (people == 0) {
    problems.add(node.place, Reason::out_of_range, "a rate is measured on at least one person");
  }
  return people;
}

namespace {

// A share of people; a graded rate may go past it, for a grade may be above 1.
std::optional<Ratio> read_binary_rate(const Node& node, Problems& problems) {
  const auto rate = read_percentage(node, problems);
  if (rate && (*rate < 0 || *rate > 1)) {
    problems.add(node.place,
                 Reason::out_of_range,
                 fmt::format("\"{}\" is outside 0% to 100% of people", node.text));
  }
  return rate;
}

}  // namespace

Reader<Ratio> rate_reader(MeasureKind kind) {
  if (kind == MeasureKind::binary_rate) {
    return read_binary_rate;
  }
  if (is_rate(kind)) {
    return read_percentage;
  }
  return quantity_reader(is_severity(kind) ? "severity" : "events");
}

bool is_rate(MeasureKind kind) {
  return kind == MeasureKind::binary_rate || kind == MeasureKind::graded_rate;
}

bool is_frequency(MeasureKind kind) {
  return kind == MeasureKind::frequency_per_reoffender ||
         kind == MeasureKind::frequency_per_100_people;
}

bool is_severity(MeasureKind kind) {
  return kind == MeasureKind::severity_per_reoffender ||
         kind == MeasureKind::severity_per_100_people;
}

std::string_view word_of(EffectUnit unit) {
  switch (unit) {
    case EffectUnit::points:
      return "points";
    case EffectUnit::percent:
      return "%";
    case EffectUnit::events:
      return "events";
    case EffectUnit::severity:
      return "severity";
  }
  throw Defect("unknown effect unit");
}

FileHead read_head(Fields& fields, std::string_view kind) {
  FileHead head;
  head.name = fields.required(kind, yaml::read_text).value_or("");
  fields.required("title", yaml::read_text);
  head.version = fields.required("version", yaml::read_text).value_or("");
  fields.optional("sources", yaml::read_texts);
  fields.optional("illustrative", yaml::read_text);
  return head;
}

}  // namespace outturn::reading
