#include "audit/made_sample.h"

#include "record/file.h"
#include "value/problem.h"

namespace outturn {

std::string ten_pounds_each() {
  return R"({
  "form": "outturn-statement/1",
  "contract": {"currency": "GBP"},
  "cohorts": [{"name": "actual"}],
  "workings": [
    {"id": "actual.people", "op": "evidence", "details": {"cohort": "actual"},
     "unit": "people", "value": "5"},
    {"id": "actual.reoffenders", "op": "evidence",
     "details": {"cohort": "actual", "sum_of": "reoffended"}, "unit": "people", "value": "2"},
    {"id": "others", "op": "subtract", "of": ["actual.people", "actual.reoffenders"],
     "unit": "people", "value": "3"},
    {"id": "price", "op": "given", "unit": "amount", "value": "1000"},
    {"id": "total.due", "op": "multiply", "of": ["price", "others"], "unit": "amount",
     "value": "3000"}
  ],
  "total": {"minor": "3000", "shown": "£30.00", "working": "total.due"}
})";
}

std::filesystem::path samples() {
  return std::filesystem::path(OUTTURN_SOURCE_DIR) / "tests/report/samples";
}

std::string sample_evidence() {
  return read_file(samples() / "evidence.csv", 1'000'000);
}

std::string filled(const Sample& sample, const Answering& answer) {
  constexpr std::size_t kReoffencesAt = 10;
  constexpr std::string_view kBlank = ",,";  // between the three answers
  const std::string form = form_of(sample);
  std::string out;
  std::size_t begin = 0;
  for (std::size_t line = 0; begin < form.size(); ++line) {
    const std::size_t end = form.find('\n', begin);
    const std::string text = form.substr(begin, end - begin);
    if (line == 0) {
      out += text;
    } else {
      const SampledRow& row = sample.rows[line - 1];
      out += text.substr(0, text.size() - kBlank.size()) +
             answer(row.stated[kPersonAt], row.stated[kReoffencesAt]);
    }
    out += '\n';
    begin = end + 1;
  }
  return out;
}

std::string as_stated(const std::string&, const std::string& stated) {
  return "yes," + stated + ",";
}

}  // namespace outturn
