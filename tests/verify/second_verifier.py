#!/usr/bin/env python3
"""A second opinion on a statement: the four verdicts of docs/verify.md, from the documentation
alone, with Python's standard library and Ed25519 from the package `cryptography`.

second_verifier.py STATEMENT [EVIDENCE] [--proof FILE] [--head FILE] [--keys FILE] [--earlier FOLDER]

Of `recomputed` it redoes the arithmetic: every working, every total and count of the evidence, what
is due. What is said twice in words it leaves to outturn-verify. Exit codes are the same.
"""

import argparse
import base64
import csv
import hashlib
import hmac
import io
import json
import pathlib
import re
import sys
from collections import Counter, defaultdict
from fractions import Fraction

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

YES, NO, NOT_CHECKED = "yes", "no", "not checked"


class No(Exception):
    """The first thing that fails."""


def need(holds, what):
    if not holds:
        raise No(what)


def unique(pairs):
    need(len(dict(pairs)) == len(pairs), "a key stands twice")
    return dict(pairs)


def whole(digits):
    need(re.fullmatch(r"-?\d+", digits) and abs(int(digits)) < 2 ** 53, f"the number {digits}")
    return int(digits)


def read_json(data):
    return json.loads(data, object_pairs_hook=unique, parse_int=whole, parse_float=whole,
                      parse_constant=whole)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def fraction(value):
    need(isinstance(value, str) and re.fullmatch(r"-?\d+(/\d*[1-9]\d*)?", value), f"{value!r}")
    need(str(Fraction(value)) == value, f"{value} isn't in lowest terms")
    return Fraction(value)


def count(value):
    need(isinstance(value, str) and re.fullmatch(r"[0-9]{1,18}", value), f"{value!r} is no count")
    return int(value)


def number(value):
    need(re.fullmatch(r"(-?\d+(\.\d+)?)?", value), f"{value!r} is no number")
    return Fraction(value or 0)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def product(of):
    value = Fraction(1)
    for one in of:
        value *= one
    return value


def banded(working, a):
    bands = [(fraction(row["from"]), fraction(row["pays"]), row["per_unit"])
             for row in working["bands"]]
    need(all(low[0] < high[0] for low, high in zip(bands, bands[1:])), "bands don't rise")
    if working["op"] == "slab":
        edge = {"at least": lambda start: a >= start,
                "more than": lambda start: a > start}[working["details"]["edge"]]
        _, pays, per_unit = [bands[0], *(row for row in bands if edge(row[0]))][-1]
        return pays * a if per_unit else pays
    if working["op"] == "marginal":
        ends = [row[0] for row in bands[1:]] + [a]
        return sum((min(a, end) - start) * pays
                   for (start, pays, _), end in zip(bands, ends) if a > start)
    for (x0, y0, _), (x1, y1, _) in zip(bands, bands[1:]):
        if x0 < a <= x1:
            return y0 + (a - x0) * (y1 - y0) / (x1 - x0)
    return bands[0][1] if a <= bands[0][0] else bands[-1][1]


def rounded(working, a):
    step = fraction(working["details"]["step"])
    need(step > 0 and step.denominator == 1, "a step of whole minor units")
    size, part = divmod(abs(a / step), 1)
    up = {"half away from zero": part * 2 >= 1, "half toward zero": part * 2 > 1,
          "half to even": part * 2 > 1 or (part * 2 == 1 and size % 2 == 1),
          "toward zero": False, "away from zero": part > 0}[working["details"]["how"]]
    return (size + up) * step * (-1 if a < 0 else 1)


