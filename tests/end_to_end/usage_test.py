"""Exit codes, help, and how the programs speak to people and to other programs."""

import json
import os
import pty
import re
import subprocess

import support
from support import CONTRACTS, IOWA, SOURCE, EndToEnd

COMMANDS = ("import", "check", "format", "test", "cliffs", "calendar", "settle", "what-if", "show",
            "explain", "compare", "bundle", "reconcile", "audit", "key", "register", "dispute", "replay",
            "schema")
# Changes to a contract, and what is said of them all at once.
BROKEN = {
    "until: 2014-06-30": "until: 2014-06-31",
    "price_per_person:": "price_per_persn:",
    "State of Iowa: 75%": "State of Iowa: 74%",
    "odd_pennies_to:": "odd_penny_to:",
}
MISTAKES = """\
broken.yaml:7:33: "2014-06-31" isn't a date [bad_date]
    write year, month and day, such as 2014-10-01
broken.yaml:11:3: the tariff leaves "price_per_person" to the contract, and it isn't there [missing_key]
    add it under values: price_per_person: ...
broken.yaml:11:3: no rule reads the value "price_per_persn" [unused_value]
    did you mean "price_per_person"?
broken.yaml:19:3: payers lacks the key "odd_pennies_to" [missing_key]
    name the payer who takes the pennies left by splitting
broken.yaml:21:5: the payers' shares add up to 99%, not 100% [inconsistent]
broken.yaml:23:3: unknown key "odd_penny_to" in payers [unknown_key]
    did you mean "odd_pennies_to"?
"""


def shipped_rules():
    return sorted([*(SOURCE / "tariffs").rglob("*.yaml"), *CONTRACTS.rglob("*.yaml"),
                   *(SOURCE / "data").glob("*/mapping.yaml")])


