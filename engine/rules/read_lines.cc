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
          .required("effect_in",
                    word_reader(kEffectUnits),
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

std::optional<PoolRule> read_pool(const Node& node, Context& context) {
  static constexpr std::array kMeanOf = {
      yaml::Word<PoolRule::MeanOf>{"rates", PoolRule::MeanOf::rates},
      yaml::Word<PoolRule::MeanOf>{"reductions", PoolRule::MeanOf::reductions},
  };
  Fields fields(node, "pool", context.problems);
  const ClauseScope scope(context, fields);
  const auto line = fields.required("line", yaml::read_text);
  const auto mean_of =
      fields.required("mean_of",
                      word_reader(kMeanOf),
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

// An index has a value above 0 on its base day.
void check_index(const Node& node, const Dated<Ratio>& values, Date base, Problems& problems) {
  for (const DatedValue<Ratio>& value : values.values()) {
    if (value.value <= 0) {
      problems.add(value.source.place, Reason::out_of_range, "an index is above 0");
    }
  }
  const bool before = base < values.values().front().from;
  if (before || (values.until() && *values.until() < base)) {
    problems.add(node.place,
                 Reason::not_covered,
                 fmt::format("the index has no value for its base day, {}", to_string(base)));
  }
}

std::optional<Factor> read_index(const Node& node, Context& context, std::string label) {
  Fields fields(node, "index", context.problems);
  const ClauseScope scope(context, fields);
  const Node* values = fields.require("values", "list the index from its dates on");
  const auto base = fields.required("base", yaml::read_date);
  fields.finish();
  auto dated = values == nullptr ? std::nullopt
                                 : read_dated<Ratio>(*values, "value", yaml::read_decimal, context);
  if (!dated || !base) {
    return std::nullopt;
  }
  if (!values->is_list() || values->items.size() == dated->values().size()) {
    check_index(node, *dated, *base, context.problems);
  }
  return Factor{std::move(label), IndexFactor{std::move(*dated), *base}, context.source(node)};
}

// "less: 2%" leaves 98%.
std::optional<Ratio> read_discount(const Node& node, Problems& problems) {
  const auto part = read_part(node, problems);
  return part ? std::optional(Ratio(1 - *part)) : std::nullopt;
}

std::optional<Factor> read_factor(const Node& node, Context& context) {
  Fields fields(node, "factor", context.problems);
  const ClauseScope scope(context, fields);
  auto label = fields.required("label", yaml::read_text);
  const Node* pay_for = fields.find("pay_for");
  const Node* less = fields.find("less");
  const Node* index = fields.find("index");
  fields.finish();
  if ((pay_for != nullptr) + (less != nullptr) + (index != nullptr) != 1) {
    context.problems.add(node.place,
                         Reason::inconsistent,
                         "a factor is exactly one of pay_for, less and index",
                         "for example: {label: deadweight, pay_for: 5 of 6}");
    return std::nullopt;
  }
  if (!label) {
    return std::nullopt;
  }
  if (index != nullptr) {
    return read_index(*index, context, std::move(*label));
  }
  auto part = pay_for != nullptr ? read_dated<Ratio>(*pay_for, "share", read_part, context)
                                 : read_dated<Ratio>(*less, "share", read_discount, context);
  return part ? std::optional(Factor{std::move(*label), std::move(*part), context.source(node)})
              : std::nullopt;
}

std::optional<LessPaid> read_less_paid(const Node& node, Context& context) {
  Fields fields(node, "less_paid", context.problems);
  const ClauseScope scope(context, fields);
  auto lines = fields.required("lines", yaml::read_texts);
  const auto over = fields.required("over", read_over, "say over what: year, or term");
  fields.finish();
  return lines && over ? std::optional(LessPaid{std::move(*lines), *over, context.source(node)})
                       : std::nullopt;
}

// What becomes of a line's amount before its bounds.
void read_adjustments(Fields& fields, Context& context, LineRule& line) {
  if (const Node* factors = fields.find("factors")) {
    const auto read = [&](const Node& item, Problems&) { return read_factor(item, context); };
    line.factors =
        yaml::read_list<Factor>(*factors, context.problems, read).value_or(std::vector<Factor>{});
  }
  line.cumulative_over = fields.optional("cumulative_over", read_over);
  if (const Node* less = fields.find("less_paid")) {
    line.less_paid = read_less_paid(*less, context);
  }
}

LineRule read_line(const yaml::Entry& entry, Context& context, const Contract& contract) {
  Fields fields(entry.value, "line", context.problems);
  const ClauseScope scope(context, fields);
  LineRule line;
  line.name = entry.key;
  line.source = {entry.key_place, context.clause};
  line.title = fields.required("title", yaml::read_text).value_or("");
  line.settled = fields.optional("settled", read_settled).value_or(Settled::every_period);
  const MeasureRule* measure = read_basis(entry, fields, context, contract, line);
  const bool compares = entry.value.find("compare_with") != nullptr;
  if (compares || line.effect_figure || entry.value.find("pool") != nullptr) {
    read_effect(fields, context, line);
    read_verdict_rules(fields, context, line, measure);
  } else {
    read_plain_payment(fields, context, line, measure);
  }
  read_adjustments(fields, context, line);
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
