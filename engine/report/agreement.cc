#include "report/agreement.h"

#include "report/figures.h"
#include "value/period.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::size_t kMostReported = 20;

class Agreement {
 public:
  Agreement(const JsonField& json, const StatementView& statement, std::string name)
      : json_(json), statement_(statement), name_(std::move(name)) {}

  void check() {
    check_head();
    check_workings();
    check_lines();
    check_payers();
    if (statement_.reconciliation) {
      check_reconciliation(*statement_.reconciliation);
    }
    for (std::size_t i = 0; i < statement_.cohorts.size(); ++i) {
      check_cohort(statement_.cohorts[i], fmt::format("cohorts[{}]", i));
    }
    check_breakdown();
    if (statement_.milestones) {
      check_milestones(*statement_.milestones);
    }
    problems_.throw_if_any();
  }

 private:
  // `path` says one thing where it should say another, which follows from `source`.
  void expect(const std::string& path,
              const std::string& said,
              const std::string& right,
              std::string_view source) {
    if (said != right) {
      report(fmt::format("{} is {}, and by {} it is {}", path, shown(said), source, shown(right)));
    }
  }

  void report(const std::string& message) {
    if (problems_.size() < kMostReported) {
      problems_.add(Place{name_},
                    Reason::not_a_statement,
                    message,
                    "settle again: this file was changed after it was written");
    }
  }

  void expect_sum(const std::string& path,
                  const Ratio& said,
                  const Ratio& sum,
                  std::string_view parts) {
    expect(path, to_fraction(said), to_fraction(sum), parts);
  }

  // --- the head ---

  void check_head() {
    expect("run.kind",
           statement_.run.kind,
           statement_.run.payable ? "final" : "interim",
           "run.payable");
    check_period();
    if (const auto known_at = json_.at("pins").find("known_at_batch")) {
      const std::int64_t last = statement_.batches.empty() ? 0 : statement_.batches.back().number;
      expect("pins.known_at_batch",
             fmt::format("{}", known_at->integer()),
             fmt::format("{}", last),
             "the last of pins.batches");
    }
    for (std::size_t i = 0; i < statement_.figures.size(); ++i) {
      check_figure_set(statement_.figures[i], fmt::format("figures[{}].sha256", i));
    }
  }

  // Only a name that no contract could give a period of its own says its days: "2013/14", a year of
  // any beginning, which its first day tells, and "2011-10-01..2012-09-30".
  void check_period() {
    const std::string& name = statement_.period.name;
    const bool says_days =
        name.find('/') != std::string::npos || name.find("..") != std::string::npos;
    const auto first = parse_date(statement_.period.first);
    const auto named =
        first && says_days ? parse_period_range(name, calendar_of(*first).month) : std::nullopt;
    if (named) {
      expect("period.first", statement_.period.first, to_string(named->first), "period.name");
      expect("period.last", statement_.period.last, to_string(named->last), "period.name");
    }
  }

  void check_figure_set(const FigureSetView& set, const std::string& path) {
    for (const RuleFileView& file : statement_.rules) {
      if (file.file == set.file) {
        expect(path, set.sha256, file.sha256, "pins.rules");
      }
    }
  }

  // --- workings and what is paid ---

  void check_workings() {
    for (std::size_t i = 0; i < statement_.workings.size(); ++i) {
      const WorkingView& working = statement_.workings[i];
      check_earlier(working, fmt::format("workings[{}].details", i));
      const auto figure = figure_of(working.value, working.unit, statement_.contract.currency);
      if (!figure) {
        json_.at("workings").list().at(i).at("unit").refuse("a unit that this program knows");
      }
      expect(fmt::format("workings[{}].shown", i), working.shown, *figure, "its value");
    }
  }

  // A figure of an earlier statement is of one of those that are pinned.
  void check_earlier(const WorkingView& working, const std::string& path) {
    if (working.op != "earlier") {
      return;
    }
    const std::string contract(working.detail("contract"));
    const std::string period(working.detail("period"));
    const auto pinned = std::find_if(
        statement_.earlier.begin(), statement_.earlier.end(), [&](const EarlierView& earlier) {
          return earlier.contract == contract && earlier.period == period;
        });
    if (pinned == statement_.earlier.end()) {
      report(fmt::format("{} are of {} {}, and pins.statements has none of them",
                         path,
                         shown(contract),
                         shown(period)));
      return;
    }
    expect(path + ".statement",
           std::string(working.detail("statement")),
           pinned->sha256,
           "pins.statements");
  }

