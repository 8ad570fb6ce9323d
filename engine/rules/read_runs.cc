// The calendar of a contract's runs.
#include "rules/reading.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn::reading {
namespace {

constexpr std::string_view kNever = "never";

bool says(const Node& node, std::string_view word) {
  return node.is_scalar() && node.text == word;
}

std::optional<Delay> read_delay(const Node& node, Problems& problems) {
  const auto text = yaml::read_text(node, problems);
  const auto delay = text ? parse_delay(*text) : std::nullopt;
  if (text && !delay) {
    problems.add(node.place,
                 Reason::bad_duration,
                 fmt::format("\"{}\" isn't a length of time", *text),
                 "write a number of days, working days or months, such as 20 working days");
  }
  return delay;
}

class RunsReader {
 public:
  RunsReader(const Node& node, Context& context, Contract& contract)
      : node_(node),
        context_(context),
        contract_(contract),
        problems_before_(context.problems.size()),
        fields_(node, "runs", context.problems) {}

  RunsRule run() {
    const ClauseScope scope(context_, fields_);
    rule_.source = context_.source(node_);
    read_counted_from();
    read_run(RunKind::interim,
             "interim",
             fields_.require("interim", "say after how long, or: interim: never"));
    read_run(RunKind::final, "final", fields_.require("final", "say after how long"));
    read_reconciliations();
    read_run(RunKind::post_final,
             "post-final",
             fields_.require("post_final", "say after how long, or: post_final: never"));
    read_closed();
    read_disputes();
    read_materiality();
    read_month_end();
    read_working_days();
    fields_.finish();
    return std::move(rule_);
  }

 private:
  void read_counted_from() {
    static constexpr std::array kWords = {
        yaml::Word<RunsRule::CountedFrom>{"last day of the period",
                                          RunsRule::CountedFrom::last_day},
        yaml::Word<RunsRule::CountedFrom>{"day after the period", RunsRule::CountedFrom::day_after},
    };
    rule_.counted_from =
        fields_
            .required("counted_from",
                      word_reader(kWords),
                      "say from which day time runs: last day of the period, or day after the "
                      "period")
            .value_or(RunsRule::CountedFrom::last_day);
  }

  // There is always a final run.
  void read_run(RunKind kind, std::string_view name, const Node* node) {
    if (node == nullptr || (kind != RunKind::final && says(*node, kNever))) {
      return;
    }
    if (auto after = read_stated<Delay>(*node, "after", read_delay, context_)) {
      add({kind, std::string(name), after->value, after->source});
    }
  }

  void read_reconciliations() {
    const Node* list = fields_.require("reconciliations", "list them, or: reconciliations: []");
    if (list == nullptr) {
      return;
    }
    if (!list->is_list()) {
      yaml::report_shape(*list, "a list of reconciliations with name and after", problems());
    }
    for (const Node& item : list->items) {
      read_reconciliation(item);
    }
  }

  void read_reconciliation(const Node& node) {
    Fields fields(node, "reconciliation", problems());
    const ClauseScope scope(context_, fields);
    const Node* name = fields.require("name");
    const auto text = name == nullptr ? std::nullopt : yaml::read_text(*name, problems());
    const auto after = fields.required("after", read_delay);
    fields.finish();
    if (!text || !after) {
      return;
    }
    check_name(*text, *name);
    add({RunKind::reconciliation, *text, *after, context_.source(node)});
  }

  void check_name(const std::string& name, const Node& node) {
    static constexpr std::array<std::string_view, 4> kTaken = {
        "interim", "final", "post-final", "closed"};
    if (std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end()) {
      problems().add(node.place,
                     Reason::bad_identifier,
                     fmt::format("no reconciliation can be called \"{}\"", name),
                     "call it as the contract does, such as first reconciliation");
    }
    if (std::any_of(rule_.runs.begin(), rule_.runs.end(), [&](const Run& run) {
          return run.kind == RunKind::reconciliation && run.name == name;
        })) {
      problems().add(node.place,
                     Reason::duplicate_row,
                     fmt::format("two reconciliations are called \"{}\"", name));
    }
  }

  void read_closed() {
    const Node* closed = fields_.require("closed", "say after how long, or: closed: never");
    if (closed == nullptr || says(*closed, kNever)) {
      return;
    }
    rule_.closed = read_stated<Delay>(*closed, "after", read_delay, context_);
    if (rule_.closed) {
      check_order("closed", rule_.closed->value, rule_.closed->source);
      note(rule_.closed->value);
    }
  }

  void add(Run run) {
    check_order(run.name, run.after, run.source);
    note(run.after);
    rule_.runs.push_back(std::move(run));
  }

  // Lengths in different units can only be compared for a period; check_runs does it.
  void check_order(std::string_view name, const Delay& after, const Source& source) {
    if (rule_.runs.empty() || rule_.runs.back().after.unit != after.unit ||
        rule_.runs.back().after.length < after.length) {
      return;
    }
    report_out_of_order(name, source, rule_.runs.back(), {}, problems());
  }

  void note(const Delay& delay) {
    in_months_ = in_months_ || delay.unit == Delay::Unit::months;
    in_working_days_ = in_working_days_ || delay.unit == Delay::Unit::working_days;
  }