OPERATIONS = {  # how many operands, None for one or more; the value
    "add": (None, lambda w, of: sum(of)), "subtract": (2, lambda w, of: of[0] - of[1]),
    "multiply": (None, lambda w, of: product(of)), "divide": (2, lambda w, of: of[0] / of[1]),
    "negate": (1, lambda w, of: -of[0]), "at_least": (2, lambda w, of: of[0] >= of[1]),
    "more_than": (2, lambda w, of: of[0] > of[1]), "equal": (2, lambda w, of: of[0] == of[1]),
    "all_of": (None, lambda w, of: all(one == 1 for one in of)),
    "any_of": (None, lambda w, of: any(one == 1 for one in of)),
    "smaller_of": (2, lambda w, of: min(of)), "larger_of": (2, lambda w, of: max(of)),
    "round": (1, lambda w, of: rounded(w, of[0])),
    **{op: (1, lambda w, of: banded(w, of[0])) for op in ("slab", "marginal", "interpolated")}}


class Evidence:
    """What the rows add up to. Of a bundle's own rows follows only what a total is not below."""

    def __init__(self, statement, data, own):
        self.statement, self.own = statement, own
        self.sums, self.counts = defaultdict(Fraction), Counter()
        asked = {w["details"].get("sum_of", "") for w in statement["workings"]
                 if w["op"] == "evidence"}
        for row in csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True):
            need(None not in row and None not in row.values(), "a row of other columns")
            cohort, counted = row["cohort"], row["class"] == "counted"
            self.counts[cohort, "starts", "counted" if counted else row["reason"]] += 1
            events = [one.split("|")[4] for one in row["events"].split("; ") if one]
            self.counts.update((cohort, "events", klass) for klass in events)
            if counted and row["reoffences"]:
                need(row["reoffences"] == str(events.count("counted")) and
                     row["reoffended"] == str(int("counted" in events)), "reoffences")
            for columns in asked if counted else ():
                value = product(number(row[name]) for name in columns.split("*") if name)
                for grade in {None, row["grade"]}:
                    for pattern in {None, row.get("milestone_pattern")}:
                        self.sums[cohort, grade, pattern, columns] += value

    def agrees(self, said, found):
        need(found <= said if self.own else said == found, f"{said}, by the rows {found}")

    def check_counts(self):
        lists = {(one["name"], unit): one[f"{unit}_by_class"] for one in self.statement["cohorts"]
                 for unit in ("starts", "events")}
        if "milestones" in self.statement:
            lists["milestones", "starts"] = self.statement["milestones"]["starts_by_class"]
        for (cohort, unit), classes in lists.items():
            for entry in classes:
                found = self.counts.pop((cohort, unit, entry["class"]), 0)
                if found or entry["class"] != "no_provider":  # whom a contract may leave out
                    self.agrees(count(entry[unit]), found)
        need(not self.counts, f"{set(self.counts)} in no class")


def redo(statement, evidence, earlier, left_out):
    """The values of all workings, each from those before it."""
    values = {}
    for working in statement["workings"]:
        name, op, details = working["id"], working["op"], working.get("details", {})
        value = fraction(working["value"])
        need(name not in values, f"{name} stands twice")
        of = [values[one] for one in working.get("of", [])]
        if op in OPERATIONS:
            operands, how = OPERATIONS[op]
            need(len(of) == operands or operands is None and of, f"the operands of {name}")
            need(how(working, of) == value, f"{name} doesn't follow from its operands")
        elif op == "evidence" and evidence is None:
            left_out.append("totals of the evidence")
        elif op == "evidence":
            evidence.agrees(value, evidence.sums[details["cohort"], details.get("grade"),
                                                 details.get("pattern"), details.get("sum_of", "")])
        elif op == "earlier":
            look_up(statement, details, value, earlier, left_out)
        else:
            need(op in ("given", "agreed", "settled") and not of, f"{name} is of no known operation")
            if op == "agreed":
                left_out.append("what was agreed in disputes")
        values[name] = value
    return values


