// Who may dispute what, until when, and who may answer.
#include "register/disputed.h"
#include "register/sample.h"
#include "register/show.h"
#include "register/show_disputes.h"
#include "support/catch.h"

#include <fmt/format.h>

using namespace outturn;

namespace {

using Catch::Matchers::Contains;
using Outcome = DisputeAnswered::Outcome;
using Of = DisputeSubject::Of;

DisputeOpened dispute_of(DisputeSubject about, std::int64_t held) {
  DisputeOpened dispute = dispute_of_fee(held);
  dispute.about = std::move(about);
  return dispute;
}

DisputeAnswered upheld(std::int64_t dispute, std::int64_t amount) {
  return {dispute, Outcome::upheld, Money::of_minor(amount), "it is so"};
}

DisputeAnswered rejected(std::int64_t dispute) {
  return {dispute, Outcome::rejected, {}, "it isn't so"};
}

Writer at(const std::string& time) {
  return {key_of("Bob"), time};
}

std::string refused(const SampleRegister& sample,
                    const DisputeOpened& dispute,
                    const Writer& writer = written_by("Bob")) {
  return refusal_of([&] { sample.open(dispute, writer); });
}

// What the ledger finds wrong with an entry that comes next in a register.
std::string fault_of(const SampleRegister& sample,
                     EntryKind kind,
                     const Json& fields,
                     const std::string& person = "Bob") {
  Ledger ledger = sample.read().ledger;
  const std::string body =
      sign_entry(ledger.next("2026-11-28T00:00:00Z"), kind, fields, key_of(person));
  const std::vector<EntryFault> faults = ledger.take(read_entry(body, "the entry"));
  return faults.empty() ? "nothing is wrong"
                        : fmt::format("{}: {}", faults.front().field, faults.front().message);
}

// A run whose statement says something else in one place.
NewRun changed(NewRun run, const std::string& from, const std::string& to) {
  const std::size_t at = run.statement.find(from);
  REQUIRE(at != std::string::npos);
  run.statement.replace(at, from.size(), to);
  return run;
}

std::int64_t issued(const SampleRegister& sample, const NewRun& run) {
  const std::int64_t entry = sample.enter({run});
  sample.approve(entry);
  sample.issue(entry);
  return entry;
}

// Of the fee, in a statement of any entry.
DisputeOpened of_entry(std::int64_t entry, std::int64_t held) {
  DisputeOpened dispute = dispute_of_fee(held);
  dispute.entry = entry;
  return dispute;
}

NewRun forecast() {
  return changed(small_run("C03", "2015"), R"("payable":true)", R"("payable":false)");
}

std::string page_of(const SampleRegister& sample, std::int64_t entry) {
  const Register records = sample.read();
  return show_entry(records, records.entry(entry), {});
}

}  // namespace

TEST_CASE("an issued statement is disputed by one and answered by another") {
  const IssuedRegister sample;
  REQUIRE(sample.open(dispute_of_fee(500)) == 6);
  const Dispute before = sample.read().ledger.dispute(6);
  CHECK(before.opener == holder_of("Bob"));
  CHECK(before.opened.statement == sha256(small_statement("C01", "2015")));
  CHECK(before.opened.held == Money::of_minor(500));
  CHECK_FALSE(before.answered_in);
  REQUIRE(sample.answer(upheld(6, 300)) == 7);
  const Dispute after = sample.read().ledger.dispute(6);
  CHECK(after.answered_in == 7);
  CHECK(after.answered.outcome == Outcome::upheld);
  CHECK(after.answered.amount == Money::of_minor(300));
}

TEST_CASE("the whole, a line and a person of a statement can be disputed, each by what is due") {
  const auto [of, name, held, says] = GENERATE(table<Of, std::string, std::int64_t, std::string>({
      {Of::total, "", 1200, "accepted"},
      {Of::total, "", 0, "accepted"},
      {Of::total, "", 1201, "£12.01 can't be held of 1200p [out_of_range]"},
      {Of::total, "", -1, "less than nothing can't be held [out_of_range]\n    0 holds nothing"},
      {Of::line, "fee", 1200, "accepted"},
      {Of::line,
       "fee",
       1201,
       "£12.01 can't be held of 1200p [out_of_range]\n    only what is due can be held, whoever "
       "pays it"},
      {Of::line, "bonus", 0, "accepted"},
      {Of::line, "bonus", 1, "£0.01 can't be held of 0p [out_of_range]"},
      {Of::line,
       "fees",
       0,
       "the statement has no line \"fees\" [not_in_statement]\n    its lines: fee, bonus"},
      {Of::person, "C01-2015", 1200, "accepted"},
      {Of::person, "C01-2015", 1201, "£12.01 can't be held of 1200p [out_of_range]"},
      {Of::person,
       "P9",
       0,
       "nobody called \"P9\" is in the evidence [not_in_statement]\n    who was not read can be "
       "missed: dispute the line, or the whole"},
  }));
  const IssuedRegister sample;
  CHECK_THAT(refused(sample, dispute_of({of, name}, held)), Contains(says));
}

