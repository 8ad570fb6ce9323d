// The block that says what one person can reach.
#include "rules/reading.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

using Kind = StageRule::Kind;

constexpr std::string_view kStart = "start";
constexpr std::string_view kUpTo = "up to ";
constexpr std::string_view kHowLong = "say how long an event counts";
constexpr std::int64_t kMostTimes = 10'000;
constexpr std::int64_t kLongestDays = 36'525;  // a century
constexpr std::int64_t kLongestMonths = 1'200;

struct KindKey {
  std::string_view key;
  Kind kind;
};
constexpr std::array kKindKeys = {
    KindKey{"on", Kind::start},
    KindKey{"event", Kind::event},
    KindKey{"clear_of", Kind::clear},
    KindKey{"sum_of", Kind::sum},
    KindKey{"all_of", Kind::all_of},
};

// Stages stand in evidence between '|' and ';', and in the names of workings between '.'.
bool can_name_a_stage(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  return !name.empty() && name != kStart && std::all_of(name.begin(), name.end(), allowed);
}

class StageReader {
 public:
  StageReader(const yaml::Entry& entry, const MilestonesRule& rule, Context& context)
      : entry_(entry),
        rule_(rule),
        context_(context),
        fields_(entry.value, "stage", context.problems) {}

  std::optional<StageRule> run() {
    const ClauseScope scope(context_, fields_);
    stage_.name = entry_.key;
    stage_.source = {entry_.key_place, context_.clause};
    check_name();
    const std::optional<Kind> kind = read_kind();
    if (!kind) {
      return std::nullopt;
    }
    stage_.kind = *kind;
    read_body();
    fields_.finish();
    check_length();
    return std::move(stage_);
  }

 private:
  void report(const Place& place, Reason reason, std::string message, std::string advice = {}) {
    context_.problems.add(place, reason, std::move(message), std::move(advice));
  }

  void check_name() {
    if (!can_name_a_stage(stage_.name)) {
      report(entry_.key_place,
             Reason::bad_identifier,
             fmt::format("no stage can be called \"{}\"", stage_.name),
             "a stage is called by letters, digits, '-' and '_', and not \"start\"");
    }
  }

  // Exactly one of the keys that say what a stage is; it is read as the kind asks.
  std::optional<Kind> read_kind() {
    std::vector<Kind> kinds;
    for (const KindKey& word : kKindKeys) {
      if (entry_.value.find(word.key) != nullptr) {
        kinds.push_back(word.kind);
      }
    }
    if (kinds.size() == 1) {
      return kinds.front();
    }
    report(entry_.key_place,
           Reason::inconsistent,
           "a stage is exactly one of on, event, clear_of, sum_of and all_of");
    return std::nullopt;
  }

  void read_body() {
    switch (stage_.kind) {
      case Kind::start:
        read_start();
        break;
      case Kind::event:
        read_event();
        break;
      case Kind::clear:
        read_clear();
        break;
      case Kind::sum:
        read_sum();
        break;
      case Kind::all_of:
        stage_.all_of = references(fields_.require("all_of"));
        break;
    }
  }

  void read_start() {
    static constexpr std::array<std::string_view, 1> kWords = {kStart};
    fields_.required("on", [](const Node& node, Problems& problems) {
      return yaml::read_word(node, kWords, problems);
    });
  }

  void read_event() {
    stage_.outcomes = one_text(fields_.required("event", yaml::read_text));
    read_time(fields_.require("within", kHowLong));
    read_order();
    read_times();
    stage_.each = fields_.optional("each", yaml::read_text).value_or("");
    read_evidence();
  }

  void read_sum() {
    stage_.outcomes = one_text(fields_.required("sum_of", yaml::read_text));
    stage_.adds_up = fields_
                         .required("adds_up",
                                   yaml::read_text,
                                   "name the attribute of the event whose whole numbers are added")
                         .value_or("");
    if (const Node* reaches = fields_.require("reaches")) {
      read_reaches(*reaches);
    }
    read_time(fields_.require("within", kHowLong));
    read_order();
    read_evidence();
  }

