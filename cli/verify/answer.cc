#include "answer.h"

#include "text/json_parts.h"

#include <algorithm>

#include <fmt/format.h>

namespace outturn::cli {
namespace {

using verify::Answer;
using verify::NamedVerdict;
using verify::Report;
using verify::Unchecked;
using verify::Verdict;

constexpr std::size_t kIndent = 2;

Paint paint_of(Answer answer) {
  return answer == Answer::yes ? Paint::good : answer == Answer::no ? Paint::alarm : Paint::warning;
}

std::string with_capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text;
}

void show_head(const Report& report, Page& page) {
  page.paragraph(report.title, 0, Paint::strong);
  const std::string state = report.state.empty() ? "" : ", " + report.state;
  page.paragraph(fmt::format(
      "{}, {}: {} due, {}{}", report.contract, report.period, report.due, report.kind, state));
  page.paragraph("SHA-256 " + report.sha256, 0, Paint::faint);
}

void show_verdict(const NamedVerdict& named, Page& page) {
  const Verdict& verdict = named.verdict;
  page.blank();
  page.split(
      with_capital(std::string(named.name)), words_of(verdict.answer), paint_of(verdict.answer));
  page.rule();
  if (verdict.fault) {
    page.paragraph(fmt::format("{}: {}.", verdict.fault->file, verdict.fault->message), kIndent);
  } else {
    for (const std::string& note : verdict.notes) {
      page.paragraph(note, kIndent);
    }
  }
  for (const Unchecked& part : verdict.unchecked) {
    page.paragraph(fmt::format("Not checked: {}.", part.why), kIndent);
    page.paragraph(fmt::format("To have it checked: {}.", part.how), kIndent + kIndent);
  }
}

std::string last_sentence(Answer answer) {
  switch (answer) {
    case Answer::yes:
      return "All four are yes.";
    case Answer::no:
      return "Something is wrong. Don't pay or accept by this statement before you know what.";
    case Answer::not_checked:
      return "Nothing is wrong in what was checked, and not everything was.";
  }
  throw Defect("unknown answer");
}

Json json_of(const NamedVerdict& named) {
  const Verdict& verdict = named.verdict;
  Json json = {{"verdict", named.name},
               {"answer", words_of(verdict.answer)},
               {"fault", Json()},
               {"not_checked", Json::array()},
               {"notes", Json::array()}};
  if (verdict.fault) {
    json["fault"] = {{"file", text_or_null(verdict.fault->file)},
                     {"path", text_or_null(verdict.fault->path)},
                     {"says", text_or_null(verdict.fault->says)},
                     {"should_be", text_or_null(verdict.fault->should_be)},
                     {"message", utf8_of(verdict.fault->message)}};
  }
  for (const Unchecked& part : verdict.unchecked) {
    json["not_checked"].push_back({{"why", utf8_of(part.why)}, {"how", utf8_of(part.how)}});
  }
  for (const std::string& note : verdict.notes) {
    json["notes"].push_back(utf8_of(note));
  }
  return json;
}

}  // namespace

std::string show_report(const Report& report, const Look& look) {
  Page page(look);
  show_head(report, page);
  for (const NamedVerdict& verdict : verdicts_of(report)) {
    show_verdict(verdict, page);
  }
  page.blank();
  const Answer answer = overall(report);
  page.paragraph(last_sentence(answer), 0, paint_of(answer));
  return page.take();
}

Json json_of(const Report& report, const std::string& file) {
  Json verdicts = Json::array();
  for (const NamedVerdict& verdict : verdicts_of(report)) {
    verdicts.push_back(json_of(verdict));
  }
  return {{"statement",
           {{"file", utf8_of(file)},
            {"contract", text_or_null(report.contract)},
            {"period", text_or_null(report.period)},
            {"due", text_or_null(report.due)},
            {"sha256", report.sha256},
            {"state", text_or_null(report.state)}}},
          {"answer", words_of(overall(report))},
          {"verdicts", std::move(verdicts)}};
}

}  // namespace outturn::cli
