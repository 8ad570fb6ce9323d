#include "rules/load.h"

#include "rules/consistency.h"
#include "rules/open_values.h"
#include "rules/reading.h"
#include "yaml/change.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn {
namespace {

using reading::Context;
using yaml::Fields;
using yaml::Node;

std::optional<Currency> read_currency(const Node& node, Problems& problems) {
  std::vector<std::string_view> codes;
  for (const Currency currency : all_currencies()) {
    codes.push_back(code_of(currency));
  }
  const auto index = yaml::read_word(node, codes, problems);
  return index ? std::optional(all_currencies()[*index]) : std::nullopt;
}

void read_provider(const Node& node, Contract& contract, Problems& problems) {
  Fields fields(node, "provider", problems);
  contract.provider_name = fields.required("name", yaml::read_text).value_or("");
  contract.provider_code = fields.optional("code", yaml::read_text).value_or("");
  fields.finish();
}

void read_term(const Node& node, Contract& contract, Problems& problems) {
  Fields fields(node, "term", problems);
  const auto from = fields.required("from", yaml::read_date);
  const auto until = fields.required("until", yaml::read_date);
  fields.finish();
  if (!from || !until) {
    return;
  }
  contract.first = *from;
  contract.last = *until;
  if (*until < *from) {
    problems.add(node.place, Reason::out_of_order, "the term ends before it begins");
  }
}

// Parties, currency, term: what every contract states itself.
void read_contract_head(Fields& fields, Context& context, Contract& contract) {
  Problems& problems = context.problems;
  contract.id = fields.required("contract", reading::folder_name_reader("contract")).value_or("");
  contract.title = fields.required("title", yaml::read_text).value_or("");
  contract.commissioner = fields.required("commissioner", yaml::read_text).value_or("");
  fields.optional("version", yaml::read_text);
  fields.optional("sources", yaml::read_texts);
  fields.optional("illustrative", yaml::read_text);
  if (const Node* provider = fields.require("provider")) {
    read_provider(*provider, contract, problems);
  }
  contract.currency = fields.required("currency", read_currency).value_or(Currency::gbp);
  context.currency = contract.currency;
  if (const Node* term = fields.require("term")) {
    read_term(*term, contract, problems);
  }
}

void read_people_blocks(Fields& fields, Context& context, Contract& contract) {
  if (const Node* cohort = fields.find("cohort")) {
    contract.cohort = reading::read_cohort(*cohort, context);
  }
  if (const Node* window = fields.find("window")) {
    contract.window = reading::read_window(*window, context);
  }
  if (const Node* counts = fields.find("counts")) {
    contract.counts = reading::read_counts(*counts, context);
  }
  if (const Node* weights = fields.find("weights")) {
    contract.weights =
        reading::read_weights(*weights, context, contract.files, contract.illustrative);
  }
  if (const Node* severity = fields.find("severity")) {
    contract.severity =
        reading::read_severity(*severity, context, contract.files, contract.illustrative);
  }
  if (const Node* milestones = fields.find("milestones")) {
    contract.milestones = reading::read_milestones(*milestones, context);
  }
  if (const Node* names = fields.find("break_down_by")) {
    contract.break_down_by = reading::read_breakdown(*names, context);
    contract.break_down_source = context.source(*names);
  }
}

// The blocks that stand in a tariff, or in a contract without one.
void read_blocks(Fields& fields, Context& context, Contract& contract) {
  if (const Node* periods = fields.require("periods")) {
    reading::read_cadence(*periods, context, contract);
  }
  read_people_blocks(fields, context, contract);
  if (const Node* measures = fields.require("measures")) {
    contract.measures = reading::read_measures(*measures, context);
  }
  if (const Node* lines = fields.require("lines")) {
    reading::read_lines(*lines, context, contract);
  }
  if (const Node* bounds = fields.require("bounds", "write the caps and floors, or: bounds: []")) {
    contract.bounds = reading::read_bounds(*bounds, context);
  }
  if (const Node* rounding =
          fields.require("rounding", "say what is rounded, to what, and how ties go")) {
    contract.rounding = reading::read_rounding(*rounding, context).value_or(contract.rounding);
  }
  if (const Node* runs = fields.find("runs")) {
    contract.runs = reading::read_runs(*runs, context, contract);
  }
}

// The problems found in `rules` but for those that rest on a value it leaves open.
std::vector<Problem> without_open(const Problems& found, const Node& rules) {
  const std::vector<Place> open = reading::open_places(rules);
  std::vector<Problem> problems = found.all();
  std::erase_if(problems, [&](const Problem& problem) {
    return std::find(open.begin(), open.end(), problem.place) != open.end();
  });
  return problems;
}

constexpr std::string_view kTariff = "tariff.";

// Makes the changes to a file, whose paths were written with `prefix` before them; returns those to
// the tariff that a contract names, their paths from there.
std::vector<Change> make_changes(Node& root,
                                 const std::vector<Change>& changes,
                                 std::string_view prefix) {
  const Node* tariff = root.find("tariff");
  const bool names_one = root.find("contract") != nullptr && tariff != nullptr;
  std::vector<Change> others;
  for (const Change& change : changes) {
    if (names_one && change.path.starts_with(kTariff)) {
      others.push_back({change.path.substr(kTariff.size()), change.value});
    } else {
      yaml::change(root, change.path, change.value, fmt::format("--set {}{}", prefix, change.path));
    }
  }
  return others;
}

// Reads the tariff that a contract names, its open values filled in.
void read_tariff(const Node& reference, const Node& root, Context& context, Contract& contract) {
  RuleText file;
  try {
    file = context.find("tariff", reference.text);
  } catch (const InputError& error) {
    const Problem& problem = error.problems().front();
    context.problems.add(reference.place, problem.reason, problem.message, problem.advice);
    return;
  }
  contract.tariff = reference.text;
  contract.files.push_back(reading::rule_file("tariff", reference.text, file));
  Node tariff = yaml::parse(file.text, file.path, context.problems);
  make_changes(tariff, context.changes_to_tariff, kTariff);
  const Node filled =
      reading::fill_open_values(tariff, root.find("values"), root.place, context.problems);
  reading::note_illustrative(tariff, contract.illustrative);
  Problems found;
  Context inner{found, context.find, context.currency, {}, {}};
  Fields fields(filled, "tariff", found);
  reading::read_head(fields, "tariff");
  read_blocks(fields, inner, contract);
  fields.finish();
  context.spans.insert(context.spans.end(), inner.spans.begin(), inner.spans.end());
  // A value that is still open has been reported already, under values: in the contract.
  for (const Problem& problem : without_open(found, filled)) {
    context.problems.add(problem.place, problem.reason, problem.message, problem.advice);
  }
}

// Reports dated values that leave a period of the term without one, each once.
void check_coverage(const Contract& contract, const Context& context) {
  const std::vector<Period> periods = contract.periods();
  for (const reading::DatedSpan& span : context.spans) {
    for (const Period& period : periods) {
      const Date day = contract.rules_day(period);
      if (day < span.first || (span.last && *span.last < day)) {
        context.problems.add(span.place,
                             Reason::not_covered,
                             fmt::format("no value is stated for {}, by which period {} is settled",
                                         to_string(day),
                                         period.name),
                             "state the value from the first period of the term to the last");
        break;
      }
    }
  }
}

// Days of the term that belong to no period would be settled by nobody, and nobody would see it.
void check_term(const Node& root, const Contract& contract, Problems& problems) {
  for (const ListedPeriod& listed : contract.cadence.listed) {
    if (listed.period.first < contract.first || contract.last < listed.period.last) {
      problems.add(
          root.find("term")->place,
          Reason::inconsistent,
          fmt::format("the term doesn't hold the whole of period \"{}\"", listed.period.name));
    }
  }
  const std::vector<Period> whole = periods_within(contract.cadence, contract.first, contract.last);
  if (whole.empty()) {
    problems.add(root.place, Reason::inconsistent, "no whole period lies within the term");
    return;
  }
  const std::vector<Period> parts = parts_beside(whole, contract.first, contract.last);
  const bool listed = contract.cadence.every == Cadence::Every::listed;
  if (!parts.empty() && !contract.settles_parts && !listed) {
    problems.add(root.find("term")->place,
                 Reason::missing_key,
                 fmt::format("{} of the term is no whole period, and periods lacks the key "
                             "\"parts_of_periods\"",
                             parts.front().name),
                 "say what becomes of it: parts_of_periods: settled, as a shorter period, or not "
                 "settled");
  }
}

void check_whole(const Node& root, const Contract& contract, Problems& problems) {
  reading::check_consistency(contract, problems);
  if (contract.reads_people() && contract.provider_code.empty()) {
    problems.add(root.place,
                 Reason::missing_key,
                 "the contract measures people and names no provider code",
                 "add the provider's code in the store: provider: {name: ..., code: ...}");
  }
  check_term(root, contract, problems);
}

// Parties may agree on the calendar of their runs beside a tariff that says nothing of it.
void read_own_runs(Fields& fields, Context& context, Contract& contract) {
  const Node* runs = fields.find("runs");
  if (runs == nullptr) {
    return;
  }
  if (contract.runs) {
    context.problems.add(runs->place,
                         Reason::inconsistent,
                         "the tariff says which runs there are",
                         "leave them out here, or let the tariff leave them to its contracts");
    return;
  }
  contract.runs = reading::read_runs(*runs, context, contract);
}

Contract read_contract(const Node& root,
                       Context& context,
                       const RuleText& file,
                       bool figures_to_come = false) {
  Contract contract{};
  contract.figures_to_come = figures_to_come;
  contract.files.push_back(reading::rule_file("contract", "", file));
  reading::note_illustrative(root, contract.illustrative);
  Fields fields(root, "contract", context.problems);
  read_contract_head(fields, context, contract);
  const Node* figures = fields.find("figures");
  if (figures != nullptr && !contract.figures_to_come) {
    reading::read_figure_files(*figures, context, contract);
  }
  if (const Node* tariff = fields.find("tariff")) {
    fields.find("values");
    read_tariff(*tariff, root, context, contract);
    read_own_runs(fields, context, contract);
  } else {
    read_blocks(fields, context, contract);
  }
  if (const Node* payers = fields.require("payers")) {
    reading::read_payers(*payers, context, contract);
  }
  fields.finish();
  if (context.problems.empty()) {
    check_whole(root, contract, context.problems);
    check_coverage(contract, context);
  }
  return contract;
}

// What is wrong with a tariff if its amounts are in `currency`, leaving out what rests on an open
// value.
std::vector<Problem> problems_of_tariff(const Node& root,
                                        const FindRules& find,
                                        Currency currency) {
  Problems found;
  Context context{found, find, currency, {}, {}};
  Contract contract{};
  Fields fields(root, "tariff", found);
  reading::read_head(fields, "tariff");
  read_blocks(fields, context, contract);
  fields.finish();
  return without_open(found, root);
}

// Reads a tariff without its contract. The contract names the currency, so the tariff is taken to
// be in the one that fits it best.
void check_tariff(const Node& root, Context& context) {
  std::vector<Problem> fewest;
  bool first = true;
  for (const Currency currency : all_currencies()) {
    std::vector<Problem> problems = problems_of_tariff(root, context.find, currency);
    if (first || problems.size() < fewest.size()) {
      fewest = std::move(problems);
    }
    first = false;
  }
  for (const Problem& problem : fewest) {
    context.problems.add(problem.place, problem.reason, problem.message, problem.advice);
  }
}

}  // namespace

