// A provider's own case records: whom they worked with from which day, and the offences they know
// of.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace outturn {

// A start as provider and statement name it: the person's pseudonym and the index date.
using StartKey = std::pair<std::string, std::string>;

// The days of proven offences that the provider counts for each of its starts; none for somebody
// who didn't reoffend.
using OwnRecords = std::map<StartKey, std::multiset<std::string>>;

// Reads CSV with the columns person, index_date and offence_date: a row for each offence, and for a
// start without any a row with a blank offence_date. Throws InputError with every problem:
// csv_header, csv_columns, missing_value, bad_date, inconsistent (a blank one beside offences).
OwnRecords read_own_records(std::string_view text, const std::string& name);

}  // namespace outturn
