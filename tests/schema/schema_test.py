#!/usr/bin/env python3
"""The JSON Schema of rule files says what the program does: the same keys, the same words.

Usage: schema_test.py SOURCE_FOLDER OUTTURN_PROGRAM

What the program knows is asked of the program: in every map of the samples a key that it can't know is
added, and it lists those that it does.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from functools import cached_property
from pathlib import Path

import yaml
from jsonschema import Draft7Validator

from applied import Applied, object_schemas, said_of, schema_at, words_in
from rule_yaml import as_editor, as_written, at, paths_of_maps, text_of, with_value

SOURCE = Path(sys.argv[1]).resolve()
OUTTURN = str(Path(sys.argv[2]).resolve())
HERE = Path(__file__).resolve().parent
SCHEMA_FILE = SOURCE / "schema/outturn.schema.json"
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
VALIDATOR = Draft7Validator(SCHEMA)

NO_KEY = "zzzzzzzz"  # near to nothing, so that the program lists what it knows

# By these a map of one key is told from others; with a second key it would be something else.
ALONE = {"open", "spread_evenly", "days_after_index", "same_as"}

# Read everywhere in their block, and then refused by what stands beside them: the schema offers them
# only where they can stand.
REFUSED_LATER = {"equal_parts_over", "cumulative_over", "if_nobody"}

# The mistakes that a schema can see, by the program's code for them.
OF_FORM = {"unknown_key", "missing_key", "unknown_word", "wrong_shape", "bad_date", "bad_duration",
           "bad_amount", "bad_number", "duplicate_key", "yaml_syntax", "tab_character"}

failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)


# --- the samples ---


class Sample:
    """A rule file that the program accepts, and the folders in which its references are found."""

    def __init__(self, name, text, folders):
        self.name = name
        self.text = text
        self.folders = folders
        self.document = as_editor(text)
        self.written = as_written(text)

    @cached_property
    def applied(self):
        return Applied(SCHEMA, self.document)


def files():
    """The name and path of every rule file that is a sample."""
    for pattern in ("tariffs/**/*.yaml", "data/contracts/*/*.yaml", "data/*/mapping.yaml",
                    "docs/worked/*.yaml", "tests/rules/sample/*.yaml", "tests/report/samples/**/*.yaml",
                    "tests/schema/samples/*.yaml"):
        found = sorted(SOURCE.glob(pattern))
        expect(found, f"no file is {pattern}")
        yield from ((str(path.relative_to(SOURCE)), path) for path in found)


def examples(folder):
    """The examples of the documentation, each page's in a folder of its own."""
    for page in ("tariffs", "mapping", "testing-contracts"):
        text = (SOURCE / f"docs/{page}.md").read_text(encoding="utf-8")
        (folder / page).mkdir()
        found = re.findall(r"^```yaml\n# file: (\S+)\n(.*?)^```$", text, re.M | re.S)
        expect(found, f"docs/{page}.md has no example")
        for name, example in found:
            (folder / page / name).write_text(example, encoding="utf-8")
            yield f"docs/{page}.md, {name}", folder / page / name


def samples(folder):
    for name, path in [*files(), *examples(folder)]:
        beside = [path.parent, SOURCE / "tariffs", SOURCE / "docs/worked"]
        yield Sample(name, path.read_text(encoding="utf-8"), beside)


# --- asking the program ---


