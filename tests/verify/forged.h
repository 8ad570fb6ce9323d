// Statements whose author went to some trouble: after a change everything that follows from it is
// made to fit.
#pragma once

#include "record/json.h"

#include <string>
#include <vector>

namespace outturn::testing {

// The working with this id; fails the test when there is none.
Json& working_named(Json& statement, const std::string& id);

// Puts a working of money, like the one called `before` otherwise, in the list before it.
void put_working(Json& statement,
                 const std::string& before,
                 const std::string& id,
                 const std::string& op,
                 const std::vector<std::string>& of = {});

void take_working_out(Json& statement, const std::string& id);

// Redoes every working from its operands, what is shown, and every amount that names one.
void mend(Json& statement);

}  // namespace outturn::testing
