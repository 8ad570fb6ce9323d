// How one figure of a statement comes about, down to the evidence and the rules.
#pragma once

#include "record/json.h"
#include "report/evidence_view.h"
#include "report/statement_view.h"
#include "text/page.h"

#include <string>
#include <string_view>

namespace outturn {

// Everything that can be explained, one line each.
std::string explainable(const StatementView& statement, const Look& look);

// The figure called `what`: a line's name, "total", a payer's name or a working's id; all of
// them, in this order, where several have one name. `path` is how the reader called the statement.
// Throws InputError(not_in_statement) for another name.
std::string explain_figure(const StatementView& statement,
                           std::string_view what,
                           const std::string& path,
                           const Look& look);

// The same for programs: {"kind": "line", "name": ..., "title": ..., "shown": ...} of everything
// that can be explained.
Json explainable_json(const StatementView& statement);

// The same for programs. `document` is the statement as JSON, of which the result holds parts as
// they stand: under "figures" the lines, total and payers of that name, each with its "kind", and
// under "workings" every working they rest on, in the statement's order. Throws as explain_figure.
Json explained_json(const StatementView& statement,
                    const Json& document,
                    std::string_view what,
                    const std::string& path);

// Every row of one person in the evidence, in words, and the sums that the person entered. Throws
// InputError(not_in_statement) for a person who isn't in it.
std::string explain_person(const StatementView& statement,
                           const Evidence& evidence,
                           std::string_view person,
                           const Look& look);

// The same for programs: {"person": ..., "rows": [...], "adds_to": [...]}. Throws as
// explain_person.
Json person_json(const StatementView& statement, const Evidence& evidence, std::string_view person);

}  // namespace outturn
