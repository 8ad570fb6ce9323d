#include "rules/reading.h"

#include <algorithm>
#include <array>

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

std::optional<Over> read_over(const Node& node, Problems& problems) {
  static constexpr std::array kOver = {
      yaml::Word<Over>{"period", Over::period},
      yaml::Word<Over>{"year", Over::year},
      yaml::Word<Over>{"term", Over::term},
  };
  return yaml::read_enum<Over>(node, kOver, problems);
}

std::optional<Settled> read_settled(const Node& node, Problems& problems) {
  static constexpr std::array kSettled = {
      yaml::Word<Settled>{"every period", Settled::every_period},
      yaml::Word<Settled>{"first period", Settled::first_period},
      yaml::Word<Settled>{"last period", Settled::last_period},
  };
  return yaml::read_enum<Settled>(node, kSettled, problems);
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
  auto rate = read_percentage(node, problems);
  if (rate && (*rate < 0 || *rate > 1)) {
    problems.add(node.place,
                 Reason::out_of_range,
                 fmt::format("\"{}\" is outside 0% to 100% of people", node.text));
  }
  return rate;
}

}  // namespace

namespace {

// Money as a quantity: minor units.
Reader<Ratio> minor_units_reader(Currency currency) {
  return [read = money_reader(currency)](const Node& node, Problems& problems) {
    const auto money = read(node, problems);
    return money ? std::optional(Ratio(money->minor())) : std::nullopt;
  };
}

}  // namespace

Reader<Ratio> effect_reader(EffectUnit unit, Currency currency) {
  return unit == EffectUnit::money ? minor_units_reader(currency) : quantity_reader(word_of(unit));
}

Reader<Ratio> rate_reader(MeasureKind kind, Currency currency) {
  if (kind == MeasureKind::binary_rate) {
    return read_binary_rate;
  }
  return is_rate(kind) ? read_percentage : effect_reader(facts_of(kind).own_unit, currency);
}

std::optional<Ratio> read_part(const Node& node, Problems& problems) {
  const auto of = node.text.find(" of ");
  if (!node.is_scalar() || of == std::string::npos) {
    return read_percentage(node, problems);
  }
  const auto part = parse_decimal(node.text.substr(0, of));
  const auto whole = parse_decimal(node.text.substr(of + 4));
  if (!part || !whole || *whole <= 0 || *part < 0 || *part > *whole) {
    problems.add(node.place,
                 Reason::bad_number,
                 fmt::format("\"{}\" is not a part of a whole", node.text),
                 "write a share as 95%, or as 5 of 6");
    return std::nullopt;
  }
  return *part / *whole;
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
