"""What was issued can be disputed in time, and is answered by somebody else than who disputes it."""

import datetime
import hashlib
import json
import sqlite3

import support
from support import CONTRACTS, SOURCE, EndToEnd

# Hands back £100,000 on its one line, and says nothing of disputes.
DONCASTER = CONTRACTS / "doncaster/doncaster-if-3.3.yaml"
# Eight people, called by their names.
WORKED = SOURCE / "docs/worked"
AGAIN = "[{name: first reconciliation, after: 2 months}]"
FEE = """\
contract: fee
title: A fee
commissioner: An office
provider: {name: A provider}
currency: GBP
term: {from: 2022-10-01, until: 2022-12-31}
illustrative: Everything here is invented.
periods: {every: quarter, rules_as_of: first day}
measures: {}
lines:
  fee:
    title: A fee
    pays: {pay: {amount: "£50,000"}}
bounds: []
rounding: {each: line, to: penny, how: half away from zero}
runs:
  counted_from: last day of the period
  month_end: last day of the month
  interim: never
  final: 1 month
  reconciliations: [{name: first reconciliation, after: 2 months}]
  post_final: never
  closed: never
  disputes: {within: 28 days, day_of_issue: not counted, last_day: any day}
  materiality: none
payers: {shares: {An office: 100%}, odd_pennies_to: An office}
"""