  void read_reaches(const Node& node) {
    const auto number = yaml::read_count(node, context_.problems);
    stage_.reaches = number.value_or(1);
    if (number == 0) {
      report(node.place, Reason::out_of_range, "a sum reaches at least 1");
    }
  }

  void read_clear() {
    if (const Node* outcomes = fields_.find("clear_of")) {
      stage_.outcomes =
          yaml::read_texts(*outcomes, context_.problems).value_or(std::vector<std::string>{});
    }
    const bool repeated = fields_.find("every") != nullptr;
    read_time(repeated ? fields_.require("every")
                       : fields_.require("for", "say for how long, or how often: every:"));
    if (repeated) {
      read_times();
      read_after_an_event();
    }
  }

  void read_after_an_event() {
    static constexpr std::array kWords = {
        yaml::Word<bool>{"goes on", false},
        yaml::Word<bool>{"ends", true},
    };
    stage_.ends_when_broken =
        fields_
            .required(
                "after_an_event",
                word_reader(kWords),
                "say whether later stretches can still be claimed once one is broken: goes on, or "
                "ends")
            .value_or(false);
  }

  // How long, where time runs from, and how much longer it may be proven.
  void read_time(const Node* length) {
    const auto within =
        length == nullptr ? std::nullopt : yaml::read_duration(*length, context_.problems);
    stage_.within = within.value_or(Duration{Duration::Unit::days, 0});
    if (const Node* from =
            fields_.require("from", "say from when time runs: start, or an earlier stage")) {
      stage_.from = from->text == kStart ? std::nullopt : reference(*from);
    }
    const Node* proof = fields_.require(
        "proven_within", "say how much longer it may be proven, or: proven_within: not asked");
    if (proof != nullptr && proof->text != "not asked") {
      stage_.proof = yaml::read_duration(*proof, context_.problems);
    }
    if (within) {
      check_time(*length, proof);
    }
  }

  void check_time(const Node& length, const Node* proof) {
    if (stage_.proof && stage_.proof->length > 0 && stage_.proof->unit != stage_.within.unit) {
      report(proof->place,
             Reason::inconsistent,
             "the time of a stage and its proven_within are in different units",
             "write both in months or both in days: they are added together");
    }
    if (stage_.kind == Kind::clear && stage_.within.length == 0) {
      report(length.place, Reason::out_of_range, "being clear for no time is always so");
    }
  }

  void read_order() {
    if (const Node* after = fields_.find("after")) {
      stage_.after = reference(*after);
    }
  }

  // "once" or "up to 13".
  void read_times() {
    const Node* times = fields_.require(
        "times", "say how often one person can claim it: once, or up to a number of times");
    if (times == nullptr || times->text == "once") {
      return;
    }
    Node number = *times;
    const bool up_to = times->text.starts_with(kUpTo);
    number.text = up_to ? times->text.substr(kUpTo.size()) : std::string();
    Problems unused;
    const auto count = up_to ? yaml::read_count(number, unused) : std::nullopt;
    if (!count || *count < 1 || *count > kMostTimes) {
      report(times->place,
             Reason::bad_number,
             fmt::format("\"{}\" doesn't say how often a stage can be claimed", times->text),
             "write once, or up to 13");
    }
    stage_.times = count.value_or(1);
  }

  void read_evidence() {
    const Node* node = fields_.find("evidence");
    if (node == nullptr) {
      return;
    }
    Fields inner(*node, "evidence", context_.problems);
    const ClauseScope scope(context_, inner);
    stage_.evidence.emplace();
    stage_.evidence->attribute = "evidence";
    stage_.evidence->source = context_.source(*node);
    read_values(inner, *stage_.evidence, context_);
    inner.finish();
  }

  void check_length() {
    const bool days = stage_.within.unit == Duration::Unit::days;
    const std::int64_t longest = days ? kLongestDays : kLongestMonths;
    const std::int64_t stretches = stage_.kind == Kind::clear ? stage_.times : 1;
    if (stage_.within.length * stretches > longest) {
      report(entry_.key_place, Reason::out_of_range, "this stage takes more than a century");
    }
  }

