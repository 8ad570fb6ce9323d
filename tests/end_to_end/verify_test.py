"""outturn-verify, and a second verifier written from the documentation in another language, on the
same good and bad statements: they agree on every verdict."""

import json
import sys

import support
from support import SOURCE, EndToEnd, run

sys.path.insert(0, str(SOURCE / "tests/verify"))
import made_register  # noqa: E402  pylint: disable=wrong-import-position
from made_register import ANN, ANN_AGAIN, BOB, EVE, KEYS, MadeRegister, canonical, issued  # noqa: E402

SAMPLES = SOURCE / "tests/report/samples"
SECOND = SOURCE / "tests/verify/second_verifier.py"
NAMES = ("recomputed", "intact", "signed by two people", "in the register")
YES, NO, LEFT = "yes", "no", "not checked"


def changed(text, path, change):
    """A JSON document after a change to what stands at a path."""
    document = json.loads(text)
    *way, last = path
    at = document
    for key in way:
        at = at[key]
    at[last] = change(at[last])
    return canonical(document)


def flipped(text, at):
    return text[:at] + bytes([text[at] ^ 1]) + text[at + 1:]


class Verify(EndToEnd):
    def setUp(self):
        super().setUp()
        self.verifier = self.outturn_path.parent / "outturn-verify"
        self.statement = (SAMPLES / "statement.json").read_bytes()
        self.evidence = (SAMPLES / "evidence.csv").read_bytes()

    def files(self, **contents):
        """Writes the files of one case into the test's folder, in the place of all others."""
        folder = self.folder / "case"
        if folder.exists():
            for path in folder.iterdir():
                path.unlink()
        for name, content in {"statement.json": self.statement, **contents}.items():
            name = name.replace("__", "-").replace("_csv", ".csv").replace("_json", ".json")
            if content is not None:
                self.write(f"case/{name}", canonical(content) if isinstance(content, dict) else content)
        return folder

    def good(self, **changes):
        """The sample, issued, with what each verdict needs; some of it changed."""
        records = issued(changes.get("statement.json", self.statement))
        return {"evidence.csv": self.evidence, "proof.json": records.proof(),
                "head.txt": records.head(), "keys.txt": KEYS, **changes}

    def answers(self, *arguments, **contents):
        """What both programs answer to the same files; they must agree."""
        folder = self.files(**contents)
        options = [*arguments]
        for option, name in (("--head", "head.txt"), ("--keys", "keys.txt")):
            if (folder / name).exists():
                options += [option, folder / name]
        first = run([self.verifier, folder, "--json", *options])
        second = run([sys.executable, "-B", SECOND, folder, *options])
        self.assertEqual(first.code, second.code, first.out + second.out + second.err)
        if first.code == support.INPUT_REFUSED:
            return "refused"
        mine = [one["answer"] for one in json.loads(first.out)["verdicts"]]
        other = [answer for answer, _ in json.loads(second.out).values()]
        self.assertEqual(mine, other, first.out + second.out)
        return mine

    def test_all_four_are_yes(self):
        self.assertEqual(self.answers(**self.good()), [YES] * 4)
        folder = self.folder / "case"
        done = run([self.verifier, folder, "--head", folder / "head.txt", "--keys",
                    folder / "keys.txt"], env={"NO_COLOR": "1"})
        self.assertEqual((done.code, done.err), (0, ""))
        self.assertEqual(done.out.splitlines()[-1], "All four are yes.")
        self.assertIn("harbour-town, 2014: £4,300.05 due, final, issued\n", done.out)
        for line in done.out.splitlines():
            self.assertLessEqual(len(line), 80)

    def test_what_is_absent_is_not_checked(self):
        good = self.good()
        for name, answers in (("proof.json", [YES, LEFT, LEFT, LEFT]),
                              ("head.txt", [YES, YES, YES, LEFT]), ("keys.txt", [YES, YES, LEFT, YES]),
                              ("evidence.csv", [LEFT, LEFT, YES, YES])):
            with self.subTest(name):
                self.assertEqual(self.answers(**{**good, name: None}), answers)

    def test_a_re_settlement(self):
        """Its own values, changed one by one, are found by both, and what was agreed by neither."""
        again = support.SOURCE / "tests/report/samples/again"
        self.write("before/statement.json", (again / "before.json").read_bytes())
        good = {name: (again / name).read_bytes()
                for name in ("statement.json", "evidence.csv", "changes.csv")}
        earlier = ("--earlier", self.folder / "before")
        self.assertEqual(self.answers(*earlier, **good), [LEFT, LEFT, LEFT, LEFT])
        paths = [("reconciliation", which, "minor")
                 for which in ("owed", "before", "difference", "due", "settled", "agreed")]
        paths += [("reconciliation", "superseded", "total", "minor")]
        paths += [("reconciliation", "payers", at, which, "minor")
                  for at in range(2) for which in ("due", "settled")]
        paths += [("reconciliation", "causes", at, "amount", "minor") for at in range(4)]
        for path in paths:
            with self.subTest(path):
                text = changed(good["statement.json"], path, lambda value: str(int(value) + 1))
                self.assertEqual(self.answers(*earlier, **{**good, "statement.json": text + b"\n"})[0],
                                 NO)
        self.assertEqual(self.answers(*earlier, **{**good, "changes.csv": b"causes\n"})[1], NO)

    def test_every_value_that_leads_to_the_total(self):
        """Each exact value of a working, each due, each count of starts and events, changed."""
        said = json.loads(self.statement)
        paths = [("workings", at, "value") for at, one in enumerate(said["workings"])
                 if one["op"] != "given"]
        paths += [("lines", at, which, "minor") for at in range(2) for which in ("gross", "due")]
        paths += [("total", "minor"), ("payers", 0, "due", "minor"), ("cohorts", 0, "events"),
                  ("cohorts", 0, "starts"), ("cohorts", 0, "starts_by_class", 0, "starts"),
                  ("cohorts", 0, "events_by_class", 3, "events")]
        for path in paths:
            with self.subTest(path):
                text = changed(self.statement, path, lambda value: str(int(value.split("/")[0]) + 1))
                self.assertEqual(self.answers(**self.good(**{"statement.json": text + b"\n"}))[0], NO)

    def test_a_statement_of_other_bytes(self):
        good = self.good()
        for name, text in (("another title", self.statement.replace(b"Harbour Town", b"Harbour Toon")),
                           ("a blank more", b" " + self.statement),
                           ("no line break", self.statement[:-1])):
            with self.subTest(name):
                self.assertEqual(self.answers(**{**good, "statement.json": text})[1:3], [NO, NO])
        for text in (self.statement[:500], b"{}", b"", b'{"form":1}'):
            with self.subTest(text[:10]):
                self.assertEqual(self.answers(**{**good, "statement.json": text}), "refused")

    def test_other_evidence(self):
        good = self.good()
        for old, new, recomputed in ((b",0.8,", b",0.9,", NO), (b"|counted|2/4", b"|breach|2/4", NO),
                                     (b"excluded,no_provider", b"excluded,not_measurable", NO),
                                     (b"matched = no", b"matched = yes", YES)):
            with self.subTest(old):
                text = self.evidence.replace(old, new, 1)
                answers = self.answers(**{**good, "evidence.csv": text})
                self.assertEqual(answers, [recomputed, NO, YES, YES])
        self.assertEqual(self.answers(**{**good, "evidence.csv": b"cohort\n"})[:2], [NO, NO])

    def test_a_root_of_the_evidence(self):
        text, _, _ = made_register.with_root(self.statement, self.evidence)
        self.assertEqual(self.answers(**self.good(**{"statement.json": text})), [YES] * 4)
        text = changed(text, ("pins", "evidence", "root"), lambda _: "0" * 64) + b"\n"
        self.assertEqual(self.answers(**self.good(**{"statement.json": text})), [YES, NO, YES, YES])

    def test_disputes_in_a_proof(self):
        records = issued(self.statement)
        records.add("dispute_opened", BOB, entry=3, statement="0" * 64, about={"of": "total"},
                    held={"minor": "1", "shown": "£0.01"}, reason="so")
        records.add("dispute_answered", ANN, dispute=6, outcome="rejected", reason="no")
        self.assertEqual(self.answers(**{**self.good(), "proof.json": records.proof(),
                                         "head.txt": records.head()}), [YES] * 4)

    def test_signatures(self):
        def answers(preparer, approver, **changes):
            records = MadeRegister()
            entry = records.prepare(self.statement, preparer)
            records.decide("approved", self.statement, entry, approver, **changes)
            return self.answers(**{**self.good(), "proof.json": records.proof(),
                                   "head.txt": records.head()})[2]
        for name, answer, right in (
                ("two people", answers(ANN, BOB), YES), ("one key", answers(ANN, ANN), NO),
                ("one person", answers(ANN, ANN_AGAIN), NO), ("a stranger", answers(ANN, EVE), NO),
                ("nonsense", answers(ANN, BOB, statement_signature="x"), NO),
                ("another's", answers(ANN, BOB, statement_signature=MadeRegister.signature(
                    "approved", self.statement, 3, ANN)), NO),
                ("another role", answers(ANN, BOB, statement_signature=MadeRegister.signature(
                    "issued", self.statement, 3, BOB)), NO),
                ("another entry", answers(ANN, BOB, statement_signature=MadeRegister.signature(
                    "approved", self.statement, 4, BOB)), NO)):
            with self.subTest(name):
                self.assertEqual(answer, right)

    def test_revoked_keys(self):
        for revoked_first, right in ((True, NO), (False, YES)):
            records = MadeRegister()
            entry = records.prepare(self.statement, ANN)
            steps = [lambda: records.add("key_revoked", ANN, key=BOB.public, reason="lost"),
                     lambda: records.decide("approved", self.statement, entry, BOB)]
            for step in steps if revoked_first else reversed(steps):
                step()
            self.assertEqual(self.answers(**{**self.good(), "proof.json": records.proof(),
                                             "head.txt": records.head()})[2:], [right, YES])

    def test_entries_that_say_otherwise(self):
        for changes in ({"contract": "x"}, {"period": "x"}, {"run": "interim"}, {"payable": False},
                        {"currency": "USD"}, {"due": {"minor": "1", "shown": "£4,300.05"}},
                        {"evidence": "0"}, {"engine": "9"}, {"batches": []}, {"known_at_batch": 1},
                        {"documents": []}, {"statements": [{"contract": "x"}]}):
            with self.subTest(changes):
                records = MadeRegister()
                entry = records.prepare(self.statement, ANN, **changes)
                records.decide("approved", self.statement, entry, BOB)
                answers = self.answers(**{**self.good(), "proof.json": records.proof(),
                                          "head.txt": records.head()})
                self.assertEqual(answers, [YES, YES, YES, NO])

    def test_tampered_proofs(self):
        good = self.good()
        records = issued(self.statement)
        for at in range(0, len(canonical(records.proof())), 97):
            with self.subTest(byte=at):
                answers = self.answers(**{**good, "proof.json": flipped(canonical(records.proof()), at)})
                self.assertNotEqual(answers, [YES] * 4)
        for path, value in ((("root",), "0" * 64), (("size",), 4), (("register",), "f" * 32),
                            (("entries", 2, "path", 0), "0" * 64), (("entries", 2, "path"), []),
                            (("entries",), []), (("form",), "x"), (("entries", 2, "body"), "{}")):
            with self.subTest(path):
                proof = changed(canonical(records.proof()), path, lambda _: value)
                self.assertEqual(self.answers(**{**good, "proof.json": proof})[3], NO)

    def test_heads(self):
        records = issued(self.statement)
        other = issued(self.statement.replace(b"Harbour Town", b"Harbour Toon"))
        for proof, head, right in (
                (records.proof(), records.head(), YES), (records.proof(3), records.head(3), YES),
                (records.proof(4), records.head(4), YES), (records.proof(1), records.head(1), YES),
                (records.proof(), records.head(3), LEFT), (records.proof(2), records.head(3), LEFT),
                (records.proof(), other.head(), NO), (records.proof(3), other.head(3), NO),
                (records.proof(), records.head().replace("entries: 5", "entries: 6"), LEFT),
                (records.proof(), records.head().replace("0123", "1123"), NO)):
            with self.subTest(head=head):
                answers = self.answers(**{**self.good(), "proof.json": proof, "head.txt": head})
                self.assertEqual(answers, [YES, YES, YES, right])
        broken = changed(canonical(records.proof(3)), ("since", "path", 0), lambda _: "0" * 64)
        self.assertEqual(self.answers(**{**self.good(), "proof.json": broken})[3], NO)
        for head in ("", "outturn register head 2\n", records.head()[:-1], records.head() + "\n"):
            self.assertEqual(self.answers(**{**self.good(), "head.txt": head}), "refused")

    def test_key_lists_that_are_none(self):
        for keys in ("Ann Smith\n", ANN.public + "\n", ANN.public[:-4] + " Ann Smith\n"):
            self.assertEqual(self.answers(**{**self.good(), "keys.txt": keys}), "refused")

    def test_bundles(self):
        statement, manifest, rows = made_register.bundle(self.statement, self.evidence, b"A-03")
        records = issued(statement)
        good = {"statement.json": statement, "bundle.json": manifest, "own-evidence.csv": rows,
                "proof.json": records.proof(), "head.txt": records.head(), "keys.txt": KEYS}
        self.assertEqual(self.answers(**good), [LEFT, YES, YES, YES])
        hidden = manifest["leaves"][1]
        for name, changes, answers in (
                ("another row", {"own-evidence.csv": rows.replace(b"0.35", b"0.36")}, [LEFT, NO]),
                ("a row less", {"own-evidence.csv": b"\n".join(rows.split(b"\n")[:2]) + b"\n"},
                 [LEFT, NO]),
                ("a row more", {"own-evidence.csv": rows + rows.split(b"\n")[-2] + b"\n"}, [NO, NO]),
                ("another leaf", {"bundle.json": {**manifest, "leaves": [
                    {"hash": "0" * 64} if leaf == hidden else leaf for leaf in manifest["leaves"]]}},
                 [LEFT, NO]),
                ("a leaf less", {"bundle.json": {**manifest, "leaves": manifest["leaves"][:-1]}},
                 [LEFT, NO]),
                ("another statement's", {"bundle.json": {**manifest, "statement": "0" * 64}},
                 [LEFT, NO]),
                ("no bundle", {"bundle.json": {**manifest, "form": "x"}}, [LEFT, NO])):
            with self.subTest(name):
                found = self.answers(**{**good, **changes})
                self.assertEqual(found[1], answers[1])
                self.assertIn(found[0], (LEFT, NO))

    def test_detached_signatures(self):
        names = [f"statement.json.{role}.minisig" for role in ("prepared", "approved")]
        by = MadeRegister.signature("prepared", self.statement, 3, ANN)
        for approved, right in ((MadeRegister.signature("approved", self.statement, 3, BOB), YES),
                                (MadeRegister.signature("approved", self.statement, 4, BOB), NO),
                                (MadeRegister.signature("approved", self.statement, 3, ANN), NO),
                                (MadeRegister.signature("approved", self.statement, 3, EVE), NO),
                                ("x", NO)):
            found = self.answers(**{**self.good(), "proof.json": None, names[0]: by,
                                    names[1]: approved})
            self.assertEqual(found, [YES, LEFT, right, LEFT])

    def test_earlier_statements(self):
        self.statement = (SAMPLES / "terms/statement.json").read_bytes()
        self.evidence = (SAMPLES / "terms/evidence.csv").read_bytes()
        self.assertEqual(self.answers(**self.good()), [LEFT, YES, YES, YES])
        other = changed(self.statement, ("period", "name"), lambda _: "2015")
        self.write("earlier/2015/statement.json", other)
        self.assertEqual(self.answers("--earlier", self.folder / "earlier", **self.good())[0], NO)

    def test_usage(self):
        done = run([self.verifier])
        self.assertEqual((done.code, done.out), (support.WRONG_USAGE, ""))
        self.assertIn("statement is required", done.err)
        done = run([self.verifier, self.folder / "none"])
        self.assertEqual(done.code, support.INPUT_REFUSED)
        self.assertIn("[file_missing]", done.err)
        done = run([self.verifier, SAMPLES, "--earlier", self.folder / "none"])
        self.assertIn("none: can't be looked through: No such file or directory [file_missing]",
                      done.err)
        out = run([self.verifier, "--help"]).out
        self.assertIn("Usage: outturn-verify", out)
        self.assertIn("5 nothing is no, and something wasn't checked.", out)
        self.assertEqual(run([self.verifier, SAMPLES, "--json"]).out.count("\n"), 1)


if __name__ == "__main__":
    support.main()
