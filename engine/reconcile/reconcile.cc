#include "reconcile/reconcile.h"

#include "reconcile/stakes.h"
#include "value/problem.h"
#include "value/utf8.h"
#include "verify/document.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

using reconciling::Change;
using reconciling::Stakes;

struct AgreedWords {
  Agreed agreed;
  std::string_view code;
  std::string_view sentence;
};

constexpr std::array<AgreedWords, kAgreed> kWords = {{
    {Agreed::agreed, "agreed", "agreed"},
    {Agreed::they_count, "they_count", "they count a reoffence, and we know of none"},
    {Agreed::we_count, "we_count", "we know of a reoffence, and they count none"},
    {Agreed::other_offences, "other_offences", "both count reoffences, on different days"},
    {Agreed::only_we_know, "only_we_know", "we have this start, and the evidence doesn't"},
    {Agreed::they_exclude, "they_exclude", "we have this start, and they left it out"},
    {Agreed::only_they_count, "only_they_count", "they count this start, and we don't have it"},
}};

Agreed agreement_of(const std::multiset<std::string>& theirs,
                    const std::multiset<std::string>& ours) {
  if (theirs == ours) {
    return Agreed::agreed;
  }
  if (ours.empty()) {
    return Agreed::they_count;
  }
  return theirs.empty() ? Agreed::we_count : Agreed::other_offences;
}

// The days of the offences that count in a row: OFFENCE|PROVEN|OUTCOME|SEVERITY CLASS|CLASS|ROW.
std::multiset<std::string> counted_offences(const verify::Rows& row) {
  constexpr std::size_t kParts = 6;
  constexpr std::size_t kClass = 4;
  std::multiset<std::string> days;
  for (const auto& parts : verify::parts_of(row[verify::Column::events], kParts, row, "events")) {
    if (parts[kClass] == "counted") {
      days.emplace(parts[0]);
    }
  }
  return days;
}

std::vector<std::string> list_of(const std::multiset<std::string>& days) {
  return {days.begin(), days.end()};
}

class Reconciling {
 public:
  Reconciling(const JsonField& statement, const std::string& cohort, const OwnRecords& ours)
      : ours_(ours), cohort_(cohort), stakes_(statement, cohort) {
    result_.currency = verify::currency_of(statement);
  }

  void take(const verify::Rows& row) {
    if (row[verify::Column::cohort] != cohort_) {
      return;
    }
    StartKey key{row[verify::Column::person], row[verify::Column::index_date]};
    const auto own = ours_.find(key);
    if (own != ours_.end()) {
      met_.insert(key);
    }
    if (row.is_counted()) {
      take_counted(row, std::move(key), own == ours_.end() ? nullptr : &own->second);
    } else if (own != ours_.end()) {
      StartFinding finding{std::move(key), Agreed::they_exclude, {}, list_of(own->second), {}, {}};
      finding.reason = row[verify::Column::reason];
      finding.stake.why_not = "whether they belong to the cohort, the contract decides";
      add(std::move(finding), {});
    }
  }

  Reconciliation finish() {
    for (const auto& [key, offences] : ours_) {
      if (!met_.contains(key)) {
        StartFinding finding{key, Agreed::only_we_know, {}, list_of(offences), {}, {}};
        finding.stake.why_not = "whether they belong to the cohort, the contract decides";
        add(std::move(finding), {});
      }
    }
    std::sort(result_.starts.begin(), result_.starts.end(), [](const auto& a, const auto& b) {
      return a.start < b.start;
    });
    std::vector<const Change*> all;
    for (const Change& change : changes_) {
      all.push_back(&change);
    }
    result_.all = stakes_.of(all);
    return std::move(result_);
  }

 private:
  void take_counted(const verify::Rows& row, StartKey key, const std::multiset<std::string>* own) {
    const std::multiset<std::string> theirs = counted_offences(row);
    StartFinding finding{std::move(key), Agreed::only_they_count, list_of(theirs), {}, {}, {}};
    Change change{reconciling::numbers_of(row), std::nullopt};
    if (own != nullptr) {
      finding.agreed = agreement_of(theirs, *own);
      finding.ours = list_of(*own);
      change.then = reconciling::with_offences(*change.now, own->size());
    }
    const bool adds = own != nullptr && !own->empty() && finding.agreed != Agreed::agreed;
    if (adds && stakes_.reads_severity()) {
      finding.stake.why_not = reconciling::kNoSeverity;
      add(std::move(finding), {});
    } else if (finding.agreed == Agreed::agreed) {
      add(std::move(finding), {});
    } else {
      finding.stake = stakes_.of({&change});
      add(std::move(finding), std::move(change));
    }
  }

  void add(StartFinding finding, std::optional<Change> change) {
    ++result_.counts[finding.agreed];
    result_.starts.push_back(std::move(finding));
    if (change) {
      changes_.push_back(std::move(*change));
    }
  }

  const OwnRecords& ours_;
  const std::string& cohort_;
  Stakes stakes_;
  std::set<StartKey> met_;
  std::vector<Change> changes_;
  Reconciliation result_;
};

}  // namespace

std::string_view code_of(Agreed agreed) {
  return kWords.at(static_cast<std::size_t>(agreed)).code;
}

std::string_view sentence_of(Agreed agreed) {
  return kWords.at(static_cast<std::size_t>(agreed)).sentence;
}

Reconciliation reconcile(const std::string& statement,
                         const std::string& evidence,
                         const std::string& cohort,
                         const OwnRecords& ours) {
  const verify::File file{"statement.json", statement};
  const verify::Document document(file);
  verify::require_statement(document);
  const JsonField root = document.root();
  const auto cohorts = root.at("cohorts").list();
  if (std::none_of(cohorts.begin(), cohorts.end(), [&](const JsonField& one) {
        return one.at("name").text() == cohort;
      })) {
    throw InputError(Place{file.name},
                     Reason::not_in_statement,
                     fmt::format("the statement has no cohort {}", shown(cohort)));
  }
  Reconciling reconciling(root, cohort, ours);
  const std::string name = "evidence.csv";
  verify::Rows rows(evidence, name);
  while (rows.next()) {
    reconciling.take(rows);
  }
  return reconciling.finish();
}

}  // namespace outturn
