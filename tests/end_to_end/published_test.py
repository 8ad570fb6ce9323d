"""Published results, and an invented cohort like Northumbria's, settled to the byte."""

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
        self.assertEqual(len(written), 2 * 3)
        for name, content in written.items():
            self.assert_golden(f"published/{name}", content.decode())

    def test_the_verdicts_are_the_published_ones(self):
        """Doncaster kept its fee; Peterborough's fall of 8.39% was below the gate of 10%."""
        out = self.folder / "statements"
        self.succeeds("settle", "--contract", CONTRACTS / "doncaster", "--contract",
                      CONTRACTS / "peterborough", "--out", out)
        found = {}
        for folder in out.glob("*/*"):
            document = statement(folder)
            found[document["contract"]["id"]] = (document["lines"][0]["verdict"],
                                                 document["total"]["minor"])
        self.assertEqual(found, {"doncaster-cohort-1": ("reduction", "0"),
                                 "doncaster-if-3.3": ("neither", "-10000000"),
                                 "peterborough-cohort-1": ("neither", "0")})

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
