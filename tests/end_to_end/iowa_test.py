"""Real releases, settled: to the byte, and the same bytes wherever and however they are made."""

import csv
import os
import shutil

import support
from support import CONTRACTS, IOWA, EndToEnd, bytes_of, evidence, sha256, statement

PERIODS = "2011/12..2013/14"

# From data/iowa/README.md: fiscal year, district, people, people convicted anew within 365 days and
# within 1,095 days, any return.
COUNTS = [
    ("2011-12", "5jd", 848, 84, 217, 379),
    ("2012-13", "1jd", 545, 62, 152, 223),
    ("2013-14", "3jd", 196, 23, 47, 89),
]
WITHOUT_DISTRICT_2010 = 1790


def actual(document):
    return next(cohort for cohort in document["cohorts"] if cohort["name"] == "actual")


def new_convictions(rows):
    """Events of the evidence with the outcome of a new conviction, whenever they happened."""
    events = [event.split("|") for row in rows for event in row["events"].split(";") if event]
    return sum(event[2] == "conviction" for event in events)


def releases_without_district(fiscal_year):
    with open(IOWA / "releases.csv", newline="") as file:
        return sum(row["fiscal_year_released"] == fiscal_year and not row["supervising_district"]
                   for row in csv.DictReader(file))


class Iowa(EndToEnd):
    @classmethod
    def setUpClass(cls):
        """One store and one set of statements for all tests here, made once."""
        cls.shared = cls()
        cls.shared.setUp()
        cls.store = cls.shared.folder / "iowa.sqlite"
        cls.out = cls.shared.folder / "statements"
        cls.shared.import_iowa(cls.store)
        cls.table = cls.shared.settle(cls.out)

    @classmethod
    def tearDownClass(cls):
        cls.shared.doCleanups()

    def settle(self, out, *more, contracts=(CONTRACTS / "iowa",), store=None, period=PERIODS,
               **options):
        words = [word for contract in contracts for word in ("--contract", contract)]
        return self.succeeds("settle", *words, "--store", store or self.store, "--period", period,
                             "--out", out, *more, **options)

    def test_the_table_is_as_recorded(self):
        self.assert_golden("iowa_table.txt", self.table.replace(str(self.out), "OUT"))

    def test_every_statement_and_evidence_file_is_as_recorded(self):
        files = sorted(path for path in self.out.rglob("*") if path.is_file())
        self.assertEqual(len(files), 2 * 24)
        self.assert_golden("iowa_sha256.txt", "".join(
            f"{sha256(path)}  {path.relative_to(self.out)}\n" for path in files))

    def test_counts_are_those_of_the_data_itself(self):
        for period, district, people, within_a_year, within_three, returns in COUNTS:
            with self.subTest(period=period, district=district):
                folder = self.out / f"iowa-{district}" / period
                document = statement(folder)
                rows = [row for row in evidence(folder) if row["cohort"] == "actual"]
                self.assertEqual(int(actual(document)["measurable"]), people)
                self.assertEqual(int(actual(document)["events"]), returns)
                self.assertEqual(sum(row["reoffended"] == "1" for row in rows), within_a_year)
                self.assertEqual(new_convictions(rows), within_three)

    def test_people_without_district_are_listed_and_excluded(self):
        rows = evidence(self.out / "iowa-5jd/2011-12")
        excluded = [row for row in rows if row["reason"] == "no_provider"]
        self.assertEqual({row["class"] for row in excluded}, {"excluded"})
        self.assertEqual(sum(row["cohort"] == "actual" for row in excluded),
                         releases_without_district("2012"))
        self.assertEqual(sum(row["index_date"] < "2010-07-01" for row in excluded),
                         WITHOUT_DISTRICT_2010)

    def test_the_evidence_is_what_the_statement_says_it_is(self):
        for folder in sorted(self.out.glob("*/*")):
            pinned = statement(folder)["pins"]["evidence"]
            self.assertEqual(pinned["sha256"], sha256(folder / "evidence.csv"))
            self.assertEqual(pinned["rows"], len(evidence(folder)))

    def test_settling_again_changes_nothing(self):
        copy = self.folder / "copy"
        shutil.copytree(self.out, copy)
        before = {path: path.stat().st_mtime_ns for path in copy.rglob("*")}
        self.assertIn("\n\ncopy: 0 new, 0 replaced, 24 unchanged\n",
                      self.settle("copy", cwd=self.folder))
        self.assertEqual({path: path.stat().st_mtime_ns for path in copy.rglob("*")}, before)

    def test_another_order_place_and_environment_give_the_same_bytes(self):
        """A store made elsewhere, contracts named one by one and backwards, by relative paths."""
        os.symlink(support.SOURCE, self.folder / "source")
        elsewhere = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "de_DE.UTF-8"}
        self.succeeds("import", "other.sqlite", "--mapping", "source/data/iowa/mapping.yaml",
                      "source/data/iowa/releases.csv", cwd=self.folder, env=elsewhere)
        names = sorted((path.name for path in (CONTRACTS / "iowa").iterdir()), reverse=True)
        table = self.settle("other", contracts=[f"source/data/contracts/iowa/{n}" for n in names],
                            store="other.sqlite", cwd=self.folder, env=elsewhere)
        self.assertEqual(table.replace("\nother:", f"\n{self.out}:"), self.table)
        self.assertEqual(bytes_of(self.folder / "other"), bytes_of(self.out))

    def test_a_contract_named_without_a_folder_is_the_same_contract(self):
        self.succeeds("settle", "--contract", "iowa-4jd.yaml", "--store", self.store,
                      "--period", "2011/12", "--out", self.folder / "one", cwd=CONTRACTS / "iowa")
        self.assertEqual(bytes_of(self.folder / "one/iowa-4jd/2011-12"),
                         bytes_of(self.out / "iowa-4jd/2011-12"))

    def test_a_folder_of_contracts_is_read_whatever_the_order_of_its_files(self):
        contracts = self.folder / "contracts"
        contracts.mkdir()
        for path in sorted((CONTRACTS / "iowa").iterdir(), reverse=True):
            shutil.copy(path, contracts)
        out = self.folder / "out"
        self.settle(out, "--tariffs", support.SOURCE / "tariffs", contracts=[contracts],
                    period="2011/12")
        self.assertEqual(len(list(out.glob("*"))), 8)
        for folder in out.glob("*/*"):
            self.assertEqual(bytes_of(folder), bytes_of(self.out / folder.relative_to(out)))


if __name__ == "__main__":
    support.main()
