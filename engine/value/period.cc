#include "value/period.h"

#include "value/problem.h"

#include <charconv>
#include <utility>

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

// The last day of so many months within one year, beginning with `month`.
Date last_day_of_months(int year, int month, int months) {
  const int next = month + months;
  return next > 12 ? last_day_before(year + 1, next - 12) : last_day_before(year, next);
}

// "2014-07".
std::optional<Period> parse_month(std::string_view text) {
  const auto first = text.size() == 7 ? parse_date(std::string(text) + "-01") : std::nullopt;
  if (!first) {
    return std::nullopt;
  }
  const YearMonthDay day = calendar_of(*first);
  return month_of(day.year, day.month);
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
  if (auto month = parse_month(text)) {
    return month;
  }
  if (auto quarter = parse_quarter(text)) {
    return quarter;
  }
  if (const auto year = parse_year(text)) {
    return year_of(*year, 1);
  }
  return parse_split_year(text, starts_month);
}

// The periods of a cadence that begin in one calendar year.
std::vector<Period> periods_beginning_in(int year, const Cadence& cadence) {
  std::vector<Period> periods;
  switch (cadence.every) {
    case Cadence::Every::month:
      for (int month = 1; month <= 12; ++month) {
        periods.push_back(month_of(year, month));
      }
      return periods;
    case Cadence::Every::quarter:
      for (int quarter = 1; quarter <= 4; ++quarter) {
        periods.push_back(quarter_of(year, quarter));
      }
      return periods;
    case Cadence::Every::year:
      return {year_of(year, cadence.year_starts_month.value_or(1))};
    case Cadence::Every::once:
    case Cadence::Every::listed:
      break;
  }
  throw Defect("periods that don't follow the calendar");
}

std::vector<Period> all_periods(const Cadence& cadence, Date first, Date last) {
  std::vector<Period> periods;
  if (cadence.every == Cadence::Every::once) {
    periods.push_back({first, last, to_string(first) + std::string(kTo) + to_string(last)});
  } else if (cadence.every == Cadence::Every::listed) {
    for (const ListedPeriod& listed : cadence.listed) {
      if (listed.ran) {
        periods.push_back(listed.period);
      }
    }
  } else {
    for (int year = calendar_of(first).year; year <= calendar_of(last).year; ++year) {
      for (Period& period : periods_beginning_in(year, cadence)) {
        periods.push_back(std::move(period));
      }
    }
  }
  return periods;
}

}  // namespace

Period month_of(int year, int month) {
  return {Date::of(year, month, 1),
          last_day_of_months(year, month, 1),
          fmt::format("{}-{:02}", year, month)};
}

Period quarter_of(int year, int quarter) {
  const int month = (quarter - 1) * 3 + 1;
  return {Date::of(year, month, 1),
          last_day_of_months(year, month, 3),
          fmt::format("{}-Q{}", year, quarter)};
}

Period year_of(int first_year, int starts_month) {
  const std::string name = starts_month == 1
                               ? fmt::format("{}", first_year)
                               : fmt::format("{}/{:02}", first_year, (first_year + 1) % 100);
  return {
      Date::of(first_year, starts_month, 1), last_day_before(first_year + 1, starts_month), name};
}

Period year_around(Date day, int starts_month) {
  const YearMonthDay calendar = calendar_of(day);
  return year_of(calendar.month < starts_month ? calendar.year - 1 : calendar.year, starts_month);
}

std::vector<Period> periods_within(const Cadence& cadence, Date first, Date last) {
  if (last < first) {
    return {};
  }
  std::vector<Period> periods = all_periods(cadence, first, last);
  std::erase_if(periods,
                [&](const Period& period) { return period.first < first || last < period.last; });
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