class Disputes(EndToEnd):
    def setUp(self):
        super().setUp()
        self.register = self.folder / "register.sqlite"
        self.keys = {person: self.make_key(person) for person in ("ann", "bob", "dan")}

    def issue(self, *settling):
        """Settles, and issues the statement of entry 2 by entry 6; Dan's key is known as well."""
        self.succeeds("settle", *settling, "--register", self.register, *self.keys["ann"])
        for person in ("bob", "dan"):
            self.succeeds("register", "add-key", self.register, self.folder / f"{person}.key.pub",
                          *self.keys["ann"])
        self.succeeds("register", "approve", self.register, "2", *self.keys["bob"])
        self.succeeds("register", "issue", self.register, "2", *self.keys["ann"])

    def issue_fee(self, text=FEE):
        self.issue("--contract", self.write("fee.yaml", text))

    def import_worked(self, observed_until):
        store = self.folder / "worked.sqlite"
        self.succeeds("import", store, "--starts", WORKED / "starts.csv", "--events",
                      WORKED / "events.csv", "--observed-until", observed_until, "--covers",
                      "everyone")
        return store

    def opening(self, *words, entry="2", held="0", by="dan", reason="it was more"):
        return ["dispute", "open", self.register, entry, *words, "--held", held, "--reason",
                reason, *self.keys[by]]

    def answering(self, *words, by="ann"):
        return ["dispute", "answer", self.register, "7", *words, "--reason", "by the minutes",
                *self.keys[by]]

    def disputes(self):
        return json.loads(self.succeeds("dispute", "list", self.register, "--json"))["disputes"]

    def shown(self, entry):
        return self.succeeds("register", "show", self.register, entry)

    def verify(self):
        self.assertIn("nothing is wrong", self.succeeds("register", "verify", self.register))

    # --- the usual way ---

    def test_a_line_is_disputed_held_and_agreed(self):
        self.issue_fee()
        self.assertEqual(self.succeeds("dispute", "list", self.register), "nothing was disputed\n")
        self.assertEqual(
            self.succeeds(*self.opening("--line", "fee", held="1,234.50")),
            "entry 7: Dan disputes line fee of the statement of entry 2; £1,234.50 is held\n")
        self.assertIn("Held          £1,234.50 by 1 open dispute\n", self.shown("2"))
        self.assertIn("entry 2, line fee: open", self.succeeds("register", "list", self.register))
        self.assertEqual(
            self.succeeds(*self.answering("--uphold", "--amount", "800")),
            "entry 8: the dispute of entry 7 is upheld by Ann: £800.00\n")
        self.assertNotIn("Held  ", self.shown("2"))
        self.assertIn("entry 8: upheld by Ann at ", self.shown("2"))
        self.assertIn("Amount        £800.00\n", self.shown("8"))
        today = datetime.datetime.now(datetime.timezone.utc).date()
        dispute, = self.disputes()
        self.assertIn(dispute["last_day"], [str(today + datetime.timedelta(days))
                                            for days in (27, 28)])  # it may be past midnight now
        self.assertEqual(
            {key: dispute[key] for key in ("dispute", "entry", "contract", "period", "about", "held",
                                           "opened_by", "state", "answered_in", "amount", "reason")},
            {"dispute": 7, "entry": 2, "contract": "fee", "period": "2022-Q4",
             "about": {"of": "line", "name": "fee"},
             "held": {"minor": "123450", "shown": "£1,234.50"}, "opened_by": "Dan",
             "state": "upheld", "answered_in": 8, "amount": {"minor": "80000", "shown": "£800.00"},
             "reason": "it was more"})
        self.verify()

    def test_the_whole_is_disputed_and_the_dispute_rejected(self):
        self.issue("--contract", DONCASTER)
        self.assertEqual(
            self.succeeds(*self.opening(held="£100,000")),
            "entry 7: Dan disputes the total of the statement of entry 2; £100,000.00 is held\n")
        self.assertEqual(self.succeeds(*self.answering("--reject")),
                         "entry 8: the dispute of entry 7 is rejected by Ann\n")
        dispute, = self.disputes()
        self.assertEqual((dispute["state"], dispute["amount"], dispute["last_day"]),
                         ("rejected", None, None))
        self.assertIn("Last day      none: at any time\n", self.shown("7"))
        self.verify()

    def test_a_person_is_disputed_counted_or_left_out(self):
        self.issue("--contract", WORKED / "contract.yaml", "--store",
                   self.import_worked("2017-12-31"))
        for person in ("Fay", "Gil"):  # Gil was fined, which is out of scope
            self.succeeds(*self.opening("--person", person))
        self.refuses(*self.opening("--person", "Ida"),
                     says='nobody called "Ida" is in the evidence [not_in_statement]\n    who was '
                          "not read can be missed: dispute the line, or the whole")
        self.assertEqual([dispute["about"]["name"] for dispute in self.disputes()], ["Fay", "Gil"])
        self.verify()

    def test_what_is_agreed_may_be_less_or_nothing(self):
        for words, amount in ((["--amount", "-50"], "-£50.00"), (["--amount", "-£0.05"], "-£0.05"),
                              ([], "£0.00")):
            with self.subTest(words=words):
                self.register.unlink(missing_ok=True)
                self.issue_fee()
                self.succeeds(*self.opening())
                self.assertEqual(self.succeeds(*self.answering("--uphold", *words)),
                                 f"entry 8: the dispute of entry 7 is upheld by Ann: {amount}\n")

    def test_programs_are_told_the_number_of_the_entry(self):
        self.issue_fee()
        for command, entry in ((self.opening(), 7), (self.answering("--reject"), 8)):
            self.assertEqual(json.loads(self.succeeds(*command, "--json")),
                             {"problems": [], "entry": entry})

    def test_an_amount_may_be_agreed_where_the_period_is_settled_again(self):
        for again in (FEE, FEE.replace(AGAIN, "[]").replace("post_final: never",
                                                            "post_final: 6 months"),
                      FEE[:FEE.index("runs:")] + FEE[FEE.index("payers:"):]):
            with self.subTest(again):
                self.register.unlink(missing_ok=True)
                self.issue_fee(again)
                self.succeeds(*self.opening())
                self.succeeds(*self.answering("--uphold", "--amount", "800"))

    # --- what is refused ---

    def test_every_step_that_is_not_allowed_is_refused(self):
        self.issue_fee()
        self.succeeds(*self.opening())
        for command, says in (
                (self.opening(entry="3"), "no statement was prepared in entry 3 [not_in_register]\n"
                 "    outturn register list says which there are"),
                (self.opening("--line", "fees"), 'the statement has no line "fees" '
                 "[not_in_statement]\n    its lines: fee"),
                (self.opening(held="50000.01"), "£50,000.01 can't be held of £50,000.00 "
                 "[out_of_range]\n    only what is due can be held, whoever pays it"),
                (self.answering("--reject", by="dan"), '"Dan" opened the dispute: somebody else must '
                 "answer it [same_person]\n    nobody decides about their own dispute; a second key "
                 "of one person is no second person")):
            with self.subTest(says):
                self.refuses(*command, says=says)
        self.succeeds(*self.answering("--reject"))
        self.refuses(*self.answering("--reject"),
                     says="the dispute of entry 7 was rejected in entry 8 [wrong_stage]\n    a "
                          "dispute is answered once")
        self.assertEqual(len(self.disputes()), 1)
        self.verify()

    def test_only_what_was_issued_is_disputed(self):
        self.succeeds("settle", "--contract", self.write("fee.yaml", FEE), "--register",
                      self.register, *self.keys["ann"])
        self.refuses(*self.opening(by="ann"),
                     says="the statement of entry 2 is prepared: it can't be disputed [wrong_stage]\n"
                          "    only what is issued can be paid, and disputed")

    def test_two_disputes_hold_no_more_than_is_paid(self):
        self.issue_fee()
        self.succeeds(*self.opening("--line", "fee", held="30000"))
        self.refuses(*self.opening(held="20000.01"),
                     says="£20,000.01 can't be held: £30,000.00 of £50,000.00 is held by open "
                          "disputes already [out_of_range]\n    together they hold no more than the "
                          "statement pays; 0 holds nothing")
        self.succeeds(*self.opening(held="20000"))
        self.assertIn("Held          £50,000.00 by 2 open disputes\n", self.shown("2"))
        self.verify()

    def test_of_a_re_settlement_the_difference_can_be_held(self):
        self.issue_fee()
        self.succeeds(*self.opening())
        self.succeeds(*self.answering("--uphold", "--amount", "500"))
        self.succeeds("settle", "--run", "reconciliation", "--contract", self.folder / "fee.yaml",
                      "--register", self.register, *self.keys["ann"])
        self.succeeds("register", "approve", self.register, "9", *self.keys["bob"])
        self.succeeds("register", "issue", self.register, "9", *self.keys["ann"])
        for words in ((), ("--line", "fee")):
            self.refuses(*self.opening(*words, entry="9", held="500.01"),
                         says="£500.01 can't be held of £500.00 [out_of_range]\n    only what is due "
                              "can be held, whoever pays it")
        self.succeeds(*self.opening(entry="9", held="500"))
        self.refuses(*self.opening("--line", "fee", entry="9", held="0.01"),
                     says="£0.01 can't be held: £500.00 of £500.00 is held by open disputes already "
                          "[out_of_range]\n    together they hold no more than the statement pays; "
                          "0 holds nothing")
        self.assertIn("Held          £500.00 by 1 open dispute\n", self.shown("9"))
        self.verify()

    def test_beside_a_forecast_no_amount_is_agreed(self):
        self.issue("--contract", WORKED / "contract.yaml", "--store",
                   self.import_worked("2017-08-31"))
        self.assertIn("Payable       no", self.shown("2"))
        self.succeeds(*self.opening())
        for amount, text in (("800", "£800.00"), ("-800", "-£800.00")):
            self.refuses(*self.answering("--uphold", "--amount", amount),
                         says=f"the statement is a forecast: {text} can't be agreed beside it "
                              "[wrong_stage]\n    a forecast pays nothing: the final run puts it "
                              "right")
        self.succeeds(*self.answering("--uphold"))
        self.verify()

    def test_no_amount_is_agreed_that_no_run_could_pay(self):
        self.issue_fee(FEE.replace(AGAIN, "[]"))
        self.succeeds(*self.opening())
        for amount in ("800", "-800"):
            self.refuses(*self.answering("--uphold", "--amount", amount),
                         says="the contract has no run by which an agreed amount could be paid "
                              "[wrong_run]\n    its runs have no reconciliation and no post_final: "
                              "leave --amount out")
        self.succeeds(*self.answering("--uphold", "--amount", "0"))
        self.verify()

    def test_an_amount_that_is_none_is_not_agreed(self):
        self.issue_fee()
        self.succeeds(*self.opening())
        for amount in ("a lot", "$5", "1.005", ""):
            with self.subTest(amount):
                result = self.outturn(*self.answering("--uphold", "--amount", amount))
                self.assertEqual((result.code, result.out), (support.WRONG_USAGE, ""))
                self.assertIn(f'--amount: "{amount}" isn\'t an amount of GBP', result.err)
        self.assertEqual([dispute["state"] for dispute in self.disputes()], ["open"])

    def test_wrong_usage(self):
        self.issue_fee()
        for command, says in (
                (self.opening(held="a lot"), '--held: "a lot" isn\'t an amount of GBP'),
                (self.opening(held="$5"), '--held: "$5" isn\'t an amount of GBP'),
                (self.opening(held="1.005"), '--held: "1.005" isn\'t an amount of GBP'),
                (self.opening(reason="\udcff"), "--reason: isn't UTF-8"),  # a byte alone
                (self.opening("--line", "fee", "--person", "Fay"), "--line excludes --person"),
                (self.answering(), "--uphold or --reject is required"),
                (self.answering("--uphold", "--reject"), "--uphold excludes --reject"),
                (self.answering("--reject", "--amount", "5"), "--amount requires --uphold")):
            with self.subTest(says):
                result = self.outturn(*command)
                self.assertEqual((result.code, result.out), (support.WRONG_USAGE, ""))
                self.assertIn(says, result.err)
        self.assertEqual(self.disputes(), [])

    # --- the last day ---

    def issued_at(self, time):
        """Makes the last entry, by which the statement was issued, say another time; nobody checks
        signatures before `register verify`."""
        with sqlite3.connect(self.register) as connection:
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            body = json.loads(connection.execute(
                "SELECT body FROM entry WHERE sequence = 6").fetchone()[0])
            body["at"] = time
            text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            connection.execute("UPDATE entry SET body = ?, hash = ? WHERE sequence = 6",
                               (text, hashlib.sha256(b"\0" + text.encode()).hexdigest()))
            for _, sql in triggers:
                connection.execute(sql)
        connection.close()

    def test_after_the_last_day_by_the_contract_it_is_too_late(self):
        self.issue_fee()
        self.issued_at("2024-02-01T12:00:00Z")
        self.refuses(*self.opening(),
                     says="the last day on which the statement of entry 2 could be disputed was "
                          "2024-02-29 [past_deadline]\n    what is found later comes in with the "
                          "next run of the period, if there is one")
        self.assertEqual(self.disputes(), [])

    def test_the_contract_counts_as_it_was_when_it_was_settled(self):
        self.issue_fee()
        self.write("fee.yaml", FEE.replace("28 days", "2800 days"))
        self.issued_at("2024-02-01T12:00:00Z")
        self.assertIn("[past_deadline]", self.outturn(*self.opening()).err)

    def test_without_a_day_of_issue_there_is_no_last_day_to_reckon(self):
        self.issue_fee()
        self.issued_at("noon")
        self.refuses(*self.opening(),
                     says=f'{self.register}: entry 6, at: "noon" is no time [corrupt_register]')
        self.assertEqual(self.disputes(), [])


if __name__ == "__main__":
    support.main()
