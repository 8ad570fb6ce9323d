"""What released versions settled is made again to the byte, whichever version runs."""

import json
import shutil

import support
from support import EndToEnd

RELEASES = support.SOURCE / "tests/releases"


class Releases(EndToEnd):
    def setUp(self):
        super().setUp()
        self.versions = sorted(path for path in RELEASES.iterdir() if path.is_dir())

    def at(self, *arguments):
        return self.succeeds(*arguments, cwd=self.folder)

    def take(self, version):
        """A copy: nothing here may write beside what is kept."""
        for name in ("register.sqlite", "store.sqlite"):
            shutil.copy(version / name, self.folder / name)

    def prepared(self):
        entries = json.loads(self.at("register", "list", "register.sqlite", "--json"))["entries"]
        return [one["entry"] for one in entries if one["entry"]["kind"] == "prepared"]

    def test_every_run_of_every_version_is_made_again(self):
        self.assertGreater(len(self.versions), 0)
        for version in self.versions:
            self.take(version)
            self.assertIn("nothing is wrong", self.at("register", "verify", "register.sqlite"))
            runs = self.prepared()
            self.assertGreater(len(runs), 2)
            for run in runs:
                with self.subTest(version=version.name, entry=run["sequence"]):
                    said = self.at("replay", "register.sqlite", str(run["sequence"]), "--store",
                                   "store.sqlite")
                    self.assertIn("the same bytes again", said)
                    self.assertEqual(run["engine"], version.name)

    def test_a_version_keeps_one_of_each_kind_of_run(self):
        for version in self.versions:
            self.take(version)
            runs = self.prepared()
            for what, is_there in (("people", any(run["batches"] for run in runs)),
                                   ("no people", not all(run["batches"] for run in runs)),
                                   ("earlier statements", any(run["statements"] for run in runs)),
                                   ("a re-settlement", any("reconciles" in run for run in runs))):
                self.assertTrue(is_there, f"{version.name}: no run with {what}")


if __name__ == "__main__":
    support.main()
