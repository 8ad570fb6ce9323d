// The rule of one field, from its node in a mapping.
#pragma once

#include "cases/mapping.h"
#include "yaml/document.h"

#include <optional>
#include <span>
#include <string_view>

namespace outturn {

// What a field is and may be.
struct FieldUse {
  std::string_view name;    // in messages
  std::string_view absent;  // the word for having no value: "nobody"; empty: there must be one
  bool any_text;            // false: only a column's own text, or the absent word
  std::span<const std::string_view> words = {};  // what it may come to; empty: any text
};

// Each reports what is wrong and returns nothing for it.
std::optional<TextRule> read_text_rule(const yaml::Node& node,
                                       const FieldUse& use,
                                       Problems& problems);
std::optional<DateRule> read_index_date(const yaml::Node& node, Problems& problems);
std::optional<DateRule> read_offence_date(const yaml::Node& node, Problems& problems);
std::optional<DateRule> read_proven_date(const yaml::Node& node, Problems& problems);
std::optional<RowsWhere> read_rows_where(const yaml::Node& node, Problems& problems);

}  // namespace outturn
