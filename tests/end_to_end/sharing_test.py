"""What one party is sent of a settlement: their own people's evidence, proof that it is part of the
whole, and nothing of anybody else. And what they do with it: verify, and compare with their records."""

import csv
import io
import json

import support
from support import CONTRACTS, EndToEnd, evidence

PERIOD = "2011/12"


class Sharing(EndToEnd):
    def setUp(self):
        super().setUp()
        self.store = self.folder / "iowa.sqlite"
        self.import_iowa(self.store)
        key = {person: self.make_key(person) for person in ("ann", "bob")}
        self.register = self.folder / "register.sqlite"
        self.succeeds("settle", "--contract", CONTRACTS / "iowa/iowa-4jd.yaml", "--store", self.store,
                      "--period", PERIOD, "--out", self.folder / "out", "--register",
                      self.register, *key["ann"])
        self.statement = self.folder / "out/iowa-4jd/2011-12"
        self.rows = evidence(self.statement)
        self.succeeds("register", "add-key", self.register, self.folder / "bob.key.pub", *key["ann"])
        self.succeeds("register", "approve", self.register, "2", *key["bob"])
        keys = [self.folder / f"{person}.key.pub" for person in ("ann", "bob")]
        self.write("keys.txt", "".join(f"{file.read_text().splitlines()[1]} {name}\n"
                                       for file, name in zip(keys, ("Ann", "Bob"))))
        self.write("head.txt", self.succeeds("register", "head", self.register))

    def bundle(self, party, name="sent"):
        out = self.succeeds("bundle", self.statement, "--for", party, "--out", self.folder / name,
                            "--register", self.register, "--entry", "2")
        return self.folder / name, out

    def verdicts(self, folder):
        result = support.run([self.outturn_path.parent / "outturn-verify", folder, "--keys",
                              self.folder / "keys.txt", "--head", self.folder / "head.txt",
                              "--json"])
        return {entry["verdict"]: entry["answer"]
                for entry in json.loads(result.out).get("verdicts", [])}

    def people_of(self, folder):
        return {row["person"] for row in csv.DictReader(
            io.StringIO((folder / "own-evidence.csv").read_text()))}

    def test_a_provider_gets_its_people_and_can_verify(self):
        sent, out = self.bundle("4JD")
        own = [row for row in self.rows if row["reason"] != "no_provider"]
        self.assertIn(f"{len(own)} rows of 4JD and hashes for {len(self.rows) - len(own)} others",
                      out)
        self.assertEqual(self.people_of(sent), {row["person"] for row in own})
        verdicts = self.verdicts(sent)
        self.assertEqual((verdicts["signed by two people"], verdicts["in the register"]),
                         ("yes", "yes"))
        self.assertNotIn("no", verdicts.values())

    def test_a_subcontractor_learns_nothing_of_other_people(self):
        band = "25-34"
        sent, _ = self.bundle(f"age_band={band}")
        own = {row["person"] for row in self.rows
               if row["age_band"] == band and row["reason"] != "no_provider"}
        self.assertEqual(self.people_of(sent), own)
        others = {row["person"] for row in self.rows} - own
        self.assertGreater(len(others), 100)
        text = b"".join(path.read_bytes() for path in sent.iterdir()).decode()
        self.assertEqual([person for person in others if f"{person}," in text
                          or f'"{person}"' in text], [])
        self.assertNotIn("no", self.verdicts(sent).values())

    def test_whatever_is_changed_in_a_bundle_is_found(self):
        sent, _ = self.bundle("age_band=25-34")
        for name, old, new in (("own-evidence.csv", ",counted,", ",excluded,"),
                               ("own-evidence.csv", ",25-34,", ",35-44,"),
                               ("bundle.json", '{"hash":"', '{"salt":"'),
                               ("bundle.json", '"salt":"', '"salt":"0'),
                               ("bundle.json", "age_band=25-34", "age_band=35-44"),
                               ("statement.json", '"payable":true', '"payable":false'),
                               ("proof.json", '"size":4', '"size":3')):
            with self.subTest(name, old=old):
                whole = (sent / name).read_text()
                self.assertIn(old, whole)
                (sent / name).write_text(whole.replace(old, new, 1))
                if new != "age_band=35-44":  # a label: what is in the bundle, the rows say
                    self.assertIn("no", self.verdicts(sent).values())
                (sent / name).write_text(whole)
        self.assertNotIn("no", self.verdicts(sent).values())

    def test_a_bundle_needs_the_entry_of_its_own_statement(self):
        self.succeeds("settle", "--contract", CONTRACTS / "doncaster", "--register", self.register,
                      "--key", self.folder / "ann.key")
        result = self.outturn("bundle", self.statement, "--for", "4JD", "--out",
                              self.folder / "sent", "--register", self.register, "--entry", "5")
        self.assertEqual(result.code, support.INPUT_REFUSED)
        self.assertIn("entry 5 is of another statement [not_in_register]", result.err)
        self.assertFalse((self.folder / "sent").exists())

    # --- own records ---

    def records(self, without=None):
        lines = ["person,index_date,offence_date"]
        for row in self.rows:
            if row["class"] == "counted" and row["cohort"] == "actual":
                days = [event.split("|")[0] for event in row["events"].split("; ")
                        if event and event.split("|")[4] == "counted"]
                if row["person"] == without:
                    days = []
                lines += [f"{row['person']},{row['index_date']},{day}" for day in days or [""]]
        return self.write("records.csv", "\n".join(lines) + "\n")

    def test_records_that_agree(self):
        out = self.succeeds("reconcile", self.statement, "--mine", self.records())
        self.assertIn("At stake in all, where it can be told: $0.00", out)

    def test_one_offence_that_the_provider_does_not_know_of(self):
        person = next(row["person"] for row in self.rows
                      if row["cohort"] == "actual" and row["reoffended"] == "1")
        result = self.outturn("reconcile", self.statement, "--mine", self.records(person), "--json")
        self.assertEqual(result.code, support.ANSWER_IS_NO)
        found = [start for start in json.loads(result.out)["starts"] if start["found"] != "agreed"]
        self.assertEqual([(start["person"], start["found"], start["ours"]) for start in found],
                         [(person, "they_count", [])])
        self.assertIsNotNone(found[0]["at_stake"]["minor"])


if __name__ == "__main__":
    support.main()
