#include "report/bundle.h"

#include "record/csv.h"
#include "record/evidence_columns.h"
#include "record/evidence_tree.h"
#include "record/json.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::string_view kNobodys = "no_provider";  // the class of a start under no provider
constexpr std::string_view kMilestones = "milestones";

using Fields = std::vector<csv::Field>;

// Says which rows are a party's.
class Ownership {
 public:
  Ownership(std::string_view party, const StatementView& statement, const Fields& header)
      : statement_(statement),
        cohort_(column_called("cohort", header)),
        person_(column_called("person", header)),
        reason_(column_called("reason", header)) {
    const std::size_t mark = party.find('=');
    if (mark == std::string_view::npos) {
      require_provider(party);
      return;
    }
    value_ = party.substr(mark + 1);
    column_ = breakdown_column(party.substr(0, mark), header);
  }

  bool owns(const Fields& row) const {
    return row[reason_].text != kNobodys && is_of_provider(row[cohort_].text) &&
           (!column_ || row[*column_].text == value_);
  }

  std::string_view person_in(const Fields& row) const { return row[person_].text; }

 private:
  static std::size_t column_called(std::string_view name, const Fields& header) {
    const auto found = std::find_if(
        header.begin(), header.end(), [&](const csv::Field& field) { return field.text == name; });
    if (found == header.end()) {
      throw Defect("evidence without a column that every evidence has");
    }
    return static_cast<std::size_t>(found - header.begin());
  }

  void require_provider(std::string_view party) const {
    if (party != statement_.contract.provider_code) {
      throw InputError({},
                       Reason::unknown_provider,
                       fmt::format("the statement is of provider {}, not of {}",
                                   shown(statement_.contract.provider_code),
                                   shown(party)),
                       "for some of its people: COLUMN=VALUE, such as subcontractor=Shelter");
    }
  }

  static std::size_t breakdown_column(std::string_view name, const Fields& header) {
    for (std::size_t i = kEvidenceColumns.size(); i < header.size(); ++i) {
      const std::string_view column = header[i].text;
      if (column == name && column != kPatternColumn && column != kClaimsColumn) {
        return i;
      }
    }
    throw InputError({},
                     Reason::unknown_reference,
                     fmt::format("the evidence has no column {}", shown(name)),
                     "the contract's break_down_by puts an attribute into the evidence");
  }

  // A baseline may be measured on another provider's people.
  bool is_of_provider(std::string_view cohort) const {
    if (cohort == kMilestones) {
      return true;
    }
    const CohortView* view = statement_.find_cohort(cohort);
    return view != nullptr && view->provider == statement_.contract.provider_code;
  }

  const StatementView& statement_;
  std::size_t cohort_;
  std::size_t person_;
  std::size_t reason_;
  std::optional<std::size_t> column_;
  std::string_view value_;
};

class Bundling {
 public:
  Bundling(std::string_view party, const StatementView& statement)
      : party_(party), statement_(statement) {}

  Bundle run(const std::string& statement_sha256,
             std::string_view evidence,
             const std::string& name) {
    csv::Reader reader(evidence, name);
    Fields row;
    reader.next(row);
    const Ownership ownership(party_, statement_, row);
    const std::vector<EvidenceLine> lines = evidence_lines(evidence);
    show(lines.front());
    for (std::size_t i = 1; i < lines.size(); ++i) {
      reader.next(row);
      if (ownership.owns(row)) {
        show(lines[i]);
        ++bundle_.own_rows;
      } else {
        hide(lines[i]);
        hidden_.emplace(ownership.person_in(row));
      }
    }
    require_enough();
    bundle_.leaves = canonical({{"form", kBundleForm},
                                {"for", party_},
                                {"statement", statement_sha256},
                                {"leaves", std::move(leaves_)}}) +
                     "\n";
    return std::move(bundle_);
  }

 private:
  void show(const EvidenceLine& line) {
    bundle_.own_evidence += line.text;
    bundle_.own_evidence += '\n';
    leaves_.push_back({{"salt", to_hex(line.salt)}});
  }

  void hide(const EvidenceLine& line) {
    leaves_.push_back({{"hash", to_hex(line.leaf)}});
    ++bundle_.hidden_rows;
  }

  void require_enough() const {
    if (bundle_.own_rows == 0) {
      throw InputError({},
                       Reason::unknown_provider,
                       fmt::format("nobody in the evidence is of {}", shown(party_)));
    }
    if (!hidden_.empty() && hidden_.size() < kFewestHidden) {
      throw InputError({},
                       Reason::too_few_hidden,
                       fmt::format("only {} other people are behind this statement: with their own "
                                   "rows, {} could tell theirs from its totals",
                                   hidden_.size(),
                                   shown(party_)),
                       fmt::format("a bundle needs {} others, or none", kFewestHidden));
    }
  }

  std::string party_;
  const StatementView& statement_;
  Bundle bundle_;
  Json leaves_ = Json::array();
  std::set<std::string, std::less<>> hidden_;
};

}  // namespace

Bundle bundle_for(std::string_view party,
                  const StatementView& statement,
                  const std::string& statement_sha256,
                  std::string_view evidence,
                  const std::string& name) {
  return Bundling(party, statement).run(statement_sha256, evidence, name);
}

}  // namespace outturn