def look_up(statement, details, value, earlier, left_out):
    name, digest = (details["contract"], details["period"]), details["statement"]
    pins = [one["sha256"] for one in statement["pins"]["statements"]
            if (one["contract"], one["period"]) == name]
    need(pins == [digest], f"the statement of {name} isn't pinned")
    names = {one: (old["contract"]["id"], old["period"]["name"]) for one, old in earlier.items()}
    if digest in earlier:
        found = {one["id"]: one["value"] for one in earlier[digest]["workings"]}
        need(names[digest] == name and found[details["working"]] == str(value), f"a value of {name}")
    else:
        need(name not in names.values(), f"another statement of {name} was built on")
        left_out.append(f"values of {name}")


def check_dues(statement, values):
    payers = [one["due"] for one in statement["payers"]]
    for due in (statement["total"], *payers,
                *(line[which] for line in statement["lines"] for which in ("gross", "due"))):
        need(values[due["working"]] == fraction(due["minor"]), f"{due} isn't its working")
    total = fraction(statement["total"]["minor"])
    need(not payers or sum(fraction(one["minor"]) for one in payers) == total, "payers")
    for cohort in statement["cohorts"]:
        for field, unit in (("starts", "starts"), ("events", "events")):
            classes = [count(one[unit]) for one in cohort[f"{unit}_by_class"]]
            need(count(cohort[field]) == sum(classes), f"{field} of {cohort['name']}")


CAUSES = ["engine", "late_events", "corrected_events", "cohort", "earlier_statements", "rules",
          "tables", "figures", "disputes", "carried_forward"]


