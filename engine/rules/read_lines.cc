// The lines that pay for measures.
#include "rules/reading.h"

#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

constexpr std::array kEffectUnits = {
    yaml::Word<EffectUnit>{"points", EffectUnit::points},
    yaml::Word<EffectUnit>{"percent", EffectUnit::percent},
    yaml::Word<EffectUnit>{"events", EffectUnit::events},
    yaml::Word<EffectUnit>{"severity", EffectUnit::severity},
    yaml::Word<EffectUnit>{"cases", EffectUnit::cases},
    yaml::Word<EffectUnit>{"days", EffectUnit::days},
    yaml::Word<EffectUnit>{"money", EffectUnit::money},
};

void read_verdict_rules(Fields& fields,
                        Context& context,
                        LineRule& line,
                        const MeasureRule* measure) {
  const auto conditions = [&](std::string_view key, std::vector<Condition>& into) {
    if (const Node* node = fields.require(key, "write the conditions as a list, or: never")) {
      into = read_conditions(*node, context, line, measure);
    }
  };
  conditions("reduction_when", line.reduction_when);
  conditions("increase_when", line.increase_when);
  if (const Node* node = fields.find("termination_when")) {
    line.termination_when = read_conditions(*node, context, line, measure);
  }
  const auto consequence = [&](std::string_view key, Consequence& into) {
    if (const Node* node = fields.require(key, "say what is paid or deducted, or: nothing")) {
      into = read_consequence(*node, context, line, measure);
    }
  };
  consequence("on_reduction", line.on_reduction);
  consequence("on_neither", line.on_neither);
  consequence("on_increase", line.on_increase);
}

const MeasureRule* read_measure_of(Fields& fields, LineRule& line, const Contract& contract) {
  const bool compares = fields.find("compare_with") != nullptr;
  const Node* node =
      compares ? fields.require("measure", "name one of the measures") : fields.find("measure");
  if (node == nullptr) {
    return nullptr;
  }
  line.measure = node->text;
  const MeasureRule* measure = contract.find_measure(line.measure);
  if (measure == nullptr) {
    std::vector<std::string_view> names;
    for (const MeasureRule& known : contract.measures) {
      names.push_back(known.name);
    }
    fields.problems().add(node->place,
                          Reason::unknown_reference,
                          fmt::format("there is no measure \"{}\"", line.measure),
                          did_you_mean(line.measure, names));
  }
  return measure;
}

void read_effect_unit(Fields& fields, LineRule& line) {
  line.effect_unit =
      fields
          .required(
              "effect_in",
              [](const Node& node, Problems& problems) {
                return yaml::read_enum<EffectUnit>(node, kEffectUnits, problems);
              },
              "say in what a fall is stated: points, percent, events, severity, cases, days "
              "or money")
          .value_or(EffectUnit::points);
}

void read_effect(Fields& fields, Context& context, LineRule& line) {
  read_effect_unit(fields, line);
  if (const Node* most = fields.find("effect_at_most")) {
    line.effect_at_most = read_dated<Ratio>(
        *most, "value", effect_reader(line.effect_unit, context.currency), context);
  }
}

// What a line pays that compares with nothing, and when.
void read_plain_payment(Fields& fields,
                        Context& context,
                        LineRule& line,
                        const MeasureRule* measure) {
  if (const Node* when = fields.find("paid_when")) {
    line.paid_when = read_conditions(*when, context, line, measure);
  }
  if (const Node* pays = fields.require("pays",
                                        "a line without compare_with says what it pays: "
                                        "pays: {pay: {per_person_by_outcome: ...}}")) {
    line.always = read_consequence(*pays, context, line, measure);
  }
}

std::optional<std::size_t> read_nothing(const Node& node, Problems& problems) {
  static constexpr std::array<std::string_view, 1> kWords = {"nothing"};
  return yaml::read_word(node, kWords, problems);
}

