// Tables kept in files of their own: complexity weights, severity scales, supplied figures.
#include "record/sha256.h"
#include "rules/reading.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

constexpr int kWeightPlaces = 6;  // weights stream as whole millionths

std::optional<std::int64_t> read_weight(const Node& node, Problems& problems) {
  const auto value = yaml::read_decimal(node, problems);
  if (!value) {
    return std::nullopt;
  }
  const Ratio scaled = *value * Ratio(power_of_ten(kWeightPlaces));
  constexpr std::int64_t kLargest = 1'000'000;
  if (denominator(scaled) != 1 || *value < 0 || *value > kLargest) {
    problems.add(node.place,
                 Reason::out_of_range,
                 fmt::format("the weight {} is not a decimal of at most six places from 0 to {}",
                             node.text,
                             kLargest));
    return std::nullopt;
  }
  return numerator(scaled).convert_to<std::int64_t>();
}

// One row of a weight table: the values of `by`, then the band, then the weight.
void read_weight_row(const Node& row,
                     std::size_t keys,
                     WeightTable::Rows& rows,
                     Problems& problems) {
  if (!row.is_list() || row.items.size() != keys + 2) {
    yaml::report_shape(row, fmt::format("a row of {} values", keys + 2), problems);
    return;
  }
  std::vector<std::string> key;
  for (std::size_t i = 0; i < keys; ++i) {
    key.push_back(yaml::read_text(row.items[i], problems).value_or(""));
  }
  const auto band = yaml::read_text(row.items[keys], problems);
  const auto weight = read_weight(row.items[keys + 1], problems);
  if (!band || !weight) {
    return;
  }
  if (*weight == 0) {
    problems.add(row.items[keys + 1].place, Reason::out_of_range, "a complexity weight is above 0");
  }
  if (!rows.emplace(key, Complexity{*weight, *band}).second) {
    problems.add(row.place, Reason::duplicate_row, "this combination has a weight already");
  }
}

void check_columns(const Node* columns, const WeightTable& table, Problems& problems) {
  if (columns == nullptr) {
    return;
  }
  std::vector<std::string> expected = table.by;
  expected.insert(expected.end(), {"band", "weight"});
  if (yaml::read_texts(*columns, problems) != expected) {
    problems.add(columns->place,
                 Reason::inconsistent,
                 "the columns are not those of \"by\", then band, then weight",
                 fmt::format("write: columns: [{}]", fmt::join(expected, ", ")));
  }
}

std::optional<DatedValue<WeightTable::Rows>> read_edition(const Node& node,
                                                          const WeightTable& table,
                                                          Context& context) {
  Fields fields(node, "edition", context.problems);
  const ClauseScope scope(context, fields);
  const auto from = fields.required("from", yaml::read_date);
  check_columns(fields.require("columns"), table, context.problems);
  WeightTable::Rows rows;
  if (const Node* list = fields.require("rows")) {
    for (const Node& row : list->items) {
      read_weight_row(row, table.by.size(), rows, context.problems);
    }
    if (list->items.empty()) {
      yaml::report_shape(*list, "a list of rows", context.problems);
    }
  }
  fields.finish();
  return from ? std::optional(DatedValue<WeightTable::Rows>{*from, rows, context.source(node)})
              : std::nullopt;
}

void read_step(const Node& node, int rank, SeverityScale& scale, Context& context) {
  Fields fields(node, "step", context.problems);
  const auto classes = fields.required("classes", yaml::read_texts);
  const auto weight = fields.required("weight", read_weight);
  fields.finish();
  if (!classes || !weight) {
    return;
  }
  for (const std::string& name : *classes) {
    if (!scale.classes.emplace(name, Severity{rank, *weight}).second) {
      context.problems.add(node.place,
                           Reason::duplicate_row,
                           fmt::format("the class \"{}\" stands on the scale already", name));
    }
  }
}

struct FigureValue {
  Ratio value;
  std::string unit;
};

// An amount in any currency; the contract's own is asked for when the figure is used.
std::optional<FigureValue> money_figure(const std::string& text) {
  for (const Currency currency : all_currencies()) {
    if (const auto money = parse_money(text, currency)) {
      return FigureValue{Ratio(money->minor()), std::string(code_of(currency))};
    }
  }
  return std::nullopt;
}