def on_a_terminal(command, cwd):
    """Runs a command with a terminal as its standard error; returns what it wrote there."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([str(word) for word in command], cwd=cwd, stderr=follower,
                               stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                               env={**os.environ, "TERM": "xterm"})
    os.close(follower)
    written = b""
    try:
        while piece := os.read(leader, 65536):
            written += piece
    except OSError:  # how Linux says that nobody holds the other end any more
        pass
    os.close(leader)
    assert process.wait() == 0
    return written.decode()


class Usage(EndToEnd):
    def import_command(self):
        return ["import", "iowa.sqlite", "--mapping", IOWA / "mapping.yaml", IOWA / "releases.csv"]

    def test_every_command_has_help_with_examples(self):
        for command in ((), *((name,) for name in COMMANDS)):
            with self.subTest(command=command):
                out = self.succeeds(*command, "--help")
                self.assertIn("Usage: outturn", out)
                self.assertIn("Examples:\n  outturn ", out)

    def test_the_help_names_every_command_and_exit_code(self):
        out = self.succeeds("--help")
        for command in COMMANDS:
            self.assertRegex(out, rf"(?m)^  {command}  +\w")
        self.assertIn("Exit codes: 0 done; 1 the answer is no; 2 wrong usage; 3 input refused; "
                      "4 a defect of ours.", out)

    def test_the_examples_of_settle_run(self):
        """Those on files that are shipped, as they stand in the help."""
        self.succeeds(*self.import_command(), cwd=self.folder)
        os.symlink(SOURCE / "data", self.folder / "data")
        os.symlink(SOURCE / "tariffs", self.folder / "tariffs")
        examples = re.findall(r"^  outturn (settle --.*[^\\])$", self.succeeds("settle", "--help"), re.M)
        self.assertEqual(len(examples), 3)
        self.make_key("ann")
        for example in examples:
            self.succeeds(*example.split(), cwd=self.folder)

    def test_the_version_is_a_number_alone(self):
        self.assertRegex(self.succeeds("--version"), r"\A\d+\.\d+\.\d+\n\Z")

    def test_what_makes_no_sense_is_wrong_usage(self):
        help_line = "\nRun with --help for more information.\n"
        needs_day = ("--observed-until: files with our own column names need the last day on which "
                     "their source would have seen an event: --observed-until YYYY-MM-DD")
        needs_whom = ("--covers: files with our own column names need to say of whom everything is "
                      "known until that day: --covers everyone, --covers CODE for each provider, "
                      "or --covers nobody for single rows")
        for command, says in [
                ((), "A subcommand is required"),
                (("--frob",), "The following argument was not expected: --frob"),
                (("frob",), "The following argument was not expected: frob"),
                (("settle", "--frob"), "The following argument was not expected: --frob"),
                (("settle",), "--contract is required"),
                (("settle", "--contract", CONTRACTS / "iowa"),
                 "--store (a contract measures people) is required"),
                (("check",), "files is required"),
                (("import", "s.sqlite"), "a file to import is required"),
                (("import", "s.sqlite", "--starts", "f.csv"), needs_day),
                (("import", "s.sqlite", "--starts", "f.csv", "--observed-until", "2018-02-30"),
                 "--observed-until: \"2018-02-30\" isn't a date written YYYY-MM-DD"),
                (("import", "s.sqlite", "--events", "f.csv", "--observed-until", "2018-02-28"),
                 needs_whom),
                (("import", "s.sqlite", "--events", "f.csv", "--observed-until", "2018-02-28",
                  "--covers", "everyone", "--covers", "C01"),
                 "--covers: everyone or nobody stands alone"),
                (("import", "s.sqlite", "--events", "f.csv", "--observed-until", "2018-02-28",
                  "--covers", ""), "--covers: an empty code names no provider"),
                (("import", "s.sqlite", "--mapping", "m.yaml", "f.csv", "--covers", "everyone"),
                 "--covers: is for files of --starts and --events; a mapping states its own"),
                (("import", "s.sqlite", "--mapping", "m.yaml"),
                 "--mapping: name the files that it describes"),
                (("import", "s.sqlite", "--mapping", "m.yaml", "f.csv", "--observed-until",
                  "2018-02-28"), "--observed-until: is for files of --starts and --events; a "
                 "mapping states its own"),
                (("import", "s.sqlite", "f.csv"),
                 "files: say what their columns mean: --mapping FILE; files with our own column "
                 "names go to --starts and --events")]:
            with self.subTest(command=command):
                result = self.outturn(*command, cwd=self.folder)
                self.assertEqual((result.code, result.out, result.err),
                                 (support.WRONG_USAGE, "", says + help_line))
                self.assertEqual(list(self.folder.iterdir()), [])

    def test_every_shipped_rule_file_is_sound(self):
        rules = shipped_rules()
        self.assertGreater(len(rules), 20)
        self.assertEqual(self.succeeds("check", *rules),
                         f"{len(rules)} files checked, nothing wrong\n")

    def test_a_rule_that_cannot_come_to_bear_is_warned_of_and_refuses_nothing(self):
        text = (CONTRACTS / "iowa/iowa-5jd.yaml").read_text()
        tariff = (SOURCE / "tariffs/iowa-new-convictions.yaml").read_text()
        unread = "measures:\n  unread: {kind: binary rate, weighted: no}\n"
        self.assertEqual(tariff.count("\nmeasures:\n"), 1)
        self.write("iowa-new-convictions.yaml", tariff.replace("measures:\n", unread))
        contract = self.write("doubtful.yaml", text)
        line = tariff.split("\nmeasures:\n")[0].count("\n") + 3
        warning = (f'iowa-new-convictions.yaml:{line}:3: warning: no line reads the measure "unread"'
                   "\n")
        words = ("check", contract, "--tariffs", SOURCE / "tariffs")
        self.assertEqual(self.succeeds(*words, cwd=self.folder).replace(f"{self.folder}/", ""),
                         warning + "1 file checked, nothing wrong, 1 warning\n")
        strict = self.outturn(*words, "--strict", "--json")
        self.assertEqual((strict.code, strict.err), (support.ANSWER_IS_NO, ""))
        told, = json.loads(strict.out)["warnings"]
        self.assertEqual((told["rule"]["line"], told["message"]),
                         (line, 'no line reads the measure "unread"'))

    def test_rules_that_do_not_cover_a_store_are_told_before_anything_is_settled(self):
        store = self.folder / "iowa.sqlite"
        self.import_iowa(store)
        contract = CONTRACTS / "iowa/iowa-5jd.yaml"
        self.assertEqual(self.succeeds("check", "--store", store, contract),
                         "1 file checked, nothing wrong\n")
        table = (SOURCE / "tariffs/tables/iowa-complexity.yaml").read_text()
        row = re.search(r"^ +- \[Drug, Under 25, .*\n", table, re.M).group()
        self.write("iowa-complexity.yaml", table.replace(row, ""))
        own = self.write("own.yaml", contract.read_text())
        self.write("iowa-new-convictions.yaml",
                   (SOURCE / "tariffs/iowa-new-convictions.yaml").read_text())
        result = self.outturn("check", "--store", store, own, "--tariffs", SOURCE / "tariffs")
        self.assertEqual((result.code, result.out), (support.INPUT_REFUSED, ""))
        self.assertIn("[missing_weight]", result.err)

    def test_every_mistake_is_listed_in_order(self):
        text = (CONTRACTS / "iowa/iowa-5jd.yaml").read_text()
        for old, new in BROKEN.items():
            self.assertIn(old, text)
            text = text.replace(old, new)
        self.write("broken.yaml", text)
        for command in (("check", "broken.yaml"), ("settle", "--contract", "broken.yaml")):
            result = self.outturn(*command, "--tariffs", SOURCE / "tariffs", cwd=self.folder)
            self.assertEqual((result.code, result.out), (support.INPUT_REFUSED, ""))
            self.assertEqual(result.err[result.err.index("broken.yaml"):], MISTAKES)

    def test_mistakes_of_several_files_come_together(self):
        names = [self.write(name, "contract: [\n").name for name in ("b.yaml", "a.yaml")]
        result = self.outturn("check", *names, cwd=self.folder)
        self.assertEqual(result.code, support.INPUT_REFUSED)
        places = re.findall(r"^([ab]\.yaml):\d+:\d+: ", result.err, re.M)
        self.assertEqual(places, ["a.yaml", "b.yaml"])

    def test_the_results_can_be_read_by_programs(self):
        def settled(contract, minor, shown, verdict):
            due = {"minor": minor, "shown": shown}
            return {"contract": contract, "period": "2011-10-01..2012-09-30", "currency": "GBP",
                    "due": due, "payable": True, "state": "not written", "statement": None,
                    "entry": None,
                    "total": due,
                    "lines": [{"line": "reconviction", "verdict": verdict, "due": due}]}

        out = self.succeeds("settle", "--contract", CONTRACTS / "doncaster", "--json")
        self.assertEqual(json.loads(out), {"problems": [], "settlements": [
            settled("doncaster-cohort-1", "0", "£0.00", "reduction"),
            settled("doncaster-if-3.3", "-10000000", "-£100,000.00", "neither")]})

    def test_a_misspelt_command_or_option_is_met_with_the_nearest(self):
        one = "The following argument was not expected: "
        several = "The following arguments were not expected: "
        for command, says, meant in [
                (("setle",), one + "setle", "settle"),
                (("setle", "--store", "s"), several + "setle --store s", "settle"),
                (("--versoin",), one + "--versoin", "--version"),
                (("settle", "--perid", "2012"), several + "--perid 2012", "--period"),
                (("settle", "--perid=2012"), one + "--perid=2012", "--period"),
                (("show", "x", "--jsn"), one + "--jsn", "--json"),
                (("format", "--chek", "x"), one + "--chek", "--check"),
                (("key", "shw", "x"), several + "shw x", "show"),
                (("key", "new", "x", "--persn", "Ann"), several + "--persn Ann", "--person")]:
            with self.subTest(command=command):
                result = self.outturn(*command, cwd=self.folder)
                self.assertEqual((result.code, result.out, result.err),
                                 (support.WRONG_USAGE, "", f'{says}\n    did you mean "{meant}"?\n'
                                  "Run with --help for more information.\n"))

    def test_progress_is_shown_on_a_terminal_only(self):
        settle = ["settle", "--store", "iowa.sqlite", "--contract", CONTRACTS / "iowa/iowa-4jd.yaml",
                  "--period", "2012/13..2013/14"]
        for command, bar in ((self.import_command(), "import ["), (settle, "settle [")):
            for path in self.folder.glob("iowa.sqlite" if command[0] == "import" else "no"):
                path.unlink()
            seen = on_a_terminal([self.outturn_path, *command], self.folder)
            self.assertIn(bar, seen)
            self.assertIn("100%", seen)
            self.assertTrue(seen.endswith("\r\033[K"), "the bar is wiped at the end")
        self.succeeds(*settle, cwd=self.folder)  # which asserts that nothing is on standard error


if __name__ == "__main__":
    support.main()
