"""Killed at any instant, the state before or the state after is there, whole, and the next run
succeeds and tidies up.

Half of the kills come at a random moment of the run; the other half a random moment after something
temporary can be seen beside the results, when there is most to break.
"""

import csv
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

import support
from support import CONTRACTS, IOWA, EndToEnd, bytes_of

# Of imports, and as many of settlements. Sanitizers slow a run twentyfold and see nothing that a kill
# does, so the hundred are for the other builds, the release among them.
KILLS = int(os.environ.get("OUTTURN_KILLS", "12" if support.SANITIZED else "100"))
SEED = int(os.environ.get("OUTTURN_SEED", random.SystemRandom().randrange(1_000_000)))

# Every so many rows of the extract: small enough to run hundreds of times.
STEP = 12
TABLES = ("batch", "provider", "person", "start", "event", "start_attribute", "event_attribute")


def is_temporary(name):
    return name.startswith(".outturn-") or name.endswith("-journal")


def temporary_names(folder):
    return [path for path in folder.rglob("*") if is_temporary(path.name)]


def shown_names(folder):
    """Everything under `folder` that isn't temporary and isn't in something temporary."""
    paths = [path.relative_to(folder) for path in sorted(folder.rglob("*"))]
    return [str(path) for path in paths if not any(map(is_temporary, path.parts))]


def content_of(store):
    """Every row of a store, which must be sound."""
    with sqlite3.connect(store) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        content = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
                   for table in TABLES}
    connection.close()
    return content


