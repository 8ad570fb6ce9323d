"""Seven shipped contracts that pay for single people, worked by hand."""

import re

import support
from support import CONTRACTS, EndToEnd, evidence, statement

STARTS = """person,provider,index_date,disposal,programme,claimant_group,band_set_by,complexity_band
W1,WIR,2018-01-31,none,women_in_recovery,,,
W2,WIR,2018-02-28,none,women_in_recovery,,,
J1,WP,2011-07-01,none,work_programme,jsa_18_24,,
J2,WP,2014-05-01,none,work_programme,fifth_group,,
H1,WHP,2018-01-01,none,work_and_health,,,
H2,WHP,2018-01-01,none,work_and_health,,,
F1,TF,2012-05-01,none,troubled_families,,,
F2,TF,2012-05-01,none,troubled_families,,,
D1,DAR,2012-05-01,none,recovery,,independent_assessor,high
D2,DAR,2012-05-01,none,recovery,,provider,high
R1,FCF,2015-02-01,none,fair_chance,,,
V1,VEN,2018-01-15,none,reentry,,,
"""
EVENTS = """person,offence_date,proven_date,outcome,breach,evidence,pence
W1,2018-12-01,,graduation,no,,
W2,2018-12-15,,graduation,no,,
W2,2020-02-28,,prison,no,,
J1,2011-11-01,,job_outcome,no,,
J1,2011-12-01,,sustainment,no,,
J1,2011-12-29,,sustainment,no,,
J2,2014-12-01,,job_outcome,no,,
H1,2018-06-01,2018-09-01,earnings,no,,150000
H1,2019-04-02,2019-09-30,earnings,no,,150000
H2,2019-04-03,2019-05-01,earnings,no,,300000
F1,2012-09-01,,crime_met,no,,
F1,2012-10-01,,education_met,no,,
F1,2013-06-01,,employment,no,,
F2,2012-09-01,,employment,no,,
F2,2013-06-01,,crime_met,no,,
F2,2013-07-01,,education_met,no,,
F2,2013-08-01,,progress_to_work,no,,
D1,2012-09-01,,interim_outcome,no,,
D1,2013-03-01,,final_outcome,no,,
D2,2012-09-01,,interim_outcome,no,,
R1,2015-03-01,,home,no,tenancy_agreement,
R1,2015-10-01,,home_lost,no,,
R1,2016-03-01,,work_13_weeks,no,self_declared,
R1,2016-04-01,,work_13_weeks,no,payslip,
V1,2018-05-01,,arrest,no,,
"""

# contract, period: what is due
DUE = {
    ("oklahoma/oklahoma-women", "2018-Q4"): "$11,292.00",        # two graduations
    ("oklahoma/oklahoma-women", "2020-Q1"): "$11,292.00",        # W2's prison is on the anniversary
    ("oklahoma/oklahoma-women", "2021-Q1"): "$5,646.00",         # three years: W1 alone
    ("work-programme/work-programme-area", "2011-Q3"): "£400.00",
    ("work-programme/work-programme-area", "2011-Q4"): "£1,540.00",   # 1,200 + 2 x 170
    ("work-programme/work-programme-area", "2014-Q2"): "£0.00",       # attachment has ended
    ("work-programme/work-programme-area", "2014-Q4"): "£1,000.00",
    # a fee of 30% of £12,000,000 in 60 months; H2 is a day too late
    ("work-and-health/work-and-health", "2019-05"): "£60,000.00",
    ("work-and-health/work-and-health", "2019-09"): "£62,500.00",     # on the day of the proof
    # five sixths of 2 x £3,200 + £700 + £800 = £7,900, and of £100 for the higher route
    ("troubled-families/troubled-families-council", "2012/13"): "£6,583.33",
    ("troubled-families/troubled-families-council", "2013/14"): "£83.33",
    ("drug-recovery/drug-recovery", "2012-Q3"): "£400.00",       # only D1's band is independent
    ("drug-recovery/drug-recovery", "2013-Q1"): "£2,000.00",
    ("drug-recovery/drug-recovery", "2014-Q3"): "£300.00",       # 12 months, proven by 18
    ("fair-chance/fair-chance-area", "2015-Q3"): "£1,500.00",    # six months in the home
    ("fair-chance/fair-chance-area", "2016-Q1"): "£0.00",        # lost it; self-declared work
    ("fair-chance/fair-chance-area", "2016-Q2"): "£4,500.00",
    ("ventura/ventura-county", "2018-Q2"): "$700.00",
    ("ventura/ventura-county", "2018-Q3"): "$0.00",              # the arrest
    ("ventura/ventura-county", "2018-Q4"): "$700.00",
    ("ventura/ventura-county", "2021-Q4"): "$80,000.00",         # 40 arrests fewer; no quarter left
}


