"""docs/schemes.md says what each shipped contract pays that reads only supplied figures."""

import re

import support
from support import CONTRACTS, SOURCE, EndToEnd, statement

PAGE = (SOURCE / "docs/schemes.md").read_text()


def table(mark):
    """The cells of each row of the table below `<!-- MARK -->`."""
    lines = re.search(rf"^<!-- {mark} -->\n((?:\|.*\n)+)", PAGE, re.M).group(1).splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def code(cell):
    """The one word in code that a cell consists of."""
    return re.fullmatch(r"`([^`]+)`", cell).group(1)


def contracts_on_figures():
    """A contract that measures people names its provider's code; these don't."""
    for path in sorted(CONTRACTS.rglob("*.yaml")):
        text = path.read_text()
        if re.match(r"(?:#.*\n)*contract:", text) and not re.search(r"^provider: .*\bcode:", text, re.M):
            yield path


class Schemes(EndToEnd):
    def settle(self):
        """Every contract on supplied figures, settled in one run; the statements' folders."""
        out = self.folder / "statements"
        named = [word for path in contracts_on_figures() for word in ("--contract", path)]
        self.succeeds("settle", *named, "--out", out)
        return sorted(out.glob("*/*"))

    def test_each_contract_pays_what_the_page_says(self):
        settled = {}
        for folder in self.settle():
            document = statement(folder)
            settled[document["contract"]["id"], document["period"]["name"]] = (
                document["total"]["shown"])
        rows = table("settled")
        told = {(code(row[0]), code(row[1])): code(row[2]) for row in rows}
        self.assertEqual(len(told), len(rows), "a row stands twice")
        self.assertEqual(settled, told)

    def test_only_what_rests_on_interim_figures_is_not_payable(self):
        unpayable = {statement(folder)["contract"]["id"] for folder in self.settle()
                     if not statement(folder)["run"]["payable"]}
        self.assertEqual(unpayable, {"benevolent-society-2016", "benevolent-society-2017"})

    def test_each_statement_can_be_shown(self):
        for folder in self.settle():
            with self.subTest(folder.relative_to(self.folder)):
                self.assertIn("WHAT THIS RESTS ON", self.succeeds("show", folder))

    def test_denver_is_paid_in_all_what_was_published(self):
        cents = sum(int(statement(folder)["total"]["minor"]) for folder in self.settle()
                    if folder.parent.name == "denver-housing")
        self.assertEqual(cents, 963_891_136)

    def test_each_tariff_and_each_folder_of_contracts_is_on_the_page(self):
        rows = table("schemes")
        tariffs = {path.stem for path in (SOURCE / "tariffs").glob("*.yaml")}
        folders = {path.name for path in CONTRACTS.iterdir()}
        self.assertEqual({code(row[1]) for row in rows}, tariffs - {"iowa-new-convictions"})
        self.assertEqual({code(row[2]) for row in rows}, folders - {"iowa"})


if __name__ == "__main__":
    support.main()
