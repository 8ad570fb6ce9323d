// What the readers of rule blocks share: where they are, and the values with units and dates.
// Private to the rules room.
#pragma once

#include "rules/contract.h"
#include "rules/kinds.h"
#include "rules/load.h"
#include "yaml/fields.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outturn::reading {

using yaml::Fields;
using yaml::Node;

template <typename T>
using Reader = std::function<std::optional<T>(const Node&, Problems&)>;

// The days on which a dated value holds.
struct DatedSpan {
  Place place;
  Date first;
  std::optional<Date> last;  // included; nothing: it holds on
};

// A reader of one word of a closed set; the set must outlive it.
template <typename Enum, std::size_t N>
Reader<Enum> word_reader(const std::array<yaml::Word<Enum>, N>& table) {
  return [&table](const Node& node, Problems& problems) {
    return yaml::read_enum<Enum>(node, table, problems);
  };
}

// The state of reading one contract or rule file.
struct Context {
  Problems& problems;
  const FindRules& find;
  Currency currency = Currency::gbp;  // for amounts; set before any is read
  std::string clause;                 // of the block being read; inner rules inherit it
  std::vector<DatedSpan> spans;       // of the dated values read so far
  std::vector<Change> changes_to_tariff{};

  Source source(const Node& node) const { return {node.place, clause}; }
};

// Takes the `clause` of a block for as long as the object lives.
class ClauseScope {
 public:
  ClauseScope(Context& context, Fields& fields);
  ~ClauseScope() { context_.clause = outer_; }
  ClauseScope(const ClauseScope&) = delete;
  ClauseScope& operator=(const ClauseScope&) = delete;

 private:
  Context& context_;
  std::string outer_;
};

// Values with their unit written out. A percentage is read as a part of one: 55.17% -> 0.5517.
std::optional<Ratio> read_percentage(const Node& node, Problems& problems);
Reader<Money> money_reader(Currency currency);
Reader<Ratio> quantity_reader(std::string_view unit);  // "points": 5 points -> 5

// A value that may change over the term: a scalar, a map {value_key, clause}, or a list of maps
// {from, until, value_key, clause} in rising order of `from`; `until` on the last only. A value
// without dates holds throughout.
template <typename T>
std::optional<Dated<T>> read_dated(const Node& node,
                                   std::string_view value_key,
                                   const Reader<T>& read,
                                   Context& context);

// A value that doesn't change: a scalar or a map {value_key, clause}.
template <typename T>
std::optional<Stated<T>> read_stated(const Node& node,
                                     std::string_view value_key,
                                     const Reader<T>& read,
                                     Context& context);

// How many people a rate was measured on: at least one.
std::optional<std::int64_t> read_people(const Node& node, Problems& problems);

// The name of `what`, a contract or a listed period: statements stand in folders of that name.
Reader<std::string> folder_name_reader(std::string_view what);

// A sign of "at least" or "more than": whether reaching an edge exactly counts.
std::optional<bool> read_boundary(const Node& node, Problems& problems);

// "counted" or "not counted"; "last day of the month" or "first of the next month".
std::optional<bool> read_counted(const Node& node, Problems& problems);
std::optional<MonthEnd> read_month_end(const Node& node, Problems& problems);

// "period", "year" or "term"; "every period", "first period" or "last period".
std::optional<Over> read_over(const Node& node, Problems& problems);
std::optional<Settled> read_settled(const Node& node, Problems& problems);

// The values of a selection: counted: [...], not_counted: [...] or "any other".
void read_values(Fields& fields, Selection& selection, Context& context);

// A price has no sign of its own: pay or deduct says which way the money goes.
Reader<Money> price_reader(Currency currency);

// --- implementation ---

template <typename T>
std::optional<DatedValue<T>> read_entry(const Node& node,
                                        std::string_view value_key,
                                        const Reader<T>& read,
                                        Context& context,
                                        std::optional<Date>* until) {
  static const Date kAlways = Date::of(1900, 1, 1);
  if (!node.is_map()) {
    auto value = read(node, context.problems);
    return value ? std::optional(DatedValue<T>{kAlways, std::move(*value), context.source(node)})
                 : std::nullopt;
  }
  Fields fields(node, "value", context.problems);
  const ClauseScope scope(context, fields);
  auto value = fields.required(value_key, read);
  const auto from =
      until == nullptr ? std::optional(kAlways) : fields.required("from", yaml::read_date);
  if (until != nullptr) {
    *until = fields.optional("until", yaml::read_date);
  }
  fields.finish();
  if (!value || !from) {
    return std::nullopt;
  }
  return DatedValue<T>{*from, std::move(*value), context.source(node)};
}

template <typename T>
std::optional<Dated<T>> read_dated(const Node& node,
                                   std::string_view value_key,
                                   const Reader<T>& read,
                                   Context& context) {
  if (!node.is_list()) {
    auto value = read_entry<T>(node, value_key, read, context, nullptr);
    return value ? std::optional(Dated<T>({std::move(*value)}, std::nullopt)) : std::nullopt;
  }
  std::vector<DatedValue<T>> values;
  std::optional<Date> until;
  for (const Node& item : node.items) {
    if (!item.is_map()) {
      yaml::report_shape(item, "a map with from: and the value", context.problems);
      continue;
    }
    if (until) {
      context.problems.add(
          item.place,
          Reason::out_of_order,
          "a value follows one that says \"until\"",
          "\"until\" goes with the last value only; the next \"from\" ends a value");
    }
    auto value = read_entry<T>(item, value_key, read, context, &until);
    if (!value) {
      continue;
    }
    if (!values.empty() && value->from <= values.back().from) {
      context.problems.add(item.place,
                           Reason::out_of_order,
                           "values must stand in order of their \"from\" dates, each once",
                           {});
    }
    if (until && *until < value->from) {
      context.problems.add(
          item.place, Reason::out_of_order, "this value ends before it begins", {});
    }
    values.push_back(std::move(*value));
  }
  if (node.items.empty()) {
    context.problems.add(
        node.place, Reason::missing_value, "the list of dated values is empty", {});
  }
  if (values.empty()) {
    return std::nullopt;
  }
  context.spans.push_back({node.place, values.front().from, until});
  return Dated<T>(std::move(values), until);
}

