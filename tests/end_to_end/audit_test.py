"""An auditor draws a sample from the register, answers for each start, and is told what that amounts to;
and is sent a folder that they check with nothing of ours."""

import csv
import hashlib
import html.parser
import io
import json
import shutil

import support
from support import CONTRACTS, SOURCE, EndToEnd, bytes_of, sha256

WORKED = SOURCE / "docs/worked"
BLANK = ("found_in_cohort", "found_reoffences", "note")


class Reader(html.parser.HTMLParser):
    """Reads a page strictly enough to see that every element is closed by its own end."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.text = [], set(), ""

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


class Audit(EndToEnd):
    def setUp(self):
        super().setUp()
        for path in WORKED.iterdir():
            shutil.copy(path, self.folder)
        self.at("import", "s.sqlite", "--starts", "starts.csv", "--events", "events.csv",
                "--observed-until", "2017-12-31", "--covers", "everyone")
        for person in ("ann", "bob"):
            self.make_key(person)
        self.at("settle", "--store", "s.sqlite", "--contract", "contract.yaml", "--register",
                "r.sqlite", "--key", "ann.key", "--out", "out")
        self.at("register", "add-key", "r.sqlite", "bob.key.pub", "--key", "ann.key")
        self.at("register", "approve", "r.sqlite", "2", "--key", "bob.key")
        self.at("register", "issue", "r.sqlite", "2", "--key", "ann.key")
        self.settled = self.folder / "out/worked/2016-Q1"

    def at(self, *arguments):
        return self.succeeds(*arguments, cwd=self.folder)

    def sample(self, *more, out="form.csv"):
        return self.at("audit", "sample", "r.sqlite", "2", "--seed", "2026-11", "--out", out, *more)

    def rows(self, name="form.csv"):
        return list(csv.DictReader(io.StringIO((self.folder / name).read_text())))

    def fill(self, answers):
        """As a spreadsheet would write it: everybody as stated but for these people."""
        rows = self.rows()
        for row in rows:
            row.update(zip(BLANK, answers.get(row["person"], ("yes", row["reoffences"], ""))))
        with (self.folder / "filled.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)

    def result(self, *more):
        return self.outturn("audit", "result", "r.sqlite", "2", "--form", "filled.csv", *more,
                            cwd=self.folder)

    # --- the sample ---

    def test_the_draw_is_redone_with_sha256_alone(self):
        out = self.sample("--size", "4")
        self.assertEqual(out, "4 of 6 counted starts of actual, seed 2026-11\n")
        digest = sha256(self.settled / "statement.json")
        counted = [row for row in support.evidence(self.settled) if row["class"] == "counted"]

        def key(row):
            text = "\n".join(("outturn audit sample/1", "2026-11", digest, row["cohort"],
                              row["person"], row["index_date"]))
            return hashlib.sha256(text.encode()).hexdigest()

        self.assertEqual([row["person"] for row in self.rows()],
                         [row["person"] for row in sorted(counted, key=key)[:4]])
        for row in self.rows():
            self.assertEqual((row["statement"], row["sample_size"]), (digest, "4"))
            self.assertEqual([row[name] for name in BLANK], ["", "", ""])
        self.sample("--size", "4", out="again.csv")
        self.assertEqual(bytes_of(self.folder)["form.csv"], bytes_of(self.folder)["again.csv"])

    def test_some_of_each_band(self):
        told = json.loads(self.sample("--size", "4", "--by", "complexity_band", "--json"))
        self.assertEqual(sum(one["drawn"] for one in told["strata"]), 4)
        self.assertEqual(sum(one["rows"] for one in told["strata"]), 6)
        for one in told["strata"]:
            self.assertEqual(sum(row["stratum"] == one["stratum"] for row in self.rows()),
                             one["drawn"])

    def test_a_form_that_is_there_is_left_as_it_is(self):
        self.write("form.csv", "answers")
        self.refuses("audit", "sample", "r.sqlite", "2", "--seed", "x", "--size", "2", "--out",
                     "form.csv", cwd=self.folder,
                     says="form.csv: is there already, and is left as it is [write_failed]\n"
                          "    name another with --out")
        self.assertEqual((self.folder / "form.csv").read_text(), "answers")

    def test_a_sample_larger_than_what_there_is(self):
        self.refuses("audit", "sample", "r.sqlite", "2", "--seed", "x", "--size", "7", "--out",
                     "form.csv", cwd=self.folder,
                     says='a sample of 7 can\'t be drawn from 6 counted starts of "actual" '
                          "[out_of_range]\n    all that there are, are a sample of that size")
        self.assertFalse((self.folder / "form.csv").exists())

    # --- the result ---

    def test_what_was_found_is_as_stated(self):
        self.sample("--size", "4")
        self.fill({})
        done = self.result()
        self.assertEqual((done.code, done.err), (support.DONE, ""))
        self.assertIn("Wrong             0, 0.00%\n", done.out)

    def test_errors_are_priced_and_brought_to_all_rows(self):
        """What the error is worth, settling without that person says too."""
        self.sample("--size", "6")
        self.fill({"Ada": ("no", "", "moved away before")})
        done = self.result("--recovery")
        self.assertEqual((done.code, done.err), (support.ANSWER_IS_NO, ""))
        told = json.loads(self.result("--recovery", "--json").out)
        self.assertEqual((told["wrong"], told["drawn"], told["rows"]), (1, 6, 6))
        self.assertEqual(told["wrong_in_all"]["lower"], "1/6")
        starts = [line for line in (WORKED / "starts.csv").read_text().splitlines()
                  if not line.startswith("Ada")]
        events = [line for line in (WORKED / "events.csv").read_text().splitlines()
                  if not line.startswith("Ada")]
        self.write("starts.csv", "\n".join(starts) + "\n")
        self.write("events.csv", "\n".join(events) + "\n")
        self.at("import", "without.sqlite", "--starts", "starts.csv", "--events", "events.csv",
                "--observed-until", "2017-12-31", "--covers", "everyone")
        self.at("settle", "--store", "without.sqlite", "--contract", "contract.yaml", "--out",
                "without")
        total = {name: int(support.statement(self.folder / name / "worked/2016-Q1")
                           ["total"]["minor"]) for name in ("out", "without")}
        change = told["errors"][0]["change"]
        self.assertEqual((change["turns_a_condition"], change["minor"]),
                         (False, str(total["without"] - total["out"])))
        self.assertIn("The statement has no such rule", done.out.replace("\n", " "))

    def test_a_row_that_was_taken_out_is_missed(self):
        self.sample("--size", "4")
        self.fill({})
        lines = (self.folder / "filled.csv").read_text().splitlines()
        self.write("filled.csv", "\n".join(lines[:-1]) + "\n")
        done = self.result()
        self.assertEqual((done.code, done.out), (support.INPUT_REFUSED, ""))
        self.assertRegex(done.err, r'filled\.csv: lacks ".*" of ".*", which the seed draws')

    # --- the pack ---

    def pack(self):
        out = self.at("audit", "pack", "r.sqlite", "2", "--out", "pack")
        self.assertRegex(out, r"^pack: \d+ files; begin with index\.html\n$")
        return self.folder / "pack"

    def test_a_pack_is_checked_with_tools_of_others(self):
        pack = self.pack()
        done = support.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=pack)
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(done.out.count(": OK\n"), len(bytes_of(pack)) - 1)
        for role, person in (("prepared", "ann"), ("approved", "bob"), ("issued", "ann")):
            done = support.run(["minisign", "-Vm", "statement.json", "-x",
                                f"statement.json.{role}.minisig", "-p",
                                self.folder / f"{person}.key.pub"], cwd=pack)
            self.assertEqual(done.code, 0, done.err)
        for name in ("statement.json", "evidence.csv"):
            self.assertEqual((pack / name).read_bytes(), (self.settled / name).read_bytes())
        for name in ("contract.yaml", "worked-weights.yaml"):
            self.assertEqual((pack / "rules" / name).read_bytes(), (WORKED / name).read_bytes())
        self.assertNotIn(str(self.folder).encode(), b"".join(bytes_of(pack).values()))

    def test_the_verifier_answers_four_times_yes(self):
        pack = self.pack()
        keys = "".join(self.at("key", "show", f"{person}.key.pub") for person in ("ann", "bob"))
        self.write("keys.txt", keys)
        self.at("register", "head", "r.sqlite", "--out", "head.txt")
        done = support.run([self.outturn_path.parent / "outturn-verify", pack, "--keys",
                            self.folder / "keys.txt", "--head", self.folder / "head.txt"])
        self.assertEqual((done.code, done.err), (0, ""), done.out)
        self.assertIn("All four are yes.", done.out)

    def test_the_index_reads_in_a_browser_and_runs_nothing(self):
        pack = self.pack()
        page = (pack / "index.html").read_text(encoding="utf-8")
        reader = Reader()
        reader.feed(page)
        reader.close()
        self.assertEqual(reader.open, [])
        self.assertFalse(reader.seen & {"script", "img", "link", "iframe", "form", "object"})
        for name in bytes_of(pack):
            if name not in ("index.html", "SHA256SUMS"):
                self.assertIn(f'href="{name}"', page)
                self.assertIn(sha256(pack / name), page)
        for words in ("Ann", "Bob", "entry 2, issued", "sha256sum -c SHA256SUMS"):
            self.assertIn(words, reader.text)

    def test_the_rules_in_a_pack_settle_it_again(self):
        pack = self.pack()
        self.at("settle", "--contract", pack / "rules", "--store", "s.sqlite", "--period",
                "2016-Q1", "--statements", pack / "earlier", "--out", "again")
        self.assertEqual(bytes_of(self.folder / "again/worked/2016-Q1"), bytes_of(self.settled))

    def test_earlier_statements_stand_where_settling_and_verifying_look_for_them(self):
        self.at("settle", "--contract", CONTRACTS / "peterborough", "--register", "p.sqlite",
                "--key", "ann.key", "--out", "p")
        entries = json.loads(self.at("register", "list", "p.sqlite", "--json"))["entries"]
        entry = next(one["entry"] for one in entries if one["entry"].get("statements"))
        self.at("audit", "pack", "p.sqlite", str(entry["sequence"]), "--out", "pack")
        pack = self.folder / "pack"
        done = support.run([self.outturn_path.parent / "outturn-verify", pack, "--earlier",
                            pack / "earlier", "--json"])
        self.assertEqual(json.loads(done.out)["verdicts"][0]["answer"], "yes", done.out)
        self.at("settle", "--contract", pack / "rules", "--period", entry["period"],
                "--statements", pack / "earlier", "--out", "again")
        statement, = (self.folder / "again").rglob("statement.json")
        self.assertEqual(statement.read_bytes(), (pack / "statement.json").read_bytes())

    def test_a_pack_is_the_same_each_time_and_takes_nobody_elses_place(self):
        first = bytes_of(self.pack())
        says = ("pack: is there already, and is left as it is [write_failed]\n"
                "    name another with --out")
        self.refuses("audit", "pack", "r.sqlite", "2", "--out", "pack", cwd=self.folder, says=says)
        shutil.rmtree(self.folder / "pack")
        self.assertEqual(bytes_of(self.pack()), first)


if __name__ == "__main__":
    support.main()