class Again:
    """A re-settlement: the difference to the statement before is paid, and its causes and payers
    add up to it."""

    def __init__(self, statement, values, earlier):
        self.statement, self.values = statement, values
        self.again = statement["reconciliation"]
        self.workings = {one["id"]: one for one in statement["workings"]}
        self.before = earlier.get(self.again["superseded"]["sha256"])
        self.new = next((one["amount"]["working"] for one in self.again["causes"]
                         if one["causes"] == ["disputes"]), None)
        self.material = self.again.get("material", {}).get("working")

    def at(self, *way, of=None):
        """The working of an amount, which says its value; None where there is none."""
        due = self.again if of is None else of
        for key in way:
            due = due.get(key, {})
        if due:
            need(self.values[due["working"]] == fraction(due["minor"]), f"{due} isn't its working")
        return due.get("working")

    def of(self, name, op, *right):
        """The operands of a working of that operation, which are these if any are named."""
        working = self.workings[name]
        need(working["op"] == op and (not right or working["of"] == [*right]), f"{name} isn't {right}")
        return working["of"]

    def is_nothing(self, name):
        one = self.workings[name]
        return one["op"] == "given" and one["value"] == "0" and "file" not in one["rule"]

    def taken(self, name, get, none=False):
        """Taken from the statement before, where `get` finds it; or nothing, where it may be."""
        found = get(self.before.get("reconciliation", self.before)) if self.before else None
        if self.is_nothing(name):
            need(none and not found, f"{name} isn't nothing")
            return
        details = self.workings[name]["details"]
        need(self.workings[name]["op"] == "earlier" and
             (details["statement"], details["contract"], details["period"]) ==
             (self.again["superseded"]["sha256"], self.statement["contract"]["id"],
              self.statement["period"]["name"]), "what is superseded")
        need(not self.before or found and found["working"] == details["working"], f"{name} before")

    def check(self):
        total, agreed = self.statement["total"]["working"], self.at("agreed")
        self.taken(self.at("superseded", "total"), lambda _: self.before["total"])
        self.taken(self.at("before"), lambda old: old.get("settled") or old["total"])
        if agreed:
            answers = [self.workings[one] for one in self.of(agreed, "add")]
            entries = [one["details"]["entry"] for one in answers if one["op"] == "agreed"]
            need(len(set(entries)) == len(answers), "answers to disputes")
        self.of(self.at("owed"), "add", total, *([agreed] if agreed else []))
        self.of(self.at("difference"), "subtract", self.at("owed"), self.at("before"))
        self.check_causes(total, agreed)
        self.check_paid()
        self.check_payers(agreed)

    def check_causes(self, total, agreed):
        reached, codes = self.at("superseded", "total"), []
        for cause in self.again["causes"]:
            self.at("amount", of=cause)
            codes += cause["causes"]
            now, then = self.of(cause["amount"]["working"], "subtract")
            if cause["causes"] == ["disputes"]:
                need(now == agreed if agreed else self.is_nothing(now), "agreed now")
                self.taken(then, lambda old: old.get("agreed"), none=True)
            elif cause["causes"] == ["carried_forward"]:
                self.taken(now, lambda old: old.get("owed") or old["total"])
                need(then == self.at("before"), "carried forward")
            else:
                last = self.workings[now]
                need(then == reached and not {"disputes", "carried_forward"} & {*cause["causes"]} and
                     (now == total or last["op"] == "settled" and
                      last["details"]["with"] == "+".join(cause["causes"])), f"{cause} isn't next")
                reached = now
        need(codes == sorted(set(codes), key=CAUSES.index), "the order of causes")
        need(self.values[reached] == self.values[total], "the last cause")
        need(sum(fraction(one["amount"]["minor"]) for one in self.again["causes"]) ==
             self.values[self.at("difference")], "causes")

    def check_paid(self):
        owed, before, difference, due = map(self.at, ("owed", "before", "difference", "due"))
        if not self.material:
            need(due == difference or self.of(due, "add", difference), "due")
        else:
            need(self.again["material"]["holds"] == (self.values[self.material] == 1), "material")
            size, limit = self.workings[self.material]["of"]
            need(self.workings[self.material]["op"] in ("at_least", "more_than") and
                 self.workings[limit]["op"] == "given" and "file" in self.workings[limit]["rule"] and
                 self.values[size] == abs(self.values[difference] - self.values.get(self.new, 0)),
                 "what is material")
            if self.new:
                paid, new = self.of(due, "add")
                need(new == self.new, "due")
                self.of(self.of(paid, "multiply")[0], "subtract", difference, new)
                self.of(paid, "multiply", self.of(paid, "multiply")[0], self.material)
            else:
                self.of(due, "multiply", difference, self.material)
        settled = self.workings[self.at("settled")]
        self.carried = bool(self.material) and settled.get("of") == [before, due]
        self.check_settled(self.at("settled"), owed, before, due)

    def check_settled(self, settled, owed, before, due):
        need(settled == owed and not self.carried or
             self.of(settled, "add", *([before, due] if self.carried else [owed])), "settled")

    def check_payers(self, agreed):
        now = {one["name"]: one["due"]["working"] for one in self.statement["payers"]}
        old = self.before.get("reconciliation", self.before)["payers"] if self.before else []
        payers = self.again["payers"]
        names = [one["name"] for one in payers]
        need(len(set(names)) == len(names) and {*now, *(one["name"] for one in old)} <= {*names},
             "payers")
        shares, paid = {}, {}
        alone = self.new and self.material and self.values[self.material] == 0
        for payer in payers:
            name, due, settled = payer["name"], self.at("due", of=payer), self.at("settled", of=payer)
            if alone and name in now:
                paid[name], of = due, self.of(settled, "add") if settled in self.workings and \
                    self.workings[settled]["op"] == "add" else [settled]
                need(not self.carried or of[1:] == [due], "settled")
                owed, before = (None, of[0]) if self.carried else (of[0], None)
            else:
                difference = self.of(due, "multiply")[0] if self.material else due
                need(not self.material or self.of(due, "multiply", difference, self.material), "due")
                owed, before = self.of(difference, "subtract")
                self.check_settled(settled, owed, before, due)
            if before:
                self.taken(before, lambda _, name=name: next(
                    (one.get("settled") or one["due"] for one in old if one["name"] == name), None),
                    none=name in now)
            if owed and name not in now:
                need(self.is_nothing(owed), f"{name} owes nothing")
            elif owed and agreed:
                shares[name] = owed
            else:
                need(owed in (None, now.get(name)), f"what {name} owes")
        for part, amount in ((shares, self.at("owed")), (paid, self.new)):
            self.check_split(part, amount)
        for which in ("due", "settled"):
            need(not payers or sum(fraction(one[which]["minor"]) for one in payers) ==
                 fraction(self.again[which]["minor"]), which)

    def check_split(self, parts, amount):
        """Each its share cut to whole pennies, and one what the others leave."""
        cut = [one for name, one in parts.items() if self.workings[one]["op"] == "round" and
               self.workings[one]["details"] == {"step": "1", "how": "toward zero"} and
               self.of(self.workings[one]["of"][0], "multiply", amount, f"payer_share.{name}")]
        for one in {*parts.values()} - {*cut}:
            need(len(cut) == len(parts) - 1, "more than one takes what is left")
            need(one == amount and not cut or
                 self.of(self.of(one, "subtract")[1], "add", *cut) and
                 self.of(one, "subtract")[0] == amount, "what is left")


