"""Laying rule files out: printed, written back or only asked about; nothing else ever changes."""

import os
import stat

import support
from support import CONTRACTS, SOURCE, EndToEnd, bytes_of

UNTIDY = """\
figures:   sample   # by hand


title: A figure
supplied_by:   nobody
version: "1"
status:   final
periods:
- {from: 2021-01-01,until: 2021-12-31,
   change: { value: -3 points }}   # the first
"""
TIDY = """\
figures: sample     # by hand

title: A figure
supplied_by: nobody
version: "1"
status: final
periods:
  - {from: 2021-01-01, until: 2021-12-31, change: {value: -3 points}}  # the first
"""
BROKEN = "a: 1\na: 2\nb: [\n"
MISTAKES = """\
broken.yaml:2:1: the key "a" is given twice [duplicate_key]
    it was first given on line 1: keep one of them
broken.yaml:4:1: a [ is not closed by ] before this [yaml_syntax]
    add the ]
"""


def shipped():
    return sorted([*(SOURCE / "tariffs").rglob("*.yaml"), *CONTRACTS.rglob("*.yaml"),
                   *(SOURCE / "data").glob("*/mapping.yaml"),
                   *(SOURCE / "docs/worked").glob("*.yaml")])


class Format(EndToEnd):
    def setUp(self):
        super().setUp()
        self.write("untidy.yaml", UNTIDY)
        self.write("tidy.yaml", TIDY)

    def format(self, *arguments, **options):
        return self.outturn("format", *arguments, cwd=self.folder, **options)

    def format_input(self, text, *arguments):
        with open(self.write("input", text), "rb") as stdin:
            return self.format(*arguments, "-", stdin=stdin)

    def assert_result(self, result, code, out, err=""):
        self.assertEqual((result.code, result.out, result.err), (code, out, err))

    def test_the_layout_is_printed_and_the_file_left_alone(self):
        before = bytes_of(self.folder)
        self.assert_result(self.format("untidy.yaml"), support.DONE, TIDY)
        self.assert_result(self.format("untidy.yaml", "tidy.yaml"), support.DONE, TIDY + TIDY)
        self.assertEqual(bytes_of(self.folder), before)

    def test_standard_input_is_laid_out(self):
        self.assert_result(self.format_input(UNTIDY), support.DONE, TIDY)
        self.assert_result(self.format_input(""), support.DONE, "")
        self.assert_result(self.format("-"), support.DONE, "")  # from /dev/null

    def test_windows_line_ends_become_our_own(self):
        self.assert_result(self.format_input(TIDY.replace("\n", "\r\n")), support.DONE, TIDY)

    def test_check_names_what_is_laid_out_otherwise_and_nothing_else(self):
        before = bytes_of(self.folder)
        self.assert_result(self.format("--check", "tidy.yaml"), support.DONE, "")
        self.assert_result(self.format("--check", "untidy.yaml", "tidy.yaml", "./untidy.yaml"),
                           support.ANSWER_IS_NO, "untidy.yaml\n./untidy.yaml\n")
        self.assertEqual(bytes_of(self.folder), before)
        self.assert_result(self.format_input(UNTIDY, "--check"), support.ANSWER_IS_NO,
                           "standard input\n")
        self.assert_result(self.format_input(TIDY, "--check"), support.DONE, "")

    def test_write_rewrites_what_needs_it_and_leaves_the_rest_untouched(self):
        untouched = os.stat(self.folder / "tidy.yaml")
        self.assert_result(self.format("--write", "untidy.yaml", "tidy.yaml"), support.DONE,
                           "2 files: 1 rewritten, 1 unchanged\n")
        self.assertEqual(bytes_of(self.folder),
                         {name: TIDY.encode() for name in ("tidy.yaml", "untidy.yaml")})
        after = os.stat(self.folder / "tidy.yaml")
        self.assertEqual((after.st_ino, after.st_mtime_ns),
                         (untouched.st_ino, untouched.st_mtime_ns))
        self.assert_result(self.format("--write", "untidy.yaml"), support.DONE,
                           "1 file: 0 rewritten, 1 unchanged\n")

    def test_write_keeps_permissions_and_links(self):
        os.chmod(self.folder / "untidy.yaml", 0o640)
        os.symlink("untidy.yaml", self.folder / "link.yaml")
        self.assert_result(self.format("--write", "link.yaml"), support.DONE,
                           "1 file: 1 rewritten, 0 unchanged\n")
        self.assertTrue((self.folder / "link.yaml").is_symlink())
        self.assertEqual((self.folder / "untidy.yaml").read_text(), TIDY)
        self.assertEqual(stat.S_IMODE(os.stat(self.folder / "untidy.yaml").st_mode), 0o640)

    def test_if_one_file_is_refused_none_is_printed_or_written(self):
        self.write("broken.yaml", BROKEN)
        before = bytes_of(self.folder)
        missing = "missing.yaml: no such file [file_missing]\n"
        for option in ((), ("--write",), ("--check",)):
            self.assert_result(self.format(*option, "untidy.yaml", "missing.yaml", "broken.yaml"),
                               support.INPUT_REFUSED, "", MISTAKES + missing)
        self.assertEqual(bytes_of(self.folder), before)
        self.assert_result(self.format_input("a:\tb\n"), support.INPUT_REFUSED, "",
                           "standard input:1:3: a tab character [tab_character]\n"
                           "    use spaces: how wide a tab is depends on who looks\n")
        self.assert_result(self.format_input("#" * 4_000_001), support.INPUT_REFUSED, "",
                           "standard input: 4000001 bytes; at most 4000000 are read "
                           "[file_too_large]\n")

    def test_what_makes_no_sense_is_wrong_usage(self):
        help_line = "\nRun with --help for more information.\n"
        for arguments, says in [
                ((), "files is required"),
                (("--write", "--check", "tidy.yaml"), "--write excludes --check"),
                (("--write", "tidy.yaml", "-"),
                 "--write: standard input is no file that could be rewritten")]:
            self.assert_result(self.format(*arguments), support.WRONG_USAGE, "", says + help_line)

    def test_every_rule_file_that_is_shipped_is_laid_out_already(self):
        rules = shipped()
        self.assertGreater(len(rules), 20)
        self.assert_result(self.format("--check", *rules), support.DONE, "")


if __name__ == "__main__":
    support.main()
