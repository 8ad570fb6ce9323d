"""The README's five minutes, as they stand there: read a statement, change a price, find the line."""

import os
import re
import shlex
import shutil
from fractions import Fraction

import support
from support import CONTRACTS, SOURCE, EndToEnd, bytes_of, statement, working

STATEMENT = "demo/statements/iowa-4jd/2011-12"
PRICE = 'price_per_point_of_seriousness: {amount: "$2,500"'
NEW_PRICE = 'price_per_point_of_seriousness: {amount: "$3,000"'


def readme_commands():
    """Every `outturn ...` command of the README's second chapter, as lists of words."""
    chapter = (SOURCE / "README.md").read_text().split("\n## ")[1]
    return [shlex.split(line) for line in
            re.findall(r"^    outturn (.*)$", chapter.replace("\\\n", " "), re.M)]


class Readme(EndToEnd):
    def setUp(self):
        """What `./dev demo` leaves, as far as the README looks at it, and a contract to change."""
        super().setUp()
        (self.folder / "data/contracts/iowa").mkdir(parents=True)
        os.symlink(SOURCE / "tariffs", self.folder / "tariffs")
        self.contract = self.folder / "data/contracts/iowa/iowa-4jd.yaml"
        shutil.copy(CONTRACTS / "iowa/iowa-4jd.yaml", self.contract)
        (self.folder / "demo").mkdir()
        self.import_iowa(self.folder / "demo/iowa.sqlite")
        self.succeeds("settle", "--store", "demo/iowa.sqlite", "--contract", self.contract,
                      "--period", "2011/12", "--out", "demo/statements", cwd=self.folder)

    def change_price(self):
        text = self.contract.read_text()
        self.assertIn(PRICE, text)
        self.contract.write_text(text.replace(PRICE, NEW_PRICE))

    def settle_again(self, *more):
        settle = next(command for command in readme_commands() if command[0] == "settle")
        return self.outturn(*[word for word in settle if word != "--replace"], *more,
                            cwd=self.folder)

    def test_every_command_runs_as_it_stands(self):
        commands = readme_commands()
        self.assertEqual([command[0] for command in commands],
                         ["show", "explain", "explain", "check", "settle", "explain"])
        for command in commands:
            if command[0] == "check":
                self.change_price()
            self.assertGreater(len(self.succeeds(*command, cwd=self.folder)), 20)

    def test_a_changed_price_is_found_in_its_line_and_no_other(self):
        before = statement(self.folder / STATEMENT)
        self.change_price()
        self.assertEqual(self.settle_again("--replace").code, support.DONE)
        after = statement(self.folder / STATEMENT)
        changed = [line["line"] for line, old in zip(after["lines"], before["lines"]) if line != old]
        self.assertEqual(changed, ["seriousness"])
        points = Fraction(working(before, "seriousness.reduction"))
        for document, price in ((before, 2500), (after, 3000)):
            self.assertEqual(int(working(document, "seriousness.due")), round(points * price * 100))
        self.assertEqual(before["pins"]["batches"], after["pins"]["batches"])
        self.assertEqual(before["pins"]["evidence"], after["pins"]["evidence"])

    def test_explain_names_the_new_price_and_the_line_it_stands_on(self):
        self.change_price()
        self.assertEqual(self.settle_again("--replace").code, support.DONE)
        out = self.succeeds("explain", STATEMENT, "seriousness", cwd=self.folder)
        lines = self.contract.read_text().splitlines()
        line = next(n for n, text in enumerate(lines, 1) if NEW_PRICE in text)
        self.assertIn("$3,000.00", out)
        self.assertNotIn("$2,500.00", out)
        self.assertIn(f"iowa-4jd.yaml:{line}", out)

    def test_without_replace_the_old_statement_is_kept(self):
        before = bytes_of(self.folder / "demo/statements")
        self.change_price()
        result = self.settle_again()
        self.assertEqual(result.code, support.INPUT_REFUSED)
        self.assertEqual(result.err, f"{STATEMENT}/statement.json: a different statement stands here "
                         "already [statement_differs]\n    give another --out, or --replace to put "
                         "the new one in its place\n")
        self.assertEqual(bytes_of(self.folder / "demo/statements"), before)


if __name__ == "__main__":
    support.main()
