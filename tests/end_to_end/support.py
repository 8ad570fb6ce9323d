"""Running the built programs as their users run them.

Every test program here is called `NAME_test.py OUTTURN GENERATE [unittest's own arguments]`, where
the first two are the built programs. Environment:

OUTTURN_ACCEPT=1   golden files are written anew instead of compared
OUTTURN_KILLS      how many imports kill_test.py kills, and how many settlements
OUTTURN_SEED       its seed
OUTTURN_SANITIZED  set when the programs are built with sanitizers: memory isn't measured then, and
                   fewer runs are killed; `./dev test` runs the same tests on the release as well
"""

import csv
import dataclasses
import hashlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = pathlib.Path(__file__).resolve().parent / "golden"
IOWA = SOURCE / "data/iowa"
CONTRACTS = SOURCE / "data/contracts"
SANITIZED = bool(os.environ.get("OUTTURN_SANITIZED"))

DONE = 0
ANSWER_IS_NO = 1
WRONG_USAGE = 2
INPUT_REFUSED = 3

# Long enough for the slowest command under sanitizers on a busy machine.
TIMEOUT_SECONDS = 300


@dataclasses.dataclass
class Run:
    """What a program did. `peak` is its largest resident memory in bytes."""

    code: int
    out: str
    err: str
    peak: int = 0


def start(command, **options):
    """Starts a program; the caller waits for it."""
    return subprocess.Popen([str(word) for word in command], **options)


def run(command, cwd=None, env=None, stdin=subprocess.DEVNULL):
    """Runs a program to its end; `env` is added to the environment."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = start(command, cwd=cwd, env={**os.environ, **(env or {})}, stdin=stdin,
                        stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Run(process.returncode, out.read().decode(), err.read().decode(),
                   usage.ru_maxrss * 1024)


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def bytes_of(folder):
    """Every file under `folder`, hidden ones too: relative name -> content."""
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if not path.is_dir()}


def statement(folder):
    return json.loads((pathlib.Path(folder) / "statement.json").read_text())


def evidence(folder):
    """The evidence of a statement, a dictionary a row."""
    return list(csv.DictReader(io.StringIO((pathlib.Path(folder) / "evidence.csv").read_text())))


def working(document, name):
    """The exact value of a working of a statement, as written."""
    return {item["id"]: item["value"] for item in document["workings"]}[name]


class EndToEnd(unittest.TestCase):
    """A test with a folder of its own, removed afterwards."""

    maxDiff = None
    base = None  # the folder in which the test's folder is made, if not the usual one
    outturn_path = None
    generate_path = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="outturn-test-", dir=self.base))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def outturn(self, *arguments, **options):
        return run([self.outturn_path, *arguments], **options)

    def succeeds(self, *arguments, **options):
        """Runs outturn, which must say nothing on standard error; returns what it prints."""
        result = self.outturn(*arguments, **options)
        self.assertEqual((result.code, result.err), (DONE, ""))
        return result.out

    def refuses(self, *arguments, says, **options):
        """Runs outturn, which must refuse its input with exactly this message."""
        result = self.outturn(*arguments, **options)
        self.assertEqual((result.code, result.out, result.err), (INPUT_REFUSED, "", says + "\n"))
        return result

    def import_iowa(self, store, **options):
        return self.succeeds("import", store, "--mapping", IOWA / "mapping.yaml",
                             IOWA / "releases.csv", **options)

    def make_key(self, person):
        """The option for the secret key of somebody, made here: ann.key of Ann."""
        file = self.folder / f"{person}.key"
        self.succeeds("key", "new", file, "--person", person.capitalize(), "--no-passphrase")
        return ["--key", file]

    def write(self, name, content):
        """Writes a file into the test's folder and returns its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(content)
        return path

    def assert_golden(self, name, content):
        """Compares with a file of golden/, or writes it when asked to."""
        path = GOLDEN / name
        if os.environ.get("OUTTURN_ACCEPT"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        self.assertEqual(content, path.read_text(), f"differs from {path}; OUTTURN_ACCEPT=1 records")


def main():
    """Runs the tests of the calling file on the programs named on its command line."""
    if len(sys.argv) < 3:
        sys.exit(f"usage: {sys.argv[0]} OUTTURN GENERATE [TEST...]")
    EndToEnd.outturn_path = pathlib.Path(sys.argv.pop(1)).resolve()
    EndToEnd.generate_path = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
