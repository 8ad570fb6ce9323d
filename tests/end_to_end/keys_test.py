"""Keys: made and opened with a passphrase that is typed, kept from others, and the same to Debian's
minisign and to Python's cryptography as to this program."""

import base64
import hashlib
import json
import os
import pty
import select
import signal
import stat
import subprocess
import termios
import time

import support
from support import EndToEnd

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PASSPHRASE = "correct horse"
NEW = "New passphrase for ann.key: "
AGAIN = "The same again: "
OPEN = "Passphrase of ann.key: "

# Runs a command and tells how it ended and what became of the terminal.
SHELL = """ulimit -c 0; trap "" INT QUIT
(trap - INT QUIT; exec "$@"); echo "ended with $?"; stty -a"""


class Typist:
    """A program on a terminal of its own, and somebody who types there."""

    def __init__(self, command, cwd):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            try:
                os.chdir(cwd)
                os.execvp(str(command[0]), [str(word) for word in command])
            finally:  # a program that can't be run must not leave a second copy of these tests
                os._exit(127)
        self.seen = ""

    def read(self):
        """What comes next, or an empty text when there will be nothing more."""
        ready, _, _ = select.select([self.terminal], [], [], support.TIMEOUT_SECONDS)
        assert ready, f"nothing comes after {self.seen!r}"
        try:
            piece = os.read(self.terminal, 65536).decode()
        except OSError:  # how Linux says that nobody holds the other end any more
            piece = ""
        self.seen += piece
        return piece

    def wait_for(self, prompt):
        while not self.seen.endswith(prompt):
            assert self.read(), f"ended without {prompt!r}: {self.seen!r}"

    def type(self, text):
        os.write(self.terminal, text.encode())

    def shows_typing(self):
        return bool(termios.tcgetattr(self.terminal)[3] & termios.ECHO)

    def end(self):
        """The exit code (negative: the signal that ended it), and all that was on the terminal."""
        while self.read():
            pass
        _, status = os.waitpid(self.process, 0)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status), self.seen.replace("\r\n", "\n")


