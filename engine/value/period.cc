#include "value/period.h"

#include <charconv>

#include <fmt/format.h>

namespace outturn {
namespace {

constexpr std::string_view kTo = "..";

std::optional<int> parse_year(std::string_view text) {
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && text.size() == 4 && year >= 1900 && year < 2199 ? std::optional(year)
                                                                  : std::nullopt;
}

Date last_day_before(int year, int month) {
  return Date::of(year, month, 1) + (-1);
}

std::optional<Period> parse_quarter(std::string_view text) {
  const auto year = parse_year(text.substr(0, 4));
  if (!year || text.size() != 7 || text.substr(4, 2) != "-Q" || text[6] < '1' || text[6] > '4') {
    return std::nullopt;
  }
  return quarter_of(*year, text[6] - '0');
}

std::optional<Period> parse_split_year(std::string_view text, int starts_month) {
  const auto year = parse_year(text.substr(0, 4));
  if (!year || starts_month == 1) {
    return std::nullopt;
  }
  const Period period = year_of(*year, starts_month);
  return period.name == text ? std::optional(period) : std::nullopt;
}

// One end of a range: a named period, or a single day.
std::optional<Period> parse_end(std::string_view text, int starts_month) {
  if (const auto day = parse_date(text)) {
    return Period{*day, *day, std::string(text)};
  }
  if (auto quarter = parse_quarter(text)) {
    return quarter;
  }
  if (const auto year = parse_year(text)) {
    return year_of(*year, 1);
  }
  return parse_split_year(text, starts_month);
}

}  // namespace

Period quarter_of(int year, int quarter) {
  const int month = (quarter - 1) * 3 + 1;
  const Date last = quarter == 4 ? last_day_before(year + 1, 1) : last_day_before(year, month + 3);
  return {Date::of(year, month, 1), last, fmt::format("{}-Q{}", year, quarter)};
}

Period year_of(int first_year, int starts_month) {
  const std::string name = starts_month == 1
                               ? fmt::format("{}", first_year)
                               : fmt::format("{}/{:02}", first_year, (first_year + 1) % 100);
  return {
      Date::of(first_year, starts_month, 1), last_day_before(first_year + 1, starts_month), name};
}

std::vector<Period> periods_within(const Cadence& cadence, Date first, Date last) {
  if (last < first) {
    return {};
  }
  if (cadence.every == Cadence::Every::once) {
    return {{first, last, to_string(first) + std::string(kTo) + to_string(last)}};
  }
  std::vector<Period> periods;
  const auto keep = [&](Period period) {
    if (first <= period.first && period.last <= last) {
      periods.push_back(std::move(period));
    }
  };
  for (int year = calendar_of(first).year - 1; year <= calendar_of(last).year; ++year) {
    if (cadence.every == Cadence::Every::year) {
      keep(year_of(year, cadence.year_starts_month));
      continue;
    }
    for (int quarter = 1; quarter <= 4; ++quarter) {
      keep(quarter_of(year, quarter));
    }
  }
  return periods;
}

std::vector<Period> parts_beside(const std::vector<Period>& whole, Date first, Date last) {
  std::vector<Period> parts;
  const auto keep = [&](Date from, Date until) {
    if (from <= until) {
      parts.push_back({from, until, to_string(from) + std::string(kTo) + to_string(until)});
    }
  };
  if (!whole.empty()) {
    keep(first, whole.front().first + (-1));
    keep(whole.back().last + 1, last);
  }
  return parts;
}

std::optional<PeriodRange> parse_period_range(std::string_view text, int year_starts_month) {
  const auto to = text.find(kTo);
  const auto from = parse_end(text.substr(0, to), year_starts_month);
  const auto until = to == std::string_view::npos
                         ? from
                         : parse_end(text.substr(to + kTo.size()), year_starts_month);
  if (!from || !until || until->last < from->first) {
    return std::nullopt;
  }
  return PeriodRange{from->first, until->last, std::string(text)};
}

}  // namespace outturn