class Killer:
    """Runs a command and kills it at moments drawn from the seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.killed = 0

    def moment(self, seconds):
        return self.random.uniform(0, seconds)

    def run(self, command, folder, seconds):
        """Kills the command within the `seconds` it usually takes, or lets it end before that."""
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        if self.random.random() < 0.5:
            self._wait_for_temporary(process, folder)
            time.sleep(self.moment(seconds / 10))
        else:
            time.sleep(self.moment(seconds))
        process.send_signal(signal.SIGKILL)
        self.killed += process.wait() == -signal.SIGKILL

    @staticmethod
    def _wait_for_temporary(process, folder):
        while process.poll() is None and not temporary_names(folder):
            time.sleep(0.0005)


class Killed(EndToEnd):
    # A kill takes nothing back that was written, synced or not: memory does as well as a disk.
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

    def setUp(self):
        super().setUp()
        self.killer = Killer(f"{SEED} {self.id()}")
        self.early = self.rows_of_iowa("early.csv", 0)
        self.late = self.rows_of_iowa("late.csv", 1)

    def rows_of_iowa(self, name, first):
        with open(IOWA / "releases.csv", newline="") as file:
            header, *rows = csv.reader(file)
        with open(self.folder / name, "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows[first::STEP]])
        return self.folder / name

    def import_command(self, store, file):
        return [self.outturn_path, "import", store, "--mapping", IOWA / "mapping.yaml", file]

    def succeed(self, command):
        """Runs to the end; returns the seconds it took."""
        began = time.monotonic()
        result = support.run(command)
        self.assertEqual((result.code, result.err), (support.DONE, ""))
        return time.monotonic() - began

    def each_kill(self, command, folder, before, seconds):
        """Kills until half of the kills have struck, each time on what `before` sets up: there are
        two tests of importing and two of settling."""
        for _ in range(5 * KILLS):
            if self.killer.killed >= KILLS // 2:
                return
            shutil.rmtree(folder, ignore_errors=True)
            before()
            self.killer.run(command, folder, seconds)
            yield
        self.fail(f"only {self.killer.killed} kills struck (seed {SEED})")

    # --- import ---

    def check_import(self, folder, store, command, before, after):
        """Before or after; then the same import again gives `after`, and leaves nothing behind."""
        self.assertLessEqual(set(shown_names(folder)), {store.name})
        # Whoever opens the store first has to undo what a killed commit left: the program or SQLite.
        found = None
        if self.killer.random.random() < 0.5:
            found = content_of(store) if store.exists() else None
            self.assertIn(found, (before, after))
        again = support.run(command)
        if again.code != support.DONE:
            self.assertEqual(again.code, support.INPUT_REFUSED)
            self.assertIn(" [already_imported]", again.err)
        self.assertEqual(content_of(store), after)
        self.assertEqual([path.name for path in folder.iterdir()], [store.name])

    def test_an_import_into_a_new_store(self):
        folder = self.folder / "new"
        store = folder / "s.sqlite"
        command = self.import_command(store, self.early)
        folder.mkdir()
        seconds = self.succeed(command)
        after = content_of(store)
        for _ in self.each_kill(command, folder, folder.mkdir, seconds):
            self.check_import(folder, store, command, None, after)

    def test_an_import_into_a_store_that_exists(self):
        self.succeed(self.import_command(self.folder / "before.sqlite", self.early))
        before = content_of(self.folder / "before.sqlite")
        folder = self.folder / "old"
        store = folder / "s.sqlite"
        command = self.import_command(store, self.late)

        def put_back():
            folder.mkdir()
            shutil.copy(self.folder / "before.sqlite", store)

        put_back()
        seconds = self.succeed(command)
        after = content_of(store)
        for _ in self.each_kill(command, folder, put_back, seconds):
            self.check_import(folder, store, command, before, after)

    def test_what_a_kill_left_goes_when_nothing_remains_to_be_done(self):
        """Killed after the last rename, before the old content or the empty folder is removed."""
        folder = self.folder / "done"
        folder.mkdir()
        command = self.import_command(folder / "s.sqlite", self.early)
        self.succeed(command)
        (folder / ".outturn-s.sqlite").mkdir()
        self.assertIn(" [already_imported]", support.run(command).err)
        self.assertEqual(os.listdir(folder), ["s.sqlite"])

        shutil.copy(folder / "s.sqlite", self.folder)
        out = self.folder / "out"
        command = self.settle_command(self.contracts_at("$2,500"), out)
        self.succeed(command)
        made = bytes_of(out)
        shutil.copytree(out / "iowa-4jd/2011-12", out / "iowa-4jd/.outturn-2011-12")
        self.assertIn(" 6 unchanged\n", support.run(command).out)
        self.assertEqual(bytes_of(out), made)

    # --- settle ---

    def contracts_at(self, price):
        """Copies of two contracts with another price; the folder they are in."""
        folder = self.folder / f"contracts at {price}"
        folder.mkdir()
        for name in ("iowa-4jd.yaml", "iowa-7jd.yaml"):
            text = (CONTRACTS / "iowa" / name).read_text()
            self.assertIn('point_of_seriousness: {amount: "$2,500"', text)
            (folder / name).write_text(text.replace('seriousness: {amount: "$2,500"',
                                                    f'seriousness: {{amount: "{price}"'))
        return folder

    def settle_command(self, contracts, out):
        return [self.outturn_path, "settle", "--contract", contracts, "--store",
                self.folder / "s.sqlite", "--tariffs", support.SOURCE / "tariffs",
                "--period", "2011/12..2013/14", "--replace", "--out", out]

    def check_settle(self, out, command, old, new):
        """Each statement is whole, and the old or the new one; the same run again gives `new`."""
        shown = shown_names(out)
        for name in {os.path.dirname(name) for name in shown if name.count("/") == 2}:
            one = bytes_of(out / name)
            self.assertIn(one, [{file[len(name) + 1:]: content for file, content in state.items()
                                 if file.startswith(name + "/")} for state in (old, new)])
        self.assertLessEqual({name for name in shown if name.count("/") == 2}, set(new))
        if old:
            self.assertLessEqual(set(old), set(shown))
        self.succeed(command)
        self.assertEqual(bytes_of(out), new)
        self.assertEqual(temporary_names(out), [])

    def test_a_settlement_into_a_new_folder(self):
        self.succeed(self.import_command(self.folder / "s.sqlite", self.early))
        out = self.folder / "out"
        command = self.settle_command(self.contracts_at("$2,500"), out)
        seconds = self.succeed(command)
        new = bytes_of(out)
        for _ in self.each_kill(command, out, out.mkdir, seconds):
            self.check_settle(out, command, {}, new)

    def test_a_settlement_in_the_place_of_another(self):
        self.succeed(self.import_command(self.folder / "s.sqlite", self.early))
        old, out = self.folder / "old", self.folder / "out"
        self.succeed(self.settle_command(self.contracts_at("$2,500"), old))
        shutil.copytree(old, out)
        command = self.settle_command(self.contracts_at("$2,501"), out)
        seconds = self.succeed(command)
        new = bytes_of(out)
        for _ in self.each_kill(command, out, lambda: shutil.copytree(old, out), seconds):
            self.check_settle(out, command, bytes_of(old), new)


if __name__ == "__main__":
    print(f"seed {SEED}", flush=True)
    support.main()