def check_settled(statement):
    """On a total that only the program made rest causes alone."""
    causes = {one["amount"]["working"] for one in statement.get("reconciliation", {}).get("causes", [])}
    resting = set()
    for one in statement["workings"]:
        rests = resting & {*one.get("of", [])}
        need(not rests or one["id"] in causes, f"{one['id']} rests on {rests}")
        if rests or one["op"] == "settled":
            resting.add(one["id"])


def recomputed(statement, files, left_out):
    rows = files.own if files.manifest else files.evidence
    evidence = None if rows is None else Evidence(statement, rows, bool(files.manifest))
    values = redo(statement, evidence, files.earlier, left_out)
    check_dues(statement, values)
    check_settled(statement)
    if "reconciliation" in statement:
        Again(statement, values, files.earlier).check()
    if evidence:
        evidence.check_counts()
    elif statement["cohorts"] or "milestones" in statement:
        left_out.append("counts of the evidence")
    if files.manifest and statement["pins"]["evidence"]["rows"] > rows.count(b"\n") - 1:
        left_out.append("the rows of other people")


def root_of(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1", root_of(leaves[:split]), root_of(leaves[split:]))


def evidence_root(data):
    key = hmac.new(b"outturn evidence salt/1", data, hashlib.sha256).digest()
    return root_of([sha256(b"\0", sha256(key, at.to_bytes(8, "big")), line)
                    for at, line in enumerate(data.split(b"\n")[:-1])])


def bundle_root(manifest, data):
    lines = iter(data.split(b"\n")[:-1])
    return root_of([sha256(b"\0", digest(leaf["salt"]), next(lines)) if "salt" in leaf
                    else digest(leaf["hash"]) for leaf in manifest["leaves"]])


def included(leaf, index, size, path):
    """The root to which a path leads; RFC 9162, section 2.1.3.2."""
    at, last, root = index, size - 1, leaf
    for step in path:
        need(last > 0, "a path that is too long")
        if at % 2 or at == last:
            root = sha256(b"\1", step, root)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            root = sha256(b"\1", root, step)
        at, last = at >> 1, last >> 1
    need(last == 0, "a path that is too short")
    return root


def consistent(old, old_root, new, new_root, path):
    """RFC 9162, section 2.1.4.2."""
    if old in (0, new):
        return not path and (old_root == new_root if old else old_root == sha256(b""))
    path = [old_root, *path] if old & (old - 1) == 0 else list(path)
    at, last = old - 1, new - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    if not path:
        return False
    first = second = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            first, second = sha256(b"\1", step, first), sha256(b"\1", step, second)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            second = sha256(b"\1", second, step)
        at, last = at >> 1, last >> 1
    return (first, second, last) == (old_root, new_root, 0)


def intact(statement, files, left_out):
    need(files.statement == canonical(statement) + b"\n", "the statement isn't in canonical form")
    pin = statement["pins"]["evidence"]
    if files.manifest:
        need(files.manifest["form"] == "outturn-bundle/1" and
             files.manifest["statement"] == sha256(files.statement).hex(), "another bundle")
        salts = sum("salt" in leaf for leaf in files.manifest["leaves"])
        need(salts == files.own.count(b"\n") and files.own.endswith(b"\n"), "lines of the bundle")
        need(len(files.manifest["leaves"]) == pin["rows"] + 1, "rows of the bundle")
        need(bundle_root(files.manifest, files.own).hex() == pin["root"], "the root of the bundle")
    elif files.evidence is None:
        left_out.append("the evidence")
    else:
        need(sha256(files.evidence).hex() == pin["sha256"], "the digest of the evidence")
        need(files.evidence.count(b"\n") - 1 == pin["rows"], "the rows of the evidence")
        need(pin.get("root") in (None, evidence_root(files.evidence).hex()), "the evidence's root")
    if "reconciliation" in statement and files.changes is not None:
        pin = statement["reconciliation"]["changes"]
        need(sha256(files.changes).hex() == pin["sha256"], "the digest of the changes")
        need(files.changes.count(b"\n") - 1 == pin["rows"], "the rows of the changes")
    if files.proof is None:
        left_out.append("the digest in the register")
    else:
        need(prepared_in(entries_of(files), files)["statement"] == sha256(files.statement).hex(),
             "other bytes were prepared")


def unpacked(text):
    """What base64 stands for, if it is written in the one way in which it should be."""
    raw = base64.b64decode(text, validate=True)
    need(base64.b64encode(raw).decode() == text, "base64 with bits to spare")
    return raw


def signed_comment(key, data, signature):
    """The trusted comment of a good signature."""
    untrusted, packed, comment, over = signature.split("\n", 3)
    need(untrusted.startswith("untrusted comment: "), "no untrusted comment")
    raw, packed = unpacked(key), unpacked(packed)
    need(raw[:2] == b"Ed" and packed[:2] == b"ED" and raw[2:10] == packed[2:10], "another key")
    need(comment.startswith("trusted comment: "), "no trusted comment")
    comment = comment.removeprefix("trusted comment: ")
    public = Ed25519PublicKey.from_public_bytes(raw[10:])
    public.verify(packed[10:], hashlib.blake2b(data).digest())
    over = unpacked(over.removesuffix("\n"))
    public.verify(over, packed[10:] + comment.encode())
    return comment


def comment_for(role, statement, register, entry):
    return (f"outturn: {role} statement of {statement['contract']['id']} "
            f"{statement['period']['name']}, register {register}, entry {entry}")


def signed(statement, files, left_out):
    if files.keys is None or (files.proof is None and None in files.detached):
        left_out.append("the signatures")
        return
    if files.proof is None:
        by, ends = [], []
        for role, signature in zip(("prepared", "approved"), files.detached):
            good = [(key, comment) for key in files.keys
                    if (comment := comment_if_good(key, files.statement, signature)) is not None]
            need(good, f"nobody who is trusted {role} it")
            ends += re.findall(r"register [0-9a-f]{32}, entry [1-9][0-9]*$", good[0][1])
            by.append(good[0][0])
            need(good[0][1] == comment_for(role, statement, *re.findall(r"\w+", ends[-1])[1::2]), role)
        need(ends[0] == ends[1], "signatures of two entries")
    else:
        entries = entries_of(files)
        entry = prepared_in(entries, files)
        by = [check_signer(one, statement, files, entries, entry["sequence"])
              for one in entries if one is entry or one.get("entry") == entry["sequence"]
              and one["kind"] in ("approved", "issued")][:2]
        need(len(by) == 2 and about(entries, "approved", entry), "nobody approved it")
    need(by[0] != by[1] and files.keys[by[0]] != files.keys[by[1]], "one person signed twice")


def comment_if_good(key, data, signature):
    try:
        return signed_comment(key, data, signature)
    except (No, ValueError, InvalidSignature):
        return None


def check_signer(entry, statement, files, entries, prepared):
    key = entry["by"]["key"]
    need(files.keys.get(key) == entry["by"]["person"], f"{key} isn't trusted")
    need(signed_comment(key, files.statement, entry["statement_signature"]) ==
         comment_for(entry["kind"], statement, files.proof["register"], prepared), "the comment")
    need(not any(one["kind"] == "key_revoked" and one["key"] == key and
                 one["sequence"] < entry["sequence"] for one in entries), f"{key} was revoked")
    return key


def digest(value):
    need(re.fullmatch("[0-9a-f]{64}", value), f"{value!r} is no digest")
    return bytes.fromhex(value)


def entries_of(files):
    """The bodies of a proof that is one, in their order."""
    proof, before = files.proof, 0
    need(proof["form"] == "outturn-proof/1" and isinstance(proof["register"], str), "a proof")
    need(isinstance(proof["size"], int) and proof["size"] >= 0 and digest(proof["root"]), "a proof")
    for one in proof["entries"]:
        need(before < one["sequence"] <= proof["size"], "entries don't rise")
        before, _ = one["sequence"], [digest(step) for step in one["path"]]
    if since := proof.get("since"):
        need(since["size"] >= 0 and digest(since["root"]) and all(map(digest, since["path"])), "since")
    return [read_json(one["body"]) for one in proof["entries"]]


def prepared_in(entries, files):
    prepared = [one for one in entries if one["kind"] == "prepared"]
    need(prepared, "no entry prepared a statement")
    mine = sha256(files.statement).hex()
    return next((one for one in prepared if one["statement"] == mine), prepared[0])


def about(entries, kind, prepared):
    return [one for one in entries if (one["kind"], one.get("entry")) == (kind, prepared["sequence"])]


def attested(statement):
    pins, again = statement["pins"], statement.get("reconciliation", {})
    due = again.get("due", statement["total"])
    return {"contract": statement["contract"]["id"], "period": statement["period"]["name"],
            "first": statement["period"]["first"], "last": statement["period"]["last"],
            "run": statement["run"]["kind"], "payable": statement["run"]["payable"],
            "currency": statement["contract"]["currency"], "evidence": pins["evidence"]["sha256"],
            "engine": pins["engine"], "batches": pins["batches"],
            "known_at_batch": pins.get("known_at_batch"), "statements": pins.get("statements"),
            "reconciles": again and again["superseded"]["sha256"],
            "due": {"minor": due["minor"], "shown": due["shown"]}}


def check_entry(one, body, proof):
    need(one["body"].encode() == canonical(body) and body["form"] == "outturn-entry/1", "form")
    need((body["register"], body["sequence"]) == (proof["register"], one["sequence"]), "sequence")
    unsigned = canonical({key: value for key, value in body.items() if key != "signature"})
    need(signed_comment(body["by"]["key"], unsigned, body["signature"]) == "outturn entry", "signed")
    leaf = sha256(b"\0", one["body"].encode())
    root = included(leaf, one["sequence"] - 1, proof["size"], map(digest, one["path"]))
    need(root.hex() == proof["root"], f"entry {one['sequence']} isn't under the root")


def registered(statement, files, left_out):
    proof = files.proof
    if proof is None:
        left_out.append("a proof of the register")
        return
    entries = entries_of(files)
    for one, body in zip(proof["entries"], entries):
        check_entry(one, body, proof)
    entry, mine = prepared_in(entries, files), sha256(files.statement).hex()
    need(entry["statement"] == mine, "another statement was prepared")
    for field, right in attested(statement).items():
        need((entry.get(field) or None) == (right or None), f"{field} of the entry")
    held = {one["sha256"] for one in entry["documents"]}
    need(all(one["sha256"] in held for one in statement["pins"]["rules"]), "documents")
    for kind in ("approved", "issued", "rejected"):
        need(all(one["statement"] == mine for one in about(entries, kind, entry)), kind)
    since = proof.get("since")
    need(since is None or consistent(since["size"], digest(since["root"]), proof["size"],
                                     digest(proof["root"]), list(map(digest, since["path"]))), "since")
    if files.head is None:
        left_out.append("a head")
        return
    register, size, root = files.head
    need(register == proof["register"], "another register")
    if size == proof["size"] or since and since["size"] == size < proof["size"]:
        need(root == (proof if size == proof["size"] else since)["root"], "another root")
    else:
        left_out.append("a head of another length")


class Files:
    """Everything that is read; what isn't there is None."""

    def __init__(self, options):
        given = pathlib.Path(options.statement)
        path = given / "statement.json" if given.is_dir() else given
        self.statement = path.read_bytes()
        self.evidence = read(options.evidence, path.parent / "evidence.csv")
        self.manifest = None if self.evidence else parsed(read(None, path.parent / "bundle.json"))
        self.changes = read(None, path.parent / "changes.csv")
        self.own = self.manifest and (path.parent / "own-evidence.csv").read_bytes()
        self.proof = parsed(read(options.proof, path.parent / "proof.json"))
        beside = [pathlib.Path(f"{path}.{role}.minisig") for role in ("prepared", "approved")]
        self.detached = [one.read_text() if one.exists() else None for one in beside]
        form = r"outturn register head 1\nregister: (.*)\nentries: (\d+)\nroot: ([0-9a-f]{64})\n"
        head = re.fullmatch(form, pathlib.Path(options.head).read_text()) if options.head else None
        self.head = head and (head[1], int(head[2]), head[3])
        lines = pathlib.Path(options.keys).read_text().splitlines() if options.keys else []
        self.keys = dict(one.split(" ", 1) for one in lines if one.startswith("RW")) or None
        if options.head and not head or any(
                not re.fullmatch(r"\s*(#.*)?|RW\S{54} \S.*", one) for one in lines):
            raise ValueError("a head or a list of keys")
        old = [one.read_bytes() for folder in options.earlier
               for one in pathlib.Path(folder).rglob("statement.json")]
        self.earlier = {sha256(data).hex(): read_json(data) for data in old}


def read(named, beside):
    path = pathlib.Path(named or beside)
    return path.read_bytes() if named or path.exists() else None


def parsed(data):
    """Whatever can't be read is a part in which no verdict finds anything."""
    try:
        return None if data is None else read_json(data)
    except (No, ValueError):
        return {"form": ""}


def judged(question, statement, files):
    left_out = []
    try:
        question(statement, files, left_out)
    except (No, KeyError, TypeError, ValueError, AttributeError, IndexError, StopIteration,
            ZeroDivisionError, InvalidSignature, csv.Error) as why:
        return NO, repr(why)
    return (NOT_CHECKED, "; ".join(sorted(set(left_out)))) if left_out else (YES, "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("statement")
    parser.add_argument("evidence", nargs="?")
    for name in ("--proof", "--head", "--keys"):
        parser.add_argument(name)
    parser.add_argument("--earlier", action="append", default=[])
    try:
        files = Files(parser.parse_args())
        statement = read_json(files.statement)
        need(statement["form"] == "outturn-statement/1", "another form")
    except (No, OSError, ValueError, KeyError, TypeError) as why:
        print(f"refused: {why!r}", file=sys.stderr)
        return 3
    answers = {name: judged(question, statement, files)
               for name, question in (("recomputed", recomputed), ("intact", intact),
                                      ("signed by two people", signed), ("in the register", registered))}
    print(json.dumps(answers))
    found = {answer for answer, _ in answers.values()}
    return 1 if NO in found else 5 if NOT_CHECKED in found else 0


if __name__ == "__main__":
    sys.exit(main())
