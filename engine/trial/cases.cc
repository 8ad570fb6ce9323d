#include "trial/cases.h"

#include "settle/earlier.h"
#include "trial/read_people.h"
#include "yaml/fields.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace outturn {
namespace {

using yaml::Fields;
using yaml::Node;

std::optional<Reason> read_reason(const Node& node, Problems& problems) {
  std::vector<std::string_view> codes;
  for (const Reason reason : all_reasons()) {
    codes.push_back(code_of(reason));
  }
  const auto index = yaml::read_word(node, codes, problems);
  return index ? std::optional(all_reasons()[*index]) : std::nullopt;
}

std::optional<Verdict> read_verdict(const Node& node, Problems& problems) {
  static constexpr yaml::Word<Verdict> kVerdicts[] = {{"reduction", Verdict::reduction},
                                                      {"neither", Verdict::neither},
                                                      {"increase", Verdict::increase}};
  return yaml::read_enum<Verdict>(node, kVerdicts, problems);
}

// Reads the cases of one file, each against the contract.
class CasesReader {
 public:
  CasesReader(const Contract& contract, Problems& problems)
      : contract_(contract), periods_(contract.periods()), problems_(problems) {}

  std::vector<Case> read(const Node& list) {
    std::vector<Case> cases;
    if (!list.is_list() || list.items.empty()) {
      yaml::report_shape(list, "a list of at least one case", problems_);
    }
    for (const Node& item : list.items) {
      cases.push_back(read_case(item));
      if (!names_.insert(cases.back().name).second) {
        problems_.add(item.place,
                      Reason::duplicate_row,
                      fmt::format("another case is called \"{}\"", cases.back().name));
      }
    }
    return cases;
  }

 private:
  Case read_case(const Node& node) {
    Fields fields(node, "case", problems_);
    Case one{};
    one.place = node.place;
    one.name = fields.required("case", yaml::read_text).value_or("");
    fields.optional("clause", yaml::read_text);
    read_people_of(fields, one);
    one.observed_until = fields.optional("observed_until", yaml::read_date);
    if (const Node* list = fields.find("periods")) {
      read_periods(*list, one);
    } else if (auto period = read_period(fields)) {
      one.periods.push_back(std::move(*period));
    }
    fields.finish();
    check_periods(one);
    check_figures_of(one);
    return one;
  }

  void read_people_of(Fields& fields, Case& one) {
    const Node* people =
        contract_.reads_people()
            ? fields.require("people", "list the people and what happened; people: [] for nobody")
            : fields.find("people");
    if (people != nullptr) {
      trying::read_people(*people, contract_, one, problems_);
    }
  }

  void read_periods(const Node& list, Case& one) {
    if (!list.is_list() || list.items.empty()) {
      yaml::report_shape(list, "a list of at least one period", problems_);
    }
    for (const Node& item : list.items) {
      Fields fields(item, "period", problems_);
      if (auto period = read_period(fields)) {
        one.periods.push_back(std::move(*period));
      }
      fields.finish();
    }
  }

  // What one period is given and expected to come to; nothing when it isn't known which.
  std::optional<TriedPeriod> read_period(Fields& fields) {
    TriedPeriod tried{};
    const std::optional<Period> period = which_period(fields);
    if (const Node* figures = fields.find("figures")) {
      tried.figures = read_figures(*figures, problems_);
    }
    if (const Node* expected = fields.find("expect")) {
      tried.expected = read_expected(*expected);
      expects_something_ = true;
    }
    if (!period) {
      return std::nullopt;
    }
    tried.period = *period;
    return tried;
  }