std::optional<FigureValue> read_figure_value(const Node& node, Problems& problems) {
  if (node.is_scalar()) {
    if (auto money = money_figure(node.text)) {
      return money;
    }
  }
  auto quantity = yaml::read_quantity(node, problems);
  if (!quantity) {
    return std::nullopt;
  }
  static constexpr std::array<std::string_view, 4> kSingulars = {"event", "point", "case", "day"};
  if (std::find(kSingulars.begin(), kSingulars.end(), quantity->unit) != kSingulars.end()) {
    quantity->unit += 's';
  }
  return FigureValue{quantity->unit == "%" ? Ratio(quantity->value / 100) : quantity->value,
                     std::move(quantity->unit)};
}

std::optional<Figure> read_figure(const Node& node, Context& context) {
  Fields fields(node, "figure", context.problems);
  const ClauseScope scope(context, fields);
  auto value = fields.required("value", read_figure_value);
  const auto people = fields.optional("people", read_people);
  fields.finish();
  return value ? std::optional(Figure{
                     std::move(value->value), std::move(value->unit), people, context.source(node)})
               : std::nullopt;
}

NamedFigures read_named_figures(const Node& node, Context& context) {
  NamedFigures figures;
  for (const yaml::Entry& item : node.entries) {
    if (item.key == "from" || item.key == "until") {
      continue;  // which period they are of
    }
    if (const auto figure = read_figure(item.value, context)) {
      figures.emplace_back(item.key, *figure);
    }
  }
  return figures;
}

FigureSet::OfPeriod read_figures_of_period(const Node& node, Context& context) {
  FigureSet::OfPeriod entry;
  Fields fields(node, "period", context.problems);
  const auto from = fields.required("from", yaml::read_date);
  const auto until = fields.required("until", yaml::read_date);
  if (from && until) {
    entry.period = {*from, *until, ""};
  }
  entry.figures = read_named_figures(node, context);
  return entry;
}

}  // namespace

WeightTable read_weight_table(const Node& root, Context& context) {
  Fields fields(root, "weights file", context.problems);
  const FileHead head = read_head(fields, "weights");
  WeightTable table{head.name, head.version, {}, {}};
  table.by = fields.required("by", yaml::read_texts).value_or(table.by);
  std::vector<DatedValue<WeightTable::Rows>> editions;
  if (const Node* list = fields.require("editions")) {
    const auto read = [&](const Node& item, Problems&) {
      return read_edition(item, table, context);
    };
    editions = yaml::read_list<DatedValue<WeightTable::Rows>>(*list, context.problems, read)
                   .value_or(editions);
    if (list->is_list() && list->items.empty()) {
      context.problems.add(list->place, Reason::missing_value, "the list of editions is empty");
    }
    const auto later_first =
        std::adjacent_find(editions.begin(), editions.end(), [](const auto& a, const auto& b) {
          return a.from >= b.from;
        });
    if (later_first != editions.end()) {
      context.problems.add(later_first->source.place,
                           Reason::out_of_order,
                           "editions must stand in order of their \"from\" dates, each once");
    }
  }
  const auto until = fields.optional("until", yaml::read_date);
  fields.finish();
  table.editions = Dated<WeightTable::Rows>(std::move(editions), until);
  return table;
}

SeverityScale read_severity_scale(const Node& root, Context& context) {
  Fields fields(root, "severity scale", context.problems);
  const FileHead head = read_head(fields, "severity_scale");
  SeverityScale scale{head.name, head.version, {}, {root.place, {}}};
  if (const Node* steps = fields.require("steps")) {
    int rank = 0;
    for (const Node& step : steps->items) {
      read_step(step, ++rank, scale, context);
    }
    if (steps->items.empty()) {
      yaml::report_shape(*steps, "a list of steps, least serious first", context.problems);
    }
  }
  fields.finish();
  return scale;
}

