"""A settlement is final only where the data says that everything about its provider is known."""

import support
from support import EndToEnd, statement

CONTRACT = """contract: small
title: Fewer people reoffending
commissioner: A County
provider: {name: A Company, code: C01}
currency: GBP
term: {from: 2015-01-01, until: 2015-12-31}
periods: {every: year, year_starts: 1 January, rules_as_of: first day}
cohort:
  only:
    - {attribute: disposal, counted: [community_order], not_counted: any other}
  measurable: everyone
  starts_per_person: first
  people_without_provider: counted
window:
  follow_up: 12 months
  waiting_period: 6 months
  month_end: last day of the month
  anniversary: not counted
counts:
  outcomes: {counted: [conviction], not_counted: [caution]}
  breaches: not counted
measures:
  people: {kind: binary rate, weighted: no}
lines:
  people:
    title: Fewer people
    measure: people
    compare_with: {fixed: 50%}
    effect_in: points
    reduction_when: [reduction_more_than: 0 points]
    increase_when: never
    on_reduction: {pay: {per_person: "£1,000"}}
    on_neither: nothing
    on_increase: nothing
bounds: []
rounding: {each: line, to: penny, how: half away from zero}
payers: {shares: {A County: 100%}, odd_pennies_to: A County}
"""
STARTS = """person,provider,index_date,disposal
P1,C01,2015-01-05,community_order
P2,C01,2015-02-05,community_order
P3,C01,2015-03-05,community_order
P4,C02,2015-04-05,community_order
"""
EVENTS = """person,offence_date,proven_date,outcome,breach
P1,2015-03-01,2015-04-15,conviction,no
"""
OTHERS = """person,offence_date,proven_date,outcome,breach
P4,2015-05-01,2015-06-15,conviction,no
"""
UNKNOWN = 'no imported file covers the events of provider "C01"'


class Finality(EndToEnd):
    def setUp(self):
        super().setUp()
        for name, text in (("starts.csv", STARTS), ("events.csv", EVENTS), ("others.csv", OTHERS),
                           ("small.yaml", CONTRACT)):
            self.write(name, text)
        self.runs = 0

    def imports(self, kind, file, until, *covers):
        words = [word for cover in covers for word in ("--covers", cover)]
        self.succeeds("import", "s.sqlite", kind, file, "--observed-until", until, *words,
                      cwd=self.folder)

    def run_of(self, *more):
        """What a new statement says of its run: whether it may be paid, and why."""
        self.runs += 1
        out = f"out-{self.runs}"
        self.succeeds("settle", "--contract", "small.yaml", "--store", "s.sqlite",
                      "--out", out, *more, cwd=self.folder)
        run = statement(self.folder / out / "small/2015")["run"]
        return run["payable"], run["reason"]

    def test_starts_alone_tell_nothing_of_reoffending(self):
        self.imports("--starts", "starts.csv", "2019-12-31", "everyone")
        self.assertEqual(self.run_of(), (False, UNKNOWN))

    def test_what_was_known_before_the_events_was_interim(self):
        self.imports("--starts", "starts.csv", "2019-12-31", "everyone")
        self.imports("--events", "events.csv", "2019-12-31", "everyone")
        self.assertEqual(self.run_of("--known-at", "1"), (False, UNKNOWN))
        self.assertTrue(self.run_of()[0])

    def test_another_providers_events_make_nothing_final(self):
        self.imports("--starts", "starts.csv", "2019-12-31", "everyone")
        self.imports("--events", "events.csv", "2016-12-31", "C01")
        self.imports("--events", "others.csv", "2019-12-31", "C02")
        self.assertEqual(self.run_of(), (
            False, "what counts for a start on 2015-12-31 can be proven until 2017-06-29, and the "
            "data is observed until 2016-12-31"))

    def test_single_late_rows_extend_nothing(self):
        self.imports("--starts", "starts.csv", "2019-12-31", "everyone")
        self.imports("--events", "events.csv", "2016-12-31", "C01", "C02")
        self.imports("--events", "others.csv", "2019-12-31", "nobody")
        self.assertFalse(self.run_of()[0])

    def test_starts_must_be_known_to_the_last_day_too(self):
        self.imports("--starts", "starts.csv", "2015-06-30", "everyone")
        self.imports("--events", "events.csv", "2019-12-31", "everyone")
        self.assertEqual(self.run_of(), (
            False, "people can start until 2015-12-31, and starts are observed until 2015-06-30"))

    def test_a_statement_says_what_each_file_covers(self):
        self.imports("--starts", "starts.csv", "2019-12-31", "everyone")
        self.imports("--events", "events.csv", "2019-12-31", "C02", "C01")
        self.run_of()
        batches = statement(self.folder / "out-1/small/2015")["pins"]["batches"]
        self.assertEqual([(batch["starts_of"], batch["events_of"]) for batch in batches],
                         [("everyone", "nobody"), ("nobody", "C01, C02")])


if __name__ == "__main__":
    support.main()
