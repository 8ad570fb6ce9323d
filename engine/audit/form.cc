#include "audit/form.h"

#include "record/csv.h"
#include "value/problem.h"
#include "value/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace outturn {
namespace {

// By what the rows were drawn, the same in each but for the stratum.
constexpr std::array<std::string_view, 7> kDrawnBy = {
    "seed", "statement", "sample_size", "rows_of", "cohort", "stratified_by", "stratum"};
enum DrawnBy : std::size_t { seed, statement, sample_size, rows_of, cohort, stratified_by };

constexpr std::array<std::string_view, 3> kAnswers = {
    "found_in_cohort", "found_reoffences", "note"};
constexpr std::size_t kFirstStated = kDrawnBy.size();
constexpr std::size_t kFirstAnswer = kFirstStated + kStatedColumnCount;
constexpr std::size_t kInCohortAt = kFirstAnswer;
constexpr std::size_t kReoffencesAt = kFirstAnswer + 1;
constexpr std::size_t kNoteAt = kFirstAnswer + 2;
constexpr std::size_t kColumns = kFirstAnswer + kAnswers.size();

constexpr std::string_view kFormulaStarts = "=+-@\t\r";
constexpr std::string_view kOnlyAnswers =
    "only the last three columns are filled in; let the spreadsheet take every column as text";

std::vector<std::string> header() {
  std::vector<std::string> columns(kDrawnBy.begin(), kDrawnBy.end());
  const std::vector<std::string> stated = stated_columns();
  columns.insert(columns.end(), stated.begin(), stated.end());
  columns.insert(columns.end(), kAnswers.begin(), kAnswers.end());
  return columns;
}

void add_row(std::string& csv, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    csv += i == 0 ? "" : ",";
    csv::append_field(csv, cells[i]);
  }
  csv += '\n';
}

// A row of the form without its answers.
std::vector<std::string> asked(const Sample& sample, const SampledRow& row) {
  const Draw& draw = sample.draw;
  std::vector<std::string> cells = {draw.seed,
                                    sample.statement,
                                    fmt::format("{}", draw.size),
                                    std::string(code_of(draw.of)),
                                    draw.cohort,
                                    draw.by,
                                    sample.strata[row.stratum].value};
  cells.insert(cells.end(), row.stated.begin(), row.stated.end());
  for (std::string& cell : cells) {
    const bool formula = !cell.empty() && kFormulaStarts.find(cell[0]) != std::string_view::npos;
    cell.insert(0, formula ? "'" : "");
  }
  return cells;
}

std::optional<std::size_t> whole_number(const std::string& text) {
  constexpr std::size_t kMostDigits = 6;
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool read = error == std::errc() && end == text.data() + text.size();
  return read && text.size() <= kMostDigits ? std::optional(value) : std::nullopt;
}

// Person, index date and record: by these a row is found again.
std::array<std::string, 3> key_of(const std::vector<std::string>& cells) {
  return {cells[kFirstStated + kPersonAt],
          cells[kFirstStated + kIndexDateAt],
          cells[kFirstStated + kRecordAt]};
}

std::string start_of(const std::vector<std::string>& cells) {
  const auto [person, index_date, record] = key_of(cells);
  return fmt::format("{} of {}", shown(person), shown(index_date));
}

class AnswerReader {
 public:
  AnswerReader(const FilledForm& form, const Sample& sample)
      : form_(form), answers_(sample.rows.size()), met_(sample.rows.size()) {
    for (const SampledRow& row : sample.rows) {
      asked_.push_back(asked(sample, row));
      by_key_.emplace(key_of(asked_.back()), asked_.size() - 1);
    }
  }

  std::vector<Answer> read() {
    for (const FilledForm::Row& row : form_.rows) {
      read(row);
    }
    for (std::size_t at = 0; at < asked_.size(); ++at) {
      if (!met_[at]) {
        problems_.add(
            Place{form_.name},
            Reason::missing_value,
            fmt::format("lacks {}, which the seed draws", start_of(asked_[at])),
            "every start of the sample is answered for; one that can't be checked is no answer");
      }
    }
    problems_.throw_if_any();
    return std::move(answers_);
  }

 private:
  void read(const FilledForm::Row& row) {
    const auto found = by_key_.find(key_of(row.cells));
    if (found == by_key_.end()) {
      add(row,
          Reason::inconsistent,
          fmt::format("the seed doesn't draw {}", start_of(row.cells)),
          kOnlyAnswers);
      return;
    }
    if (met_[found->second]) {
      add(row,
          Reason::duplicate_row,
          fmt::format("{} stands here a second time", start_of(row.cells)),
          "");
      return;
    }
    met_[found->second] = true;
    compare(row, asked_[found->second]);
    answers_[found->second] = answer(row);
  }

  void compare(const FilledForm::Row& row, const std::vector<std::string>& drawn) {
    for (std::size_t i = 0; i < kFirstAnswer; ++i) {
      if (row.cells[i] != drawn[i]) {
        add(row,
            Reason::inconsistent,
            fmt::format(
                "{} is {}, and was drawn as {}", header()[i], shown(row.cells[i]), shown(drawn[i])),
            kOnlyAnswers);
      }
    }
  }

