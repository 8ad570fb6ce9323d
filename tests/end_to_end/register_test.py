"""A register keeps every run: whoever prepared it, somebody else approves it, and nothing in it can be
changed, cut off or lost unseen."""

import json
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import time

import support
from support import CONTRACTS, EndToEnd, bytes_of, sha256

DONCASTER = CONTRACTS / "doncaster/doncaster-cohort-1.yaml"
KILLS = 4 if support.SANITIZED else 12


class Register(EndToEnd):
    def setUp(self):
        super().setUp()
        self.register = self.folder / "register.sqlite"
        self.keys = {person: self.make_key(person) for person in ("ann", "bob")}

    def key(self, person):
        return self.keys[person]

    def settle(self, *more, register=None, **options):
        return self.succeeds("settle", "--contract", DONCASTER, "--register",
                             register or self.register, *self.key("ann"), *more, **options)

    def verb(self, name, *arguments, **options):
        return self.succeeds("register", name, self.register, *arguments, **options)

    def know_bob(self):
        self.verb("add-key", self.folder / "bob.key.pub", *self.key("ann"))

    def issued(self):
        """A register whose statement in entry 2 is approved in 4 and issued in 5."""
        self.settle()
        self.know_bob()
        self.verb("approve", "2", *self.key("bob"))
        self.verb("issue", "2", *self.key("ann"))

    def entries(self):
        return json.loads(self.verb("list", "--json"))["entries"]

    # --- the usual way ---

    def test_a_statement_is_prepared_approved_and_issued(self):
        out = self.settle("--out", self.folder / "out")
        self.assertIn(f"{self.register}: entries 2 to 2, to be approved by somebody else\n", out)
        self.know_bob()
        self.assertEqual(self.verb("approve", "2", *self.key("bob")),
                         "entry 4: the statement of entry 2 is approved by Bob\n")
        self.assertEqual(self.verb("issue", "2", *self.key("ann")),
                         "entry 5: the statement of entry 2 is issued by Ann\n")
        prepared = self.entries()[1]
        self.assertEqual((prepared["stage"], prepared["decisions"], prepared["payable"]),
                         ("issued", [4, 5], True))
        self.assertEqual(prepared["entry"]["statement"],
                         sha256(self.folder / "out/doncaster-cohort-1/2011-10-01..2012-09-30/statement.json"))
        shown = self.verb("show", "2")
        for line in ("Entry 2: prepared", "By            Ann", "Stage         issued",
                     "Payable       yes", "entry 4: approved by Bob at "):
            self.assertIn(line, shown)
        self.assertIn("doncaster-cohort-1", self.verb("list"))

    def test_every_step_that_is_not_allowed_is_refused(self):
        self.settle()
        for arguments, says in (
                (("approve", self.register, "2", *self.key("ann")),
                 "\"Ann\" prepared it: somebody else must approve it [same_person]\n"
                 "    two people stand for a statement; a second key of one person is no second "
                 "person"),
                (("issue", self.register, "2", *self.key("ann")),
                 "the statement of entry 2 is prepared: it can't be issued [wrong_stage]\n"
                 "    somebody else than who prepared it approves it first"),
                (("approve", self.register, "2", *self.key("bob")),
                 f"{self.register}: the register doesn't take the key of \"Bob\" "
                 "[unknown_key_holder]\n    somebody whose key it knows adds it: outturn register "
                 "add-key; a key that was revoked is replaced by a new one"),
                (("show", self.register, "7"),
                 f"{self.register}: has no entry 7 [not_in_register]\n    its entries are 1 to 2")):
            with self.subTest(arguments[0]):
                self.refuses("register", *arguments, says=says)
        self.assertEqual(len(self.entries()), 2)

    def test_a_statement_is_rejected_with_a_reason(self):
        self.settle()
        self.know_bob()
        self.verb("reject", "2", "--reason", "two people are missing", *self.key("bob"))
        self.assertIn("rejected by Bob", self.verb("show", "2"))
        self.assertIn("two people are missing", self.verb("show", "2"))

    def test_a_reason_is_text(self):
        self.settle()
        result = self.outturn("register", "reject", self.register, "2", "--reason",
                              "\udcff", *self.key("ann"))  # a byte that begins no character
        self.assertEqual((result.code, result.err.splitlines()[0]),
                         (support.WRONG_USAGE, "--reason: isn't UTF-8"))

    def test_settle_asks_for_a_key_and_a_register_together(self):
        for words in (["--register", self.register], self.key("ann")):
            result = self.outturn("settle", "--contract", DONCASTER, *words)
            self.assertEqual(result.code, support.WRONG_USAGE)
        self.assertFalse(self.register.exists())

    # --- what others check ---

    def test_minisign_checks_who_prepared_approved_and_issued(self):
        self.issued()
        self.verb("extract", "2", "--out", self.folder / "sent")
        for role, person in (("prepared", "ann"), ("approved", "bob"), ("issued", "ann")):
            result = support.run(["minisign", "-Vm", self.folder / "sent/statement.json", "-x",
                                  self.folder / f"sent/statement.json.{role}.minisig", "-p",
                                  self.folder / f"{person}.key.pub"])
            self.assertEqual(result.code, 0, result.err)
            self.assertIn(f"Trusted comment: outturn: {role} statement of doncaster-cohort-1 "
                          "2011-10-01..2012-09-30, register ", result.out)
        document = json.loads((self.folder / "sent/statement.json").read_text())
        self.assertEqual(sha256(self.folder / "sent/evidence.csv"),
                         document["pins"]["evidence"]["sha256"])

    def test_a_head_that_was_kept_shows_a_cut_off_end_and_minisign_checks_it(self):
        self.issued()
        head = self.folder / "head.txt"
        self.verb("head", "--out", head, *self.key("bob"))
        self.assertEqual(self.verb("head"), head.read_text())
        self.assertEqual(support.run(["minisign", "-Vm", head, "-p",
                                      self.folder / "bob.key.pub"]).code, 0)
        self.assertIn("nothing is wrong\nit begins with the 5 entries of the head that was kept",
                      self.verb("verify", "--since", head))
        self.tamper("DELETE FROM entry WHERE sequence = 5")
        self.assertIn("nothing is wrong", self.verb("verify"))
        result = self.outturn("register", "verify", self.register, "--since", head)
        self.assertEqual(result.code, support.ANSWER_IS_NO)
        self.assertIn("there are 4, and the head that was kept had 5: the end was cut off",
                      " ".join(result.out.split()))

    def test_a_proof_is_printed_or_written(self):
        self.issued()
        self.verb("prove", "2", "--out", self.folder / "proof.json")
        printed = self.verb("prove", "2")
        self.assertEqual((self.folder / "proof.json").read_text(), printed)
        self.assertEqual([entry["sequence"] for entry in json.loads(printed)["entries"]],
                         [1, 2, 3, 4, 5])

    # --- what is done to it ---

    def tamper(self, sql):
        """Changes the file as somebody would who takes its triggers out of the way, and back."""
        with sqlite3.connect(self.register) as connection:
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(sql)
            for _, text in triggers:
                connection.execute(text)
        connection.close()

    def test_the_sqlite3_shell_can_not_change_a_row(self):
        self.issued()
        with sqlite3.connect(self.register) as connection:
            for sql in ("UPDATE entry SET body = ''", "DELETE FROM entry",
                        "UPDATE document SET content = x'20'", "DELETE FROM document"):
                with self.assertRaisesRegex(sqlite3.IntegrityError, "the register only grows"):
                    connection.execute(sql)
        connection.close()

    def test_a_register_without_its_triggers_is_none(self):
        self.issued()
        with sqlite3.connect(self.register) as connection:
            connection.execute("DROP TRIGGER entry_no_update")
        connection.close()
        self.refuses("register", "list", self.register,
                     says=f"{self.register}: lacks the trigger \"entry_no_update\" "
                          "[not_a_register]\n    go back to a copy of the register")

    def test_every_column_is_attested(self):
        self.issued()
        for sql, fault in (
                ("UPDATE entry SET body = replace(body, 'Bob', 'Bot') WHERE sequence = 3",
                 "entry 3, hash: it isn't the hash of what the entry says"),
                ("UPDATE entry SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE sequence = 2",
                 "entry 2, hash: it isn't the hash of what the entry says"),
                ("UPDATE document SET content = x'20' WHERE part = 0",
                 "was changed: it has another digest"),
                ("INSERT INTO document VALUES ('abc', 0, x'20')",
                 "the register, documents: no entry names the document abc")):
            with self.subTest(sql):
                whole = self.register.read_bytes()
                self.tamper(sql)
                result = self.outturn("register", "verify", self.register)
                self.assertEqual(result.code, support.ANSWER_IS_NO)
                self.assertIn(fault, " ".join(result.out.split()))
                self.register.write_bytes(whole)
        self.assertIn("nothing is wrong", self.verb("verify"))

    def test_a_damaged_register_takes_no_entry(self):
        self.issued()
        self.tamper("UPDATE entry SET body = replace(body, 'Bob', 'Bot') WHERE sequence = 3")
        before = self.register.read_bytes()
        result = self.outturn("settle", "--contract", DONCASTER, "--register", self.register,
                              "--out", self.folder / "out", *self.key("ann"))
        self.assertEqual((result.code, result.out), (support.INPUT_REFUSED, ""))
        self.assertIn("entry 3, hash: it isn't the hash of what the entry says [corrupt_register]",
                      result.err)
        self.assertEqual(self.register.read_bytes(), before)
        self.assertFalse((self.folder / "out").exists())

    def test_other_files_are_no_register(self):
        self.write("text", "hello\n")
        self.succeeds("import", self.folder / "store.sqlite", "--mapping",
                      support.IOWA / "mapping.yaml", support.IOWA / "releases.csv")
        for name in ("text", "store.sqlite"):
            self.refuses("register", "list", self.folder / name,
                         says=f"{self.folder / name}: isn't a register of statements "
                              "[not_a_register]")
        self.refuses("register", "list", self.folder / "none",
                     says=f"{self.folder / 'none'}: no such register [file_missing]")

    def test_a_register_that_can_not_be_written_is_left_as_it_was(self):
        self.settle()
        before = bytes_of(self.folder)

        def small_files():
            limit = self.register.stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        process = support.start(
            [self.outturn_path, "settle", "--contract", DONCASTER, "--register", self.register,
             *self.key("ann"), "--out", self.folder / "out"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=small_files, text=True)
        out, err = process.communicate()
        self.assertEqual((process.returncode, out), (support.INPUT_REFUSED, ""))
        self.assertRegex(err, r"register\.sqlite: can't be written: .* \[write_failed\]")
        self.verb("list")  # undoes what the failed write left
        self.assertEqual(bytes_of(self.folder), before)

    def test_a_register_that_somebody_holds_for_long_is_said_to_be_in_use(self):
        self.settle()
        holder = sqlite3.connect(self.register, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        result = self.outturn("settle", "--contract", DONCASTER, "--register", self.register,
                              *self.key("ann"))
        holder.execute("ROLLBACK")
        holder.close()
        self.assertEqual((result.code, result.out), (support.INPUT_REFUSED, ""))
        self.assertIn("another program is using the register [locked_register]", result.err)
        self.assertEqual(len(self.entries()), 2)

    def test_runs_at_once_are_all_entered(self):
        command = [self.outturn_path, "settle", "--contract", DONCASTER, "--register",
                   self.register, *self.key("ann")]
        runs = [support.start(command, stdout=subprocess.DEVNULL) for _ in range(4)]
        self.assertEqual([process.wait() for process in runs], [support.DONE] * 4)
        self.assertEqual(len(self.entries()), 5)
        self.assertIn("nothing is wrong", self.verb("verify"))

    def test_killed_at_any_moment_an_entry_is_there_whole_or_not_at_all(self):
        command = [str(word) for word in
                   [self.outturn_path, "settle", "--contract", DONCASTER, "--register",
                    self.register, *self.key("ann")]]
        began = time.monotonic()
        self.settle()
        seconds = time.monotonic() - began
        draw = random.Random(4)
        for _ in range(KILLS):
            before = len(self.entries())
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            time.sleep(draw.uniform(0, seconds))
            process.kill()
            process.wait()
            self.assertIn(len(self.entries()), (before, before + 1))
            self.assertIn("nothing is wrong", self.verb("verify"))
        self.settle()
        self.assertIn("nothing is wrong", self.verb("verify"))

    def test_a_statement_that_was_issued_is_superseded_by_the_next_that_is(self):
        self.issued()
        self.settle("--run", "reconciliation")
        self.assertEqual(self.entries()[5]["entry"]["supersedes"], 2)
        self.verb("approve", "6", *self.key("bob"))
        self.verb("issue", "6", *self.key("ann"))
        first, second = self.entries()[1], self.entries()[5]
        self.assertEqual((first["superseded_by"], first["payable"]), (6, False))
        self.assertEqual((second["stage"], second["payable"]), ("issued", True))

    def test_a_revoked_key_signs_nothing_more(self):
        self.settle()
        self.know_bob()
        public = (self.folder / "bob.key.pub").read_text().splitlines()[1]
        self.verb("revoke-key", public, "--reason", "lost on a train", *self.key("ann"))
        result = self.outturn("register", "approve", self.register, "2", *self.key("bob"))
        self.assertEqual(result.code, support.INPUT_REFUSED)
        self.assertIn("[unknown_key_holder]", result.err)
        shutil.copy(self.register, self.folder / "copy.sqlite")
        self.assertIn("lost on a train", self.verb("list"))


if __name__ == "__main__":
    support.main()
