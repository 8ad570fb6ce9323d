"""What `show` and `explain` make of a statement: its own figures, and a refusal of a spoilt one."""

import csv
import io
import json
import shutil

import support
from support import CONTRACTS, EndToEnd, evidence, statement

PERIOD = "iowa-4jd/2011-12"


class Show(EndToEnd):
    @classmethod
    def setUpClass(cls):
        """One statement for all tests here, never changed."""
        cls.shared = cls()
        cls.shared.setUp()
        store = cls.shared.folder / "iowa.sqlite"
        cls.shared.import_iowa(store)
        cls.shared.succeeds("settle", "--store", store, "--contract",
                            CONTRACTS / "iowa/iowa-4jd.yaml", "--period", "2011/12", "--out",
                            cls.shared.folder / "out")
        cls.made = cls.shared.folder / "out" / PERIOD

    @classmethod
    def tearDownClass(cls):
        cls.shared.doCleanups()

    def spoilt(self, name, spoil):
        """A copy of the statement's folder, one file of it changed by `spoil`, a text -> a text."""
        shutil.copytree(self.made, self.folder / "s", dirs_exist_ok=True)
        path = self.folder / "s" / name
        path.write_text(spoil((self.made / name).read_text()))

    def assert_refused(self, *command, says):
        result = self.outturn(*command, cwd=self.folder)
        self.assertEqual((result.code, result.out, result.err),
                         (support.INPUT_REFUSED, "", says + "\n"))

    def test_json_is_the_statement_itself(self):
        self.assertEqual(self.succeeds("show", "--json", self.made),
                         (self.made / "statement.json").read_text())

    def test_csv_adds_up(self):
        rows = list(csv.DictReader(io.StringIO(self.succeeds("show", "--csv", self.made))))
        cents = {kind: sum(round(float(row["due"]) * 100) for row in rows if row["kind"] == kind)
                 for kind in ("line", "total", "payer")}
        total = int(statement(self.made)["total"]["minor"])
        self.assertEqual(cents, {"line": total, "total": total, "payer": total})

    def test_the_file_and_its_folder_are_the_same_statement(self):
        self.assertEqual(self.succeeds("show", "--workings", self.made),
                         self.succeeds("show", "--workings", self.made / "statement.json"))

    def test_everything_that_can_be_explained_is(self):
        document = statement(self.made)
        names = [line["line"] for line in document["lines"]] + ["total"]
        names += [payer["name"] for payer in document["payers"]]
        names += [item["id"] for item in document["workings"][::10]]
        for name in names:
            with self.subTest(name=name):
                self.assertGreater(len(self.succeeds("explain", self.made, name)), 100)

    def test_everybody_can_be_explained(self):
        for row in evidence(self.made)[::500]:
            with self.subTest(person=row["person"]):
                self.assertIn(row["index_date"],
                              self.succeeds("explain", self.made, "--person", row["person"]))

    def test_what_is_no_statement_is_refused(self):
        self.write("c.yaml", "contract: x\n")
        self.assert_refused("show", "nowhere", says="nowhere: no such file [file_missing]")
        self.assert_refused("show", ".", says="./statement.json: no such file [file_missing]")
        self.assert_refused("show", "c.yaml", says="c.yaml:1:1: this isn't JSON: invalid literal "
                            "[not_a_statement]")
        self.spoilt("statement.json", lambda text: text[:3000])
        self.assert_refused("show", "s", says="s/statement.json:1:3001: this isn't JSON: invalid "
                            "string: missing closing quote [not_a_statement]")
        self.spoilt("statement.json", lambda text: text.replace('"kind":"final"', '"kind":1'))
        self.assert_refused("show", "s", says="s/statement.json: run.kind is not text "
                            "[not_a_statement]\n    settle again: this file is damaged, or another "
                            "program wrote it")

    def test_changed_evidence_explains_nobody(self):
        digest = statement(self.made)["pins"]["evidence"]["sha256"]
        person = evidence(self.made)[0]["person"]
        self.spoilt("evidence.csv", lambda text: text.replace(",1.2,", ",1.3,", 1))
        self.assert_refused("explain", "s", "--person", person,
                            says="s/evidence.csv: this isn't the evidence that the statement was "
                            f"made with [digest_differs]\n    its SHA-256 should be {digest}")
        shown = self.outturn("show", "s", cwd=self.folder)
        self.assertEqual((shown.code, shown.err), (support.ANSWER_IS_NO, ""))
        self.assertIn("Don't rely on either", shown.out)

    def test_an_edited_number_of_rows_is_noticed(self):
        document = statement(self.made)
        rows = document["pins"]["evidence"]["rows"]
        document["pins"]["evidence"]["rows"] = 7
        self.spoilt("statement.json", lambda _: json.dumps(document))
        for command in (["show", "s"], ["explain", "s", "total"]):
            self.assert_refused(*command, says="s/statement.json: pins.evidence.rows is 7, and the "
                                f"evidence that it names has {rows:,} rows [not_a_statement]\n    "
                                "settle again: this file was changed after it was written")

    def test_an_edited_amount_is_noticed_by_whatever_reads_it(self):
        """Each in one of the places in which it stands."""
        document = statement(self.made)
        minor, shown = document["total"]["minor"], document["total"]["shown"]
        for key, old, new, says in (
                ("minor", minor, "1" + minor, f'"1{minor}", and by working total.due it is "{minor}"'),
                ("shown", shown, "$1.00", f'"$1.00", and by working total.due it is "{shown}"')):
            document["total"] = {**document["total"], key: new}
            self.spoilt("statement.json", lambda _: json.dumps(document, ensure_ascii=False))
            for command in (["show", "s"], ["show", "--json", "s"], ["show", "--csv", "s"],
                            ["show", "--workings", "s"], ["explain", "s"],
                            ["explain", "s", "seriousness"]):
                with self.subTest(key=key, command=command):
                    result = self.outturn(*command, cwd=self.folder)
                    self.assertEqual(result.code, support.INPUT_REFUSED)
                    said = result.out if "--json" in command else result.err
                    self.assertIn("not_a_statement", said)
                    self.assertIn(json.dumps(f"total.{key} is {says}", ensure_ascii=False)[1:-1]
                                  if "--json" in command else f"total.{key} is {says}", said)
            document["total"] = {**document["total"], key: old}

    def test_a_statement_cannot_drive_the_terminal(self):
        document = statement(self.made)
        document["contract"]["title"] = "\x1b[2J\x1b]0;owned\x07 red"
        self.spoilt("statement.json", lambda _: json.dumps(document))
        out = self.succeeds("show", "s", cwd=self.folder)
        self.assertIn("owned", out)
        self.assertNotRegex(out, r"[\x00-\x09\x0b-\x1f\x7f]")


if __name__ == "__main__":
    support.main()
