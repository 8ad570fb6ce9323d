"""Years later a run is made again from what the register keeps of it, to the byte; and two statements
are compared down to the rule or row that made their difference."""

import json
import shutil
import sqlite3

import support
from support import CONTRACTS, EndToEnd
from late_data_test import EVENTS, LATE, OBSERVED, STARTS


class Replay(EndToEnd):
    def setUp(self):
        super().setUp()
        for name, text in (("starts.csv", STARTS), ("events.csv", EVENTS), ("late.csv", LATE)):
            self.write(name, text)
        self.at("import", "s.sqlite", "--starts", "starts.csv", "--events", "events.csv", *OBSERVED)
        self.make_key("ann")
        shutil.copytree(CONTRACTS.parent.parent / "tariffs", self.folder / "tariffs")
        shutil.copytree(CONTRACTS / "northumbria", self.folder / "contracts")
        self.settle("before")

    def at(self, *arguments):
        return self.succeeds(*arguments, cwd=self.folder)

    def settle(self, out):
        self.at("settle", "--contract", "contracts", "--store", "s.sqlite", "--period", "2015/16",
                "--out", out, "--register", "r.sqlite", "--key", "ann.key")
        return self.folder / out / "northumbria/2015-16"

    def test_the_same_bytes_after_late_data_and_changed_rules(self):
        self.at("import", "s.sqlite", "--events", "late.csv", *OBSERVED)
        shutil.rmtree(self.folder / "contracts")
        shutil.rmtree(self.folder / "tariffs")
        out = self.at("replay", "r.sqlite", "2", "--store", "s.sqlite")
        statement = self.folder / "before/northumbria/2015-16/statement.json"
        self.assertEqual(out, "northumbria 2015/16: the same bytes again\n"
                              f"statement  {support.sha256(statement)}\n"
                              f"evidence   {support.sha256(statement.parent / 'evidence.csv')}\n")

    def test_a_contract_that_reads_no_people_and_one_that_looks_back(self):
        self.at("settle", "--contract", CONTRACTS / "peterborough", "--register", "p.sqlite",
                "--key", "ann.key")
        entries = json.loads(self.at("register", "list", "p.sqlite", "--json"))["entries"]
        self.assertGreater(len(entries), 2)
        for number in range(2, len(entries) + 1):
            self.assertIn("the same bytes again",
                          self.at("replay", "p.sqlite", str(number)))

    def test_other_data_is_named_and_where_it_shows_first(self):
        """Somebody edits an event in the store, past its triggers."""
        with sqlite3.connect(self.folder / "s.sqlite") as connection:
            text = connection.execute("SELECT sql FROM sqlite_schema WHERE name = "
                                      "'event_no_update'").fetchone()[0]
            connection.execute("DROP TRIGGER event_no_update")
            connection.execute("UPDATE event SET offence = offence + 700 WHERE line = 2")
            connection.execute(text)
        connection.close()
        result = self.outturn("replay", "r.sqlite", "2", "--store", "s.sqlite", cwd=self.folder)
        self.assertEqual(result.code, support.ANSWER_IS_NO)
        self.assertIn("northumbria 2015/16: other bytes, because of the data\n"
                      "rows read for actual: the store holds something else than it did\n"
                      "the first working that differs is actual.", result.out)
        found = json.loads(self.outturn("replay", "r.sqlite", "2", "--store", "s.sqlite", "--json",
                                        cwd=self.folder).out)
        self.assertEqual((found["same"], found["cause"]), (False, "data"))
        self.assertTrue(found["first_working"].startswith("actual."))

    def test_a_store_that_lacks_the_batch_is_refused(self):
        self.write("one.csv", STARTS)
        self.at("import", "other.sqlite", "--starts", "one.csv", *OBSERVED)
        self.refuses("replay", "r.sqlite", "2", "--store", "other.sqlite", cwd=self.folder,
                     says="other.sqlite: has no batch 2 [unknown_batch]\n"
                          "    its batches are 1 to 1")

    # --- compare ---

    def compare(self, a, b):
        result = self.outturn("compare", a, b, cwd=self.folder)
        self.assertEqual(result.err, "")
        return result

    def test_a_statement_and_itself_say_the_same(self):
        result = self.compare("before/northumbria/2015-16", "before/northumbria/2015-16")
        self.assertEqual(result.code, support.DONE)
        self.assertIn("They say the same.", result.out)

    def test_late_data_is_seen_in_imports_counts_and_the_workings_it_moved(self):
        self.at("import", "s.sqlite", "--events", "late.csv", *OBSERVED)
        now = self.settle("now")
        result = self.compare("before/northumbria/2015-16", now)
        self.assertEqual(result.code, support.ANSWER_IS_NO)
        self.assert_golden("compare_late_data.txt", result.out)

    def test_another_baseline_is_one_working_and_what_follows_from_it(self):
        contract = self.folder / "contracts/northumbria.yaml"
        text = contract.read_text()
        self.assertIn("55.17%", text)
        contract.write_text(text.replace("rate: 55.17%", "rate: 56%"))
        now = self.settle("now")
        found = json.loads(self.outturn("compare", "before/northumbria/2015-16", now, "--json",
                                        cwd=self.folder).out)
        self.assertFalse(found["same"])
        self.assertEqual([entry["what"] for entry in found["rules"]], ["northumbria.yaml"])
        causes = [working["id"] for working in found["workings"] if working["is_cause"]]
        self.assertEqual(len(causes), 1, causes)


if __name__ == "__main__":
    support.main()
