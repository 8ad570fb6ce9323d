#!/usr/bin/env python3
"""In an editor: the schema that a rule file names tells mistakes, meanings and what can be written.

Usage: editor_test.py FOLDER_WITH_NODE_MODULES

It talks with yaml-language-server, as VS Code and others do.
"""

import sys
import unittest
from pathlib import Path

from language_server import LanguageServer

SOURCE = Path(__file__).resolve().parents[2]
SERVER = "node_modules/yaml-language-server/bin/yaml-language-server"
CONTRACT = SOURCE / "data/contracts/iowa/iowa-1jd.yaml"
TARIFF = SOURCE / "tariffs/transforming-rehabilitation.yaml"
TABLE = SOURCE / "tariffs/tables/iowa-complexity.yaml"
CALENDAR = SOURCE / "data/contracts/northumbria/northumbria.yaml"
HOLIDAYS = SOURCE / "tariffs/tables/bank-holidays-england-and-wales.yaml"
CASES = SOURCE / "data/contracts/ventura/ventura-cases.yaml"
MAPPING = SOURCE / "data/iowa/mapping.yaml"


def shipped():
    return sorted([*(SOURCE / "tariffs").rglob("*.yaml"), *(SOURCE / "data").rglob("*.yaml")])


def text_of(path):
    return path.read_text(encoding="utf-8")


def place_of(text, words, after=0):
    """Line and character, from 0, at which the words begin, and so many characters on."""
    at = text.index(words) + after
    return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)


class Editor(unittest.TestCase):
    maxDiff = None
    folder = None  # that has the server

    @classmethod
    def setUpClass(cls):
        cls.server = LanguageServer(["node", str(cls.folder / SERVER), "--stdio"], SOURCE)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def said_of(self, path, text):
        """What is wrong with a text, as (line, character, message)."""
        said = self.server.open(path, text)
        self.server.close(path)
        return sorted((one["range"]["start"]["line"], one["range"]["start"]["character"], one["message"])
                      for one in said)

    def changed(self, path, old, new):
        text = text_of(path)
        self.assertIn(old, text, path.name)
        return text.replace(old, new, 1)

    def hover(self, path, key):
        text = text_of(path)
        self.server.open(path, text)
        said = self.server.hover(path, *place_of(text, key, 1))
        self.server.close(path)
        return said

    def completion(self, path, old, new):
        """Label -> what is inserted at the @ of the changed text."""
        text = self.changed(path, old, new)
        place = place_of(text, "@")
        self.server.open(path, text.replace("@", "", 1))
        found = self.server.completion(path, *place)
        self.server.close(path)
        return {item["label"]: item["insertText"] for item in found}

    def test_shipped_files_have_no_mistakes(self):
        self.assertGreater(len(shipped()), 70)
        for path in shipped():
            with self.subTest(path.relative_to(SOURCE)):
                self.assertTrue(text_of(path).startswith("# yaml-language-server: $schema="))
                self.assertEqual(self.said_of(path, text_of(path)), [])

    def test_a_misspelt_key_is_told_at_its_place(self):
        for path, key, wrong in ((CONTRACT, "odd_pennies_to:", "odd_penies_to:"),
                                 (TARIFF, "waiting_period:", "waiting_periods:"),
                                 (TABLE, "editions:", "edition:"),
                                 (CALENDAR, "post_final:", "postfinal:"),
                                 (HOLIDAYS, "weekend:", "weekends:"), (CASES, "title:", "titel:"),
                                 (MAPPING, "identical_rows:", "identical_row:")):
            with self.subTest(wrong):
                text = self.changed(path, key, wrong)
                said = self.said_of(path, text)
                self.assertIn((*place_of(text, wrong), f"Property {wrong[:-1]} is not allowed."), said)
                self.assertIn(f'Missing property "{key[:-1]}".', [message for *_, message in said])

    def test_a_wrong_value_is_told_at_its_place(self):
        for path, old, new, message in (
                (CONTRACT, "currency: USD", "currency: Dollar",
                 'Value is not accepted. Valid values: "GBP", "USD", "EUR", "AUD", "NZD".'),
                (TARIFF, "breaches: not counted", "breaches: never",
                 'Value is not accepted. Valid values: "counted", "not counted".'),
                (TARIFF, "follow_up: 12 months", "follow_up: 1 year",
                 "write how long, above 0, such as 12 months or 365 days"),
                (CALENDAR, "within: 20 working days", "within: 20 business days",
                 "write how long, above 0, such as 20 working days, 28 days or 1 month"),
                (CALENDAR, "final: 22 months", "final: never",
                 "write a number of days, working days or months, such as 20 working days"),
                (CONTRACT, "from: 20", "from: 1/7/20",
                 "write year, month and day, such as 2014-10-01; years 1900 to 2199 are read")):
            with self.subTest(new):
                text = self.changed(path, old, new)
                place = place_of(text, new, new.index(": ") + 2)
                self.assertEqual(self.said_of(path, text), [(*place, message)])

    def test_a_missing_key_is_told(self):
        text = self.changed(TARIFF, "  waiting_period: 6 months", "")
        self.assertEqual(self.said_of(TARIFF, text),
                         [(*place_of(text, "\nwindow:", 1), 'Missing property "waiting_period".')])

    def test_a_key_says_what_it_means(self):
        for path, key, meaning in (
                (CONTRACT, "commissioner:", "Who commissions the services."),
                (CONTRACT, "values:", "What the tariff leaves open, by name."),
                (TARIFF, "waiting_period:", "How much longer it may be proven, in the same unit"),
                (TARIFF, "effect_in:", "In what a fall is stated"),
                (CALENDAR, "closed:", "After how long nothing of the period is settled"),
                (TABLE, "editions:", "The tables, each with the day from which it holds"),
                (MAPPING, "covers:", "Of whom everything is known until then")):
            with self.subTest(key):
                self.assertIn(meaning, self.hover(path, key))

    def test_what_a_block_lacks_is_offered(self):
        offered = self.completion(TARIFF, "  month_end: {open: month_end}\n", "  @\n")
        self.assertEqual(offered["month_end"], "month_end: ")
        self.assertNotIn("waiting_period", offered)  # it is there
        offered = self.completion(CONTRACT, "commissioner:", "@\ncommissioner:")
        self.assertIn("sources", offered)
        self.assertNotIn("cohort", offered)  # it stands in the tariff

    def test_the_words_of_a_key_are_offered(self):
        offered = self.completion(TARIFF, "month_end: {open: month_end}", "month_end: @")
        self.assertEqual(set(offered), {"last day of the month", "first of the next month"})
        self.assertEqual(set(self.completion(TARIFF, "increase_when: never", "increase_when: @")), {"never"})
        offered = self.completion(CALENDAR, "otherwise: carried forward", "otherwise: @")
        self.assertEqual(set(offered), {"not paid", "carried forward"})
        offered = self.completion(CALENDAR, "post_final: 40 months", "post_final: @")
        self.assertIn("never", offered)

    def test_a_file_that_is_begun_is_offered_what_it_can_be(self):
        first, rest = text_of(TARIFF).split("\n", 1)
        self.assertEqual(set(self.completion(TARIFF, f"{first}\n{rest}", f"{first}\n@")),
                         {"contract", "tariff", "weights", "severity_scale", "bank_holidays", "figures",
                          "cases"})


if __name__ == "__main__":
    Editor.folder = Path(sys.argv.pop(1)).resolve()
    unittest.main()
