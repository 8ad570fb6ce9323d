"""An issued period is settled again: the difference is paid, and put down to its causes to the penny."""

import csv
import io
import json
import re

import support
from support import EndToEnd, statement, working

CONTRACT = """contract: small
title: A small contract
commissioner: The Ministry
provider: {name: A Company, code: C01}
currency: GBP
term: {from: 2015-10-01, until: 2017-09-30}
periods: {every: year, year_starts: 1 October, rules_as_of: first day}
cohort:
  only: []
  measurable: everyone
  starts_per_person: each
  people_without_provider: counted
window:
  follow_up: 12 months
  waiting_period: 6 months
  month_end: last day of the month
  anniversary: not counted
counts:
  outcomes: {counted: [conviction], not_counted: [caution]}
  breaches: not counted
weights: {table: weights, as_of: index date}
measures:
  reoffenders: {kind: binary rate, weighted: yes}
lines:
  reoffenders:
    title: Fewer people who reoffend
    measure: reoffenders
    compare_with: {fixed: 75%}
    effect_in: points
    reduction_when: [reduction_more_than: 0 points]
    increase_when: [increase_more_than: 0 points]
    on_reduction: {pay: {per_person: £1000}}
    on_neither: nothing
    on_increase: {deduct: {per_person: £1000}}
bounds: []
rounding: {each: line, to: penny, how: half away from zero}
payers: {shares: {The Ministry: 70%, A Council: 30%}, odd_pennies_to: The Ministry}
"""
RUNS = """runs:
  counted_from: last day of the period
  month_end: last day of the month
  interim: never
  final: 22 months
  reconciliations:
    - {name: first reconciliation, after: 28 months}
  post_final: never
  closed: never
  disputes: at any time
  materiality: {amount: £600, boundary: at least, applies_to: either way, otherwise: OTHERWISE}
"""
# Instead of everything that reads people.
FEE = """figures: numbers
measures:
  months: {kind: cases, figure: months}
lines:
  fee:
    title: A fee
    measure: months
    pays: {pay: {per_case: £250}}
"""
NUMBERS = """figures: numbers
title: Months of service
supplied_by: The provider
version: "1"
status: final
periods:
  - {from: 2015-10-01, until: 2016-09-30, months: {value: 2 cases}}
"""
WEIGHTS = """weights: weights
title: Weights
version: "1"
by: [complexity]
editions:
  - from: 2000-01-01
    columns: [complexity, band, weight]
    rows:
      - [low, low, 1]
      - [high, high, 1]
"""
STARTS = """person,provider,index_date,disposal,complexity
P1,C01,2015-10-05,custody,low
P2,C01,2015-11-05,custody,low
P3,C01,2015-12-05,custody,high
P4,C01,2016-01-05,custody,high
"""
EVENTS = """person,offence_date,proven_date,outcome,breach,record
P1,2015-12-01,2016-01-15,conviction,no,E1
P2,2016-02-01,2016-03-15,conviction,no,E2
"""
# E1 was somebody else's, E2 was committed after P2's year, two convictions were registered late, and
# one person more had started.
LATE_STARTS = """person,provider,index_date,disposal,complexity
P5,C01,2016-02-05,custody,low
"""
LATE = """person,offence_date,proven_date,outcome,breach,record,action
P1,,,,,E1,withdraw
P2,2016-12-01,2017-01-15,conviction,no,E2,correct
P3,2016-03-01,2016-05-01,conviction,no,E3,add
P4,2016-03-01,2016-05-01,conviction,no,E4,add
P4,2016-04-01,2016-05-02,conviction,no,E5,add
"""
ONE_LATE = """person,offence_date,proven_date,outcome,breach,record,action
P3,2016-03-01,2016-05-01,conviction,no,E3,add
"""
OBSERVED = ("--observed-until", "2018-12-31", "--covers", "everyone")


