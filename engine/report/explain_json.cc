// What explain says, for programs: parts of the statement as they stand, and rows of the evidence.
#include "report/explain.h"
#include "report/find_figure.h"
#include "report/words.h"

#include <algorithm>
#include <vector>

namespace outturn {
namespace {

using explaining::Figures;
using explaining::figures_called;
using explaining::kTotal;
using explaining::place_of;

// Everything that some workings rest on.
class RestsOn {
 public:
  explicit RestsOn(const StatementView& statement)
      : statement_(statement), marked_(statement.workings.size(), false) {}

  void add(std::size_t working) { marked_.at(working) = true; }

  // What decided whether and which way the line is paid, and what it read.
  void add_reasons(const LineView& line) {
    for (const ConditionView& condition : line.paid_when) {
      add(condition.working);
    }
    if (line.measure) {
      add(*line.measure);
    }
    if (const WorkingView* verdict = statement_.find_working(line.name + ".verdict")) {
      add(place_of(statement_, *verdict));
    }
  }

  // The places of all of them, in the statement's order: operands stand before what rests on them.
  std::vector<std::size_t> places() const {
    std::vector<bool> marked = marked_;
    std::vector<std::size_t> found;
    for (std::size_t at = marked.size(); at-- > 0;) {
      if (!marked[at]) {
        continue;
      }
      found.push_back(at);
      for (const std::size_t operand : statement_.workings[at].of) {
        marked[operand] = true;
      }
    }
    std::reverse(found.begin(), found.end());
    return found;
  }

 private:
  const StatementView& statement_;
  std::vector<bool> marked_;
};

// The objects of the statement that bear a name.
class FiguresAsJson {
 public:
  FiguresAsJson(const StatementView& statement, const Json& document)
      : statement_(statement), document_(document), rests_on_(statement) {}

  void add(const LineView& line) {
    const auto at = static_cast<std::size_t>(&line - statement_.lines.data());
    add("line", document_.at("lines").at(at), line.due.working);
    rests_on_.add_reasons(line);
  }
  void add(const PayerView& payer) {
    const auto at = static_cast<std::size_t>(&payer - statement_.payers.data());
    add("payer", document_.at("payers").at(at), payer.due.working);
  }
  void add_total() { add("total", {{"due", document_.at("total")}}, statement_.total.working); }
  void add(const WorkingView& working) {
    const std::size_t at = place_of(statement_, working);
    add("working", document_.at("workings").at(at), at);
  }

  Json take() {
    Json workings = Json::array();
    for (const std::size_t at : rests_on_.places()) {
      workings.push_back(document_.at("workings").at(at));
    }
    return {{"figures", std::move(figures_)}, {"workings", std::move(workings)}};
  }

 private:
  void add(std::string_view kind, Json figure, std::size_t working) {
    figure["kind"] = kind;
    figures_.push_back(std::move(figure));
    rests_on_.add(working);
  }

  const StatementView& statement_;
  const Json& document_;
  RestsOn rests_on_;
  Json figures_ = Json::array();
};

Json json_of(const EvidenceEvent& event) {
  return {{"offence_date", event.offence},
          {"proven_date", event.proven},
          {"outcome", event.outcome},
          {"severity_class", event.severity_class},
          {"class", event.result},
          {"record", event.record}};
}

Json json_of(const EvidenceClaim& claim) {
  return {{"stage", claim.stage},
          {"day", claim.day},
          {"class", claim.result},
          {"times", claim.times},
          {"record", claim.record}};
}

Json json_of(const EvidenceRowView& row);

template <typename Element>
Json list_of(const std::vector<Element>& elements) {
  Json list = Json::array();
  for (const Element& element : elements) {
    list.push_back(json_of(element));
  }
  return list;
}

Json attributes_of(const EvidenceRowView& row) {
  Json attributes = Json::array();
  for (const auto& [name, value] : row.attributes) {
    attributes.push_back({{"name", name}, {"value", value}});
  }
  return attributes;
}

Json json_of(const EvidenceRowView& row) {
  return {{"cohort", row.cohort},
          {"index_date", row.index_date},
          {"record", row.record},
          {"class", row.counted ? "counted" : "excluded"},
          {"reason", row.reason},
          {"detail", row.detail},
          {"score", row.score},
          {"complexity_band", row.band},
          {"weight", row.weight},
          {"follow_up_ends", row.follow_up_ends},
          {"proven_by", row.proven_by},
          {"reoffences", row.reoffences},
          {"severity", to_plain(row.number("severity"))},
          {"grade", row.grade},
          {"attributes", attributes_of(row)},
          {"events", list_of(row.events)},
          {"milestone_pattern", row.pattern},
          {"milestone_claims", list_of(row.claims)}};
}

}  // namespace

Json explainable_json(const StatementView& statement) {
  Json list = Json::array();
  const auto add = [&](std::string_view kind,
                       std::string_view name,
                       const std::string& title,
                       const std::string& shown) {
    list.push_back({{"kind", kind}, {"name", name}, {"title", title}, {"shown", shown}});
  };
  for (const LineView& line : statement.lines) {
    add("line", line.name, line.title, line.due.shown);
  }
  add("total", kTotal, "amount due", statement.total.shown);
  for (const PayerView& payer : statement.payers) {
    add("payer", payer.name, payer.share + " of the total", payer.due.shown);
  }
  const Words words(statement);
  for (std::size_t i = 0; i < statement.workings.size(); ++i) {
    add("working", statement.workings[i].id, words.listed_as(i), statement.workings[i].shown);
  }
  return {{"names", std::move(list)}};
}

Json explained_json(const StatementView& statement,
                    const Json& document,
                    std::string_view what,
                    const std::string& path) {
  const Figures found = figures_called(statement, what, path);
  FiguresAsJson figures(statement, document);
  if (found.line != nullptr) {
    figures.add(*found.line);
  }
  if (found.total) {
    figures.add_total();
  }
  if (found.payer != nullptr) {
    figures.add(*found.payer);
  }
  if (found.working != nullptr) {
    figures.add(*found.working);
  }
  return figures.take();
}

Json person_json(const StatementView& statement,
                 const Evidence& evidence,
                 std::string_view person) {
  require_rows(statement, evidence, person);
  Json adds_to = Json::array();
  for (const WorkingView& working : statement.workings) {
    const Ratio part = working.op == "evidence" ? part_in(evidence, working) : Ratio(0);
    if (part != 0) {
      adds_to.push_back({{"working", working.id}, {"adds", to_fraction(part)}});
    }
  }
  return {{"person", person}, {"rows", list_of(evidence.rows)}, {"adds_to", std::move(adds_to)}};
}

}  // namespace outturn