  static std::vector<std::string> one_text(std::optional<std::string> text) {
    return text ? std::vector{std::move(*text)} : std::vector<std::string>{};
  }

  std::vector<std::size_t> references(const Node* list) {
    std::vector<std::size_t> found;
    if (list == nullptr || !list->is_list() || list->items.empty()) {
      yaml::report_shape(list == nullptr ? entry_.value : *list,
                         "a list of at least one earlier stage",
                         context_.problems);
      return found;
    }
    for (const Node& item : list->items) {
      if (const auto stage = reference(item)) {
        found.push_back(*stage);
      }
    }
    return found;
  }

  std::optional<std::size_t> reference(const Node& node) {
    const auto found = rule_.find_stage(node.text);
    if (!found) {
      std::vector<std::string_view> names;
      for (const StageRule& stage : rule_.stages) {
        names.push_back(stage.name);
      }
      const std::string near = did_you_mean(node.text, names);
      report(node.place,
             Reason::unknown_reference,
             fmt::format("\"{}\" is not an earlier stage", node.text),
             near.empty() ? "a stage looks back at stages that stand above its own" : near);
    }
    return found;
  }

  const yaml::Entry& entry_;
  const MilestonesRule& rule_;
  Context& context_;
  Fields fields_;
  StageRule stage_{};
};

void read_stages(const Node& node, Context& context, MilestonesRule& rule) {
  if (!node.is_map() || node.entries.empty()) {
    yaml::report_shape(node, "a map of stages", context.problems);
  }
  for (const yaml::Entry& entry : node.entries) {
    if (auto stage = StageReader(entry, rule, context).run()) {
      rule.stages.push_back(std::move(*stage));
    }
  }
}

// Outcomes that no stage reads: a list, or "any other".
void read_other_events(const Node& node, Context& context, Selection& other) {
  other.attribute = "outcome";
  other.source = context.source(node);
  other.any_other_is_out = node.is_scalar() && node.text == "any other";
  if (!other.any_other_is_out) {
    other.not_counted =
        yaml::read_texts(node, context.problems).value_or(std::vector<std::string>{});
  }
}

void read_boundaries(Fields& fields, MilestonesRule& rule) {
  rule.month_end =
      fields
          .required("month_end",
                    read_month_end,
                    "say what 31 August plus 6 months is: last day of the month, or first of the "
                    "next month")
          .value_or(MonthEnd::last_day);
  rule.same_day_counts =
      fields
          .required("same_day",
                    read_counted,
                    "say whether an event on the very day from which time runs counts: counted or "
                    "not counted")
          .value_or(false);
  rule.anniversary_counts =
      fields
          .required("anniversary",
                    read_counted,
                    "say whether an event on the very day the time is complete counts: counted or "
                    "not counted")
          .value_or(false);
}

}  // namespace

MilestonesRule read_milestones(const Node& node, Context& context) {
  static constexpr std::array kPricedAsOf = {
      yaml::Word<bool>{"start", true},
      yaml::Word<bool>{"reached", false},
  };
  Fields fields(node, "milestones", context.problems);
  const ClauseScope scope(context, fields);
  MilestonesRule rule;
  rule.source = context.source(node);
  rule.price_as_of_start =
      fields
          .required(
              "price_as_of",
              word_reader(kPricedAsOf),
              "say by which day a claim's price is looked up: start, or the day it is reached")
          .value_or(false);
  if (const Node* group = fields.find("group_by")) {
    rule.group_by = read_breakdown(*group, context);
  }
  rule.starts_until = fields.optional("starts_until", yaml::read_date);
  read_boundaries(fields, rule);
  if (const Node* stages = fields.require("stages")) {
    read_stages(*stages, context, rule);
  }
  if (const Node* other = fields.require(
          "other_events", "list the outcomes that no stage reads, or: other_events: any other")) {
    read_other_events(*other, context, rule.other_events);
  }
  fields.finish();
  return rule;
}

}  // namespace outturn::reading
