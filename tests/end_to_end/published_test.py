"""Published results, and an invented cohort like Northumbria's, settled to the byte."""

import hashlib
import re

import support
from support import CONTRACTS, SOURCE, EndToEnd, bytes_of, statement

OBSERVED_UNTIL = "2018-12-31"


def generate_command():
    """The options that data/northumbria/README.md tells its reader to use."""
    readme = (SOURCE / "data/northumbria/README.md").read_text()
    command = re.search(r"^outturn-generate (.*?--out northumbria)$", readme, re.S | re.M).group(1)
    return command.replace("\\\n", " ").split()


class Published(EndToEnd):
    def test_doncaster_and_peterborough_are_as_recorded(self):
        out = self.folder / "statements"
        table = self.succeeds("settle", "--contract", CONTRACTS / "doncaster",
                              "--contract", CONTRACTS / "peterborough", "--out", out)
        self.assert_golden("published_table.txt", table.replace(str(out), "OUT"))
        written = bytes_of(out)
        self.assertEqual(len(written), 2 * 4)
        for name, content in written.items():
            self.assert_golden(f"published/{name}", content.decode())

    def test_the_verdicts_are_the_published_ones(self):
        """Doncaster kept its fee; Peterborough's fall of 8.39% was below the gate of 10%, and all
        cohorts together passed that of 7.5%."""
        out = self.folder / "statements"
        self.succeeds("settle", "--contract", CONTRACTS / "doncaster", "--contract",
                      CONTRACTS / "peterborough", "--out", out)
        found = {}
        for folder in out.glob("*/*"):
            document = statement(folder)
            found[document["contract"]["id"], document["period"]["name"]] = (
                [line.get("verdict") for line in document["lines"]], document["total"]["minor"])
        year = "2011-10-01..2012-09-30"
        self.assertEqual(found, {
            ("doncaster-cohort-1", year): (["reduction"], "0"),
            ("doncaster-if-3.3", year): (["neither"], "-10000000"),
            ("peterborough", "cohort-1"): (["neither", None], "0"),
            ("peterborough", "cohort-2"): (["neither", "reduction"], "28000000")})

    def test_a_later_cohort_is_settled_on_the_statement_of_the_one_before(self):
        contract = ("--contract", CONTRACTS / "peterborough" / "peterborough.yaml")
        whole, first, second = (self.folder / name for name in ("whole", "first", "second"))
        self.succeeds("settle", *contract, "--out", whole)
        self.refuses(
            "settle", *contract, "--period", "cohort-2", "--out", second, says=
            'peterborough.yaml: settling cohort-2 of contract "peterborough" needs the statement of '
            "cohort-1 [missing_statement]\n"
            "    settle both in one run, or name the folder it stands in: --statements")
        self.succeeds("settle", *contract, "--period", "cohort-1", "--out", first)
        self.succeeds("settle", *contract, "--period", "cohort-2", "--statements", first, "--out",
                      second)
        self.assertEqual({**bytes_of(first), **bytes_of(second)}, bytes_of(whole))
        pinned = statement(second / "peterborough" / "cohort-2")["pins"]["statements"]
        digest = hashlib.sha256((first / "peterborough/cohort-1/statement.json").read_bytes())
        self.assertEqual(pinned, [{"contract": "peterborough", "period": "cohort-1",
                                   "sha256": digest.hexdigest()}])

    def test_northumbria_is_as_recorded(self):
        generated = support.run([self.generate_path, *generate_command()], cwd=self.folder)
        self.assertEqual((generated.code, generated.err), (support.DONE, ""))
        imported = self.succeeds("import", "north.sqlite", "--starts", "northumbria/starts.csv",
                                 "--events", "northumbria/events.csv", "--observed-until",
                                 OBSERVED_UNTIL, "--covers", "everyone", cwd=self.folder)
        table = self.succeeds("settle", "--contract", CONTRACTS / "northumbria", "--store",
                              "north.sqlite", "--period", "2015/16", "--out", "statements",
                              cwd=self.folder)
        self.assert_golden("northumbria_table.txt", imported + "\n" + table)


if __name__ == "__main__":
    support.main()
