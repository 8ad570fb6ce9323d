"""A contract as it stands and as it would be, side by side."""

import json

import support
from support import CONTRACTS, EndToEnd

PETERBOROUGH = CONTRACTS / "peterborough" / "peterborough.yaml"
GATE = "tariff.lines.cohort.reduction_when.1.reduction_at_least"


class WhatIf(EndToEnd):
    def what_if(self, *changes, contract=PETERBOROUGH):
        options = [word for change in changes for word in ("--set", change)]
        return ("what-if", contract, *options)

    def test_a_lower_gate_pays_a_cohort_for_itself(self):
        table = self.succeeds(*self.what_if(f"{GATE}=9%", "values.price_per_event=£1,200"))
        self.assertEqual([line.split() for line in table.splitlines()[3:]], [
            ["cohort-1", "cohort", "£0.00", "£0.00", "£0.00", "neither"],
            ["cohort-1", "all_cohorts", "£0.00", "£0.00", "£0.00"],
            ["cohort-1", "total", "£0.00", "£0.00", "£0.00"],
            ["cohort-2", "cohort", "£0.00", "£180,000.00", "£180,000.00", "neither", "->",
             "reduction"],
            ["cohort-2", "all_cohorts", "£280,000.00", "£0.00", "-£280,000.00", "reduction", "->",
             "neither"],
            ["cohort-2", "total", "£280,000.00", "£180,000.00", "-£100,000.00"],
            ["in", "all", "total", "£280,000.00", "£180,000.00", "-£100,000.00"]])

    def test_a_program_reads_the_same(self):
        said = json.loads(self.succeeds(*self.what_if("bounds.1.at=£100,000",
                                                      contract=self.own_contract()), "--json"))
        self.assertEqual((said["contract"], said["changes"], said["problems"]),
                         ("own", ["bounds.1.at=£100,000"], []))
        self.assertEqual(said["rows"][-1]["difference"], {"minor": "-10000000",
                                                          "shown": "-£100,000.00"})

    def own_contract(self):
        path = self.folder / "own.yaml"
        path.write_text("contract: own\ntitle: T\ncommissioner: C\nprovider: {name: P}\n"
                        "currency: GBP\nterm: {from: 2015-01-01, until: 2015-12-31}\n"
                        "periods: {every: year, year_starts: 1 January, rules_as_of: first day}\n"
                        "measures: {}\nlines:\n  fee: {title: F, pays: {pay: {amount: \"£200,000\"}}}\n"
                        "bounds:\n  - {cap: total, at: \"£200,000\", over: period}\n"
                        "rounding: {each: line, to: penny, how: half away from zero}\n"
                        "payers: {shares: {C: 100%}, odd_pennies_to: C}\n", encoding="utf-8")
        return path

    def test_what_leads_nowhere_or_makes_no_contract_is_refused(self):
        self.refuses(*self.what_if("values.price_per_evnt=£1"), says=(
            '--set values.price_per_evnt: "values.price_per_evnt" leads nowhere: there is no '
            f'"price_per_evnt" in {PETERBOROUGH}:19:3 [unknown_reference]\n'
            '    did you mean "price_per_event"?'))
        self.refuses(*self.what_if(f"{GATE}=9"), says=(
            f"--set {GATE}: \"9\" isn't a number with its "
            "unit [bad_number]\n    write the unit out, such as 5 points or 10%"))
        self.refuses(*self.what_if("bounds.2.at=£1", contract=self.own_contract()), says=(
            '--set bounds.2.at: "bounds.2.at" leads nowhere: there is no "2" in '
            f"{self.folder / 'own.yaml'}:12:3 [unknown_reference]\n"
            "    a number from 1 to 1 leads into this list"))

    def test_a_change_is_a_path_and_a_value(self):
        result = self.outturn(*self.what_if("values.price_per_event"))
        self.assertEqual(result.code, support.WRONG_USAGE)
        self.assertIn("isn't PATH=VALUE", result.err)


if __name__ == "__main__":
    support.main()