TEST_CASE("what is to be paid back can be held as what is to be paid") {
  const SampleRegister sample;
  const std::int64_t entry = issued(sample, small_run("C02", "2015", "-700"));
  CHECK(refused(sample, of_entry(entry, 700)) == "accepted");
}

TEST_CASE("of a re-settlement no more can be held than the difference, whoever pays it") {
  const auto [of, name, held, says] = GENERATE(table<Of, std::string, std::int64_t, std::string>({
      {Of::total, "", 300, "accepted"},
      {Of::total, "", 301, "£3.01 can't be held of -300p [out_of_range]"},
      {Of::person, "C01-2015", 301, "£3.01 can't be held of -300p [out_of_range]"},
      {Of::line, "fee", 300, "accepted"},
      {Of::line, "fee", 301, "£3.01 can't be held of -300p [out_of_range]"},
      {Of::line, "fee", 1201, "£12.01 can't be held of 1200p [out_of_range]"},
      {Of::line, "bonus", 1, "£0.01 can't be held of 0p [out_of_range]"},
  }));
  const IssuedRegister sample;
  DisputeOpened dispute = dispute_of({of, name}, held);
  dispute.entry = sample.supersede(2);
  CHECK_THAT(refused(sample, dispute), Contains(says));
}

TEST_CASE("open disputes of a statement hold no more together than it pays") {
  const auto [minor, due] =
      GENERATE(table<std::string, std::string>({{"1200", "£12.00"}, {"-1200", "-£12.00"}}));
  const SampleRegister sample;
  const std::int64_t entry =
      issued(sample,
             changed(small_run("C02", "2015", minor),
                     fmt::format(R"("total":{{"minor":"{0}","shown":"{0}p"}})", minor),
                     fmt::format(R"("total":{{"minor":"{}","shown":"{}"}})", minor, due)));
  const std::int64_t first = sample.open(of_entry(entry, 700));
  CHECK(refused(sample, of_entry(entry, 501)) ==
        fmt::format("£5.01 can't be held: £7.00 of {} is held by open disputes already "
                    "[out_of_range]\n    together they hold no more than the statement pays; 0 "
                    "holds nothing",
                    due));
  CHECK(refused(sample, of_entry(entry, 500)) == "accepted");
  CHECK(refused(sample, of_entry(entry, 0)) == "accepted");
  CHECK_THAT(refused(sample, of_entry(entry, 1)), Contains("£12.00 of " + due + " is held"));
  sample.answer(rejected(first));
  CHECK(refused(sample, of_entry(entry, 700)) == "accepted");
}

TEST_CASE("an answer to a dispute of a forecast carries no amount, and nothing is paid by it") {
  const SampleRegister sample;
  const std::int64_t entry = issued(sample, forecast());
  const Prepared run = sample.read().ledger.run(entry).prepared;
  const std::int64_t dispute = sample.open(of_entry(entry, 0));
  for (const std::int64_t amount : {300, -300}) {
    const auto objection = objection_to_amount(run, Money::of_minor(amount));
    REQUIRE(objection);
    CHECK(objection->reason == Reason::wrong_stage);
    CHECK(objection->advice == "a forecast pays nothing: the final run puts it right");
  }
  CHECK_FALSE(objection_to_amount(run, Money()));
  CHECK_FALSE(objection_to_amount(sample.read().ledger.run(2).prepared, Money::of_minor(300)));
  const Json answered = {{"dispute", dispute},
                         {"outcome", "upheld"},
                         {"amount", {{"minor", "300"}, {"shown", "£3.00"}}},
                         {"reason", "so"}};
  CHECK(fault_of(sample, EntryKind::dispute_answered, answered, "Ann") ==
        "amount: the statement is a forecast: £3.00 can't be agreed beside it");
  sample.answer(upheld(dispute, 0));
  CHECK(sample.read().ledger.upheld_disputes("C03", "2015").empty());
}