def problems_of(text, folders):
    """What `outturn check` says of a file: line -> [(message, code, advice)]."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "asked.yaml"
        file.write_text(text, encoding="utf-8")
        options = [option for beside in folders for option in ("--tariffs", str(beside))]
        done = subprocess.run([OUTTURN, "check", *options, str(file)], capture_output=True, text=True,
                              check=False)
        expect(done.returncode in (0, 3), f"outturn check: exit {done.returncode}\n{done.stderr}")
    found = {}
    for place, message, code, advice in re.findall(
            r"^\S*asked\.yaml:(\d+):\d+: (.*) \[(\w+)\]\n((?:    .*\n)*)", done.stderr, re.M):
        found.setdefault(int(place), []).append((message, code, advice.strip()))
    return found


def with_unknown_keys(tree):
    """The tree with a key that nobody knows in every map."""
    paths = [path for path in paths_of_maps(tree)
             if not (len(at(tree, path)) == 1 and set(at(tree, path)) <= ALONE)]
    for path in paths:
        tree = with_value(tree, (*path, NO_KEY), "")
    return tree


def keys_known(sample):
    """Path of a map -> the keys that the program knows there; no entry where any key may stand."""
    tree = with_unknown_keys(sample.written)
    text = text_of(tree)
    problems = problems_of(text, sample.folders)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if f'"{NO_KEY}"' in line]
    known = {}
    for line, path in zip(lines, paths_of_keys(tree)):
        for message, _, advice in problems.get(line, []):
            if re.match(rf'unknown (key|condition) "{NO_KEY}"', message):
                known[path] = set(advice.removeprefix("keys allowed here: ").split(", "))
    return known


def paths_of_keys(tree, path=()):
    """The paths of the maps with the unknown key, in the order in which that key is written."""
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree if isinstance(tree, list) else [])
    for key, value in entries:
        if key == NO_KEY:
            yield path
        yield from paths_of_keys(value, (*path, key))


def words_known(sample, path):
    """The words that the program lists for an unknown one at a path; none if it only refuses that one,
    and None if it takes it."""
    text = text_of(with_value(sample.written, path, NO_KEY))
    lines = [number for number, line in enumerate(text.splitlines(), 1) if f'"{NO_KEY}"' in line]
    said = problems_of(text, sample.folders).get(lines[0], [])
    for _, code, advice in said:
        if code == "unknown_word" and advice.startswith("one of: "):
            return set(advice.removeprefix("one of: ").split(", "))
    return set() if said else None


# --- what is compared ---


def test_the_schema_is_one(_):
    Draft7Validator.check_schema(SCHEMA)


def test_the_program_prints_it(_):
    done = subprocess.run([OUTTURN, "schema"], capture_output=True, check=False)
    expect(done.returncode == 0 and done.stdout == SCHEMA_FILE.read_bytes(),
           f"outturn schema: exit {done.returncode}; what it prints isn't {SCHEMA_FILE.name}")


def test_shipped_files_name_it(_):
    for name, path in files():
        if name.startswith(("tariffs/", "data/")):
            first = path.read_text(encoding="utf-8").split("\n", 1)[0]
            named = first.removeprefix("# yaml-language-server: $schema=")
            expect((path.parent / named).resolve() == SCHEMA_FILE, f"{name} begins with {first}")


def test_every_key_says_what_it_means(_):
    for pointer, schema in object_schemas(SCHEMA):
        for key, one in schema["properties"].items():
            said = said_of(SCHEMA, one)
            expect(re.fullmatch(r"[A-Z`].*\.", said), f"{pointer}: {key} is described by {said!r}")


def test_every_sample_is_accepted(all_samples):
    for sample in all_samples:
        said = problems_of(sample.text, sample.folders)
        expect(not said, f"{sample.name}: the program says {said}")
        for error in VALIDATOR.iter_errors(sample.document):
            failures.append(f"{sample.name}: {list(error.absolute_path)}: {error.message[:200]}")


def is_closed(schema):
    return schema["additionalProperties"] is False


def compare_keys(sample, known_in_schema):
    """Both ways in one sample; notes which keys of which object schema the program knows."""
    known = keys_known(sample)
    expect(known, f"{sample.name}: the program lists no keys")
    for path, place in sample.applied.places.items():
        for pointer in place.schemas:
            known_here = known.get(path, set()) | set(at(sample.written, path)) & ALONE
            known_in_schema.setdefault(pointer, set()).update(known_here)
        if not any(is_closed(schema) for schema in place.schemas.values()):
            continue  # names that somebody gives, or a value for whatever the tariff asks for
        allowed = set().union(*(schema["properties"] for schema in place.schemas.values()))
        for key in sorted(known.get(path, set()) - allowed - place.switches - REFUSED_LATER):
            failures.append(f"{sample.name}: {list(path)}: the program reads {key}, the schema doesn't")
        expect(path in known or set(at(sample.written, path)) <= ALONE,
               f"{sample.name}: {list(path)}: the schema refuses keys, the program doesn't")


def test_keys_are_those_that_the_program_reads(all_samples):
    known_in_schema = {}
    for sample in all_samples:
        compare_keys(sample, known_in_schema)
    for pointer, schema in object_schemas(SCHEMA):
        known = known_in_schema.get(pointer, set())
        if pointer.endswith("_to_begin") or not (known or is_closed(schema)):
            continue  # too little is written yet; or the program lists no keys, for any may stand there
        for key in sorted(set(schema["properties"]) - known):
            failures.append(f"{pointer}: the program doesn't read {key}")


def test_every_key_is_in_a_sample(all_samples):
    reached = set().union(*(sample.applied.properties for sample in all_samples))
    places = [place for sample in all_samples for place in sample.applied.places.values()]
    switches = set().union(*(place.switches for place in places))
    reached_keys = {pointer.rsplit("/", 1)[1] for pointer in reached}
    for pointer, schema in object_schemas(SCHEMA):
        for key in schema["properties"]:
            elsewhere = key in switches and key in reached_keys  # it leads to another object schema
            expect(f"{pointer}/properties/{key}" in reached or elsewhere
                   or pointer.endswith("_to_begin"), f"{pointer}: no sample has {key}")


def first_places(all_samples):
    """Each property of the schema with the first sample and path at which it has a scalar value."""
    found = {}
    for sample in all_samples:
        for pointer, path in sample.applied.properties.items():
            if not isinstance(at(sample.written, path), (dict, list)):
                found.setdefault(pointer, (sample, path))
    return found


def test_words_are_those_that_the_program_reads(all_samples):
    places = first_places(all_samples)
    expect(len(places) > 150, f"only {len(places)} properties have a value that is looked at")
    lists = 0
    for pointer, (sample, path) in places.items():
        words = words_in(SCHEMA, schema_at(SCHEMA, pointer))
        known = words_known(sample, path)
        lists += bool(known)
        expect(words == known or not (known or words) or (words and known == set()),
               f"{sample.name}: {list(path)}: the schema has {sorted(words)}, the program {known}")
    expect(lists > 30, f"the program lists its words at {lists} places only")


# --- what the program refuses ---


class Refusal:
    """A case of tests/rules/refusals: edits of a sample, and what the program then says."""

    def __init__(self, file, title):
        self.name = f"{file.stem}: {title}"
        self.sample = file.stem.split("-")[0]
        self.edits = []
        self.codes = []

    def take(self, line):
        mark, rest = line[:1], line[2:] + "\n"
        if mark == "-" and (not self.edits or self.edits[-1][1]):
            self.edits.append(["", ""])
        if mark in ("-", "+"):
            self.edits[-1][mark == "+"] += rest
        if mark == ">":
            self.codes += re.findall(r"^> \S.* \[(\w+)\]$", line)

    def text(self):
        text = "\n" + (SOURCE / f"tests/rules/sample/{self.sample}.yaml").read_text(encoding="utf-8")
        for old, new in self.edits:
            expect(text.count("\n" + old) == 1, f"{self.name}: lines that aren't there once: {old}")
            text = text.replace("\n" + old, "\n" + new, 1)
        return text[1:]


def refusals():
    found = []
    for file in sorted((SOURCE / "tests/rules/refusals").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                found.append(Refusal(file, line[2:]))
            elif line:
                found[-1].take(line)
    return found


def refused_by_schema(text):
    try:
        return not VALIDATOR.is_valid(as_editor(text))
    except yaml.YAMLError:
        return True


def test_mistakes_of_form_are_seen(_):
    """Those that the schema can't see are recorded: OUTTURN_ACCEPT=1 writes them anew."""
    every = refusals()
    unseen = [one for one in every if not refused_by_schema(one.text())]
    of_form = [one for one in every if set(one.codes) <= OF_FORM]
    expect(len(every) > 250, f"only {len(every)} refusals are found")
    text = (f"# Mistakes that the program refuses and the schema can't see: {len(unseen)} of {len(every)};\n"
            f"# of the {len(of_form)} mistakes of form, {len(set(of_form) & set(unseen))}.\n"
            + "".join(f"{', '.join(one.codes)} | {one.name}\n" for one in unseen))
    recorded = HERE / "unseen.txt"
    if "OUTTURN_ACCEPT" in os.environ:
        recorded.write_text(text, encoding="utf-8")
    expect(text == recorded.read_text(encoding="utf-8"),
           f"{recorded.name} isn't what the schema can't see:\n{text}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        all_samples = list(samples(Path(folder)))
        for name, test in list(globals().items()):
            if not name.startswith("test_"):
                continue
            before = len(failures)
            test(all_samples)
            print(f'{"ok    " if len(failures) == before else "FAILED"} {name[5:].replace("_", " ")}')
    for failure in failures:
        print(f"  {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