  void read_disputes() {
    const Node* node = fields_.require(
        "disputes", "say how long a statement can be disputed, or: disputes: at any time");
    if (node == nullptr || says(*node, "at any time") ||
        !is_map(*node, "a map with within and day_of_issue, or at any time")) {
      return;
    }
    Fields fields(*node, "disputes", problems());
    const ClauseScope scope(context_, fields);
    const Node* length = fields.require("within");
    const auto within = length == nullptr ? std::nullopt : read_delay(*length, problems());
    if (within && within->length == 0) {
      problems().add(length->place,
                     Reason::out_of_range,
                     fmt::format("nobody can dispute anything within {}", length->text),
                     "write how long, such as 20 working days");
    }
    const auto counts = fields.required(
        "day_of_issue",
        read_counted,
        "say whether the day of issue is the first of these days: counted or not counted");
    const bool moves = within && read_last_day(fields, *within);
    fields.finish();
    if (within && counts) {
      rule_.disputes = DisputesRule{*within, *counts, moves, context_.source(*node)};
      note(*within);
    }
  }

  // Whether the last day moves to a working day. One that is counted in working days is one.
  bool read_last_day(Fields& fields, const Delay& within) {
    static constexpr std::array kWords = {
        yaml::Word<bool>{"any day", false},
        yaml::Word<bool>{"a working day or the next one", true},
    };
    if (within.unit != Delay::Unit::working_days) {
      const bool moves =
          fields
              .required("last_day",
                        word_reader(kWords),
                        "say whether it can be a Sunday: any day, or a working day or the next one")
              .value_or(false);
      in_working_days_ = in_working_days_ || moves;
      return moves;
    }
    if (const Node* last_day = fields.find("last_day")) {
      problems().add(last_day->place,
                     Reason::unused_value,
                     "the last of so many working days is a working day",
                     "leave last_day out");
    }
    return false;
  }

  void read_materiality() {
    static constexpr std::array kAppliesTo = {
        yaml::Word<MaterialityRule::AppliesTo>{"either way",
                                               MaterialityRule::AppliesTo::either_way},
        yaml::Word<MaterialityRule::AppliesTo>{"payments only",
                                               MaterialityRule::AppliesTo::payments_only},
        yaml::Word<MaterialityRule::AppliesTo>{"repayments only",
                                               MaterialityRule::AppliesTo::repayments_only},
    };
    static constexpr std::array kOtherwise = {
        yaml::Word<MaterialityRule::Otherwise>{"not paid", MaterialityRule::Otherwise::not_paid},
        yaml::Word<MaterialityRule::Otherwise>{"carried forward",
                                               MaterialityRule::Otherwise::carried_forward},
    };
    const Node* node = fields_.require(
        "materiality", "say which differences are paid, or, if every one is: materiality: none");
    if (node == nullptr || says(*node, "none") ||
        !is_map(*node, "a map with amount, boundary, applies_to and otherwise, or none")) {
      return;
    }
    Fields fields(*node, "materiality", problems());
    const ClauseScope scope(context_, fields);
    const Node* amount = fields.require("amount");
    const auto money = amount == nullptr ? std::nullopt : read_threshold(*amount);
    const auto enough = fields.required(
        "boundary",
        read_boundary,
        "say whether a difference of exactly this amount is paid: at least, or more than");
    const auto applies_to = fields.required("applies_to",
                                            word_reader(kAppliesTo),
                                            "say which differences are held against the amount: "
                                            "either way, payments only, or repayments only");
    const auto otherwise = fields.required(
        "otherwise",
        word_reader(kOtherwise),
        "say what becomes of a difference that isn't material: not paid, or carried forward");
    fields.finish();
    if (money && enough && applies_to && otherwise) {
      rule_.materiality =
          MaterialityRule{*money, *enough, *applies_to, *otherwise, context_.source(*node)};
    }
  }

  bool is_map(const Node& node, std::string_view expected) {
    if (!node.is_map()) {
      yaml::report_shape(node, expected, problems());
    }
    return node.is_map();
  }

  std::optional<Money> read_threshold(const Node& node) {
    const auto money = money_reader(context_.currency)(node, problems());
    if (money && *money <= Money()) {
      problems().add(node.place,
                     Reason::out_of_range,
                     fmt::format("every difference is above {} or below it", node.text),
                     "if every difference is paid, write: materiality: none");
    }
    return money;
  }

  void read_month_end() {
    if (in_months_) {
      rule_.month_end = fields_.required("month_end",
                                         reading::read_month_end,
                                         "say what 31 August plus 6 months is: last day of the "
                                         "month, or first of the next month");
    } else if (const Node* month_end = fields_.find("month_end")) {
      report_unused(*month_end, "no length of time here is in months");
    }
  }

  void read_working_days() {
    if (!in_working_days_) {
      if (const Node* table = fields_.find("working_days")) {
        report_unused(*table, "nothing here is counted in working days");
      }
      return;
    }
    const Node* table = fields_.require("working_days", "name a table of bank holidays");
    if (table == nullptr) {
      return;
    }
    const auto root =
        read_referred("bank_holidays", *table, context_, contract_.files, contract_.illustrative);
    if (root) {
      rule_.holidays = read_holidays(*root, context_);
    }
  }

  // What couldn't be read, or is still open, may be what reads it.
  void report_unused(const Node& node, std::string_view why) {
    if (problems().size() == problems_before_) {
      problems().add(node.place, Reason::unused_value, std::string(why), "leave it out");
    }
  }

  Problems& problems() { return context_.problems; }

  const Node& node_;
  Context& context_;
  Contract& contract_;
  std::size_t problems_before_;
  Fields fields_;
  RunsRule rule_{};
  bool in_months_ = false;
  bool in_working_days_ = false;
};

}  // namespace

void report_out_of_order(std::string_view name,
                         const Source& source,
                         const Run& before,
                         std::string_view when,
                         Problems& problems) {
  problems.add(source.place,
               Reason::out_of_order,
               fmt::format("\"{}\" doesn't come after \"{}\"{}", name, before.name, when),
               "runs stand in order of time, each with a first day of its own");
}

RunsRule read_runs(const Node& node, Context& context, Contract& contract) {
  return RunsReader(node, context, contract).run();
}

}  // namespace outturn::reading
