"""Trying contracts on cases: what is said, to whom, and with which exit code."""

import json
import re
import shutil
import xml.etree.ElementTree as xml

import support
from support import CONTRACTS, SOURCE, EndToEnd


class Trying(EndToEnd):
    def doncaster(self, change=None):
        """A copy of Doncaster's contract and cases, with one text of a file changed."""
        shutil.copytree(CONTRACTS / "doncaster", self.folder, dirs_exist_ok=True)
        shutil.copytree(SOURCE / "tariffs", self.folder / "tariffs")
        (self.folder / "doncaster-published.yaml").unlink()
        if change:
            name, old, new = change
            text = (self.folder / name).read_text()
            self.assertIn(old, text)
            (self.folder / name).write_text(text.replace(old, new, 1))

    def try_it(self, *arguments):
        return self.outturn("test", "doncaster-cases.yaml", *arguments, cwd=self.folder)

    def test_shipped_cases_pass_and_leave_no_rule_unreached(self):
        """But for Oklahoma's ceiling: its four milestones come to it exactly, so nobody passes it."""
        out = self.succeeds("test", CONTRACTS)
        self.assertNotIn("FAILED", out)
        reached = re.findall(r"0 failed; they reached (\d+) of (\d+) things", out)
        self.assertEqual(len(reached), 7)
        self.assertEqual([(some, every) for some, every in reached if some != every],
                         [("20", "21")])
        self.assertIn('line "women": somebody earns more', " ".join(out.split()))

    def test_cases_need_neither_store_nor_figures(self):
        self.doncaster()
        result = self.try_it()
        self.assertEqual((result.code, result.err), (support.DONE, ""))

    def test_a_case_that_differs_is_explained(self):
        self.doncaster(("doncaster-cohort-1.yaml", "value: 5 points", "value: 6 points"))
        result = self.try_it()
        self.assertEqual((result.code, result.err), (support.ANSWER_IS_NO, ""))
        self.assert_golden("trying.txt", result.out)

    def test_what_no_case_reached_is_listed(self):
        self.doncaster()
        text = (self.folder / "doncaster-cases.yaml").read_text()
        first = text[:text.index("  - case: a fall of 3.3")]
        (self.folder / "doncaster-cases.yaml").write_text(first)
        result = self.try_it()
        self.assertEqual(result.code, support.DONE)
        self.assertIn('tariffs/fee-at-risk.yaml:26:7: line "reconviction": neither: it deducts',
                      result.out.replace("\n      ", " "))

    def test_programs_are_told_the_same(self):
        self.doncaster(("doncaster-cohort-1.yaml", "value: 5 points", "value: 6 points"))
        result = self.try_it("--json", "--junit", "out.xml")
        self.assertEqual(result.code, support.ANSWER_IS_NO)
        contract, = json.loads(result.out)["contracts"]
        failed = [case["case"] for case in contract["cases"] if not case["passed"]]
        self.assertEqual(len(failed), contract["failed"])
        suites = xml.parse(self.folder / "out.xml").getroot()
        self.assertEqual(suites.get("failures"), str(len(failed)))
        self.assertEqual([case.get("name") for case in suites.iter("testcase")],
                         [case["case"] for case in contract["cases"]])
        self.assertEqual([case.get("name") for case in suites.iter("testcase")
                          if case.find("failure") is not None], failed)

    def test_one_contract_in_two_files_is_counted_together(self):
        self.doncaster()
        shutil.copy(self.folder / "doncaster-cases.yaml", self.folder / "more.yaml")
        result = self.outturn("test", "doncaster-cases.yaml", "more.yaml", cwd=self.folder)
        self.assertEqual(result.out.count("they reached"), 1)
        self.assertIn("10 cases, 0 failed", result.out)

    def test_what_is_no_file_of_cases_is_refused(self):
        self.doncaster()
        (self.folder / "empty").mkdir()
        for path, says in [
                ("doncaster-cohort-1.yaml",
                 "doncaster-cohort-1.yaml:2:1: this is not a file of cases [wrong_shape]\n"
                 "    its first key is cases:, with the name of the cases"),
                ("nothing.yaml", "nothing.yaml: no such file [file_missing]"),
                ("empty", "empty: there is no file of cases in this folder [file_missing]\n"
                          "    its first key is cases:")]:
            with self.subTest(path=path):
                self.refuses("test", path, says=says, cwd=self.folder)

    def test_check_reads_cases_too(self):
        self.doncaster(("doncaster-cases.yaml", "-5.7 points", "-5.7%"))
        self.refuses(
            "check", "doncaster-cases.yaml", cwd=self.folder, says=
            'doncaster-cases.yaml:10:23: the figure "change" is in %, and the rules read it in '
            "points [wrong_unit]\n"
            "    a fall from 50% to 45% is 5 points, and 10% of the baseline")


if __name__ == "__main__":
    support.main()
