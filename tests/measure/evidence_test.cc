// The evidence: every start with what became of it, and the sums redone from it alone.
#include "measure/sample.h"
#include "record/csv.h"
#include "record/evidence_columns.h"
#include "support/catch.h"
#include "support/random.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace outturn {
namespace {

TEST_CASE("the evidence's columns are fixed, and then what the contract breaks down by") {
  CHECK(evidence_header(sample_contract()) ==
        "cohort,person,index_date,record,class,reason,detail,score,complexity_band,weight,"
        "follow_up_ends,proven_by,reoffended,reoffences,severity,grade,events,area,"
        "by_complexity_band");
  CHECK(evidence_header(sample_contract({{"break_down_by: [area, complexity_band]\n", ""}})) ==
        "cohort,person,index_date,record,class,reason,detail,score,complexity_band,weight,"
        "follow_up_ends,proven_by,reoffended,reoffences,severity,grade,events");
}

TEST_CASE("no breakdown repeats a column of the evidence") {
  for (const std::string_view column : kEvidenceColumns) {
    const std::string list = fmt::format("[{}]", column);
    const Edit edit = {"[area, complexity_band]", list};
    CAPTURE(list);
    if (column == kBandBreakdown) {
      CHECK(evidence_header(sample_contract({edit})).ends_with(",events,by_complexity_band"));
    } else {
      CHECK_THROWS_AS(sample_contract({edit}), InputError);
    }
  }
}

TEST_CASE("an evidence row says all that the figures rest on") {
  const MeasuredCohort cohort = measure_2015(
      sample_contract(),
      {{"P2", "C01", "2015-08-31", in_scope({{"age", "young"}}), 512'340},
       {"P1", "C01", "2015-03-01", in_scope({{"disposal", "nps"}, {"area", "\"east\", upper"}})},
       {"P3", "C01", "2015-03-01", in_scope({{"area", ""}})}},
      {{"P2", "2015-09-01", "2015-10-01", conviction({{"severity_class", "assault"}})},
       {"P2", "2015-09-01", "", conviction()},
       {"P2", "2015-12-24", "2016-01-02", conviction({{"breach", "yes"}})}});
  std::vector<std::string> lines;
  for (const EvidenceRow& row : cohort.evidence) {
    lines.push_back(row.line);
  }
  CHECK(lines ==
        std::vector<std::string>{
            "actual,P1,2015-03-01,1/3,excluded,disposal_not_in_scope,disposal = nps,,,,,,,,,,,"
            "\"\"\"east\"\", upper\",",
            "actual,P2,2015-08-31,1/2,counted,,,0.51234,higher,1.5,2016-08-31,2017-02-28,1,1,10,"
            "more_serious,"
            "2015-09-01||conviction|theft|not_proven|2/3; "
            "2015-09-01|2015-10-01|conviction|assault|counted|2/2; "
            "2015-12-24|2016-01-02|conviction|theft|breach|2/4,"
            "north,higher",
            "actual,P3,2015-03-01,1/4,counted,,,,low,0.8,2016-03-01,2016-09-01,0,0,0,none,,,low"});
}

TEST_CASE("a word of the data can't pass for another event") {
  const Contract contract =
      sample_contract({{"not_counted: [acquittal]", "not_counted: any other"}});
  const MeasuredCohort cohort =
      measure_2015(contract,
                   {{"P1", "C01", "2015-03-01", in_scope()}},
                   {{"P1",
                     "2015-04-01",
                     "",
                     conviction({{"outcome", "x|y|counted|2/9; 2015-04-02||conviction"},
                                 {"severity_class", "100% | z"}})}});
  CHECK(cohort.evidence.at(0).line ==
        "actual,P1,2015-03-01,1/2,counted,,,,low,0.8,2016-03-01,2016-09-01,0,0,0,none,"
        "2015-04-01||x%7Cy%7Ccounted%7C2/9%3B 2015-04-02%7C%7Cconviction|100%25 %7C z|"
        "outcome_not_counted|2/2,north,low");
}

// --- a cohort of many, drawn ---

struct Drawn {
  std::vector<ListedStart> starts;
  std::vector<ListedEvent> events;
};

std::string pick(Random& random, const std::vector<std::string>& values) {
  return values.at(
      static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(values.size()) - 1)));
}

std::string day_after(Random& random, const std::string& day, int least, int most) {
  return to_string(parse_date(day).value() +
                   static_cast<std::int32_t>(random.between(least, most)));
}

void draw_event(Random& random, const ListedStart& start, Drawn& drawn) {
  const std::string offence = day_after(random, start.index_date, -100, 500);
  const bool proven = random.between(0, 9) > 0;
  drawn.events.push_back(
      {start.person,
       offence,
       proven ? day_after(random, offence, 0, 300) : "",
       conviction({{"outcome", pick(random, {"conviction", "caution", "acquittal"})},
                   {"breach", pick(random, {"no", "no", "no", "yes"})},
                   {"severity_class", pick(random, {"petty", "theft", "assault", "murder"})}}),
       static_cast<std::uint32_t>(drawn.events.size() + 2)});
}