TEST_CASE("only the statement that counts now can be disputed") {
  const SampleRegister sample;
  CHECK(
      refused(sample, dispute_of_fee(0)) ==
      "the statement of entry 2 is prepared: it can't be disputed [wrong_stage]\n    only what is "
      "issued can be paid, and disputed");
  sample.approve(2);
  CHECK_THAT(refused(sample, dispute_of_fee(0)),
             Contains("the statement of entry 2 is approved: it can't be disputed [wrong_stage]"));
  sample.issue(2);
  CHECK(refused(sample, dispute_of_fee(0)) == "accepted");
  sample.supersede(2);
  CHECK(refused(sample, dispute_of_fee(0)) ==
        "the statement of entry 2 is superseded: it can't be disputed [wrong_stage]\n    dispute "
        "the one that counts now, of entry 7");
  DisputeOpened none = dispute_of_fee(0);
  none.entry = 3;
  CHECK_THAT(refused(sample, none),
             Contains("no statement was prepared in entry 3 [not_in_register]"));
}

TEST_CASE("a dispute of a statement that was superseded since is answered all the same") {
  const IssuedRegister sample;
  sample.open(dispute_of_fee(0));
  sample.supersede(2);
  CHECK(refusal_of([&] { sample.answer(upheld(6, 300)); }) == "accepted");
}

TEST_CASE("a dispute is in time on its last day, by the day of the entry, and then too late") {
  const auto [time, says] = GENERATE(table<std::string, std::string>({
      {"2026-12-26T23:59:59Z", "accepted"},
      {"2026-12-27T00:00:00Z",
       "the last day on which the statement of entry 2 could be disputed was 2026-12-26 "
       "[past_deadline]\n    what is found later comes in with the next run of the period, if "
       "there "
       "is one"},
      {"noon", "could be disputed was 2026-12-26 [past_deadline]"},
  }));
  const IssuedRegister sample;
  DisputeOpened dispute = dispute_of_fee(0);
  dispute.last_day = Date::of(2026, 12, 26);
  CHECK_THAT(refused(sample, dispute, at(time)), Contains(says));
  dispute.last_day.reset();
  CHECK(refused(sample, dispute, at(time)) == "accepted");
}

TEST_CASE("who opened a dispute can't answer it, with another key of theirs neither") {
  const IssuedRegister sample;
  sample.open(dispute_of_fee(0));
  CHECK(
      refusal_of([&] { sample.answer(rejected(6), "Bob"); }) ==
      "\"Bob\" opened the dispute: somebody else must answer it [same_person]\n    nobody decides "
      "about their own dispute; a second key of one person is no second person");
  const SigningKey second =
      read_signing_key(new_key("Bob", "").secret, "second", [] { return ""; });
  add_key(sample.path(), {to_string(second.public_key()), "Bob"}, written_by("Ann"));
  CHECK_THAT(refusal_of([&] {
               answer_dispute(sample.path(), rejected(6), {second, "2026-11-28T00:00:00Z"});
             }),
             Contains("[same_person]"));
}

TEST_CASE("a dispute is answered once") {
  const IssuedRegister sample;
  sample.open(dispute_of_fee(0));
  sample.answer(rejected(6));
  CHECK(refusal_of([&] { sample.answer(upheld(6, 1)); }) ==
        "the dispute of entry 6 was rejected in entry 7 [wrong_stage]\n    a dispute is answered "
        "once");
  CHECK(refusal_of([&] { sample.answer(rejected(5)); }) ==
        "no dispute was opened in entry 5 [not_in_register]\n    outturn dispute list says which "
        "there are");
}

TEST_CASE("only keys that the register knows dispute and answer") {
  const IssuedRegister sample;
  CHECK_THAT(refused(sample, dispute_of_fee(0), written_by("Eve")),
             Contains("the register doesn't take the key of \"Eve\" [unknown_key_holder]"));
  sample.open(dispute_of_fee(0));
  revoke_key(sample.path(), holder_of("Ann").key, "left", written_by("Bob"));
  CHECK_THAT(refusal_of([&] { sample.answer(rejected(6)); }), Contains("[unknown_key_holder]"));
}

