"""What a hostile or unlucky user hands over is refused with its place and reason, and nothing is left
half written."""

import os
import resource
import signal
import sqlite3
import subprocess
import threading
import unittest

import support
from support import CONTRACTS, SOURCE, EndToEnd, bytes_of

HEADER = "person,provider,index_date,disposal\n"
ROW = "P1,C01,2015-10-01,community_order\n"
MEGABYTE = 1_000_000
OBSERVED = ("--observed-until", "2018-12-31", "--covers", "everyone")

FORMULA_ADVICE = "\n    a spreadsheet would run a value that begins with = + - or @"
PERSON_ADVICE = ("\n    use 1 to 64 letters, digits, '-', '_' and '.', beginning with a letter or "
                 "digit")
SHEET_ADVICE = "\n    save the sheet as CSV (UTF-8)"

# What a CSV file holds after the header, and what is said of it.
BAD_ROWS = [
    ("../../etc/passwd,C01,2015-10-01,x\n",
     '2:1: person: "../../etc/passwd" can\'t identify a person [bad_identifier]' + PERSON_ADVICE),
    ("-P1,C01,2015-10-01,x\n",
     '2:1: person: "-P1" can\'t identify a person [bad_identifier]' + PERSON_ADVICE),
    ("P1,=1+1,2015-10-01,x\n",
     '2:4: provider: "=1+1" begins like a formula [bad_identifier]' + FORMULA_ADVICE),
    ("P1,C01,2015-10-01,@SUM(A1)\n",
     '2:19: disposal: "@SUM(A1)" begins like a formula [bad_identifier]' + FORMULA_ADVICE),
    ("P1,C01,2015-02-29,x\n",
     '2:8: index_date: "2015-02-29" isn\'t a date written YYYY-MM-DD [bad_date]'),
    ("P1,C\0,2015-10-01,x\n", "2:5: a NUL byte: this isn't a text file [nul_byte]" + SHEET_ADVICE),
    (b"P1,C\xff,2015-10-01,x\n", "2:5: the byte 0xFF isn't UTF-8 here [not_utf8]" + SHEET_ADVICE),
    ('P1,"C01,2015-10-01,x\n',
     "2:4: this quote is never closed [csv_quote]\n    a value that holds a comma, a quote or a "
     "line end stands in quotes, with quotes inside it doubled"),
    ("P1,C01\n",
     "2: 2 values in a file of 4 columns [csv_columns]\n    a value that holds a comma stands in "
     "quotes"),
    (ROW + ROW, None),
]

BAD_RULES = [
    ("contract: " + "[" * 100_000, "1:27: nested more than 32 levels deep [nested_too_deep]"),
    ("".join(" " * depth + "a:\n" for depth in range(500)),
     "33:33: nested more than 32 levels deep [nested_too_deep]"),
    ("a: &a [x,x,x,x]\n" + "".join(f"b{i}: &b{i} [*a,*a]\n" for i in range(20)),
     "1:4: anchors (&name) and aliases (*name) aren't read [alias_used]\n    write the value out "
     "where it is used, or put the text in quotes"),
    ("contract: a\0b\n", "1:12: a NUL byte: this isn't a text file [nul_byte]"),
    (b"contract: a\xffb\n", "1:12: the byte 0xFF isn't UTF-8 here [not_utf8]\n    save the file as "
     "UTF-8"),
    ("contract:\ta\n", "1:10: a tab character [tab_character]\n    use spaces: how wide a tab is "
     "depends on who looks"),
]


def joined(content):
    return HEADER.encode() + (content if isinstance(content, bytes) else content.encode())


