"""What a contract would pay as outcomes move, for a person, for programs and as a picture."""

import json
import re
import xml.etree.ElementTree as xml

import support
from support import CONTRACTS, EndToEnd

PETERBOROUGH = CONTRACTS / "peterborough" / "peterborough.yaml"
DONCASTER = CONTRACTS / "doncaster" / "doncaster-cohort-1.yaml"
NORTHUMBRIA = CONTRACTS / "northumbria" / "northumbria.yaml"
SVG = "{http://www.w3.org/2000/svg}"


class Cliffs(EndToEnd):
    def curves(self, contract, *options):
        said = json.loads(self.succeeds("cliffs", contract, *options, "--json"))
        self.assertEqual(said["problems"], [])
        return said

    def test_northumbria_is_as_recorded(self):
        said = self.succeeds("cliffs", NORTHUMBRIA.name, cwd=NORTHUMBRIA.parent)
        self.assert_golden("cliffs_northumbria.txt", said)

    def test_a_second_cohort_at_its_own_gate_pays_less_than_just_short_of_it(self):
        curve, = self.curves(PETERBOROUGH)["curves"]
        fall, = curve["falls"]
        self.assertEqual([fall["from"]["shown"], fall["to"]["shown"], fall["change"]["shown"]],
                         ["140.50", "140.40", "-£129,000.00"])
        self.assertEqual(fall["rules"][0]["rule"]["clause"], "10% cohort gate")

        # What the curve says, settling says: with these two figures in place of the published one.
        for events, due in (("140.5", "£285,000.00"), ("140.4", "£156,000.00")):
            figures = (PETERBOROUGH.parent / "peterborough-published.yaml").read_text()
            cohort_2 = (PETERBOROUGH.parent / "peterborough-cohort-2.yaml").read_text()
            old = "cohort: {value: 141 events"
            self.assertEqual(cohort_2.count(old), 1)
            self.write("peterborough-published.yaml", figures)
            self.write("peterborough-cohort-2.yaml",
                       cohort_2.replace(old, f"cohort: {{value: {events} events"))
            own = self.write("peterborough.yaml", PETERBOROUGH.read_text())
            said = json.loads(self.succeeds("settle", "--contract", own, "--tariffs",
                                            support.SOURCE / "tariffs", "--json"))
            self.assertEqual(said["settlements"][-1]["due"]["shown"], due)

    def test_every_threshold_is_told_with_the_step_over_it(self):
        curve, = self.curves(DONCASTER)["curves"]
        jump, = [turn for turn in curve["turns"] if turn["kind"] == "jump"]
        self.assertEqual((jump["from"]["value"], jump["to"]["value"], jump["change"]["shown"]),
                         ("-49/10", "-5", "£100,000.00"))

    def test_a_finer_range_of_one_outcome(self):
        curve, = self.curves(DONCASTER, "--outcome", "change", "--from", "-5.02", "--to", "-4.98",
                             "--step", "0.01")["curves"]
        self.assertEqual([stretch["from"]["shown"] for stretch in curve["stretches"]],
                         ["-4.98 points", "-5.00 points"])

    def test_what_is_assumed_is_said_and_can_be_given(self):
        assumed = self.curves(NORTHUMBRIA, "--outcome", "reoffenders")
        self.assertEqual([value["name"] for value in assumed["values"] if value["assumed"]],
                         ["people"])
        given = self.curves(NORTHUMBRIA, "--outcome", "reoffenders", "--at", "people=2,500")
        self.assertEqual([value for value in given["values"] if value["assumed"]], [])
        self.assertEqual(given["curves"][0]["stretches"][0]["from"]["value"], "2500")

    def test_a_hurdle_elsewhere_is_what_keeps_an_outcome_from_paying(self):
        reoffences, = self.curves(NORTHUMBRIA, "--outcome", "reoffences")["curves"]
        self.assertIn("the verdict of \"binary\" is reduction: no",
                      " ".join(rule["text"] for rule in reoffences["not_met"]))
        met, = self.curves(NORTHUMBRIA, "--outcome", "reoffences", "--at",
                           "reoffenders=500")["curves"]
        self.assertGreater(len(met["stretches"]), 1)

    def own(self, lines, figures, measures):
        """A contract of supplied measures, and its figures."""
        self.write("given.yaml", "figures: given\ntitle: F\nsupplied_by: S\nversion: v\n"
                   "status: final\nperiods:\n  - from: 2025-01-01\n    until: 2025-12-31\n" +
                   "".join(f"    {line}\n" for line in figures))
        return self.write("own.yaml", "contract: own\ntitle: T\ncommissioner: C\n"
                          "provider: {name: P}\ncurrency: GBP\n"
                          "term: {from: 2025-01-01, until: 2025-12-31}\nfigures: [given]\n"
                          "periods: {every: year, year_starts: 1 January, rules_as_of: first day}\n"
                          "measures:\n" + "".join(f"  {line}\n" for line in measures) +
                          "lines:\n" + lines + "bounds: []\n"
                          "rounding: {each: line, to: penny, how: half away from zero}\n"
                          "payers: {shares: {C: 100%}, odd_pennies_to: C}\n")

    def test_each_figure_keeps_its_own_people(self):
        line = ("    title: T\n    measure: {0}\n    compare_with: {{fixed: {1}}}\n"
                "    effect_in: points\n    reduction_when: [reduction_more_than: 0 points]\n"
                "    increase_when: never\n    on_reduction: {{pay: {{per_person: £100}}}}\n"
                "    on_neither: nothing\n    on_increase: nothing\n")
        contract = self.own("  a:\n" + line.format("adults", "50%") +
                            "  b:\n" + line.format("young", "50%"),
                            ["adults: {value: 50%, people: 1000}", "young: {value: 40%, people: 50}"],
                            ["adults: {kind: binary rate, weighted: no, figure: adults}",
                             "young: {kind: binary rate, weighted: no, figure: young}"])
        settled = json.loads(self.succeeds("settle", "--contract", contract, "--json"))
        self.assertEqual(settled["settlements"][0]["due"]["shown"], "£500.00")
        curve, = self.curves(contract, "--outcome", "young", "--from", "40%", "--to", "41%",
                             "--step", "1%")["curves"]
        self.assertEqual(curve["stretches"][-1]["to"]["due"]["shown"], "£500.00")

    def test_what_rules_name_is_looked_at_between_coarse_steps(self):
        contract = self.own("  a:\n    title: T\n    measure: nights\n    pays:\n      pay:\n"
                            "        bands:\n          mode: slab\n          edge: at least\n"
                            "          rows:\n            - {from: 0 days, pays: £0}\n"
                            "            - {from: 30010 days, pays: \"£1,000,000\"}\n"
                            "            - {from: 30090 days, pays: £0}\n",
                            ["nights: {value: 300000 days}"], ["nights: {kind: days, figure: nights}"])
        curve, = self.curves(contract)["curves"]
        self.assertEqual([turn["change"]["shown"] for turn in curve["turns"]],
                         ["£1,000,000.00", "-£1,000,000.00"])
        self.assertEqual(curve["turns"][0]["to"]["value"], "30010")

    def test_better_is_where_more_is_due(self):
        contract = self.own("  late:\n    title: T\n    measure: late\n"
                            "    paid_when: [measure_above: 5 cases]\n"
                            "    pays: {deduct: {amount: \"£10,000\"}}\n",
                            ["late: {value: 3 cases}"], ["late: {kind: cases, figure: late}"])
        curve, = self.curves(contract)["curves"]
        self.assertEqual((curve["better"], curve["falls"]), ("fewer", []))

    def test_a_picture_takes_no_other_files_place(self):
        own = self.write("own.yaml", "contract: own\n")
        self.refuses("cliffs", DONCASTER, "--svg", own, says=(
            f"{own}: another file than a picture of curves stands here [write_failed]\n"
            "    choose another name, or remove it first"))
        self.assertEqual(own.read_text(), "contract: own\n")

    def test_the_picture_has_a_panel_for_each_outcome_and_names_each_jump(self):
        picture = self.folder / "curves.svg"
        self.succeeds("cliffs", PETERBOROUGH, "--svg", picture)
        root = xml.parse(picture).getroot()
        self.assertEqual(len(root.findall(f"{SVG}g")), 1)
        texts = [text.text for text in root.iter(f"{SVG}text")]
        self.assertTrue(any(text.startswith("2. -£129,000.00 at 140.40: cohort: ")
                            for text in texts), texts)
        before = picture.read_bytes()
        self.succeeds("cliffs", PETERBOROUGH, "--svg", picture)
        self.assertEqual(picture.read_bytes(), before)

    def test_every_shipped_scheme_has_curves(self):
        """One contract a folder; with sanitizers, which make it slow, a few of them."""
        few_folders = [CONTRACTS / name for name in ("doncaster", "newpin", "troubled-families")]
        for folder in few_folders if support.SANITIZED else sorted(CONTRACTS.iterdir()):
            contracts = [path for path in sorted(folder.glob("*.yaml"))
                         if re.search("^contract:", path.read_text(), re.M)
                         and not re.search("^cases:", path.read_text(), re.M)]
            contract = contracts[0]
            few = ("--at", "people=40") if re.search("^window:", self.rules_of(contract), re.M) \
                else ()
            with self.subTest(contract=contract.name):
                result = self.outturn("cliffs", contract, "--json", *few)
                self.assertEqual((result.code, result.err), (0, ""))
                self.assertTrue(json.loads(result.out)["curves"])

    @staticmethod
    def rules_of(contract):
        """The text of a contract and of its tariff."""
        text = contract.read_text()
        tariff = re.search("^tariff: (.*)$", text, re.M)
        return text if tariff is None else \
            text + (support.SOURCE / "tariffs" / f"{tariff.group(1)}.yaml").read_text()

    def test_what_makes_no_sense_is_refused(self):
        for options, says in [
                (("--at", "people"), '--at: "people" isn\'t NAME=VALUE'),
                (("--at", "people=many"),
                 '--at: "many" is no value here: write it as 552'),
                (("--outcome", "reoffenders", "--from", "9", "--to", "3"),
                 "--from: the range must rise, by steps above 0"),
                (("--outcome", "reoffenders", "--step", "0"),
                 "--from: the range must rise, by steps above 0"),
                (("--outcome", "reoffenders", "--to", "9000000"),
                 '--step: 9000000 settlements for "reoffenders": take larger steps'),
                (("--period", "2015/16..2016/17"),
                 "--period: 2015/16..2016/17 holds 2 periods, and curves are of one"),
                (("--from", "3"), "--from requires --outcome")]:
            with self.subTest(options=options):
                result = self.outturn("cliffs", NORTHUMBRIA, *options)
                self.assertEqual((result.code, result.out), (support.WRONG_USAGE, ""))
                self.assertEqual(result.err.splitlines()[0], says)
        self.refuses("cliffs", NORTHUMBRIA, "--outcome", "reoffender", says=(
            f'{NORTHUMBRIA}: no outcome "reoffender" moves what this contract pays '
            "[unknown_reference]\n    it has: reoffenders; once-only-reoffenders; reoffences"))
        for given, says in [
                ("people=0", "people is 0, and there must be somebody"),
                ("people=0.5", "people is 0.50, and a count is a whole number"),
                ("people=-5", "people is -5, and it can't be below 0"),
                ("reoffenders=2,000", "reoffenders is 2,000, and that is more than there are people"),
                ("reoffences=3", "reoffences is 3, and that is fewer than there are reoffenders")]:
            with self.subTest(given=given):
                result = self.outturn("cliffs", NORTHUMBRIA, "--at", given)
                self.assertEqual(result.code, support.INPUT_REFUSED)
                self.assertIn(f"{NORTHUMBRIA}: {says} [out_of_range]", result.err)
        self.refuses("cliffs", NORTHUMBRIA, "--at", "peple=3", says=(
            f'{NORTHUMBRIA}: nothing that this contract reads is called "peple" '
            '[unknown_reference]\n    did you mean "people"?'))


if __name__ == "__main__":
    support.main()