Drawn draw(Random& random, int people) {
  Drawn drawn;
  for (int i = 0; i < people; ++i) {
    const ListedStart start = {
        "P" + std::to_string(i),
        pick(random, {"C01", "C01", "C01", ""}),
        day_after(random, "2015-01-01", 0, 364),
        in_scope({{"disposal", pick(random, {"custody", "community", "nps"})},
                  {"matched", pick(random, {"yes", "yes", "no"})},
                  {"age", pick(random, {"young", "old"})},
                  {"area", pick(random, {"north", "south", ""})},
                  {"index_class", pick(random, {"petty", "theft", "robbery"})}}),
        random.between(0, kScale),
        static_cast<std::uint32_t>(drawn.starts.size() + 2)};
    drawn.starts.push_back(start);
    for (std::int64_t event = random.between(0, 4); event > 0; --event) {
      draw_event(random, start, drawn);
    }
  }
  return drawn;
}

// --- the sums, from the text of the evidence ---

using Row = std::map<std::string, std::string>;

std::vector<Row> rows_of(const Contract& contract, const MeasuredCohort& cohort) {
  std::string text = evidence_header(contract) + "\n";
  for (const EvidenceRow& row : cohort.evidence) {
    text += row.line + "\n";
  }
  csv::Reader reader(text, "evidence.csv");
  std::vector<csv::Field> fields;
  REQUIRE(reader.next(fields));
  std::vector<std::string> names;
  for (const csv::Field& field : fields) {
    names.emplace_back(field.text);
  }
  std::vector<Row> rows;
  while (reader.next(fields)) {
    REQUIRE(fields.size() == names.size());
    Row& row = rows.emplace_back();
    for (std::size_t i = 0; i < names.size(); ++i) {
      row[names[i]] = fields[i].text;
    }
  }
  return rows;
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (!text.empty() && from != std::string::npos) {
    const auto to = text.find(separator, from);
    parts.push_back(text.substr(from, to == std::string::npos ? to : to - from));
    from = to == std::string::npos ? to : to + separator.size();
  }
  return parts;
}

// Sums over counted rows, exact: "weight*severity" and the like, and how often each class occurs.
struct Resummed {
  std::map<std::string, Ratio> sums;
  std::map<std::string, std::int64_t> counts;
};

Resummed resum(const std::vector<Row>& rows) {
  Resummed resummed;
  for (const Row& row : rows) {
    ++resummed.counts["start " + (row.at("reason").empty() ? "counted" : row.at("reason"))];
    if (row.at("class") != "counted") {
      continue;
    }
    const Ratio weight = parse_decimal(row.at("weight")).value();
    for (const std::string column : {"reoffended", "reoffences", "severity", "score"}) {
      const Ratio value = parse_decimal(row.at(column)).value();
      resummed.sums[column] += value;
      resummed.sums["weight*" + column] += weight * value;
    }
    resummed.sums["weight"] += weight;
    ++resummed.counts["grade " + row.at("grade")];
    resummed.sums["weight of " + row.at("grade")] += weight;
    for (const std::string& event : split(row.at("events"), "; ")) {
      ++resummed.counts["event " + split(event, "|").at(4)];
    }
  }
  return resummed;
}

Ratio millionths(Wide value, int times) {
  return Ratio(Integer(value), times == 1 ? Integer(kScale) : Integer(kScale) * kScale);
}

TEST_CASE("the sums follow from the text of the evidence alone") {
  Random random;
  CAPTURE(random.seed());
  const Contract contract = sample_contract();
  const Drawn drawn = draw(random, 400);
  const MeasuredCohort cohort = measure_2015(contract, drawn.starts, drawn.events);
  Resummed resummed = resum(rows_of(contract, cohort));
  const Tally& total = cohort.total;
  CHECK(total.people > 50);
  CHECK(resummed.counts["start counted"] == total.people);
  CHECK(resummed.sums["weight"] == millionths(total.weight, 1));
  CHECK(resummed.sums["reoffended"] == Ratio(total.reoffenders));
  CHECK(resummed.sums["weight*reoffended"] == millionths(total.weighted_reoffenders, 1));
  CHECK(resummed.sums["reoffences"] == Ratio(total.reoffences));
  CHECK(resummed.sums["weight*reoffences"] == millionths(total.weighted_reoffences, 1));
  CHECK(resummed.sums["severity"] == millionths(total.severity, 1));
  CHECK(resummed.sums["weight*severity"] == millionths(total.weighted_severity, 2));
  CHECK(resummed.sums["score"] == millionths(total.score, 1));
  for (std::size_t grade = 0; grade < kGrades; ++grade) {
    static const std::string kNames[] = {"none", "less_serious", "as_serious", "more_serious"};
    CHECK(resummed.counts["grade " + kNames[grade]] == total.by_grade[grade]);
    CHECK(resummed.sums["weight of " + kNames[grade]] ==
          millionths(total.weight_by_grade[grade], 1));
  }
}

