"""What the programs say arrives, or the exit code says that it did not; on a terminal it fits the
terminal; and with --json it is one object, whatever became of the command."""

import json
import os
import pty
import re
import shutil
import subprocess

import support
from support import CONTRACTS, IOWA, EndToEnd, evidence, sha256, statement

PERIOD = "iowa-4jd/2011-12"
FULL = ("standard output: can't be written: No space left on device [write_failed]\n"
        "    what the command was to do is done; only what it says is lost\n")


class Output(EndToEnd):
    @classmethod
    def setUpClass(cls):
        """A store and a statement for all tests here, never changed."""
        cls.shared = cls()
        cls.shared.setUp()
        cls.store = cls.shared.folder / "iowa.sqlite"
        cls.shared.import_iowa(cls.store)
        cls.shared.succeeds(*cls.settle(), "--out", cls.shared.folder / "out")
        cls.made = cls.shared.folder / "out" / PERIOD

    @classmethod
    def tearDownClass(cls):
        cls.shared.doCleanups()

    @classmethod
    def settle(cls):
        return ["settle", "--store", cls.store, "--contract", CONTRACTS / "iowa/iowa-4jd.yaml",
                "--period", "2011/12"]

    def import_command(self):
        return ["import", self.folder / "new.sqlite", "--mapping", IOWA / "mapping.yaml",
                IOWA / "releases.csv"]

    def commands(self):
        """Each command with something to say."""
        return [["show", self.made], ["show", "--json", self.made], ["show", "--csv", self.made],
                ["show", "--workings", self.made], ["explain", self.made, "seriousness"],
                ["explain", self.made, "--json"], self.settle(),
                ["check", CONTRACTS / "iowa/iowa-4jd.yaml"],
                ["format", CONTRACTS / "iowa/iowa-4jd.yaml"], ["schema"], ["--help"], ["show", "--help"],
                ["--version"], self.import_command()]

    def written_to(self, command, path):
        with open(path, "wb") as device:
            done = subprocess.run([str(word) for word in [self.outturn_path, *command]],
                                  stdout=device, stderr=subprocess.PIPE, text=True, check=False)
        return done.returncode, done.stderr

    # --- where it goes ---

    def test_a_full_device_is_a_refusal(self):
        for command in self.commands():
            with self.subTest(command=command):
                self.assertEqual(self.written_to(command, "/dev/full"),
                                 (support.INPUT_REFUSED, FULL))

    def test_a_full_device_keeps_no_result_from_being_made(self):
        out = self.folder / "out"
        self.assertEqual(self.written_to([*self.settle(), "--out", out], "/dev/full"),
                         (support.INPUT_REFUSED, FULL))
        self.assertEqual(sha256(out / PERIOD / "statement.json"),
                         sha256(self.made / "statement.json"))

    def test_problems_that_find_no_room_are_said_elsewhere(self):
        self.assertEqual(self.written_to(["show", "no", "--json"], "/dev/full"),
                         (support.INPUT_REFUSED, FULL))

    def test_a_closed_standard_output_is_a_refusal(self):
        for command in self.commands():
            with self.subTest(command=command):
                done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", self.outturn_path, *command],
                                      stderr=subprocess.PIPE, text=True, check=False)
                self.assertEqual(done.returncode, support.INPUT_REFUSED)
                self.assertIn("standard output: can't be written: Bad file descriptor "
                              "[write_failed]\n", done.stderr)

    def test_nothing_that_is_opened_takes_the_place_of_a_closed_stream(self):
        store = self.folder / "s.sqlite"
        shutil.copy(self.store, store)
        subprocess.run(["sh", "-c", '"$@" >&- 2>&- <&-', "sh", self.outturn_path, *self.settle(),
                        "--store", store], check=False)
        self.assertEqual(sha256(store), sha256(self.store))

    def test_a_reader_who_has_had_enough_is_no_error(self):
        for command in self.commands():
            with self.subTest(command=command):
                read, write = os.pipe()
                os.close(read)
                done = subprocess.run([str(word) for word in [self.outturn_path, *command]],
                                      stdout=write, stderr=subprocess.PIPE, text=True, check=False)
                os.close(write)
                self.assertEqual((done.returncode, done.stderr), (support.DONE, ""))

    # --- on a terminal ---

    def on_a_terminal(self, command, environment):
        leader, follower = pty.openpty()
        process = subprocess.Popen([str(word) for word in [self.outturn_path, *command]],
                                   stdout=follower, stderr=follower, stdin=subprocess.DEVNULL,
                                   env={"PATH": os.environ["PATH"], **environment})
        os.close(follower)
        written = b""
        try:
            while piece := os.read(leader, 65536):
                written += piece
        except OSError:  # how Linux says that nobody holds the other end any more
            pass
        os.close(leader)
        self.assertEqual(process.wait(), support.DONE)
        return written.decode()

    def test_colour_and_progress_are_for_terminals_that_take_them(self):
        for environment, coloured, progress in (
                ({"TERM": "xterm"}, True, True),
                ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
                ({"TERM": "xterm", "NO_COLOR": "1"}, False, True),
                ({"TERM": "dumb"}, False, False), ({}, False, False)):
            with self.subTest(environment=environment):
                page = self.on_a_terminal(["show", self.made], environment)
                self.assertEqual("\x1b[1m" in page, coloured)
                settled = self.on_a_terminal(self.settle(), environment)
                self.assertEqual("\x1b[K" in settled, progress)
                if not coloured and not progress:
                    self.assertNotIn("\x1b", page + settled)

    # --- for programs ---

    def json_of(self, *command, code=support.DONE, **options):
        """What a command says with --json: one line on standard output, and nothing elsewhere."""
        result = self.outturn(*command, "--json", **options)
        self.assertEqual((result.code, result.err), (code, ""))
        self.assertEqual(result.out.count("\n"), 1)
        return json.loads(result.out)

    def test_an_import_says_what_each_batch_brought(self):
        self.assertEqual(self.json_of(*self.import_command()), {
            "problems": [],
            "batches": [{"batch": 1, "source": "releases.csv",
                         "sha256": sha256(IOWA / "releases.csv"), "rows": 21646, "starts": 21646,
                         "events": 7027, "withdrawn": 0, "observed_until": "2017-06-30"}]})

    def test_a_settlement_says_amounts_and_where_its_statement_is(self):
        out = self.folder / "out"
        for state in ("new", "unchanged"):
            (settled,) = self.json_of(*self.settle(), "--out", out)["settlements"]
            self.assertEqual(settled["statement"], str(out / PERIOD / "statement.json"))
            document = statement(out / PERIOD)
            due = {key: document["total"][key] for key in ("minor", "shown")}
            self.assertEqual((settled["state"], settled["currency"], settled["due"]),
                             (state, document["contract"]["currency"], due))
            self.assertEqual([(line["line"], line["verdict"], line["due"]["minor"])
                              for line in settled["lines"]],
                             [(line["line"], line["verdict"], line["due"]["minor"])
                              for line in document["lines"]])

    def test_a_check_names_the_files(self):
        path = str(CONTRACTS / "iowa/iowa-4jd.yaml")
        self.assertEqual(self.json_of("check", path),
                         {"problems": [], "files": [path], "warnings": []})

    def test_a_layout_is_said_for_each_file(self):
        name = self.write("c.yaml", "contract:   c\n").name
        self.assertEqual(self.json_of("format", name, cwd=self.folder),
                         {"problems": [], "files": [{"file": name, "canonical": False,
                                                     "layout": "contract: c\n"}]})
        self.assertEqual(self.json_of("format", "--check", name, cwd=self.folder,
                                      code=support.ANSWER_IS_NO),
                         {"problems": [], "files": [{"file": name, "canonical": False}]})
        self.json_of("format", "--write", name, cwd=self.folder)
        self.assertEqual((self.folder / name).read_text(), "contract: c\n")

    def test_an_explanation_is_made_of_the_statement(self):
        document = statement(self.made)
        listed = self.json_of("explain", self.made)["names"]
        self.assertEqual(len(listed), len(document["lines"]) + 1 + len(document["payers"]) +
                         len(document["workings"]))
        for name in listed:
            with self.subTest(name=name):
                explained = self.json_of("explain", self.made, name["name"])
                self.assertIn(name["kind"], [figure["kind"] for figure in explained["figures"]])
                for working in explained["workings"]:
                    self.assertIn(working, document["workings"])

    def test_a_person_is_the_rows_of_the_evidence(self):
        row = evidence(self.made)[0]
        person = self.json_of("explain", self.made, "--person", row["person"])
        self.assertEqual(person["person"], row["person"])
        for column in ("cohort", "index_date", "record", "class", "reason", "weight"):
            self.assertEqual(person["rows"][0][column], row[column])

    def test_problems_come_in_place_of_results(self):
        self.write("c.yaml", "contract: c\nprovder: x\n")
        refused = self.json_of("check", "c.yaml", code=support.INPUT_REFUSED, cwd=self.folder)
        self.assertEqual(set(refused), {"problems"})
        said = self.outturn("check", "c.yaml", cwd=self.folder).err
        for problem in refused["problems"]:
            place = ":".join(str(problem[key]) for key in ("file", "line", "column"))
            self.assertIn(f"{place}: {problem['message']} [{problem['reason']}]\n" +
                          (f"    {problem['hint']}\n" if problem["hint"] else ""), said)
        self.assertEqual(len(refused["problems"]), len(re.findall(r" \[[a-z_]+\]$", said, re.M)))
        self.assertIn({"file": "c.yaml", "line": 2, "column": 1, "reason": "unknown_key",
                       "message": 'unknown key "provder" in contract',
                       "hint": 'did you mean "provider"?'}, refused["problems"])

    def test_what_has_no_place_has_none_in_json(self):
        for command, says in (
                (["show", "no"], {"file": "no", "reason": "file_missing",
                                  "message": "no such file"}),
                (["settle", "--contrct", "x"],
                 {"reason": "wrong_usage", "hint": 'did you mean "--contract"?',
                  "message": "The following arguments were not expected: --contrct x"}),
                (["import", "s.sqlite"],
                 {"reason": "wrong_usage", "message": "a file to import is required"})):
            with self.subTest(command=command):
                code = (support.WRONG_USAGE if says["reason"] == "wrong_usage"
                        else support.INPUT_REFUSED)
                empty = dict.fromkeys(("file", "line", "column", "hint"))
                self.assertEqual(self.json_of(*command, code=code, cwd=self.folder),
                                 {"problems": [{**empty, **says}]})

    def test_names_that_are_no_text_are_still_json(self):
        result = subprocess.run([self.outturn_path, "show", "--json", b"\xff\x1b[2J"],
                                capture_output=True, check=False)
        self.assertEqual(json.loads(result.stdout)["problems"][0]["file"], "??[2J")

    def test_another_evidence_is_the_answer_no(self):
        folder = self.folder / "s"
        shutil.copytree(self.made, folder)
        with open(folder / "evidence.csv", "a", encoding="utf-8") as file:
            file.write("\n")
        says = (f"{folder}/evidence.csv: this isn't the evidence that the statement was made with "
                "[digest_differs]\n    don't rely on either before you know why\n")
        for command, err in ((["show"], ""), (["show", "--csv"], says), (["show", "--json"], says),
                             (["show", "--workings"], says), (["explain"], says),
                             (["explain", folder, "total"], says),
                             (["explain", folder, "seriousness"], says)):
            with self.subTest(command=command):
                command += [] if folder in command else [folder]
                result = self.outturn(*command)
                self.assertEqual((result.code, result.err), (support.ANSWER_IS_NO, err))
                untouched = [self.made if word == folder else word for word in command]
                if command != ["show", folder]:
                    self.assertEqual(result.out.replace(str(folder), str(self.made)),
                                     self.succeeds(*untouched))
        explained = self.json_of("explain", folder, "total", code=support.ANSWER_IS_NO)
        self.assertEqual([problem["reason"] for problem in explained["problems"]],
                         ["digest_differs"])
        self.assertEqual(explained["figures"][0]["kind"], "total")


if __name__ == "__main__":
    support.main()