  void check_due(const DueView& due, const std::string& path) {
    const WorkingView& working = statement_.workings.at(due.working);
    const std::string source = "working " + working.id;
    expect(path + ".minor", to_fraction(due.minor), working.exact, source);
    expect(path + ".shown", due.shown, working.shown, source);
  }

  // An amount of a line that no rendering reads.
  void check_gross(const JsonField& line, const std::string& path) {
    const auto gross = line.find("gross");
    if (!gross) {
      return;
    }
    const WorkingView* working = statement_.find_working(gross->at("working").text());
    if (working == nullptr) {
      gross->at("working").refuse("the id of a working");
    }
    const auto at = static_cast<std::size_t>(working - statement_.workings.data());
    check_due({at, gross->at("minor").fraction(), gross->at("shown").text()}, path);
  }

  void check_lines() {
    const std::vector<JsonField> lines = json_.at("lines").list();
    for (std::size_t i = 0; i < statement_.lines.size(); ++i) {
      const std::string path = fmt::format("lines[{}]", i);
      check_due(statement_.lines[i].due, path + ".due");
      check_gross(lines.at(i), path + ".gross");
      check_bounds(statement_.lines[i].bounds, path + ".bounds");
      check_conditions(statement_.lines[i].paid_when, path + ".paid_when");
      check_verdict(statement_.lines[i], path);
    }
    check_due(statement_.total, "total");
    check_bounds(statement_.total_bounds, "total_bounds");
  }