  Answer answer(const FilledForm::Row& row) {
    Answer answer;
    answer.note = row.cells[kNoteAt];
    const std::string& in_cohort = row.cells[kInCohortAt];
    answer.in_cohort = in_cohort == "yes";
    if (in_cohort.empty()) {
      add(row, Reason::missing_value, "found_in_cohort is blank", "write yes or no");
    } else if (in_cohort != "yes" && in_cohort != "no") {
      add(row,
          Reason::unknown_word,
          fmt::format("found_in_cohort is {}", shown(in_cohort)),
          "write yes or no");
    } else {
      read_reoffences(row, answer);
    }
    return answer;
  }

  void read_reoffences(const FilledForm::Row& row, Answer& answer) {
    const std::string& text = row.cells[kReoffencesAt];
    if (!answer.in_cohort && !text.empty()) {
      add(row,
          Reason::inconsistent,
          fmt::format("found_reoffences is {} for somebody who isn't in the cohort", shown(text)),
          "leave it blank: none of theirs counts");
    } else if (answer.in_cohort && text.empty()) {
      add(row,
          Reason::missing_value,
          "found_reoffences is blank",
          "write how many reoffences count by your own finding, 0 for none");
    } else if (answer.in_cohort) {
      answer.reoffences = whole_number(text);
      if (!answer.reoffences) {
        add(row,
            Reason::bad_number,
            fmt::format("found_reoffences is {}", shown(text)),
            "write a whole number of at most six digits");
      }
    }
  }

  void add(const FilledForm::Row& row,
           Reason reason,
           std::string message,
           std::string_view advice) {
    problems_.add(Place{form_.name, row.line, 0}, reason, std::move(message), std::string(advice));
  }

  const FilledForm& form_;
  std::vector<std::vector<std::string>> asked_;
  std::map<std::array<std::string, 3>, std::size_t> by_key_;
  std::vector<Answer> answers_;
  std::vector<bool> met_;
  Problems problems_;
};

}  // namespace

std::string form_of(const Sample& sample) {
  std::string csv;
  add_row(csv, header());
  for (const SampledRow& row : sample.rows) {
    std::vector<std::string> cells = asked(sample, row);
    cells.resize(kColumns);
    add_row(csv, cells);
  }
  return csv;
}

FilledForm read_form(std::string_view text, const std::string& name) {
  csv::Reader reader(text, name);
  std::vector<csv::Field> fields;
  const std::vector<std::string> columns = header();
  const bool right = reader.next(fields) && std::equal(fields.begin(),
                                                       fields.end(),
                                                       columns.begin(),
                                                       columns.end(),
                                                       [](const auto& field, const auto& column) {
                                                         return field.text == column;
                                                       });
  if (!right) {
    throw InputError(Place{name, 1, 0},
                     Reason::csv_header,
                     "these aren't the columns of an audit's form",
                     "take the form that \"outturn audit sample\" wrote, and fill in its last "
                     "three columns");
  }
  FilledForm form{name, {}};
  while (reader.next(fields)) {
    if (fields.size() != kColumns) {
      throw InputError(Place{name, reader.line(), 0},
                       Reason::csv_columns,
                       fmt::format("{} values under {} columns", fields.size(), kColumns));
    }
    FilledForm::Row& row = form.rows.emplace_back();
    row.line = reader.line();
    for (const csv::Field& field : fields) {
      row.cells.emplace_back(field.text);
    }
  }
  if (form.rows.empty()) {
    throw InputError(Place{name}, Reason::missing_value, "holds no start");
  }
  return form;
}

Draw draw_of(const FilledForm& form) {
  const FilledForm::Row& row = form.rows.front();
  const auto size = whole_number(row.cells[sample_size]);
  const bool all = row.cells[rows_of] == code_of(RowsOf::all);
  if (!size || (!all && row.cells[rows_of] != code_of(RowsOf::counted))) {
    const std::size_t wrong = size ? rows_of : sample_size;
    throw InputError(Place{form.name, row.line, 0},
                     Reason::inconsistent,
                     fmt::format("{} is {}", kDrawnBy.at(wrong), shown(row.cells[wrong])),
                     std::string(kOnlyAnswers));
  }
  return {row.cells[seed],
          static_cast<std::int64_t>(*size),
          row.cells[cohort],
          all ? RowsOf::all : RowsOf::counted,
          row.cells[stratified_by]};
}

std::vector<Answer> answers_of(const FilledForm& form, const Sample& sample) {
  const FilledForm::Row& first = form.rows.front();
  if (first.cells[statement] != sample.statement) {
    throw InputError(Place{form.name, first.line, 0},
                     Reason::digest_differs,
                     fmt::format("is of the statement {}", shown(first.cells[statement])),
                     "this entry holds the statement " + sample.statement);
  }
  return AnswerReader(form, sample).read();
}

}  // namespace outturn
