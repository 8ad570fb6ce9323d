#include "cases/rule_reader.h"

#include "cases/values.h"
#include "value/utf8.h"
#include "yaml/fields.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace outturn {
namespace {

using yaml::Entry;
using yaml::Fields;
using yaml::Node;

constexpr FieldUse kIndexDate = {"index_date", "", false};
constexpr FieldUse kOffenceDate = {"offence_date", "", false};
constexpr FieldUse kProvenDate = {"proven_date", "not_proven", false};

constexpr std::array<std::string_view, 2> kKeepOrRefuse = {"refuse", "keep"};
constexpr std::array<std::string_view, 1> kRowOrder = {"row order"};
constexpr std::array<std::string_view, 1> kSameAsOffence = {"offence_date"};

constexpr std::array<std::string_view, 12> kMonthNames = {"January",
                                                          "February",
                                                          "March",
                                                          "April",
                                                          "May",
                                                          "June",
                                                          "July",
                                                          "August",
                                                          "September",
                                                          "October",
                                                          "November",
                                                          "December"};

// A slip would make a value of its own of those who have none, a provider called "nobdy".
void report_misspelt(const Node& node, const FieldUse& use, Problems& problems) {
  problems.add(node.place,
               Reason::unknown_word,
               fmt::format("{} would be a {} of that name", shown(node.text), use.name),
               fmt::format("did you mean \"{}\"? A name so near to that word can't be written here",
                           use.absent));
}

// A value of ours as the mapping writes it, or the use's word for having none.
std::optional<Meaning> read_meaning(const Node& node, const FieldUse& use, Problems& problems) {
  const auto text = yaml::read_text(node, problems);
  if (!text) {
    return std::nullopt;
  }
  if (!use.absent.empty() && *text == use.absent) {
    return Meaning{};
  }
  if (!use.absent.empty() && is_misspelt(*text, use.absent)) {
    report_misspelt(node, use, problems);
    return std::nullopt;
  }
  if (!use.words.empty() && !yaml::read_word(node, use.words, problems)) {
    return std::nullopt;
  }
  if (!use.any_text) {
    problems.add(node.place,
                 Reason::unknown_word,
                 fmt::format("{} can't be {}", use.name, shown(*text)),
                 use.absent.empty() ? std::string("it must come from a column")
                                    : fmt::format("only \"{}\" can be written here", use.absent));
    return std::nullopt;
  }
  if (auto fault = fault_in_value(*text)) {
    problems.add(node.place, fault->reason, fault->message, fault->advice);
    return std::nullopt;
  }
  return Meaning{*text};
}

void read_words(const Node& node, const FieldUse& use, TextRule& rule, Problems& problems) {
  if (!node.is_map()) {
    yaml::report_shape(node, "a map of their words to ours", problems);
    return;
  }
  for (const Entry& entry : node.entries) {
    if (auto ours = read_meaning(entry.value, use, problems)) {
      rule.words.emplace(entry.key, std::move(*ours));
    }
  }
}

TextRule read_always(Fields& fields, const FieldUse& use) {
  TextRule rule;
  rule.place = fields.node().place;
  const auto meaning = [&](const Node& node, Problems& problems) {
    return read_meaning(node, use, problems);
  };
  rule.always = fields.required("always", meaning).value_or(Meaning{});
  return rule;
}

TextRule read_column(Fields& fields, const FieldUse& use) {
  const auto meaning = [&](const Node& node, Problems& problems) {
    return read_meaning(node, use, problems);
  };
  const auto keep_or_refuse = [](const Node& node, Problems& problems) {
    return yaml::read_word(node, kKeepOrRefuse, problems);
  };
  TextRule rule;
  rule.place = fields.node().place;
  rule.column = fields.required("column", yaml::read_text, "name the column, or use \"always:\"")
                    .value_or("");
  rule.blank = fields.optional("blank", meaning);
  rule.without_column = fields.optional("without_column", meaning);
  if (!use.any_text) {
    return rule;
  }
  if (const Node* words = fields.find("words")) {
    read_words(*words, use, rule, fields.problems());
    rule.keeps_other_words = fields.optional("other_words", keep_or_refuse).value_or(0) == 1;
  }
  return rule;
}

// The column of `{KEY: {column: NAME}}`.
std::string read_only_column(const Node& node, std::string_view what, Problems& problems) {
  Fields fields(node, what, problems);
  const auto column = fields.required("column", yaml::read_text);
  fields.finish();
  return column.value_or("");
}

struct DayOfYear {
  int month;
  int day;
};

// "30 June". 29 February isn't in every year, so no year can end on it.
std::optional<DayOfYear> parse_day_of_year(std::string_view text) {
  const auto space = std::min(text.find(' '), text.size());
  const std::string_view name = text.substr(std::min(space + 1, text.size()));
  const auto month = std::find(kMonthNames.begin(), kMonthNames.end(), name);
  if (month == kMonthNames.end() || space == 0 || space > 2) {
    return std::nullopt;
  }
  const auto number = static_cast<int>(month - kMonthNames.begin()) + 1;
  const auto date = parse_date(fmt::format("2001-{:02}-{:0>2}", number, text.substr(0, space)));
  return date ? std::optional(DayOfYear{number, calendar_of(*date).day}) : std::nullopt;
}

std::optional<DayOfYear> read_day_of_year(const Node& node, Problems& problems) {
  const auto text = yaml::read_text(node, problems);
  if (!text) {
    return std::nullopt;
  }
  const auto day = parse_day_of_year(*text);
  if (!day) {
    problems.add(node.place,
                 Reason::bad_date,
                 fmt::format("{} isn't a day of every year", shown(*text)),
                 "write day and month, such as 30 June");
  }
  return day;
}

SpreadEvenly read_spread(const Node& node, Problems& problems) {
  SpreadEvenly spread{node.place, "", 12, 31};
  Fields fields(node, "spread_evenly", problems);
  if (const Node* year = fields.require("over_year")) {
    Fields inner(*year, "over_year", problems);
    spread.column = inner.required("column", yaml::read_text).value_or("");
    const auto end = inner.required(
        "year_ends", read_day_of_year, "add the last day of the source's year, such as 30 June");
    spread.ends_month = end ? end->month : 12;
    spread.ends_day = end ? end->day : 31;
    inner.finish();
  }
  fields.required(
      "in",
      [](const Node& order, Problems& found) { return yaml::read_word(order, kRowOrder, found); },
      "add \"in: row order\": which row comes first decides its date");
  fields.finish();
  return spread;
}

// The one entry of a map of one, when its key is `key`.
const Node* only_entry(const Node& node, std::string_view key) {
  return node.is_map() && node.entries.size() == 1 ? node.find(key) : nullptr;
}

// `{same_as: offence_date}` says nothing but that.
bool read_same_as(const Node& node, Problems& problems) {
  return yaml::read_word(node, kSameAsOffence, problems).has_value();
}

std::optional<std::string> read_any_text(const Node& node, Problems& problems) {
  if (!node.is_scalar()) {
    yaml::report_shape(node, "text (quotes for a blank: \"\")", problems);
    return std::nullopt;
  }
  return node.text;
}

std::optional<std::vector<std::string>> read_any_texts(const Node& node, Problems& problems) {
  return yaml::read_list<std::string>(node, problems, read_any_text);
}

}  // namespace