TEST_CASE("the ledger finds what the program would never add") {
  const Json opened = {{"entry", 2},
                       {"statement", sha256(small_statement("C01", "2015"))},
                       {"about", {{"of", "total"}}},
                       {"held", {{"minor", "1"}, {"shown", "£0.01"}}},
                       {"reason", "so"}};
  const Json answered = {{"dispute", 6}, {"outcome", "rejected"}, {"reason", "no"}};
  const auto [kind, changes, fault] = GENERATE(table<EntryKind, std::string, std::string>({
      {EntryKind::dispute_opened, "{}", "nothing is wrong"},
      {EntryKind::dispute_opened, R"({"entry": 3})", "entry: no statement was prepared in entry 3"},
      {EntryKind::dispute_opened,
       R"({"statement": "0"})",
       "statement: it isn't the statement of entry 2"},
      {EntryKind::dispute_opened,
       R"({"held": {"minor": "1", "shown": "$0.01"}})",
       "held: what it shows isn't its amount in the currency of the statement"},
      {EntryKind::dispute_opened,
       R"({"held": {"minor": "-1", "shown": "-£0.01"}})",
       "held: less than nothing can't be held"},
      {EntryKind::dispute_opened, R"({"last_day": "2026-11-28"})", "nothing is wrong"},
      {EntryKind::dispute_opened,
       R"({"last_day": "2026-11-27"})",
       "at: the last day on which the statement of entry 2 could be disputed was 2026-11-27"},
      {EntryKind::dispute_answered,
       "{}",
       "by: \"Bob\" opened the dispute: somebody else must answer it"},
      {EntryKind::dispute_answered,
       R"({"dispute": 5})",
       "dispute: no dispute was opened in entry 5"},
      {EntryKind::dispute_answered,
       R"({"outcome": "upheld", "amount": {"minor": "1", "shown": "1"}})",
       "amount: what it shows isn't its amount in the currency of the statement"},
  }));
  const IssuedRegister sample;
  sample.open(dispute_of_fee(0));
  Json fields = kind == EntryKind::dispute_opened ? opened : answered;
  fields.update(parse_json(changes, "changes"));
  CAPTURE(changes);
  CHECK(fault_of(sample, kind, fields) == fault);
}

TEST_CASE("an entry about a dispute that lacks something is no entry") {
  const auto [body, says] = GENERATE(table<std::string, std::string>({
      {R"({"of": "payer", "name": "x"})", "about.of is not total, line or person"},
      {R"({"of": "line"})", "about.name is missing"},
      {R"({"of": "line", "name": 1})", "about.name is not text"},
  }));
  const IssuedRegister sample;
  const Json fields = {{"entry", 2},
                       {"statement", sha256(small_statement("C01", "2015"))},
                       {"about", parse_json(body, "about")},
                       {"held", {{"minor", "0"}, {"shown", "£0.00"}}},
                       {"reason", "so"}};
  CHECK_THAT(refusal_of([&] { fault_of(sample, EntryKind::dispute_opened, fields); }),
             Contains(says + " [corrupt_register]"));
}

TEST_CASE("open disputes hold, and what was upheld comes in the order of the answers") {
  const IssuedRegister sample;
  sample.open(dispute_of({Of::total, ""}, 100));
  sample.open(dispute_of({Of::person, "C01-2015"}, 1000));
  sample.open(dispute_of_fee(20));
  const auto ledger = [&] { return sample.read().ledger; };
  CHECK(ledger().open_disputes_of(2).size() == 3);
  CHECK(held_of(ledger(), ledger().run(2)) == Money::of_minor(1120));
  sample.answer(upheld(8, -5));
  sample.answer(rejected(7));
  CHECK(held_of(ledger(), ledger().run(2)) == Money::of_minor(100));
  sample.answer(upheld(6, 0));
  CHECK(ledger().open_disputes_of(2).empty());
  const std::vector<UpheldDispute> found = ledger().upheld_disputes("C01", "2015");
  REQUIRE(found.size() == 2);
  CHECK(found[0].answered_in == 9);
  CHECK(found[0].opened_in == 8);
  CHECK(found[0].about.of == Of::line);
  CHECK(found[0].about.name == "fee");
  CHECK(found[0].amount == Money::of_minor(-5));
  CHECK(found[0].reason == "it is so");
  CHECK(found[1].opened_in == 6);
  CHECK(ledger().upheld_disputes("C01", "2016").empty());
  CHECK(ledger().upheld_disputes("C02", "2015").empty());
}

