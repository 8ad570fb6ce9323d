"""A register made for tests, as docs/verify.md describes what it gives out: entries signed by whom
the test says, under valid hashes, so that only what the test means to be wrong is wrong."""

import base64
import hashlib
import hmac
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

REGISTER = "0123456789abcdef0123456789abcdef"


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Key:
    """A person's key, the same for the same seed."""

    def __init__(self, person, seed):
        self.person = person
        self.secret = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest())
        public = self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = hashlib.sha256(public).digest()[:8]
        self.public = base64.b64encode(b"Ed" + self.id + public).decode()

    def sign(self, data, comment):
        signature = self.secret.sign(hashlib.blake2b(data).digest())
        over = self.secret.sign(signature + comment.encode())
        return "\n".join(["untrusted comment: made for a test",
                          base64.b64encode(b"ED" + self.id + signature).decode(),
                          f"trusted comment: {comment}", base64.b64encode(over).decode(), ""])


ANN, BOB, EVE = Key("Ann Smith", "ann"), Key("Bob Jones", "bob"), Key("Eve Black", "eve")
ANN_AGAIN = Key("Ann Smith", "ann again")
KEYS = "# whom we trust\n" + "".join(f"{key.public} {key.person}\n" for key in (ANN, ANN_AGAIN, BOB))


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root_of(leaves[:split]), root_of(leaves[split:]))


def inclusion(leaves, at):
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if at < split:
        return inclusion(leaves[:split], at) + [root_of(leaves[split:])]
    return inclusion(leaves[split:], at - split) + [root_of(leaves[:split])]


def consistency(leaves, size, whole=True):
    if size == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if size <= split:
        return consistency(leaves[:split], size, whole) + [root_of(leaves[split:])]
    return consistency(leaves[split:], size - split, False) + [root_of(leaves[:split])]


class MadeRegister:
    def __init__(self):
        self.bodies, self.leaves = [], []
        self.add("opened", ANN, engine="0.1.0")
        self.add("key_added", ANN, key={"public": BOB.public, "person": BOB.person})

    def add(self, kind, by, **fields):
        body = {"form": "outturn-entry/1", "register": REGISTER, "sequence": len(self.bodies) + 1,
                "previous": (self.leaves or [bytes(32)])[-1].hex(), "at": "2026-11-28T02:14:35Z",
                "kind": kind, "by": {"key": by.public, "person": by.person}, **fields}
        body["signature"] = by.sign(canonical(body), "outturn entry")
        self.bodies.append(canonical(body))
        self.leaves.append(hashlib.sha256(b"\0" + self.bodies[-1]).digest())
        return body["sequence"]

    @staticmethod
    def signature(role, statement, entry, by):
        json_of = json.loads(statement)
        return by.sign(statement, f"outturn: {role} statement of {json_of['contract']['id']} "
                                  f"{json_of['period']['name']}, register {REGISTER}, entry {entry}")

    def prepare(self, statement, by, **changes):
        said = json.loads(statement)
        pins, total = said["pins"], said["total"]
        known = {"known_at_batch": pins["known_at_batch"]} if "known_at_batch" in pins else {}
        return self.add("prepared", by, **{
            "contract": said["contract"]["id"], "period": said["period"]["name"],
            "first": said["period"]["first"], "last": said["period"]["last"],
            "run": said["run"]["kind"], "payable": said["run"]["payable"],
            "currency": said["contract"]["currency"], "engine": pins["engine"],
            "due": {"minor": total["minor"], "shown": total["shown"]}, "batches": pins["batches"],
            "evidence": pins["evidence"]["sha256"], "statements": pins.get("statements", []),
            "documents": [{"kind": "contract", "reference": rule["file"], **rule}
                          for rule in pins["rules"]], **known,
            "statement": hashlib.sha256(statement).hexdigest(),
            "statement_signature": self.signature("prepared", statement, len(self.bodies) + 1, by),
            **changes})

    def decide(self, kind, statement, entry, by, **changes):
        return self.add(kind, by, **{
            "entry": entry, "statement": hashlib.sha256(statement).hexdigest(),
            "statement_signature": self.signature(kind, statement, entry, by), **changes})

    def proof(self, since=None):
        proof = {"form": "outturn-proof/1", "register": REGISTER, "size": len(self.bodies),
                 "root": root_of(self.leaves).hex(),
                 "entries": [{"sequence": at + 1, "body": body.decode(),
                              "path": [one.hex() for one in inclusion(self.leaves, at)]}
                             for at, body in enumerate(self.bodies)]}
        if since is not None:
            proof["since"] = {"size": since, "root": root_of(self.leaves[:since]).hex(),
                              "path": [one.hex() for one in consistency(self.leaves, since)]}
        return proof

    def head(self, size=None):
        size = len(self.leaves) if size is None else size
        return (f"outturn register head 1\nregister: {REGISTER}\nentries: {size}\n"
                f"root: {root_of(self.leaves[:size]).hex()}\n")


def issued(statement):
    """A register in which a statement was prepared, approved and issued."""
    records = MadeRegister()
    entry = records.prepare(statement, ANN)
    records.decide("approved", statement, entry, BOB)
    records.decide("issued", statement, entry, ANN)
    return records


def with_root(statement, evidence):
    """The statement, pinning digest, rows and root of this evidence."""
    said = json.loads(statement)
    lines = evidence.split(b"\n")[:-1]
    key = hashlib.sha256  # salts: docs/statement.md, "The root of the evidence"
    secret = hmac.new(b"outturn evidence salt/1", evidence, key).digest()
    salts = [key(secret + at.to_bytes(8, "big")).digest() for at in range(len(lines))]
    leaves = [key(b"\0" + salt + line).digest() for salt, line in zip(salts, lines)]
    said["pins"]["evidence"].update(sha256=key(evidence).hexdigest(), rows=len(lines) - 1,
                                    root=root_of(leaves).hex())
    return canonical(said) + b"\n", salts, leaves


def bundle(statement, evidence, own):
    """A bundle of the rows in which `own` stands: statement, manifest and own rows."""
    statement, salts, leaves = with_root(statement, evidence)
    lines = evidence.split(b"\n")[:-1]
    mine = [at == 0 or own in line for at, line in enumerate(lines)]
    manifest = {"form": "outturn-bundle/1", "for": "SS",
                "statement": hashlib.sha256(statement).hexdigest(),
                "leaves": [{"salt": salt.hex()} if here else {"hash": leaf.hex()}
                           for here, salt, leaf in zip(mine, salts, leaves)]}
    rows = b"".join(line + b"\n" for here, line in zip(mine, lines) if here)
    return statement, manifest, rows