std::optional<LineRule::Settled> read_settled(const Node& node, Problems& problems) {
  static constexpr std::array kSettled = {
      yaml::Word<LineRule::Settled>{"every period", LineRule::Settled::every_period},
      yaml::Word<LineRule::Settled>{"first period", LineRule::Settled::first_period},
      yaml::Word<LineRule::Settled>{"last period", LineRule::Settled::last_period},
  };
  return yaml::read_enum<LineRule::Settled>(node, kSettled, problems);
}

std::optional<PoolRule> read_pool(const Node& node, Context& context) {
  static constexpr std::array kMeanOf = {
      yaml::Word<PoolRule::MeanOf>{"rates", PoolRule::MeanOf::rates},
      yaml::Word<PoolRule::MeanOf>{"reductions", PoolRule::MeanOf::reductions},
  };
  Fields fields(node, "pool", context.problems);
  const ClauseScope scope(context, fields);
  const auto line = fields.required("line", yaml::read_text);
  const auto mean_of = fields.required(
      "mean_of",
      [](const Node& value, Problems& problems) {
        return yaml::read_enum<PoolRule::MeanOf>(value, kMeanOf, problems);
      },
      "say what is averaged over the people of all periods: rates, or reductions");
  fields.finish();
  return line && mean_of ? std::optional(PoolRule{*line, *mean_of, context.source(node)})
                         : std::nullopt;
}

// Reads whose comparisons a line pools; the line is compared in their measure.
const MeasureRule* read_pool_of(const Node& node,
                                Context& context,
                                const Contract& contract,
                                LineRule& line) {
  line.pool = read_pool(node, context);
  if (!line.pool) {
    return nullptr;
  }
  const LineRule* pooled = contract.find_line(line.pool->line);
  if (pooled == nullptr || !pooled->comparison) {
    context.problems.add(
        node.place,
        Reason::unknown_reference,
        fmt::format("\"{}\" is not an earlier line that compares a measure", line.pool->line),
        "a pool takes together what a line above it compared in every period");
    return nullptr;
  }
  line.measure = pooled->measure;
  return contract.find_measure(line.measure);
}

// What a line's verdict or price rests on: a measure, other periods' comparisons, or a supplied
// effect. Returns the measure, if it has one.
const MeasureRule* read_basis(const yaml::Entry& entry,
                              Fields& fields,
                              Context& context,
                              const Contract& contract,
                              LineRule& line) {
  line.effect_figure = fields.optional("effect_from", yaml::read_text);
  if (line.effect_figure || pays_by_rate_card(entry.value)) {
    return nullptr;
  }
  if (const Node* pool = fields.find("pool")) {
    return read_pool_of(*pool, context, contract, line);
  }
  const MeasureRule* measure = read_measure_of(fields, line, contract);
  const Node* compare = fields.find("compare_with");
  if (compare != nullptr && measure != nullptr) {
    line.comparison = read_comparison(*compare, context, *measure);
  }
  return measure;
}

LineRule read_line(const yaml::Entry& entry, Context& context, const Contract& contract) {
  Fields fields(entry.value, "line", context.problems);
  const ClauseScope scope(context, fields);
  LineRule line;
  line.name = entry.key;
  line.source = {entry.key_place, context.clause};
  line.title = fields.required("title", yaml::read_text).value_or("");
  line.settled = fields.optional("settled", read_settled).value_or(LineRule::Settled::every_period);
  const MeasureRule* measure = read_basis(entry, fields, context, contract, line);
  const bool compares = entry.value.find("compare_with") != nullptr;
  if (compares || line.effect_figure || entry.value.find("pool") != nullptr) {
    read_effect(fields, context, line);
    read_verdict_rules(fields, context, line, measure);
  } else {
    read_plain_payment(fields, context, line, measure);
  }
  line.nothing_if_nobody = fields.optional("if_nobody", read_nothing).has_value();
  fields.finish();
  return line;
}

}  // namespace

void read_lines(const Node& node, Context& context, Contract& contract) {
  if (!node.is_map() || node.entries.empty()) {
    yaml::report_shape(node, "a map of payment lines", context.problems);
  }
  for (const yaml::Entry& entry : node.entries) {
    contract.lines.push_back(read_line(entry, context, contract));
  }
}

}  // namespace outturn::reading