class Reconciliation(EndToEnd):
    def setUp(self):
        super().setUp()
        for name, text in (("small.yaml", CONTRACT), ("weights.yaml", WEIGHTS),
                           ("starts.csv", STARTS), ("events.csv", EVENTS)):
            self.write(name, text)
        self.at("import", "s.sqlite", "--starts", "starts.csv", "--events", "events.csv", *OBSERVED)
        self.make_key("ann")
        self.make_key("bob")

    def at(self, *arguments):
        return self.succeeds(*arguments, cwd=self.folder)

    def edit(self, name, *edits):
        text = (self.folder / name).read_text(encoding="utf-8")
        for old, new in edits:
            self.assertEqual(text.count(old), 1, old)
            text = text.replace(old, new)
        self.write(name, text)

    def settle(self, *more):
        """The entry in which the statement was prepared."""
        period = [] if "--period" in more else ["--period", "2015/16"]
        said = self.at("settle", "--contract", "small.yaml", "--store", "s.sqlite", *period, "--out",
                       "out", "--register", "r.sqlite", "--key", "ann.key", "--json", *more)
        return str(json.loads(said)["settlements"][0]["entry"])

    def issue(self, entry):
        if entry == "2":
            self.at("register", "add-key", "r.sqlite", "bob.key.pub", "--key", "ann.key")
        self.at("register", "approve", "r.sqlite", entry, "--key", "bob.key")
        self.at("register", "issue", "r.sqlite", entry, "--key", "ann.key")

    def settle_and_issue(self, *more):
        entry = self.settle(*more)
        self.issue(entry)
        return entry

    def import_late(self, events=LATE, starts=""):
        self.write("late.csv", events)
        files = ["--events", "late.csv"]
        if starts:
            self.write("late_starts.csv", starts)
            files += ["--starts", "late_starts.csv"]
        self.at("import", "s.sqlite", *files, *OBSERVED)

    def again(self, *more):
        """Settles again; the statement, and its entry."""
        entry = self.settle("--run", "reconciliation", *more)
        self.at("register", "extract", "r.sqlite", entry, "--out", f"entry-{entry}")
        return statement(self.folder / f"entry-{entry}"), entry

    def verifies(self, *arguments):
        """The four verdicts of outturn-verify by name."""
        result = support.run([self.outturn_path.parent / "outturn-verify", *arguments, "--json"],
                             cwd=self.folder)
        return {entry["verdict"]: entry for entry in json.loads(result.out)["verdicts"]}

    @staticmethod
    def amounts(document):
        return {name: document["reconciliation"][name]["minor"]
                for name in ("owed", "before", "difference", "due", "settled")}

    @staticmethod
    def causes(document):
        return {"+".join(cause["causes"]): cause["amount"]["minor"]
                for cause in document["reconciliation"]["causes"]}

    def changes(self, entry):
        text = (self.folder / f"entry-{entry}" / "changes.csv").read_text()
        return [(row["causes"], row["state"], row["person"], row["reoffences"])
                for row in csv.DictReader(io.StringIO(text))]

    # --- what is paid, and why ---

    def test_late_and_corrected_records_and_people_each_move_their_part(self):
        self.settle_and_issue()
        self.import_late(starts=LATE_STARTS)
        found, entry = self.again()
        self.assertEqual(working(found, "total.due"), "175000")  # 2 of 5 reoffended: 1.75 fewer
        self.assertEqual(self.amounts(found), {"owed": "175000", "before": "100000",
                                               "difference": "75000", "due": "75000",
                                               "settled": "175000"})
        self.assertEqual(self.causes(found), {"late_events": "-200000",  # 4 of 4
                                              "corrected_events": "200000",  # 2 of 4
                                              "cohort": "75000"})
        self.assertEqual([(cause["people"], cause["events"])
                          for cause in found["reconciliation"]["causes"]],
                         [("2", "3"), ("2", "3"), ("1", "0")])
        self.assertEqual(self.changes(entry), [
            ("late_events", "before", "P3", "0"), ("late_events", "after", "P3", "1"),
            ("late_events", "before", "P4", "0"), ("late_events", "after", "P4", "2"),
            ("corrected_events", "before", "P1", "1"), ("corrected_events", "after", "P1", "0"),
            ("corrected_events", "before", "P2", "1"), ("corrected_events", "after", "P2", "0"),
            ("cohort", "after", "P5", "0")])

    def test_other_rules_and_tables_are_causes_of_their_own(self):
        self.settle_and_issue()
        self.edit("small.yaml", ("on_reduction: {pay: {per_person: £1000}}",
                                 "on_reduction: {pay: {per_person: £1200}}"))
        self.edit("weights.yaml", ("[high, high, 1]", "[high, high, 2]"))
        found, _ = self.again()
        self.assertEqual(self.causes(found), {"rules": "20000", "tables": "180000"})
        self.assertEqual(working(found, "total.due"), "300000")  # £1,200 × (75% − 2/6) × 6

    def test_what_cannot_be_settled_by_itself_is_put_down_together(self):
        """The late start is of a band that the table of before doesn't know."""
        self.settle_and_issue()
        self.import_late(starts=LATE_STARTS.replace("low", "middle"))
        self.edit("weights.yaml", ("      - [high", "      - [middle, middle, 1]\n      - [high"))
        found, _ = self.again()
        self.assertEqual(self.causes(found), {"late_events": "-200000", "corrected_events": "200000",
                                              "cohort+tables": "75000"})

    def test_nothing_new_is_nothing_to_pay(self):
        self.settle_and_issue()
        found, entry = self.again()
        self.assertEqual((self.causes(found), self.changes(entry)), ({}, []))
        self.assertEqual(found["reconciliation"]["due"]["minor"], "0")

    def test_each_payer_pays_the_difference_to_what_it_paid(self):
        self.settle_and_issue()
        self.import_late(starts=LATE_STARTS)
        found, _ = self.again()
        self.assertEqual([(payer["name"], payer["due"]["minor"], payer["settled"]["minor"])
                          for payer in found["reconciliation"]["payers"]],
                         [("The Ministry", "52500", "122500"), ("A Council", "22500", "52500")])

    def test_a_second_re_settlement_goes_on_from_the_first(self):
        self.settle_and_issue()
        self.import_late(ONE_LATE)
        first, entry = self.again()
        self.assertEqual(first["reconciliation"]["due"]["minor"], "-100000")
        self.issue(entry)
        self.import_late("person,offence_date,proven_date,outcome,breach,record,action\nP1,,,,,E1,withdraw\n")
        second, _ = self.again("--replace")
        self.assertEqual(self.amounts(second), {"owed": "100000", "before": "0",
                                                "difference": "100000", "due": "100000",
                                                "settled": "100000"})
        self.assertEqual(self.causes(second), {"corrected_events": "100000"})

    def test_what_was_agreed_in_a_dispute_is_paid_with_the_next_run(self):
        self.settle_and_issue()
        self.at("dispute", "open", "r.sqlite", "2", "--person", "P1", "--held", "0", "--reason",
                "it was somebody else", "--key", "bob.key")
        self.at("dispute", "answer", "r.sqlite", "6", "--uphold", "--amount", "12.34", "--reason",
                "agreed", "--key", "ann.key")
        self.import_late(ONE_LATE)
        found, entry = self.again()
        self.assertEqual(self.amounts(found), {"owed": "1234", "before": "100000",
                                               "difference": "-98766", "due": "-98766",
                                               "settled": "1234"})
        self.assertEqual(self.causes(found), {"late_events": "-100000", "disputes": "1234"})
        self.issue(entry)
        self.assertIn("the same bytes again",
                      self.at("replay", "r.sqlite", entry, "--store", "s.sqlite"))
        later, _ = self.again("--replace")
        self.assertEqual((self.causes(later), later["reconciliation"]["due"]["minor"]),
                         ({}, "0"))

    def test_a_breakdown_that_comes_in_is_no_cause(self):
        self.settle_and_issue()
        self.edit("small.yaml", ("measures:\n", "break_down_by: [complexity]\nmeasures:\n"))
        found, entry = self.again()
        self.assertEqual((self.causes(found), self.changes(entry)), ({}, []))

    def test_a_contract_that_reads_people_no_more(self):
        self.settle_and_issue()
        text = (self.folder / "small.yaml").read_text()
        start, end = text.index("cohort:\n"), text.index("bounds:")
        self.write("small.yaml", text[:start] + FEE + text[end:])
        self.write("numbers.yaml", NUMBERS)
        self.refused_without_store("--run", "reconciliation")
        found, entry = self.again()
        self.assertEqual(self.causes(found), {"rules": "-50000"})
        self.issue(entry)
        self.assertIn("the same bytes again",
                      self.at("replay", "r.sqlite", entry, "--store", "s.sqlite"))

    def refused_without_store(self, *more):
        result = self.outturn("settle", "--contract", "small.yaml", "--period", "2015/16",
                              "--register", "r.sqlite", "--key", "ann.key", *more, cwd=self.folder)
        self.assertEqual((result.code, result.out), (support.WRONG_USAGE, ""))
        self.assertIn("--store (the statement before measured people) is required", result.err)

    def test_a_later_period_builds_on_the_statement_that_counts_now(self):
        """£1,200 over the term: £1,000 are due of the first year, then £1,500 by another price."""
        self.edit("small.yaml", ("bounds: []", "bounds: [{cap: total, at: £1200, over: term}]"))
        self.write("second.csv", STARTS.replace("2015", "2016").replace("2016-01", "2017-01"))
        self.at("import", "s.sqlite", "--starts", "second.csv", *OBSERVED)
        self.settle_and_issue()
        late = self.settle("--period", "2016/17")  # on the first statement
        self.edit("small.yaml", ("on_reduction: {pay: {per_person: £1000}}",
                                 "on_reduction: {pay: {per_person: £1100}}"))
        _, entry = self.again()
        self.issue(entry)
        self.at("register", "approve", "r.sqlite", late, "--key", "bob.key")
        result = self.outturn("register", "issue", "r.sqlite", late, "--key", "ann.key",
                              cwd=self.folder)
        self.assertIn("it builds on another statement of small 2015/16 than the one that counts, of "
                      f"entry {entry} [wrong_stage]", result.err)
        again = self.settle("--period", "2016/17", "--replace")
        self.at("register", "extract", "r.sqlite", again, "--out", "later")
        self.assertEqual(working(statement(self.folder / "later"), "total.due"), "10000")

    # --- materiality ---

    def settle_again_with_little(self, otherwise):
        """A difference of £500, which is too small."""
        self.write("small.yaml", CONTRACT + RUNS.replace("OTHERWISE", otherwise))
        self.settle_and_issue()
        self.edit("small.yaml", ("on_reduction: {pay: {per_person: £1000}}",
                                 "on_reduction: {pay: {per_person: £1500}}"))
        found, entry = self.again()
        self.assertEqual(found["reconciliation"]["run"], "first reconciliation")
        self.assertFalse(found["reconciliation"]["material"]["holds"])
        self.issue(entry)
        self.edit("small.yaml", ("on_reduction: {pay: {per_person: £1500}}",
                                 "on_reduction: {pay: {per_person: £1700}}"))
        later, _ = self.again("--replace")
        return found, later

    def test_what_is_too_little_is_carried_forward(self):
        found, later = self.settle_again_with_little("carried forward")
        self.assertEqual(self.amounts(found), {"owed": "150000", "before": "100000",
                                               "difference": "50000", "due": "0",
                                               "settled": "100000"})
        self.assertEqual(self.amounts(later), {"owed": "170000", "before": "100000",
                                               "difference": "70000", "due": "70000",
                                               "settled": "170000"})
        self.assertEqual(self.causes(later), {"rules": "20000", "carried_forward": "50000"})

    def test_what_was_agreed_is_paid_though_the_rest_is_too_little(self):
        self.write("small.yaml", CONTRACT + RUNS.replace("OTHERWISE", "carried forward"))
        self.settle_and_issue()
        self.at("dispute", "open", "r.sqlite", "2", "--held", "0", "--reason", "a person is missing",
                "--key", "bob.key")
        self.at("dispute", "answer", "r.sqlite", "6", "--uphold", "--amount", "12.34", "--reason",
                "agreed", "--key", "ann.key")
        self.edit("small.yaml", ("on_reduction: {pay: {per_person: £1000}}",
                                 "on_reduction: {pay: {per_person: £1500}}"))
        found, entry = self.again()
        self.assertEqual(self.amounts(found), {"owed": "151234", "before": "100000",
                                               "difference": "51234", "due": "1234",
                                               "settled": "101234"})
        self.assertEqual([(payer["due"]["minor"], payer["settled"]["minor"])
                          for payer in found["reconciliation"]["payers"]],
                         [("864", "70864"), ("370", "30370")])
        self.issue(entry)
        later, _ = self.again("--replace")
        self.assertEqual(self.amounts(later)["difference"], "50000")
        self.assertEqual(self.causes(later), {"carried_forward": "50000"})

    def test_what_is_too_little_is_not_paid_ever(self):
        found, later = self.settle_again_with_little("not paid")
        self.assertEqual(found["reconciliation"]["settled"]["minor"], "150000")
        self.assertEqual(self.amounts(later), {"owed": "170000", "before": "150000",
                                               "difference": "20000", "due": "0",
                                               "settled": "170000"})

    # --- in the register ---

    def test_it_supersedes_is_verified_and_replays(self):
        first = self.settle_and_issue()
        self.import_late(starts=LATE_STARTS)
        _, entry = self.again()
        self.issue(entry)
        self.assertIn("nothing is wrong", self.at("register", "verify", "r.sqlite"))
        self.assertIn(f"superseded by entry {entry}", self.at("register", "show", "r.sqlite", first))
        for number in (first, entry):
            self.assertIn("the same bytes again",
                          self.at("replay", "r.sqlite", number, "--store", "s.sqlite"))
        self.at("register", "extract", "r.sqlite", first, "--out", "earlier/first")
        found = self.verifies(f"entry-{entry}", "--earlier", "earlier")
        self.assertEqual((found["recomputed"]["answer"], found["intact"]["answer"]), ("yes", "yes"))
        self.assertIn("The rows that changed are those that it pins: 9 rows.",
                      found["intact"]["notes"])

    def test_show_says_what_is_paid_now_and_why(self):
        self.settle_and_issue()
        self.import_late(starts=LATE_STARTS)
        _, entry = self.again()
        shown = self.at("show", f"entry-{entry}")
        self.assert_golden("reconciliation_show.txt", re.sub("[0-9a-f]{16}", "DIGEST", shown))

    def test_the_statement_before_keeps_its_place_on_disk(self):
        self.settle_and_issue()
        self.import_late()
        self.again()
        self.assertEqual(sorted(path.name for path in (self.folder / "out/small").iterdir()),
                         ["2015-16", "2015-16 reconciliation"])

    # --- what is refused ---

    def refused_with(self, reason, *more, text):
        period = [] if "--period" in more else ["--period", "2015/16"]
        result = self.outturn("settle", "--contract", "small.yaml", "--store", "s.sqlite", *period,
                              "--register", "r.sqlite", "--key", "ann.key", *more, cwd=self.folder)
        self.assertEqual((result.code, result.out), (support.INPUT_REFUSED, ""))
        self.assertIn(text, result.err)
        self.assertIn(f"[{reason}]", result.err)

    def test_an_issued_period_is_not_paid_whole_again(self):
        self.settle_and_issue()
        self.refused_with("already_issued", text="small 2015/16 is payable by the statement of entry 2 "
                                                 "already")

    def test_days_that_were_paid_under_another_name_are_not_paid_again(self):
        self.settle_and_issue()
        self.edit("small.yaml", ("periods: {every: year, year_starts: 1 October, rules_as_of: first "
                                 "day}", "periods: {every: whole term, rules_as_of: first day}"))
        self.refused_with("already_issued", "--period", "2015-10-01..2017-09-30",
                          text="days of small 2015-10-01..2017-09-30 are payable by the statement of "
                               "entry 2 already, as 2015/16")

    def test_another_currency_is_no_difference(self):
        self.settle_and_issue()
        self.edit("small.yaml", ("currency: GBP", "currency: USD"))
        self.write("small.yaml", (self.folder / "small.yaml").read_text().replace("£", "$").replace("penny", "cent"))
        self.refused_with("inconsistent", "--run", "reconciliation",
                          text="the statement before is of small from 2015-10-01 until 2016-09-30, in "
                               "GBP: there is no difference to it")

    def test_what_was_never_issued_has_no_difference(self):
        self.settle()
        self.refused_with("nothing_issued", "--run", "reconciliation",
                          text="no payable statement of small 2015/16 was issued")

    def test_runs_that_the_calendar_does_not_have(self):
        self.settle_and_issue()
        self.refused_with("wrong_run", "--run", "yearly",
                          text='the contract has no run "yearly": it doesn\'t say when it is settled')
        self.write("small.yaml", CONTRACT + RUNS.replace("OTHERWISE", "not paid"))
        self.refused_with("wrong_run", "--run", "final",
                          text='the contract has no run "final" that settles a period again')
        self.edit("small.yaml", ("28 months", "1000 months"))
        self.refused_with("wrong_run", "--run", "reconciliation",
                          text="the time for a reconciliation of 2015/16 hasn't come")
        self.refused_with("wrong_run", "--run", "first reconciliation",
                          text='the time for "first reconciliation" of 2015/16 begins on 2100-01-')
        self.edit("small.yaml", ("1000 months", "28 months"), ("closed: never", "closed: 40 months"))
        self.refused_with("wrong_run", "--run", "reconciliation",
                          text="2015/16 is closed: nothing of it is settled any more")
        self.refused_with("wrong_run", "--run", "first reconciliation",
                          text='the time for "first reconciliation" of 2015/16 is over: it began on '
                               '2019-01-')

    def test_a_store_that_is_another_or_has_forgotten(self):
        self.settle_and_issue()
        self.refused_with("unknown_batch", "--run", "reconciliation", "--known-at", "1",
                          text="the statement before knew 2 batches, and this run knows 1")
        (self.folder / "s.sqlite").unlink()
        self.write("starts.csv", STARTS.replace("P4", "P6"))
        self.at("import", "s.sqlite", "--starts", "starts.csv", "--events", "events.csv", *OBSERVED)
        self.refused_with("digest_differs", "--run", "reconciliation",
                          text="batch 1 isn't the one that the statement before knew")

    def test_a_forecast_settles_nothing_again(self):
        self.settle_and_issue()
        self.edit("small.yaml", ("waiting_period: 6 months", "waiting_period: 60 months"))
        self.refused_with("not_final", "--run", "reconciliation",
                          text="the new statement is a forecast: nothing can be paid by it")


if __name__ == "__main__":
    support.main()
