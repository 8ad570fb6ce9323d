"""Late, corrected and withdrawn records move new settlements, and never what was known before."""

import sqlite3

import support
from support import CONTRACTS, EndToEnd, bytes_of, evidence, statement

STARTS = """person,provider,index_date,disposal,score,matched,area,segment,complexity
P1,C01,2015-10-05,community_order,0.55,yes,North,men,low
P2,C01,2015-11-05,release_from_custody,0.55,yes,North,men,low
P3,C01,2015-12-05,suspended_sentence_order,0.55,yes,South,women,high
P4,C01,2016-01-05,community_order,0.55,yes,South,women,high
"""
EVENTS = """person,offence_date,proven_date,outcome,breach,record
P1,2015-12-01,2016-01-15,conviction,no,E1
P2,2016-02-01,2016-03-15,conviction,no,E2
"""
# E1 was somebody else's; E2 was committed after P2's year; P3's conviction was registered late.
LATE = """person,offence_date,proven_date,outcome,breach,record,action
P1,,,,,E1,withdraw
P2,2016-12-01,2017-01-15,conviction,no,E2,correct
P3,2016-03-01,2016-05-01,conviction,no,E3,add
P4,2016-03-01,2016-05-01,conviction,no,E4,add
P4,2016-04-01,2016-05-02,caution,no,E5,add
"""
OBSERVED = ("--observed-until", "2018-12-31", "--covers", "everyone")


class LateData(EndToEnd):
    def setUp(self):
        super().setUp()
        for name, text in (("starts.csv", STARTS), ("events.csv", EVENTS), ("late.csv", LATE)):
            self.write(name, text)
        self.succeeds("import", "s.sqlite", "--starts", "starts.csv", "--events", "events.csv",
                      *OBSERVED, cwd=self.folder)
        self.before = self.settle("before")
        self.late = self.succeeds("import", "s.sqlite", "--events", "late.csv", *OBSERVED,
                                  cwd=self.folder)

    def settle(self, out, *more):
        self.succeeds("settle", "--contract", CONTRACTS / "northumbria", "--store", "s.sqlite",
                      "--period", "2015/16", "--out", out, *more, cwd=self.folder)
        return self.folder / out / "northumbria/2015-16"

    def reoffences(self, folder):
        return {row["person"]: row["reoffences"] for row in evidence(folder)}

    def test_the_import_says_what_it_withdrew(self):
        self.assertEqual(self.late, "batch 3: late.csv, 5 rows: 0 starts, 4 events, 2 withdrawn; "
                                    "observed until 2018-12-31\n")

    def test_as_known_before_the_bytes_are_those_of_before(self):
        self.assertEqual(bytes_of(self.settle("again", "--known-at", "2")), bytes_of(self.before))

    def test_as_known_now_the_figures_are_new(self):
        now = self.settle("now")
        self.assertEqual(self.reoffences(self.before), {"P1": "1", "P2": "1", "P3": "0", "P4": "0"})
        self.assertEqual(self.reoffences(now), {"P1": "0", "P2": "0", "P3": "1", "P4": "2"})
        self.assertEqual(statement(self.before)["pins"]["known_at_batch"], 2)
        self.assertEqual(statement(now)["pins"]["known_at_batch"], 3)

    def test_the_earlier_rows_stay_in_the_store(self):
        connection = sqlite3.connect(f"file:{self.folder}/s.sqlite?mode=ro", uri=True)
        rows = connection.execute("SELECT person, offence_date, batch, line, withdrawn_by FROM "
                                  "v_events ORDER BY batch, line").fetchall()
        connection.close()
        self.assertEqual(rows, [("P1", "2015-12-01", 2, 2, "3/2"), ("P2", "2016-02-01", 2, 3, "3/3"),
                                ("P2", "2016-12-01", 3, 3, None), ("P3", "2016-03-01", 3, 4, None),
                                ("P4", "2016-03-01", 3, 5, None), ("P4", "2016-04-01", 3, 6, None)])

    def test_the_same_late_file_is_not_imported_twice(self):
        result = self.outturn("import", "s.sqlite", "--events", "late.csv", *OBSERVED,
                              cwd=self.folder)
        self.assertEqual((result.code, result.out), (support.INPUT_REFUSED, ""))
        self.assertRegex(result.err, r"\Alate\.csv: .*batch 3.* \[already_imported\]\n")


if __name__ == "__main__":
    support.main()