TEST_CASE("what was upheld of a superseded statement counts for its period still") {
  const IssuedRegister sample;
  sample.open(dispute_of_fee(0));
  sample.answer(upheld(6, 300));
  sample.supersede(2);
  CHECK(sample.read().ledger.upheld_disputes("C01", "2015").size() == 1);
}

TEST_CASE("the pages of a register say what is disputed, held and agreed") {
  const IssuedRegister sample;
  DisputeOpened dispute = dispute_of_fee(500);
  dispute.last_day = Date::of(2026, 12, 26);
  sample.open(dispute);
  CHECK_THAT(page_of(sample, 2),
             Contains("Held          £5.00 by 1 open dispute\n") && Contains("WHAT WAS DISPUTED") &&
                 Contains("entry 6: Bob disputes line fee, £5.00 held: two were in custody\n"));
  CHECK_THAT(page_of(sample, 6),
             Contains("Entry 6: dispute opened") && Contains("Of entry      2\n") &&
                 Contains("About         line fee\n") && Contains("Held          £5.00\n") &&
                 Contains("Last day      2026-12-26\n") && Contains("Outcome       open\n"));
  sample.answer(upheld(6, 300));
  CHECK_THAT(page_of(sample, 2),
             !Contains("Held  ") &&
                 Contains("  entry 7: upheld by Ann at 2026-11-28T00:00:00Z, £3.00: it is so\n"));
  CHECK_THAT(page_of(sample, 6), Contains("Outcome       upheld in entry 7\n"));
  CHECK_THAT(page_of(sample, 7),
             Contains("Of dispute    entry 6\n") && Contains("Outcome       upheld\n") &&
                 Contains("Amount        £3.00\n") && Contains("Reason        it is so\n"));
}

TEST_CASE("disputes are listed in three rows each") {
  const IssuedRegister sample;
  CHECK(show_disputes(sample.read(), {}) == "nothing was disputed\n");
  DisputeOpened dispute = dispute_of_fee(500);
  dispute.last_day = Date::of(2026, 12, 26);
  sample.open(dispute);
  sample.open(dispute_of({Of::total, ""}, 0));
  sample.answer(upheld(6, 300));
  const std::string rule = [] {
    std::string dashes;
    for (int i = 0; i < 80; ++i) {
      dashes += "─";
    }
    return dashes + "\n";
  }();
  CHECK(show_disputes(sample.read(), {}) ==
        "about      dispute   held  opened      last day    outcome\n" + rule +
            "C01              6  £5.00  2026-11-28  2026-12-26  upheld\n"
            "2015                       Bob                     £3.00\n"
            "line fee\n" +
            rule +
            "C01              7  £0.00  2026-11-28              open\n"
            "2015                       Bob\n"
            "the total\n");
}

TEST_CASE("disputes are told to programs with everything that was said and decided") {
  const IssuedRegister sample;
  sample.open(dispute_of({Of::person, "C01-2015"}, 500));
  sample.answer(rejected(6));
  const Register records = sample.read();
  CHECK(json_of_disputes(records) ==
        Json{{"disputes",
              Json::array({{{"dispute", 6},
                            {"contract", "C01"},
                            {"period", "2015"},
                            {"entry", 2},
                            {"about", {{"of", "person"}, {"name", "C01-2015"}}},
                            {"held", {{"minor", "500"}, {"shown", "£5.00"}}},
                            {"reason", "two were in custody"},
                            {"opened_by", "Bob"},
                            {"opened_at", "2026-11-28T00:00:00Z"},
                            {"last_day", nullptr},
                            {"state", "rejected"},
                            {"answered_in", 7},
                            {"amount", nullptr}}})}});
  const Json run = json_of_entry(records, records.entry(2));
  CHECK(run["held"] == Json{{"minor", "0"}, {"shown", "£0.00"}});
  CHECK(run["disputes"] == Json::array({6}));
  const Json opened = json_of_entry(records, records.entry(6));
  CHECK(opened["state"] == "rejected");
  CHECK(opened["answered_in"] == 7);
}