def run_with_small_files(command, cwd):
    """Runs a command that can't write a file beyond 256 KiB."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, 256 * 1024))

    return subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True,
                          preexec_fn=limit, restore_signals=False, check=False)


class Hostile(EndToEnd):
    def import_starts(self, path, **options):
        return self.outturn("import", "s.sqlite", "--starts", path, *OBSERVED, cwd=self.folder,
                            **options)

    def with_little_memory(self, path):
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (256 * MEGABYTE, 256 * MEGABYTE))

        result = subprocess.run(
            [self.outturn_path, "import", "s.sqlite", "--starts", path, *OBSERVED], text=True,
            cwd=self.folder, capture_output=True, preexec_fn=None if support.SANITIZED else limit,
            check=False, timeout=support.TIMEOUT_SECONDS)
        return support.Run(result.returncode, result.stdout, result.stderr)

    def assert_refused(self, result, says):
        self.assertEqual((result.code, result.out, result.err),
                         (support.INPUT_REFUSED, "", says + "\n"))

    def assert_nothing_made(self, *expected):
        """The test's folder holds just these names, hidden ones included."""
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), sorted(expected))

    def iowa_contract(self, name="contract.yaml", **changes):
        """A copy of a contract of Iowa's with `old: new` changes."""
        text = (CONTRACTS / "iowa/iowa-5jd.yaml").read_text()
        for old, new in changes.items():
            self.assertIn(old, text)
            text = text.replace(old, new)
        return self.write(name, text)

    def small_iowa(self):
        """A store of a part of the extract."""
        lines = (support.IOWA / "releases.csv").read_text().splitlines(keepends=True)
        path = self.write("releases.csv", "".join([lines[0], *lines[1::10]]))
        self.succeeds("import", "iowa.sqlite", "--mapping", support.IOWA / "mapping.yaml", path,
                      cwd=self.folder)
        path.unlink()

    def settle(self, *more, contract="contract.yaml", store="iowa.sqlite", period="2011/12"):
        return self.outturn("settle", "--contract", contract, "--store", store, "--tariffs",
                            SOURCE / "tariffs", "--period", period, *more, cwd=self.folder)

    # --- rows ---

    def test_bad_rows_are_refused_by_line_and_column(self):
        for content, says in BAD_ROWS:
            with self.subTest(content=content):
                self.write("f.csv", joined(content))
                result = self.import_starts("f.csv")
                if says is None:
                    self.assertEqual(result.code, support.INPUT_REFUSED)
                    self.assertIn(" [duplicate_row]", result.err)
                else:
                    self.assert_refused(result, "f.csv:" + says)
                self.assert_nothing_made("f.csv")

    def test_one_bad_row_keeps_every_other_out_of_an_old_store_too(self):
        self.write("good.csv", HEADER + ROW)
        self.assertEqual(self.import_starts("good.csv").code, support.DONE)
        before = bytes_of(self.folder)
        good, bad = HEADER + "P2,C01,2015-10-01,x\n", HEADER + "P3,C01,2015-10-32,x\n"
        result = self.outturn("import", "s.sqlite", *OBSERVED,
                              "--starts", self.write("more.csv", good),
                              "--starts", self.write("bad.csv", bad), cwd=self.folder)
        self.assert_refused(result, f'{self.folder}/bad.csv:2:8: index_date: "2015-10-32" isn\'t a '
                                    "date written YYYY-MM-DD [bad_date]")
        self.assertEqual((self.folder / "s.sqlite").read_bytes(), before["s.sqlite"])
        self.assert_nothing_made("s.sqlite", "good.csv", "more.csv", "bad.csv")

    def test_an_event_of_nobody_is_refused(self):
        self.write("events.csv", "person,offence_date,proven_date,outcome,breach\n"
                                 "P9,2016-01-02,2016-02-03,conviction,no\n")
        result = self.outturn("import", "s.sqlite", "--events", "events.csv", *OBSERVED,
                              cwd=self.folder)
        self.assertEqual((result.code, result.out), (support.INPUT_REFUSED, ""))
        self.assertRegex(result.err, r"\Aevents\.csv:2: .*P9.* \[unknown_person\]\n")
        self.assert_nothing_made("events.csv")

    def test_an_endless_line_is_refused_in_bounded_memory(self):
        """A gigabyte without a line end, but for the header: given up after the first megabyte."""
        size = (50 if support.SANITIZED else 1000) * MEGABYTE
        with open(self.folder / "long.csv", "wb") as file:
            file.write(HEADER.encode())
            for _ in range(size // MEGABYTE):
                file.write(b"a" * MEGABYTE)
        result = self.import_starts("long.csv")
        self.assert_refused(result, "long.csv:2: a row of more than 1000000 bytes "
                            "[csv_line_too_long]\n    look for a quote that is never closed")
        self.assert_nothing_made("long.csv")
        if not support.SANITIZED:
            self.assertLess(result.peak, 64 * MEGABYTE)

    def test_a_file_of_holes_is_one_endless_line(self):
        with open(self.folder / "holes.csv", "wb") as file:
            file.truncate(100 * MEGABYTE)
        self.assert_refused(self.import_starts("holes.csv"),
                            "holes.csv:1: a row of more than 1000000 bytes [csv_line_too_long]\n"
                            "    look for a quote that is never closed")

    @unittest.skipIf(support.SANITIZED, "the sanitizers map terabytes")
    def test_too_little_memory_is_said_plainly(self):
        with open(self.folder / "holes.csv", "wb") as file:
            file.truncate(400 * MEGABYTE)
        result = self.with_little_memory("holes.csv")
        self.assert_refused(result, "outturn: not enough memory: a file and its rows are held at "
                            "once")
        self.assert_nothing_made("holes.csv")

    def test_no_name_commands_the_terminal(self):
        """Names of files and columns are somebody else's words."""
        name = "\x1b[2Jf.csv"
        self.write(name, "person,\x1b[31mhostile\n")
        result = self.import_starts(name)
        self.assertEqual(result.code, support.INPUT_REFUSED)
        self.assertTrue(result.err.startswith('?[2Jf.csv:1: no column "disposal" for disposal '
                                              '[csv_header]\n    the columns are: "person", '
                                              '"?[31mhostile"\n'), result.err)
        self.assertNotIn("\x1b", result.err)
        self.write(name, HEADER + ROW)
        self.assertIn("batch 1: ?[2Jf.csv, 1 row: 1 start, 0 events, 0 withdrawn", self.import_starts(name).out)

    # --- what isn't a file ---

    def test_a_folder_or_nothing_at_all_is_refused(self):
        self.assert_refused(self.import_starts("."), ".: is a folder, not a file [file_unreadable]")
        self.assert_refused(self.import_starts("no.csv"), "no.csv: no such file [file_missing]")
        self.assert_nothing_made()

    def test_a_device_is_refused_before_it_is_read(self):
        self.assert_refused(self.with_little_memory("/dev/zero"),
                            "/dev/zero: is a device, not a file [file_unreadable]")

    def test_a_pipe_is_read_to_its_end(self):
        """So that a compressed file need not be unpacked first."""
        os.mkfifo(self.folder / "pipe")
        writer = threading.Thread(
            target=lambda: (self.folder / "pipe").write_text(HEADER + ROW))
        writer.start()
        result = self.import_starts("pipe")
        writer.join()
        self.assertEqual((result.code, result.err), (support.DONE, ""))
        self.assertIn("batch 1: pipe, 1 row: 1 start, ", result.out)

    @unittest.skipIf(os.geteuid() == 0, "permissions don't bind root")
    def test_a_file_without_permission_is_refused(self):
        self.write("f.csv", HEADER + ROW).chmod(0)
        self.assert_refused(self.import_starts("f.csv"),
                            "f.csv: can't be read: Permission denied [file_unreadable]")

    # --- rules ---

    def test_bad_rules_are_refused_by_line_and_column(self):
        for content, says in BAD_RULES:
            with self.subTest(says=says):
                self.write("c.yaml", content)
                for command in (("check", "c.yaml"), ("settle", "--contract", "c.yaml")):
                    result = self.outturn(*command, cwd=self.folder)
                    self.assert_refused(result, "c.yaml:" + says)
                    if not support.SANITIZED:
                        self.assertLess(result.peak, 64 * MEGABYTE)

    def test_a_contract_cannot_lead_out_of_the_output_folder(self):
        self.iowa_contract(**{"contract: iowa-5jd": "contract: ../../x"})
        self.small_iowa()
        self.assert_refused(
            self.settle("--out", "out"),
            'contract.yaml:2:11: "../../x" can\'t name a contract [bad_identifier]\n'
            "    letters, digits, '-', '_' and '.', at most 64, not beginning with '.'")
        self.assert_nothing_made("contract.yaml", "iowa.sqlite")

    def test_an_unknown_provider_brings_the_nearest_to_mind(self):
        self.iowa_contract(**{"code: 5JD": "code: 5JDD"})
        self.small_iowa()
        self.assert_refused(self.settle(), 'contract.yaml: the store has nobody under provider '
                            '"5JDD" [unknown_provider]\n    did you mean "5JD"?')

    def test_an_unknown_period_is_refused(self):
        self.iowa_contract()
        self.small_iowa()
        self.assert_refused(self.settle(period="2030"), '--period: contract "iowa-5jd" has no '
                            'whole period within "2030" [bad_period]\n'
                            '    its periods are 2011/12 to 2013/14')
        self.assert_refused(self.settle(period="soon"),
                            '--period: "soon" is not a period of contract "iowa-5jd" [bad_period]\n'
                            '    its periods are 2011/12 to 2013/14; write a period, or two joined by '
                            '".."')

    def test_an_unknown_batch_is_refused(self):
        self.iowa_contract()
        self.small_iowa()
        for batch in (0, 2):
            self.assert_refused(self.settle("--known-at", batch), f"iowa.sqlite: has no batch "
                                f"{batch} [unknown_batch]\n    its batches are 1 to 1")

    # --- stores ---

    def test_what_is_no_store_is_refused_and_left_alone(self):
        self.iowa_contract()
        self.write("rows.csv", HEADER + ROW)
        (self.folder / "folder").mkdir()
        not_ours = "isn't a store of people and events [not_a_store]"
        for name, says in [("rows.csv", not_ours), ("folder", "is a folder, not a store "
                           "[not_a_store]"), ("missing.sqlite", "no such store [file_missing]")]:
            self.assert_refused(self.settle(store=name), f"{name}: {says}")
        self.assert_refused(self.outturn("import", "rows.csv", "--starts", "rows.csv", *OBSERVED,
                                         cwd=self.folder), f"rows.csv: {not_ours}")
        self.assertEqual((self.folder / "rows.csv").read_text(), HEADER + ROW)
        self.assert_nothing_made("contract.yaml", "rows.csv", "folder")

    def test_a_store_with_a_foreign_trigger_is_refused(self):
        self.iowa_contract()
        self.small_iowa()
        connection = sqlite3.connect(self.folder / "iowa.sqlite")
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON batch BEGIN SELECT 1; END")
        connection.commit()
        connection.close()
        self.assert_refused(self.settle(), 'iowa.sqlite: holds a trigger that isn\'t ours: "evil" '
                            "[not_a_store]\n    take out what was added to the store, or go back to a "
                            "copy of it")

    def test_a_truncated_store_is_refused(self):
        self.iowa_contract()
        self.small_iowa()
        os.truncate(self.folder / "iowa.sqlite", 50_000)
        result = self.settle("--out", "out")
        self.assertEqual((result.code, result.out), (support.INPUT_REFUSED, ""))
        self.assertRegex(result.err, r"\Aiowa\.sqlite: is damaged: .* \[corrupt_store\]\n")
        self.assert_nothing_made("contract.yaml", "iowa.sqlite")

    # --- output ---

    def test_output_that_cannot_be_written_is_refused(self):
        self.iowa_contract()
        self.small_iowa()
        before = bytes_of(self.folder)
        self.assert_refused(self.settle("--out", "contract.yaml/out"), "contract.yaml/out/iowa-5jd: "
                            "can't be written: Not a directory [write_failed]")
        self.assert_refused(self.settle("--out", "contract.yaml"), "contract.yaml/iowa-5jd: can't be "
                            "written: Not a directory [write_failed]")
        self.assertEqual(bytes_of(self.folder), before)

    def test_a_different_statement_stays_until_its_replacement_is_asked_for(self):
        """A change makes the statement as long, longer and shorter than the one that stands there."""
        self.small_iowa()
        self.iowa_contract()
        self.assertEqual(self.settle("--out", "out").code, support.DONE)
        for price in ("$2,001", "$20,000", "$5"):
            with self.subTest(price=price):
                before = bytes_of(self.folder / "out")
                self.iowa_contract(**{'"$2,000"': f'"{price}"'})
                self.assert_refused(
                    self.settle("--out", "out"), "out/iowa-5jd/2011-12/statement.json: a different "
                    "statement stands here already [statement_differs]\n    give another --out, or "
                    "--replace to put the new one in its place")
                self.assertEqual(bytes_of(self.folder / "out"), before)
                result = self.settle("--out", "out", "--replace")
                self.assertEqual((result.code, result.err), (support.DONE, ""))
                self.assertIn("out: 0 new, 1 replaced, 0 unchanged\n", result.out)
                self.assertNotEqual(bytes_of(self.folder / "out"), before)

    def test_one_refused_settlement_keeps_every_other_unwritten(self):
        self.small_iowa()
        self.iowa_contract("a.yaml")
        self.iowa_contract("b.yaml", **{"contract: iowa-5jd": "contract: b", "code: 5JD": "code: X"})
        result = self.settle("--contract", "b.yaml", "--out", "out", contract="a.yaml")
        self.assertEqual(result.code, support.INPUT_REFUSED)
        self.assertIn(" [unknown_provider]", result.err)
        self.assert_nothing_made("a.yaml", "b.yaml", "iowa.sqlite")

    def test_a_refused_settlement_leaves_no_folder(self):
        """Not even one that it made on the way to another statement."""
        self.small_iowa()
        self.iowa_contract("a.yaml")
        self.iowa_contract("b.yaml", **{"contract: iowa-5jd": "contract: b"})
        self.write("out/b/2011-12/statement.json", "another")
        before = bytes_of(self.folder)
        result = self.settle("--contract", "b.yaml", "--out", "out", contract="a.yaml")
        self.assertEqual(result.code, support.INPUT_REFUSED)
        self.assertIn(" [statement_differs]", result.err)
        self.assertEqual(bytes_of(self.folder), before)
        self.assertEqual([path.name for path in (self.folder / "out").iterdir()], ["b"])
        (self.folder / "file").touch()
        for out in ("new/" + 300 * "x", "file/deep"):
            result = self.settle("--out", out, contract="a.yaml")
            self.assertEqual(result.code, support.INPUT_REFUSED)
            self.assertIn(" [write_failed]", result.err)
        self.assertFalse((self.folder / "new").exists())

    def test_a_full_disk_leaves_what_was_there(self):
        """A limit on the size of files stands in for a full disk: both stop a write halfway."""
        self.write("good.csv", HEADER + ROW)
        self.write("many.csv", HEADER + "".join(
            f"Q{number},C01,2015-10-01,community_order\n" for number in range(20_000)))
        self.assertEqual(self.import_starts("good.csv").code, support.DONE)
        before = bytes_of(self.folder)
        for store in ("s.sqlite", "new.sqlite"):
            with self.subTest(store=store):
                result = run_with_small_files(
                    [self.outturn_path, "import", store, "--starts", "many.csv", *OBSERVED],
                    self.folder)
                self.assertEqual((result.returncode, result.stdout), (support.INPUT_REFUSED, ""))
                self.assertRegex(result.stderr, rf"\A{store}: can't be .* \[write_failed\]\n\Z")
                self.assertEqual(bytes_of(self.folder), before)


if __name__ == "__main__":
    support.main()