FigureSet read_figure_set(const Node& root, Context& context) {
  static constexpr yaml::Word<bool> kStatus[] = {{"final", true}, {"interim", false}};
  Fields fields(root, "figures file", context.problems);
  FigureSet set;
  const FileHead head = read_head(fields, "figures");
  set.name = head.name;
  set.version = head.version;
  set.supplied_by = fields.required("supplied_by", yaml::read_text).value_or("");
  set.final_figures = fields
                          .required("status",
                                    [](const Node& node, Problems& problems) {
                                      return yaml::read_enum<bool>(node, kStatus, problems);
                                    })
                          .value_or(false);
  if (const Node* periods = fields.require("periods")) {
    for (const Node& period : periods->items) {
      set.periods.push_back(read_figures_of_period(period, context));
    }
    if (periods->items.empty()) {
      yaml::report_shape(*periods, "a list of periods with their figures", context.problems);
    }
  }
  fields.finish();
  return set;
}

std::optional<WeightsRule> read_weights(const Node& node,
                                        Context& context,
                                        std::vector<RuleFile>& files,
                                        std::vector<std::string>& illustrative) {
  static constexpr yaml::Word<WeightsRule::AsOf> kAsOf[] = {
      {"index date", WeightsRule::AsOf::index_date},
      {"first day of the period", WeightsRule::AsOf::first_day_of_period}};
  Fields fields(node, "weights", context.problems);
  const ClauseScope scope(context, fields);
  const Node* name = fields.require("table");
  const auto as_of = fields.required(
      "as_of",
      [](const Node& value, Problems& problems) {
        return yaml::read_enum<WeightsRule::AsOf>(value, kAsOf, problems);
      },
      "say by which day a person's weight is looked up: index date, or first day of the period");
  fields.finish();
  if (name == nullptr || !as_of) {
    return std::nullopt;
  }
  const auto root = read_referred("weights", *name, context, files, illustrative);
  return root ? std::optional(
                    WeightsRule{read_weight_table(*root, context), *as_of, context.source(node)})
              : std::nullopt;
}

std::optional<SeverityScale> read_severity(const Node& node,
                                           Context& context,
                                           std::vector<RuleFile>& files,
                                           std::vector<std::string>& illustrative) {
  Fields fields(node, "severity", context.problems);
  const ClauseScope scope(context, fields);
  const Node* name = fields.require("scale");
  fields.finish();
  if (name == nullptr) {
    return std::nullopt;
  }
  const auto root = read_referred("severity_scale", *name, context, files, illustrative);
  if (!root) {
    return std::nullopt;
  }
  SeverityScale scale = read_severity_scale(*root, context);
  scale.source.clause = context.clause;
  return scale;
}

void read_figure_files(const Node& node, Context& context, Contract& contract) {
  for (const Node& item : node.is_list() ? node.items : std::vector<Node>{node}) {
    const auto root =
        read_referred("figures", item, context, contract.files, contract.illustrative);
    if (root) {
      FigureSet set = read_figure_set(*root, context);
      set.file = contract.files.back().name;
      set.sha256 = contract.files.back().sha256;
      contract.figures.push_back(std::move(set));
    }
  }
}

std::optional<Node> read_referred(std::string_view kind,
                                  const Node& name,
                                  Context& context,
                                  std::vector<RuleFile>& files,
                                  std::vector<std::string>& illustrative) {
  RuleText file;
  try {
    file = context.find(kind, name.text);
  } catch (const InputError& error) {
    const Problem& problem = error.problems().front();
    context.problems.add(name.place, problem.reason, problem.message, problem.advice);
    return std::nullopt;
  }
  Node root = yaml::parse(file.text, file.path, context.problems);
  files.push_back(rule_file(kind, name.text, file));
  note_illustrative(root, illustrative);
  return root;
}

void note_illustrative(const Node& root, std::vector<std::string>& illustrative) {
  const Node* said = root.find("illustrative");
  const bool known =
      said == nullptr ||
      std::find(illustrative.begin(), illustrative.end(), said->text) != illustrative.end();
  if (!known && said->is_scalar()) {
    illustrative.push_back(said->text);
  }
}

RuleFile rule_file(std::string_view kind, std::string_view reference, const RuleText& file) {
  return {std::string(kind),
          std::string(reference),
          base_name(file.path),
          sha256(file.text),
          file.text};
}

std::string base_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace outturn::reading

namespace outturn {

NamedFigures read_figures(const yaml::Node& node, Problems& problems) {
  if (!node.is_map()) {
    yaml::report_shape(node, "a map of figures by name", problems);
  }
  const FindRules none;
  reading::Context context{problems, none, Currency::gbp, {}, {}};
  return reading::read_named_figures(node, context);
}

}  // namespace outturn