  // A contract of one period needn't say which.
  std::optional<Period> which_period(Fields& fields) {
    const std::string advice =
        fmt::format("its periods are {} to {}", periods_.front().name, periods_.back().name);
    const Node* named =
        periods_.size() == 1 ? fields.find("period") : fields.require("period", advice);
    if (named == nullptr) {
      return periods_.size() == 1 ? std::optional(periods_.front()) : std::nullopt;
    }
    const auto name = yaml::read_text(*named, problems_);
    const auto found = std::find_if(periods_.begin(), periods_.end(), [&](const Period& period) {
      return period.name == name;
    });
    if (found != periods_.end()) {
      return *found;
    }
    if (name) {
      problems_.add(named->place,
                    Reason::bad_period,
                    fmt::format("\"{}\" is not a period of contract \"{}\"", *name, contract_.id),
                    advice);
    }
    return std::nullopt;
  }

  Expected read_expected(const Node& node) {
    Fields fields(node, "expect", problems_);
    Expected expected;
    expected.total = fields.optional("total", read_money());
    if (const Node* lines = fields.find("lines")) {
      read_lines(*lines, expected);
    }
    if (const Node* payers = fields.find("payers")) {
      read_payers(*payers, expected);
    }
    expected.refused = fields.optional("refused", read_reason);
    fields.finish();
    check_expected(node, expected);
    return expected;
  }

  void check_expected(const Node& node, const Expected& expected) {
    if (node.is_map() && node.entries.empty()) {
      problems_.add(node.place, Reason::missing_value, "nothing is expected here");
    }
    if (expected.refused && node.entries.size() > 1) {
      problems_.add(node.place,
                    Reason::inconsistent,
                    "what is refused comes to nothing else that could be expected",
                    "leave out refused:, or all beside it");
    }
  }

  std::function<std::optional<Money>(const Node&, Problems&)> read_money() {
    return [this](const Node& node, Problems&) { return money(node); };
  }

  std::optional<Money> money(const Node& node) {
    const auto found = node.is_scalar() ? parse_money(node.text, contract_.currency) : std::nullopt;
    if (!found) {
      problems_.add(
          node.place,
          Reason::bad_amount,
          node.is_scalar()
              ? fmt::format("\"{}\" is not an amount of {}", node.text, code_of(contract_.currency))
              : std::string("expected an amount of money here"),
          fmt::format("write it as {0}1,234 or {0}1,234.50, with two decimals at most; "
                      "inside {{ }} put it in quotes",
                      symbol_of(contract_.currency)));
    }
    return found;
  }

  void read_lines(const Node& node, Expected& expected) {
    if (!node.is_map()) {
      yaml::report_shape(node, "a map of lines by name", problems_);
    }
    for (const yaml::Entry& entry : node.entries) {
      Fields fields(entry.value, "line", problems_);
      const ExpectedLine line{entry.key,
                              fields.optional("due", read_money()),
                              fields.optional("verdict", read_verdict)};
      fields.finish();
      check_line(entry, line);
      expected.lines.push_back(line);
    }
  }

  void check_line(const yaml::Entry& entry, const ExpectedLine& line) {
    std::vector<std::string_view> names;
    for (const LineRule& rule : contract_.lines) {
      names.push_back(rule.name);
    }
    const LineRule* rule = contract_.find_line(line.name);
    if (rule == nullptr) {
      problems_.add(entry.key_place,
                    Reason::unknown_reference,
                    fmt::format("contract \"{}\" has no line \"{}\"", contract_.id, line.name),
                    did_you_mean(line.name, names));
    } else if (line.verdict && !rule->has_verdict()) {
      problems_.add(
          entry.key_place,
          Reason::inconsistent,
          fmt::format("line \"{}\" compares with nothing, so it has no verdict", line.name),
          "say what is due");
    }
  }

  void read_payers(const Node& node, Expected& expected) {
    if (!node.is_map()) {
      yaml::report_shape(node, "a map of payers by name", problems_);
    }
    std::vector<std::string_view> names;
    for (const Payer& payer : contract_.payers) {
      names.push_back(payer.name);
    }
    for (const yaml::Entry& entry : node.entries) {
      const auto due = money(entry.value);
      if (std::find(names.begin(), names.end(), entry.key) == names.end()) {
        problems_.add(entry.key_place,
                      Reason::unknown_reference,
                      fmt::format("\"{}\" is not one of the payers", entry.key),
                      did_you_mean(entry.key, names));
      }
      if (due) {
        expected.payers.push_back({entry.key, *due});
      }
    }
  }

