"""What settle takes and leaves out of what it was asked, and says so."""

import json

import finality_test
import support
from support import EndToEnd

QUARTERS = "periods: {every: quarter, rules_as_of: first day}"
YEARS = "periods: {every: year, year_starts: 1 January, rules_as_of: first day}"
TERM = "term: {from: 2015-01-01, until: 2015-12-31}"


class Asking(EndToEnd):
    def setUp(self):
        super().setUp()
        self.write("starts.csv", finality_test.STARTS)
        self.write("events.csv", finality_test.EVENTS)
        self.succeeds("import", "s.sqlite", "--starts", "starts.csv", "--events", "events.csv",
                      "--observed-until", "2019-12-31", "--covers", "everyone", cwd=self.folder)

    def contract(self, name, **edits):
        """The small contract under another name, with some of its lines replaced."""
        text = finality_test.CONTRACT.replace("contract: small", f"contract: {name}")
        text = text.replace("    measure: people\n", "    measure: people\n    if_nobody: nothing\n")
        for old, new in edits.items():
            self.assertEqual(text.count(old), 1, old)
            text = text.replace(old, new)
        self.write(f"contracts/{name}.yaml", text)

    def settle(self, *more):
        return self.outturn("settle", "--contract", "contracts", "--store", "s.sqlite", *more,
                            cwd=self.folder)

    def periods(self, *more):
        """The periods settled, and what is said beside them."""
        result = self.settle("--json", *more)
        self.assertEqual(result.code, support.DONE, result.err)
        settled = json.loads(result.out)["settlements"]
        return [f'{one["contract"]} {one["period"]}' for one in settled], result.err

    # --- periods ---

    def test_an_empty_period_is_wrong_usage(self):
        self.contract("years")
        result = self.settle("--period", "")
        self.assertEqual((result.code, result.out, result.err), (
            support.WRONG_USAGE, "", "--period: names no period; leave it out to settle every one\n"
            "Run with --help for more information.\n"))

    def test_a_contract_without_such_a_period_is_named(self):
        self.contract("quarters", **{YEARS: QUARTERS})
        self.contract("years")
        self.assertEqual(self.periods("--period", "2015-Q2"), (
            ["quarters 2015-Q2"],
            'contract "years" has no whole period within "2015-Q2" and is left out: it has one '
            "period, 2015\n"))

    def test_a_year_selects_the_quarters_in_it(self):
        self.contract("april", **{YEARS: QUARTERS.replace("rules", "year_starts: 1 April, rules")})
        self.contract("quarters", **{YEARS: QUARTERS})
        self.assertEqual(self.periods("--period", "2015/16"), (
            ["april 2015-Q2", "april 2015-Q3", "april 2015-Q4"],
            '"2015/16" is not a period of contract "quarters", which doesn\'t say in which month '
            "such a year begins and is left out: its periods are 2015-Q1 to 2015-Q4; write a "
            "period, or two joined by \"..\", or add year_starts: to its periods\n"))
        periods, said = self.periods("--period", "2015")
        self.assertEqual((len(periods), said), (8, ""))

    def test_nothing_asked_for_that_is_there_is_refused(self):
        self.contract("quarters", **{YEARS: QUARTERS})
        self.contract("years")
        result = self.settle("--period", "2016")
        self.assertEqual((result.code, result.out, result.err), (
            support.INPUT_REFUSED, "",
            '--period: contract "quarters" has no whole period within "2016" [bad_period]\n'
            "    its periods are 2015-Q1 to 2015-Q4\n"
            '--period: contract "years" has no whole period within "2016" [bad_period]\n'
            "    it has one period, 2015\n"))

    def test_parts_of_periods_are_settled_where_the_contract_says_so(self):
        for word, periods in (
                ("settled", ["parts 2015-01-15..2015-03-31", "parts 2015-Q2",
                             "parts 2015-07-01..2015-08-31"]),
                ("not settled", ["parts 2015-Q2"])):
            self.contract("parts", **{
                TERM: "term: {from: 2015-01-15, until: 2015-08-31}",
                YEARS: f"periods: {{every: quarter, rules_as_of: first day, parts_of_periods: {word}}}"})
            self.assertEqual(self.periods(), (periods, ""))

    # --- words that nobody has ---

    def test_a_counted_word_that_nobody_has_is_said(self):
        self.contract("years", **{"[community_order]": "[comunity_order, community_order, other]"})
        periods, said = self.periods()
        self.assertEqual(periods, ["years 2015"])
        self.assertEqual(said, 'contracts/years.yaml:10:7: warning: no start in the store has '
                               '"comunity_order" or "other" as "disposal", which counts; the store '
                               'has "community_order"\n')

    def test_an_attribute_that_nobody_has_is_said(self):
        self.contract("years", **{"attribute: disposal": "attribute: disposl"})
        _, said = self.periods()
        self.assertEqual(said, 'contracts/years.yaml:10:7: warning: no start in the store has the '
                               'attribute "disposl"\n')

    def test_nothing_is_broken_down_by_what_nobody_has(self):
        self.contract("years", **{"measures:\n": "break_down_by: [disposl]\nmeasures:\n"})
        result = self.settle()
        self.assertEqual((result.code, result.out, result.err), (
            support.INPUT_REFUSED, "",
            'contracts/years.yaml:22:16: it is broken down by "disposl", which no start in the '
            'store has [unknown_reference]\n    did you mean "disposal"?\n'))


if __name__ == "__main__":
    support.main()
