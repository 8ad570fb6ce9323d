#include "verify/document.h"

#include "value/problem.h"
#include "value/utf8.h"

#include <fmt/format.h>

namespace outturn::verify {

void require_statement(const Document& document) {
  const std::string& form = document.root().at("form").text();
  if (form != kStatementForm) {
    throw InputError(Place{document.file().name},
                     Reason::not_a_statement,
                     fmt::format("this is of the form {}, and this program verifies \"{}\"",
                                 shown(form),
                                 kStatementForm),
                     "use the outturn-verify of the version that wrote it, or a later one");
  }
}

Currency currency_of(const JsonField& statement) {
  const JsonField code = statement.at("contract").at("currency");
  const auto currency = parse_currency(code.text());
  if (!currency) {
    code.refuse("a currency that this program knows");
  }
  return *currency;
}

}  // namespace outturn::verify