template <typename T>
std::optional<Stated<T>> read_stated(const Node& node,
                                     std::string_view value_key,
                                     const Reader<T>& read,
                                     Context& context) {
  auto entry = read_entry<T>(node, value_key, read, context, nullptr);
  return entry ? std::optional(Stated<T>{std::move(entry->value), std::move(entry->source)})
               : std::nullopt;
}

// --- the readers of blocks; each reports its problems and returns what it could read ---

CohortRule read_cohort(const Node& node, Context& context);
WindowRule read_window(const Node& node, Context& context);
CountsRule read_counts(const Node& node, Context& context);
std::optional<WeightsRule> read_weights(const Node& node,
                                        Context& context,
                                        std::vector<RuleFile>& files,
                                        std::vector<std::string>& illustrative);
std::optional<SeverityScale> read_severity(const Node& node,
                                           Context& context,
                                           std::vector<RuleFile>& files,
                                           std::vector<std::string>& illustrative);
std::vector<std::string> read_breakdown(const Node& node, Context& context);
MilestonesRule read_milestones(const Node& node, Context& context);

// A rate card, and what stands beside it in its price. `pays_by_rate_card` says whether a line's
// pays: names one, for such a line has no measure.
RateCard read_rate_card(const Node& prices, Fields& price, Context& context);
bool pays_by_rate_card(const Node& line);
std::vector<MeasureRule> read_measures(const Node& node, Context& context);

// Adds the lines to the contract one by one: a line may refer to those above it.
void read_lines(const Node& node, Context& context, Contract& contract);
// `measure` is what the line reads, or nullptr.
Consequence read_consequence(const Node& node,
                             Context& context,
                             const LineRule& line,
                             const MeasureRule* measure);
std::optional<BandedPrice> read_bands(const Node& node,
                                      Context& context,
                                      const LineRule& line,
                                      const MeasureRule* measure);
std::optional<Comparison> read_comparison(const Node& node,
                                          Context& context,
                                          const MeasureRule& measure);
std::vector<Condition> read_conditions(const Node& node,
                                       Context& context,
                                       const LineRule& line,
                                       const MeasureRule* measure);
std::vector<Bound> read_bounds(const Node& node, Context& context);
std::optional<RoundingTerms> read_rounding(const Node& node, Context& context);
void read_payers(const Node& node, Context& context, Contract& contract);
void read_cadence(const Node& node, Context& context, Contract& contract);

// The calendar of runs; its table of bank holidays is pinned among the contract's files.
RunsRule read_runs(const Node& node, Context& context, Contract& contract);

// Reports that a run, or the closing, doesn't come after the run before it; `when` says how that
// shows.
void report_out_of_order(std::string_view name,
                         const Source& source,
                         const Run& before,
                         std::string_view when,
                         Problems& problems);

// Adds the figure sets that a contract names to it.
void read_figure_files(const Node& node, Context& context, Contract& contract);

// The file of a kind that a rule refers to by `name`: pins it and keeps what it says is invented.
// Nothing when there is no such file, which is reported at the name.
std::optional<Node> read_referred(std::string_view kind,
                                  const Node& name,
                                  Context& context,
                                  std::vector<RuleFile>& files,
                                  std::vector<std::string>& illustrative);

// Keeps what a rule file says is invented, once.
void note_illustrative(const Node& root, std::vector<std::string>& illustrative);

// A file as a contract keeps it; `reference` is what the file that refers to it calls it.
RuleFile rule_file(std::string_view kind, std::string_view reference, const RuleText& file);

// The last part of a path: what a statement calls a file.
std::string base_name(std::string_view path);

WeightTable read_weight_table(const Node& root, Context& context);
SeverityScale read_severity_scale(const Node& root, Context& context);
FigureSet read_figure_set(const Node& root, Context& context);
Holidays read_holidays(const Node& root, Context& context);

// `illustrative`, `title`, `version`, `sources` and the like, which every rule file may carry.
struct FileHead {
  std::string name;
  std::string version;
};
FileHead read_head(Fields& fields, std::string_view kind);

// The reader of a baseline or threshold in a measure's own unit.
Reader<Ratio> rate_reader(MeasureKind kind, Currency currency);

// The reader of a change in a unit of effect: "5 points", "£100,000".
Reader<Ratio> effect_reader(EffectUnit unit, Currency currency);

// A part of one: "95%", or "5 of 6".
std::optional<Ratio> read_part(const Node& node, Problems& problems);

// What a share is of: an amount, the measure, the baseline, the saving, {line: NAME}, or a line of
// another contract's statement.
std::optional<SumOf> read_sum(const Node& node, Context& context);

}  // namespace outturn::reading