class Milestones(EndToEnd):
    def setUp(self):
        super().setUp()
        self.write("starts.csv", STARTS)
        self.write("events.csv", EVENTS)
        self.succeeds("import", "s.sqlite", "--starts", "starts.csv", "--events", "events.csv",
                      "--observed-until", "2022-12-31", "--covers", "everyone",
                      cwd=self.folder)

    def settle(self, contract, period, *more):
        """Settles a period and those before it, on which a limit over the term builds."""
        self.succeeds("settle", "--contract", CONTRACTS / f"{contract}.yaml", "--store", "s.sqlite",
                      "--period", f"2000-01-01..{period}", "--out", "out", *more, cwd=self.folder)
        return self.folder / "out" / contract.split("/")[1] / period.replace("/", "-")

    def test_each_contract_pays_what_was_worked_out_by_hand(self):
        for (contract, period), due in DUE.items():
            with self.subTest(contract=contract, period=period):
                document = statement(self.settle(contract, period))
                self.assertEqual(document["total"]["shown"], due)
                self.assertTrue(document["run"]["payable"])

    def test_a_reader_can_redo_the_count_of_every_pattern(self):
        folder = self.settle("troubled-families/troubled-families-council", "2013/14")
        rows = evidence(folder)
        for pattern in statement(folder)["milestones"]["patterns"]:
            of_it = [row for row in rows if row["milestone_pattern"] == pattern["pattern"]]
            self.assertEqual(len(of_it), int(pattern["people"]))
            for claims in pattern["claims"]:
                for row in of_it:
                    told = re.findall(rf"(?:^|; ){claims['stage']}\|[^|]*\|(\w+)\|(\d+)",
                                      row["milestone_claims"])
                    now = sum(int(times) for result, times in told if result == "claimed")
                    self.assertEqual(str(now), claims["claims"])

    def test_the_page_and_the_person_tell_the_claims(self):
        folder = self.settle("fair-chance/fair-chance-area", "2016-Q1")
        page = self.succeeds("show", folder, cwd=self.folder)
        self.assertIn("MILESTONES", page)
        self.assertIn("work_13_weeks: its evidence is not of a kind that the contract accepts", page)
        person = self.succeeds("explain", folder, "--person", "R1", cwd=self.folder)
        self.assertIn("2015-03-01  home: reached in an earlier period", person)
        self.assertIn("2015-10-01  home_12_months: an event happened of which the\n", person)
        self.assertIn("Nothing in this period.", person)

    def test_an_interim_statement_says_why(self):
        self.succeeds("import", "early.sqlite", "--starts", "starts.csv", "--events", "events.csv",
                      "--observed-until", "2022-12-31", "--covers", "everyone",
                      cwd=self.folder)
        self.succeeds("settle", "--contract", CONTRACTS / "oklahoma/oklahoma-women.yaml", "--store",
                      "early.sqlite", "--period", "2000-01-01..2023-Q1", "--out", "early",
                      cwd=self.folder)
        document = statement(self.folder / "early/oklahoma-women/2023-Q1")
        self.assertEqual(document["run"]["reason"], "claims are decided until 2023-03-31, and the "
                                                    "data is observed until 2022-12-31")
        self.assertFalse(document["run"]["payable"])


if __name__ == "__main__":
    support.main()
