// What a name means in a statement. Private to the report room.
#pragma once

#include "report/statement_view.h"

#include <string>
#include <string_view>

namespace outturn::explaining {

inline constexpr std::string_view kTotal = "total";

// Everything that bears a name: a payer may be called like a line, or "total".
struct Figures {
  const LineView* line = nullptr;
  bool total = false;
  const PayerView* payer = nullptr;
  const WorkingView* working = nullptr;
};

// What is called `what`, one thing at least. Throws InputError(not_in_statement); `path` is how the
// reader called the statement.
Figures figures_called(const StatementView& statement,
                       std::string_view what,
                       const std::string& path);

// Where a working stands in StatementView::workings.
std::size_t place_of(const StatementView& statement, const WorkingView& working);

}  // namespace outturn::explaining