class Keys(EndToEnd):
    def typed(self, command, *answers):
        """Runs a command on a terminal; `answers` are prompts and what is typed at each."""
        typist = Typist(command, self.folder)
        for prompt, text in answers:
            typist.wait_for(prompt)
            self.assertFalse(typist.shows_typing())
            typist.type(text + "\n")
        return typist.end()

    def new_command(self, *more, file="ann.key"):
        return [self.outturn_path, "key", "new", file, "--person", "Ann Smith", *more]

    def open_command(self, file="ann.key"):
        return [self.outturn_path, "key", "show", "--open", file]

    def make(self, *more):
        self.succeeds(*self.new_command("--no-passphrase", *more)[1:], cwd=self.folder)

    def make_encrypted(self):
        code, seen = self.typed(self.new_command(), (NEW, PASSPHRASE), (AGAIN, PASSPHRASE))
        self.assertEqual(code, support.DONE, seen)
        return seen

    def files(self):
        return sorted(support.bytes_of(self.folder))

    def public(self, name="ann.key.pub"):
        return (self.folder / name).read_text().splitlines()[1]

    def minisign(self, *words):
        return support.run(["minisign", *words], cwd=self.folder)

    # --- making and opening ---

    def test_a_passphrase_is_typed_twice_and_never_shown(self):
        seen = self.make_encrypted()
        self.assertEqual(seen, f"{NEW}\n{AGAIN}\n"
                         "ann.key: the secret key of Ann Smith, under the passphrase\n"
                         "ann.key.pub: its public key, for whoever checks what it signs. As a line of "
                         "a key list:\n"
                         f"{self.public()} Ann Smith\n")
        self.assertEqual(self.files(), ["ann.key", "ann.key.pub"])
        code, seen = self.typed(self.open_command(), (OPEN, PASSPHRASE))
        self.assertEqual((code, seen.splitlines()[-1]), (support.DONE, f"{self.public()} Ann Smith"))

    def test_results_and_prompts_go_different_ways(self):
        self.make_encrypted()
        shell = f"'{self.outturn_path}' key show --open --json ann.key > said < /dev/null"
        code, seen = self.typed(["sh", "-c", shell], (OPEN, PASSPHRASE))
        self.assertEqual((code, seen), (support.DONE, f"{OPEN}\n"))
        key, = json.loads((self.folder / "said").read_text())["keys"]
        self.assertEqual((key["public"], key["person"]), (self.public(), "Ann Smith"))

    def test_a_wrong_passphrase_opens_nothing(self):
        self.make_encrypted()
        code, seen = self.typed(self.open_command(), (OPEN, "battery staple"))
        self.assertEqual((code, seen), (
            support.INPUT_REFUSED, f"{OPEN}\nann.key: this passphrase doesn't open the key, or the file "
            "is damaged [bad_passphrase]\n    type it again; a lost passphrase can't be found by "
            "anybody\n"))

    def test_passphrases_that_make_no_key(self):
        for answers, says in (
                (((NEW, "one"), (AGAIN, "other")), "the two passphrases differ; no key was made"),
                (((NEW, ""),), "an empty passphrase keeps nobody out"),
                (((NEW, "\x04"),), "no passphrase was typed"),
                (((NEW, "a" * 1025),), "a passphrase of more than 1024 bytes")):
            with self.subTest(says=says):
                code, seen = self.typed(self.new_command(), *answers)
                self.assertEqual(code, support.INPUT_REFUSED)
                self.assertIn(f"ann.key: {says} [bad_passphrase]\n", seen)
                self.assertEqual(self.files(), [])

    def test_without_a_terminal_no_passphrase_is_taken_from_elsewhere(self):
        self.make_encrypted()
        says = ("ann.key: its passphrase is asked for on the terminal, and there is none "
                "[bad_passphrase]\n    run this in a terminal; a key without a passphrase needs none\n")
        done = subprocess.run([str(word) for word in self.open_command()], cwd=self.folder, text=True,
                              input=PASSPHRASE + "\n", capture_output=True, check=False,
                              start_new_session=True)
        self.assertEqual((done.returncode, done.stdout, done.stderr),
                         (support.INPUT_REFUSED, "", says))

    def test_a_signal_leaves_the_terminal_as_it_was(self):
        for number, typed in ((signal.SIGINT, "\x03"), (signal.SIGQUIT, "\x1c"),
                              (signal.SIGTERM, None), (signal.SIGHUP, None)):
            with self.subTest(signal=number):
                typist = Typist(["sh", "-c", SHELL, "sh", *self.new_command()], self.folder)
                typist.wait_for(NEW)
                if typed:
                    typist.type("half" + typed)
                else:
                    self.end_child(typist, number)
                _, seen = typist.end()
                self.assertIn(f"ended with {128 + number}\n", seen)
                self.assertRegex(seen, r"[ \n]echo\b")
                self.assertNotIn("half", seen)
                self.assertEqual(self.files(), [])

    def end_child(self, typist, number):
        child = int(support.run(["pgrep", "-P", typist.process]).out)
        os.kill(child, number)

    def test_a_run_that_was_stopped_asks_again(self):
        typist = Typist(self.new_command(), self.folder)
        typist.wait_for(NEW)
        os.kill(typist.process, signal.SIGTSTP)  # ignored by the kernel: a session of its own
        typist.seen = ""
        typist.wait_for(NEW)
        for prompt in (NEW, AGAIN):
            typist.wait_for(prompt)
            typist.type(PASSPHRASE + "\n")
        self.assertEqual(typist.end()[0], support.DONE)

    # --- files ---

    def test_only_the_owner_can_read_a_secret_key(self):
        for mask in (0o000, 0o022, 0o077):
            with self.subTest(mask=mask):
                before = os.umask(mask)
                self.make()
                os.umask(before)
                mode = stat.S_IMODE((self.folder / "ann.key").stat().st_mode)
                self.assertEqual(mode, 0o600)
                for name in self.files():
                    (self.folder / name).unlink()

    def test_a_key_that_others_can_read_is_not_used(self):
        self.make()
        for mode in (0o640, 0o604, 0o620, 0o601):
            with self.subTest(mode=oct(mode)):
                (self.folder / "ann.key").chmod(mode)
                self.refuses("key", "show", "--open", "ann.key", cwd=self.folder, says=
                             "ann.key: others can read this secret key, so it isn't used "
                             "[exposed_key]\n    chmod 600 ann.key; if somebody may have read it, make "
                             "a new key and revoke this one")
        (self.folder / "ann.key").chmod(0o400)
        self.succeeds("key", "show", "--open", "ann.key", cwd=self.folder)

    def test_a_key_is_never_written_over(self):
        for name in ("ann.key", "ann.key.pub"):
            with self.subTest(name=name):
                self.write(name, "mine")
                self.refuses(*self.new_command("--no-passphrase")[1:], cwd=self.folder, says=
                             f"{name}: is there already, and a key is never written over "
                             "[write_failed]\n    give the new key another name")
                self.assertEqual(support.bytes_of(self.folder), {name: b"mine"})
                (self.folder / name).unlink()

    def test_a_person_has_a_name(self):
        for person in ("", "Ann\nSmith", " Ann", "a" * 101):
            result = self.outturn("key", "new", "ann.key", "--person", person, cwd=self.folder)
            self.assertEqual((result.code, result.out), (support.WRONG_USAGE, ""))
            self.assertIn("can't name a person: 1 to 100 characters, without a blank at either end",
                          result.err)
        self.assertEqual(self.files(), [])

    # --- showing ---

    def test_a_secret_key_is_shown_by_the_public_one_beside_it(self):
        self.make()
        line = f"{self.public()} Ann Smith\n"
        for name in ("ann.key", "ann.key.pub"):
            out = self.succeeds("key", "show", name, cwd=self.folder)
            self.assertRegex(out, r"\A# key [0-9A-F]{16}, from ann.key.pub\n")
            self.assertTrue(out.endswith("\n" + line))
        self.write("keys.txt", out)
        self.assertEqual(self.succeeds("key", "show", "keys.txt", cwd=self.folder).splitlines()[1:],
                         [line.strip()])
        (self.folder / "ann.key.pub").unlink()
        self.refuses("key", "show", "ann.key", cwd=self.folder,
                     says="ann.key.pub: no such file [file_missing]")

    def test_keys_can_be_read_by_programs(self):
        made = json.loads(self.succeeds(*self.new_command("--no-passphrase", "--json")[1:],
                                        cwd=self.folder))
        shown = json.loads(self.succeeds("key", "show", "ann.key", "--json", cwd=self.folder))
        number = base64.b64decode(self.public())[2:10]
        key = {"file": "ann.key.pub", "id": number[::-1].hex().upper(), "person": "Ann Smith",
               "public": self.public()}
        self.assertEqual(made, {"problems": [], "secret": "ann.key", "keys": [key]})
        self.assertEqual(shown, {"problems": [], "keys": [key]})

    # --- others' programs ---

    def sign_with_minisign(self, key, *answers):
        self.write("m", "a statement")
        code, seen = self.typed_at(["minisign", "-S", "-s", key, "-m", "m", "-t", "paid"], *answers)
        self.assertEqual(code, 0, seen)

    def typed_at(self, command, *answers):
        typist = Typist(command, self.folder)
        for prompt, text in answers:
            typist.wait_for(prompt)
            time.sleep(0.1)  # minisign asks before it stops showing, and throws away what was typed
            typist.type(text + "\n")
        return typist.end()

    def test_minisign_signs_with_our_keys_and_checks_by_them(self):
        for make, answers in ((self.make, ()), (self.make_encrypted, (("Password: ", PASSPHRASE),))):
            with self.subTest(make=make.__name__):
                make()
                self.sign_with_minisign("ann.key", *answers)
                done = self.minisign("-V", "-p", "ann.key.pub", "-m", "m")
                self.assertEqual((done.code, done.out), (
                    0, "Signature and comment signature verified\nTrusted comment: paid\n"))
                self.check_by_hand()
                for path in self.folder.iterdir():
                    path.unlink()

    def check_by_hand(self):
        """The signature that minisign made is Ed25519 over BLAKE2b-512 under the key we show."""
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(self.public())[10:])
        signature = base64.b64decode((self.folder / "m.minisig").read_text().splitlines()[1])
        self.assertEqual(signature[:2], b"ED")
        digest = hashlib.blake2b((self.folder / "m").read_bytes()).digest()
        key.verify(signature[10:], digest)
        with self.assertRaises(InvalidSignature):
            key.verify(signature[10:], digest[::-1])

    def test_keys_that_minisign_made_are_opened(self):
        for more, answers, ours in (
                (["-W"], (), ()),
                ([], (("Password: ", PASSPHRASE), ("Password (one more time): ", PASSPHRASE)),
                 ((OPEN, PASSPHRASE),))):
            if answers and support.SANITIZED:
                continue  # its gibibyte of work takes too long there
            with self.subTest(more=more):
                code, seen = self.typed_at(["minisign", "-G", *more, "-c", "outturn key of Ann Smith",
                                            "-p", "ann.key.pub", "-s", "ann.key"], *answers)
                self.assertEqual(code, 0, seen)
                code, seen = self.typed(self.open_command(), *ours)
                self.assertEqual((code, seen.splitlines()[-1]),
                                 (support.DONE, f"{self.public()} Ann Smith"), seen)
                self.refuses("key", "show", "ann.key", cwd=self.folder, says=
                             "ann.key.pub:1: the comment of this key doesn't say whose it is "
                             "[bad_identifier]\n    write it into a key list, with the person: "
                             f"{self.public()} Ann Smith")
                for path in self.folder.iterdir():
                    path.unlink()


if __name__ == "__main__":
    support.main()
