#include "value/counted.h"
#include "verify/fields.h"
#include "verify/parts.h"
#include "verify/questions.h"

#include <fmt/format.h>

namespace outturn::verify {
namespace {

// The rows that are at hand, read; nothing without any.
class Rested {
 public:
  Rested(const JsonField& statement, const Inputs& inputs, Findings& findings) {
    const File* file = inputs.bundle     ? &inputs.bundle->evidence
                       : inputs.evidence ? &*inputs.evidence
                                         : nullptr;
    if (file != nullptr) {
      evidence_.emplace(statement, inputs.bundle ? Seen::own_rows : Seen::all_rows);
      evidence_->read(*file, findings);
    }
  }

  const Evidence* get() const { return evidence_ ? &*evidence_ : nullptr; }

 private:
  std::optional<Evidence> evidence_;
};

void check_counts(const JsonField& statement, const Evidence* evidence, Findings& findings) {
  check_people(statement, findings);
  if (evidence != nullptr) {
    evidence->finish(findings);
  } else if (!statement.at("cohorts").list().empty() || statement.find("milestones")) {
    findings.leave_out("the counts of people, starts, events and claims: the evidence isn't here",
                       "put evidence.csv beside the statement, or name it");
  }
}

// Of a bundle's own rows follows no total.
void tell_of_own_rows(const JsonField& statement, const Evidence& evidence, Findings& findings) {
  const std::int64_t all = statement.at("pins").at("evidence").at("rows").integer();
  const std::int64_t hidden = all > evidence.rows() ? all - evidence.rows() : 0;
  findings.note(fmt::format("{} of the bundle: no total is less than their part of it.",
                            counted(evidence.rows(), "row", "rows")));
  if (hidden > 0) {
    findings.leave_out(
        fmt::format("totals and counts: {} of other people {} hidden",
                    counted(hidden, "row", "rows"),
                    form_for(hidden, "is", "are")),
        "totals can't be redone from your own rows alone; ask for the whole evidence, or "
        "somebody who may see it to verify");
  }
}

void leave_out_unknown(const Document& statement, Findings& findings) {
  if (const auto field = unknown_field(statement.json())) {
    findings.leave_out(fmt::format("the field {}: this program doesn't know it", *field),
                       "use a later outturn-verify");
  }
}

}  // namespace

Verdict is_recomputed(const Document& statement,
                      const Inputs& inputs,
                      const EarlierStatements& earlier) {
  return judged(statement.file().name, [&](Findings& findings) {
    const JsonField root = statement.root();
    const Workings workings(root);
    const Rested rested(root, inputs, findings);
    redo_workings(workings, root, rested.get(), earlier, findings);
    check_verdicts(root, workings, findings);
    check_money(root, workings, findings);
    check_reconciliation(root, workings, earlier, findings);
    check_counts(root, rested.get(), findings);
    check_head(root, findings);
    leave_out_unknown(statement, findings);
    if (inputs.bundle) {
      tell_of_own_rows(root, *rested.get(), findings);
    }
  });
}

}  // namespace outturn::verify
