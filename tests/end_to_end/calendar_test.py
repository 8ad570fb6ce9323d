"""When a contract's periods may be settled, and until when a statement can be disputed."""

import json

import support
from support import CONTRACTS, EndToEnd

NORTHUMBRIA = CONTRACTS / "northumbria" / "northumbria.yaml"
DONCASTER = CONTRACTS / "doncaster" / "doncaster-cohort-1.yaml"


class Calendar(EndToEnd):
    def calendar(self, *options, contract=NORTHUMBRIA):
        said = json.loads(self.succeeds("calendar", contract, *options, "--json"))
        self.assertEqual(said["problems"], [])
        return said

    def own(self, *edits):
        """Northumbria's contract with other terms."""
        text = NORTHUMBRIA.read_text(encoding="utf-8")
        for old, new in edits:
            self.assertEqual(text.count(old), 1, old)
            text = text.replace(old, new)
        return self.write("own.yaml", text), "--tariffs", support.SOURCE / "tariffs"

    def test_northumbria_is_as_recorded(self):
        said = self.succeeds("calendar", NORTHUMBRIA.name, "--issued", "2018-08-01",
                             cwd=NORTHUMBRIA.parent)
        self.assert_golden("calendar_northumbria.txt", said)

    def test_every_day_belongs_to_one_run(self):
        for period in self.calendar()["periods"]:
            runs = period["runs"]
            self.assertEqual([run["kind"] for run in runs],
                             ["interim", "final", "reconciliation", "reconciliation", "post-final",
                              "closed"])
            self.assertEqual(sorted(run["from"] for run in runs), [run["from"] for run in runs])
            self.assertGreater(runs[0]["from"], period["last"])
            self.assertIsNone(runs[-1]["until"])

    def test_one_period_and_the_last_day_for_a_dispute(self):
        # 6, 7, 8 and 10 April 2023 are Thursday, Good Friday, Saturday and Easter Monday; the first
        # and the second Monday in May were holidays too.
        said = self.calendar("--period", "2015/16", "--issued", "2023-04-06")
        self.assertEqual([period["period"] for period in said["periods"]], ["2015/16"])
        self.assertEqual(said["disputes"]["within"], "20 working days")
        self.assertEqual(said["disputes"]["until"], "2023-05-10")
        self.assertIsNone(self.calendar()["disputes"]["until"])

    def test_disputes_at_any_time_have_no_last_day(self):
        own, *options = self.own(
            ("disputes: {within: 20 working days, day_of_issue: not counted}",
             "disputes: at any time"),
            ("  working_days: bank-holidays-england-and-wales\n", ""))
        said = self.calendar(*options, "--issued", "2018-08-01", contract=own)
        self.assertIsNone(said["disputes"])
        self.assertIn("A statement can be disputed at any time.", self.succeeds("calendar", own, *options))

    def test_a_day_that_no_table_covers_is_refused(self):
        self.refuses("calendar", NORTHUMBRIA.name, "--issued", "2027-12-20", cwd=NORTHUMBRIA.parent, says=(
            "../../../tariffs/tables/bank-holidays-england-and-wales.yaml:2:1: whether 2028-01-01 is a "
            "working day isn't stated [not_covered]\n    the table \"bank-holidays-england-and-wales\" "
            "covers 2010-01-01 to 2027-12-31; take one that goes further"))

    def test_a_contract_without_runs_has_no_calendar(self):
        self.refuses("calendar", DONCASTER, says=(
            f'{DONCASTER}: contract "doncaster-cohort-1" doesn\'t say when it is settled [missing_key]\n'
            "    add a block runs: to it or to its tariff; docs/tariffs.md explains it"))

    def test_the_day_of_issue_is_a_day(self):
        for wrong, why in (("1/8/2018", "isn't a date written YYYY-MM-DD"),
                           ("1818-08-01", "is outside the years that are read here, 1900 to 2199")):
            result = self.outturn("calendar", NORTHUMBRIA, "--issued", wrong)
            self.assertEqual(result.code, support.WRONG_USAGE)
            self.assertIn(f'--issued: "{wrong}" {why}', result.err)

    def test_an_early_final_run_is_doubted(self):
        own, *options = self.own(("final: 22 months ", "final: 17 months "))
        said = self.succeeds("check", own, *options)
        self.assertIn("own.yaml:63:10: warning: the final run of 2015/16 may be made from 2018-02-28, and "
                      "what happens until 2018-03-29 counts\n    a statement can't be paid before the "
                      "follow-up and the waiting period are over", said)


if __name__ == "__main__":
    support.main()