  void check_periods(const Case& one) {
    if (!std::exchange(expects_something_, false)) {
      problems_.add(one.place,
                    Reason::missing_key,
                    fmt::format("the case \"{}\" expects nothing", one.name),
                    "say under expect: what is due, the verdict of a line, or refused:");
    }
    for (std::size_t i = 0; i < one.periods.size(); ++i) {
      const Period& period = one.periods[i].period;
      if (i > 0 && period.first <= one.periods[i - 1].period.first) {
        problems_.add(one.place,
                      Reason::out_of_order,
                      fmt::format("the case \"{}\" takes {} after {}",
                                  one.name,
                                  period.name,
                                  one.periods[i - 1].period.name),
                      "write its periods in order of time, each once");
      }
      check_earlier(one, i);
    }
  }

  // Whatever a period builds on is settled in the case, before it.
  void check_earlier(const Case& one, std::size_t at) {
    const Period& period = one.periods[at].period;
    const auto end = one.periods.begin() + static_cast<std::ptrdiff_t>(at);
    for (const Period& earlier : periods_looked_back_on(contract_, period)) {
      const bool there = std::any_of(one.periods.begin(), end, [&](const TriedPeriod& tried) {
        return tried.period == earlier;
      });
      if (!there) {
        problems_.add(one.place,
                      Reason::missing_statement,
                      fmt::format("the case \"{}\" settles {}, which builds on {}",
                                  one.name,
                                  period.name,
                                  earlier.name),
                      "list the earlier periods above it, under periods:");
        return;
      }
    }
  }

  // Whether the figures of the case are such as the rules read.
  void check_figures_of(const Case& one) {
    Contract tried = contract_;
    tried.figures = {FigureSet{}};
    for (const TriedPeriod& period : one.periods) {
      tried.figures.front().periods.push_back({period.period, period.figures});
    }
    check_given_figures(tried, problems_);
  }

  const Contract& contract_;
  const std::vector<Period> periods_;
  Problems& problems_;
  std::set<std::string> names_;
  bool expects_something_ = false;  // of the case that is read
};

// The contract that a file of cases names. What is wrong inside the contract is thrown by itself:
// no case could be read without it.
std::shared_ptr<const Contract> contract_of(const Node& name,
                                            const FindBeside& beside,
                                            CaseFile& file,
                                            Problems& problems) {
  RuleText text;
  try {
    text = beside(file.path)("contract", name.text);
  } catch (const InputError& error) {
    const Problem& problem = error.problems().front();
    problems.add(name.place, problem.reason, problem.message, problem.advice);
    return nullptr;
  }
  file.contract_path = text.path;
  return std::make_shared<const Contract>(load_contract_to_try(text, beside(text.path)));
}

}  // namespace

CaseFile read_cases(const RuleText& text, const FindBeside& beside) {
  Problems problems;
  const Node root = yaml::parse(text.text, text.path, problems);
  if (kind_of(root) != RuleKind::cases) {
    throw InputError(root.place.line == 0 ? Place{text.path, 1, 1} : root.place,
                     Reason::wrong_shape,
                     "this is not a file of cases",
                     "its first key is cases:, with the name of the cases");
  }
  Fields fields(root, "cases file", problems);
  CaseFile file;
  file.path = text.path;
  file.name = fields.required("cases", yaml::read_text).value_or("");
  fields.required("title", yaml::read_text);
  fields.optional("sources", yaml::read_texts);
  const Node* name = fields.require("contract");
  const Node* list = fields.require("try", "list the cases: try: [{case: ..., expect: ...}]");
  fields.finish();
  if (name != nullptr && yaml::read_text(*name, problems)) {
    file.contract = contract_of(*name, beside, file, problems);
  }
  if (file.contract && list != nullptr) {
    file.cases = CasesReader(*file.contract, problems).read(*list);
  }
  problems.throw_if_any();
  return file;
}

}  // namespace outturn