std::optional<TextRule> read_text_rule(const Node& node, const FieldUse& use, Problems& problems) {
  Fields fields(node, use.name, problems);
  if (!node.is_map()) {
    return std::nullopt;
  }
  const bool can_be_fixed = use.any_text || !use.absent.empty();
  TextRule rule = can_be_fixed && node.find("always") != nullptr ? read_always(fields, use)
                                                                 : read_column(fields, use);
  fields.finish();
  return rule;
}

std::optional<DateRule> read_index_date(const Node& node, Problems& problems) {
  if (const Node* spread = only_entry(node, "spread_evenly")) {
    return read_spread(*spread, problems);
  }
  return read_text_rule(node, kIndexDate, problems);
}

std::optional<DateRule> read_offence_date(const Node& node, Problems& problems) {
  if (const Node* days = only_entry(node, "days_after_index")) {
    return DaysAfterIndex{days->place, read_only_column(*days, "days_after_index", problems)};
  }
  return read_text_rule(node, kOffenceDate, problems);
}

std::optional<DateRule> read_proven_date(const Node& node, Problems& problems) {
  if (const Node* other = only_entry(node, "same_as")) {
    return read_same_as(*other, problems) ? std::optional<DateRule>(SameAsOffence{}) : std::nullopt;
  }
  return read_text_rule(node, kProvenDate, problems);
}

std::optional<RowsWhere> read_rows_where(const Node& node, Problems& problems) {
  Fields fields(node, "rows_where", problems);
  RowsWhere where{node.place, "", {}, {}};
  where.column = fields.required("column", yaml::read_text).value_or("");
  where.is = fields.required("is", read_any_texts).value_or(where.is);
  where.is_not =
      fields
          .required("is_not",
                    read_any_texts,
                    "add \"is_not: [...]\" with every other text of the column: a text in neither "
                    "list stops the import")
          .value_or(where.is_not);
  fields.finish();
  return where;
}

}  // namespace outturn