TEST_CASE("every start and every event of a counted person stands in the evidence in one class") {
  Random random(7);
  const Contract contract = sample_contract();
  const Drawn drawn = draw(random, 400);
  const MeasuredCohort cohort = measure_2015(contract, drawn.starts, drawn.events);
  Resummed resummed = resum(rows_of(contract, cohort));
  for (const PersonClass one : all_person_classes()) {
    CAPTURE(code_of(one));
    CHECK(resummed.counts["start " + std::string(code_of(one))] ==
          cohort.starts_by_class.at(static_cast<std::size_t>(one)));
  }
  for (const EventClass one : all_event_classes()) {
    CAPTURE(code_of(one));
    const std::int64_t count = cohort.events_by_class.at(static_cast<std::size_t>(one));
    CHECK(resummed.counts["event " + std::string(code_of(one))] == count);
    CHECK(count > 0);
  }
  CHECK(cohort.starts() == static_cast<std::int64_t>(drawn.starts.size()));
}

TEST_CASE("a breakdown adds up to the whole") {
  Random random(11);
  const Drawn drawn = draw(random, 200);
  const MeasuredCohort cohort = measure_2015(sample_contract(), drawn.starts, drawn.events);
  for (const std::string attribute : {"area", "complexity_band"}) {
    Tally sum;
    for (const auto& [key, tally] : cohort.breakdown) {
      if (key.attribute == attribute) {
        sum += tally;
      }
    }
    CAPTURE(attribute);
    CHECK(sum.people == cohort.total.people);
    CHECK(sum.weighted_severity == cohort.total.weighted_severity);
    CHECK(sum.by_grade == cohort.total.by_grade);
    CHECK(sum.score == cohort.total.score);
  }
}

TEST_CASE("the order in which rows are listed changes nothing") {
  Random random(13);
  const Contract contract = sample_contract();
  Drawn drawn = draw(random, 100);
  const MeasuredCohort before = measure_2015(contract, drawn.starts, drawn.events);
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = drawn.starts.size() - 1; i > 0; --i) {
      std::swap(
          drawn.starts[i],
          drawn.starts[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(i)))]);
    }
    std::reverse(drawn.events.begin(), drawn.events.end());
    const MeasuredCohort after = measure_2015(contract, drawn.starts, drawn.events);
    CHECK(after.data_sha256 == before.data_sha256);
    CHECK(std::equal(after.evidence.begin(),
                     after.evidence.end(),
                     before.evidence.begin(),
                     before.evidence.end(),
                     [](const auto& a, const auto& b) { return a.line == b.line; }));
  }
}

TEST_CASE("the digest of what was read changes with every value read") {
  const std::vector<ListedStart> starts = {{"P1", "C01", "2015-03-01", in_scope(), 300'000, 2},
                                           {"P2", "", "2015-03-02", in_scope(), 300'000, 3}};
  const std::vector<ListedEvent> events = {{"P1", "2015-04-01", "2015-05-01", conviction(), 2}};
  std::vector<std::string> digests = {measure_2015(sample_contract(), starts, events).data_sha256};
  const auto also = [&](auto change) {
    auto changed_starts = starts;
    auto changed_events = events;
    change(changed_starts, changed_events);
    digests.push_back(measure_2015(sample_contract(), changed_starts, changed_events).data_sha256);
  };
  also([](auto& s, auto&) { s[0].person = "P3"; });
  also([](auto& s, auto&) { s[0].index_date = "2015-03-02"; });
  also([](auto& s, auto&) { s[0].score = 300'001; });
  also([](auto& s, auto&) { s[0].score.reset(); });
  also([](auto& s, auto&) { s[0].attributes["area"] = "south"; });
  also([](auto& s, auto&) { s[0].attributes.erase("area"); });
  also([](auto& s, auto&) { s[0].line = 9; });
  also([](auto& s, auto&) { s[1].score = 1; });
  also([](auto&, auto& e) { e[0].offence_date = "2015-04-02"; });
  also([](auto&, auto& e) { e[0].proven_date = "2015-05-02"; });
  also([](auto&, auto& e) { e[0].proven_date = ""; });
  also([](auto&, auto& e) { e[0].attributes["severity_class"] = "petty"; });
  also([](auto&, auto& e) { e[0].line = 9; });
  also([](auto&, auto& e) { e.clear(); });
  std::sort(digests.begin(), digests.end());
  CHECK(std::adjacent_find(digests.begin(), digests.end()) == digests.end());
}

}  // namespace
}  // namespace outturn