  void check_bounds(const std::vector<BoundView>& bounds, const std::string& path) {
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      const WorkingView& applied = statement_.workings.at(bounds[i].applied);
      const WorkingView& before = statement_.workings.at(applied.of.front());
      expect(fmt::format("{}[{}].bit", path, i),
             yes_or_no(bounds[i].bit),
             yes_or_no(applied.value != before.value),
             "working " + applied.id);
    }
  }

  void check_verdict(const LineView& line, const std::string& path) {
    if (line.verdict.empty()) {
      return;
    }
    if (const WorkingView* working = statement_.find_working(line.name + ".verdict")) {
      expect(path + ".verdict", line.verdict, working->shown, "working " + working->id);
    }
    for (std::size_t i = 0; i < line.why.size(); ++i) {
      if (line.why[i].starts_with("Verdict: ")) {
        expect(fmt::format("{}.why[{}]", path, i),
               line.why[i],
               fmt::format("Verdict: {}.", line.verdict),
               path + ".verdict");
      }
    }
    check_conditions(line.reduction_when, path + ".reduction_when");
    check_conditions(line.increase_when, path + ".increase_when");
    const bool reached = check_conditions(line.termination_when, path + ".termination_when");
    expect(path + ".termination_reached",
           yes_or_no(line.termination_reached),
           yes_or_no(reached),
           path + ".termination_when");
  }

  // Whether all of them hold, by their workings; none never does.
  bool check_conditions(const std::vector<ConditionView>& conditions, const std::string& path) {
    bool all = !conditions.empty();
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      all = check_condition(conditions[i], fmt::format("{}[{}]", path, i)) && all;
    }
    return all;
  }

  bool check_condition(const ConditionView& condition, const std::string& path) {
    const WorkingView& working = statement_.workings.at(condition.working);
    const bool holds = working.value == 1;
    const std::string source = "working " + working.id;
    expect(path + ".holds", yes_or_no(condition.holds), yes_or_no(holds), source);
    const std::string& sentence = condition.sentence;
    const std::string_view wrong = holds ? ": no" : ": yes";
    if (sentence.ends_with(wrong)) {
      expect(path + ".sentence",
             sentence,
             sentence.substr(0, sentence.size() - wrong.size()) + (holds ? ": yes" : ": no"),
             source);
    }
    return holds;
  }

  static std::string yes_or_no(bool value) { return value ? "true" : "false"; }

  void check_payers() {
    Ratio sum = 0;
    for (std::size_t i = 0; i < statement_.payers.size(); ++i) {
      const PayerView& payer = statement_.payers[i];
      const std::string path = fmt::format("payers[{}]", i);
      check_due(payer.due, path + ".due");
      if (const WorkingView* share = statement_.find_working("payer_share." + payer.name)) {
        expect(path + ".share", payer.share, share->shown, "working " + share->id);
      }
      sum += payer.due.minor;
    }
    if (!statement_.payers.empty()) {
      expect_sum("total.minor", statement_.total.minor, sum, "its payers");
    }
  }

  // --- a re-settlement ---

  void check_reconciliation(const ReconciliationView& again) {
    const std::string path = "reconciliation.";
    check_due(again.superseded_total, path + "superseded.total");
    if (again.agreed) {
      check_due(*again.agreed, path + "agreed");
    }
    for (const auto& [name, due] : {std::pair{"owed", &again.owed},
                                    {"before", &again.before},
                                    {"difference", &again.difference},
                                    {"due", &again.due},
                                    {"settled", &again.settled}}) {
      check_due(*due, path + name);
    }
    if (again.material) {
      const WorkingView& working = statement_.workings.at(*again.material);
      expect(path + "material.holds",
             yes_or_no(again.is_paid),
             yes_or_no(working.value == 1),
             "working " + working.id);
    }
    check_shares(again, path);
    check_causes(again, path);
  }

  void check_shares(const ReconciliationView& again, const std::string& path) {
    Ratio due = 0;
    Ratio settled = 0;
    for (std::size_t i = 0; i < again.payers.size(); ++i) {
      check_due(again.payers[i].due, fmt::format("{}payers[{}].due", path, i));
      check_due(again.payers[i].settled, fmt::format("{}payers[{}].settled", path, i));
      due += again.payers[i].due.minor;
      settled += again.payers[i].settled.minor;
    }
    if (!again.payers.empty()) {
      expect_sum(path + "due.minor", again.due.minor, due, "its payers");
      expect_sum(path + "settled.minor", again.settled.minor, settled, "its payers");
    }
  }

  void check_causes(const ReconciliationView& again, const std::string& path) {
    Ratio sum = 0;
    for (std::size_t i = 0; i < again.causes.size(); ++i) {
      check_due(again.causes[i].amount, fmt::format("{}causes[{}].amount", path, i));
      sum += again.causes[i].amount.minor;
    }
    expect_sum(path + "difference.minor", again.difference.minor, sum, "its causes");
  }

  // --- people ---

  static Ratio sum_of(const std::vector<ClassView>& classes) {
    Ratio sum = 0;
    for (const ClassView& entry : classes) {
      sum += ratio_of(entry.count);
    }
    return sum;
  }

  static Ratio counted_in(const std::vector<ClassView>& classes) {
    const auto found = std::find_if(classes.begin(), classes.end(), [](const ClassView& entry) {
      return entry.code == "counted";
    });
    return found == classes.end() ? Ratio(0) : ratio_of(found->count);
  }

  void check_cohort(const CohortView& cohort, const std::string& path) {
    const auto check =
        [&](std::string_view field, std::int64_t said, const Ratio& sum, std::string_view parts) {
          expect_sum(fmt::format("{}.{}", path, field), ratio_of(said), sum, parts);
        };
    check("starts", cohort.starts, sum_of(cohort.starts_by_class), "starts_by_class");
    check("measurable", cohort.measurable, counted_in(cohort.starts_by_class), "starts_by_class");
    check("events", cohort.events, sum_of(cohort.events_by_class), "events_by_class");
  }

  void check_breakdown() {
    std::map<std::pair<std::string, std::string>, Ratio> people;
    for (const BreakdownView& row : statement_.breakdown) {
      people[{row.cohort, row.by}] += ratio_of(row.people);
    }
    for (const auto& [key, sum] : people) {
      if (const CohortView* cohort = statement_.find_cohort(key.first)) {
        expect_sum(fmt::format("breakdown of {} by {}, people added up,", key.first, key.second),
                   sum,
                   ratio_of(cohort->measurable),
                   "measurable");
      }
    }
  }

  void check_milestones(const MilestonesView& milestones) {
    const std::string path = "milestones.";
    expect_sum(path + "starts",
               ratio_of(milestones.starts),
               sum_of(milestones.starts_by_class),
               "starts_by_class");
    Ratio people = 0;
    std::map<std::string, Ratio> claims;
    for (const PatternView& pattern : milestones.patterns) {
      people += ratio_of(pattern.people);
      for (const PatternView::Claims& entry : pattern.claims) {
        claims[entry.stage] += ratio_of(entry.claims) * ratio_of(pattern.people);
      }
    }
    expect_sum(path + "followed", ratio_of(milestones.followed), people, "patterns");
    for (std::size_t i = 0; i < milestones.stages.size(); ++i) {
      const StageView& stage = milestones.stages[i];
      expect_sum(fmt::format("{}stages[{}].claims", path, i),
                 ratio_of(stage.claims),
                 claims[stage.name],
                 "patterns");
    }
  }

  const JsonField& json_;
  const StatementView& statement_;
  std::string name_;
  Problems problems_;
};

}  // namespace

void check_agreement(const JsonField& json,
                     const StatementView& statement,
                     const std::string& name) {
  Agreement(json, statement, name).check();
}

}  // namespace outturn