namespace {

Contract load(const RuleText& file,
              const FindRules& find,
              const std::vector<Change>& changes,
              bool figures_to_come) {
  Problems problems;
  Context context{problems, find, Currency::gbp, {}, {}};
  Node root = yaml::parse(file.text, file.path, problems);
  context.changes_to_tariff = make_changes(root, changes, {});
  Contract contract = read_contract(root, context, file, figures_to_come);
  problems.throw_if_any();
  return contract;
}

void report_no_rule_file(const Node& root, const RuleText& file, Problems& problems) {
  problems.add(root.place.line == 0 ? Place{file.path, 1, 1} : root.place,
               Reason::wrong_shape,
               "this is not a rule file",
               "its first key says what it is: contract, tariff, weights, severity_scale, "
               "bank_holidays, figures or cases; a mapping has starts or events");
}

}  // namespace

Contract load_contract(const RuleText& file,
                       const FindRules& find,
                       const std::vector<Change>& changes) {
  return load(file, find, changes, false);
}

Contract load_contract_to_try(const RuleText& file, const FindRules& find) {
  return load(file, find, {}, true);
}

void check_given_figures(const Contract& contract, Problems& problems) {
  reading::check_figures(contract, problems);
}

std::optional<RuleKind> kind_of(const Node& root) {
  if (root.find("cases") != nullptr) {
    return RuleKind::cases;
  }
  if (root.find("contract") != nullptr) {
    return RuleKind::contract;
  }
  if (root.find("tariff") != nullptr) {
    return RuleKind::tariff;
  }
  if (root.find("weights") != nullptr) {
    return RuleKind::weights;
  }
  if (root.find("severity_scale") != nullptr) {
    return RuleKind::severity_scale;
  }
  if (root.find("bank_holidays") != nullptr) {
    return RuleKind::bank_holidays;
  }
  if (root.find("figures") != nullptr) {
    return RuleKind::figures;
  }
  if (root.find("starts") != nullptr || root.find("events") != nullptr) {
    return RuleKind::mapping;
  }
  return std::nullopt;
}

RuleKind check_rule_file(const RuleText& file, const FindRules& find) {
  Problems problems;
  Context context{problems, find, Currency::gbp, {}, {}};
  const Node root = yaml::parse(file.text, file.path, problems);
  const std::optional<RuleKind> kind = kind_of(root);
  if (kind == RuleKind::contract) {
    read_contract(root, context, file);
  } else if (kind == RuleKind::tariff) {
    check_tariff(root, context);
  } else if (kind == RuleKind::weights) {
    reading::read_weight_table(root, context);
  } else if (kind == RuleKind::severity_scale) {
    reading::read_severity_scale(root, context);
  } else if (kind == RuleKind::bank_holidays) {
    reading::read_holidays(root, context);
  } else if (kind == RuleKind::figures) {
    reading::read_figure_set(root, context);
  } else if (!kind) {
    report_no_rule_file(root, file, problems);
  }
  problems.throw_if_any();
  return kind.value();
}

}  // namespace outturn
