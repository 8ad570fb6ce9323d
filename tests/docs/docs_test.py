#!/usr/bin/env python3
"""The documentation says what the program does: examples run, tables compared with the code.

Usage: docs_test.py SOURCE_FOLDER OUTTURN_PROGRAM
"""

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(sys.argv[1])
OUTTURN = str(Path(sys.argv[2]).resolve())
DOCS = SOURCE / "docs"

failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)


def expect_same(left, right, in_left, in_right):
    """Both sets are equal; `in_left` and `in_right` say where each comes from."""
    for name in sorted(left - right):
        failures.append(f'"{name}" is in {in_left} and not in {in_right}')
    for name in sorted(right - left):
        failures.append(f'"{name}" is in {in_right} and not in {in_left}')


def text_of(path):
    return (SOURCE / path).read_text(encoding="utf-8")


def run(*arguments, cwd):
    done = subprocess.run([OUTTURN, *map(str, arguments)], cwd=cwd, capture_output=True,
                          text=True, check=False)
    expect(done.returncode == 0,
           f'outturn {" ".join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}')
    return done.stdout


# --- reading Markdown ---


def named_blocks(page):
    """Fenced blocks that name the file they are: `# file: NAME` first, or ```csv file=NAME."""
    text = text_of(page)
    blocks = dict(re.findall(r"^```yaml\n# file: (\S+)\n(.*?)^```$", text, re.M | re.S))
    blocks.update(re.findall(r"^```csv file=(\S+)\n(.*?)^```$", text, re.M | re.S))
    return blocks


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def code_words(cell):
    return re.findall(r"`([^`]+)`", cell)


def first_cells(page, header):
    """The code words in the first column of every table whose header begins with `header`."""
    found = []
    in_table = False
    for line in text_of(page).splitlines():
        if not line.startswith("|"):
            in_table = False
        elif cells(line)[0] == header:
            in_table = True
        elif in_table:
            found += code_words(cells(line)[0])
    return found


def marked_table(page, mark):
    """Header and rows of the table below `<!-- MARK -->`."""
    after = text_of(page).split(f"<!-- {mark} -->\n", 1)
    if len(after) != 2:
        failures.append(f'{page} has no table marked "{mark}"')
        return [], []
    lines = re.match(r"(?:\|.*\n)*", after[1]).group(0).splitlines()
    return cells(lines[0]), [cells(line) for line in lines[2:]]


# --- the keys of rule files ---

KEY_CALLS = (
    r'(?:required|optional|require|find|only_entry)\(\s*(?:node,\s*)?"([a-z_]+)"',
    r'read_required_attribute\(fields, "([a-z_]+)"',
    r'(?:conditions|consequence)\("([a-z_]+)"',
    r'read_(?:dated|stated)(?:<[^>]*>)?\(\s*[^,;]+,\s*"([a-z_]+)"',
    r'(?:EffectWord|RateWord|UnitWord)\{\s*"([a-z_]+)"',
    r'\.key == "([a-z_]+)"',
)
KEY_LISTS = (
    r'kOtherConditionWords = \{([^}]*)\}',
    r'for \(const std::string_view \w+ :\s*\{([^}]*)\}',
)


def keys_asked_for(*patterns):
    """Every key that the code in these files asks a YAML map for."""
    code = "".join(path.read_text(encoding="utf-8") for pattern in patterns
                   for path in sorted(SOURCE.glob(pattern)))
    keys = {key for call in KEY_CALLS for key in re.findall(call, code)}
    for entries in (entry for pattern in KEY_LISTS for entry in re.findall(pattern, code)):
        keys.update(re.findall(r'"([a-z_]+)"', entries))
    return keys


def closed_words(pattern):
    """The words of every closed set that the readers take: yaml::Word<...>{"...", ...}."""
    words = set()
    for path in SOURCE.glob(pattern):
        code = path.read_text(encoding="utf-8")
        words.update(re.findall(r'yaml::Word<[^>]*>\{"([^"]+)"', code))
        for table in re.findall(r"yaml::Word<[^>]*> k\w+\[\] = \{(.*?)\};", code, re.S):
            words.update(re.findall(r'\{"([^"]+)"', table))
    return words


def test_every_key_is_documented():
    asked = keys_asked_for("engine/rules/*.cc", "engine/rules/*.h")
    expect_same(asked, set(first_cells("docs/tariffs.md", "key")), "engine/rules", "docs/tariffs.md")
    asked = keys_asked_for("engine/cases/mapping_reader.cc", "engine/cases/rule_reader.cc")
    expect_same(asked, set(first_cells("docs/mapping.md", "key")), "engine/cases", "docs/mapping.md")


def test_every_word_is_documented():
    text = text_of("docs/tariffs.md")
    for word in sorted(closed_words("engine/rules/*.cc")):
        expect(f"`{word}`" in text, f'docs/tariffs.md does not mention the word "{word}"')


# --- the examples ---


def test_examples_are_right(folder):
    for name, content in named_blocks("docs/tariffs.md").items():
        (folder / name).write_text(content, encoding="utf-8")
    names = sorted(path.name for path in folder.glob("*.yaml"))
    expect(len(names) >= 5, f"only {len(names)} examples in docs/tariffs.md")
    for name in names:
        run("check", name, cwd=folder)


def statement(folder, period):
    return json.loads((folder / period / "statement.json").read_text(encoding="utf-8"))


def shown_by_id(document):
    return {working["id"]: working["shown"] for working in document["workings"]}


def test_bands_pay_what_the_page_says(folder):
    header, rows = marked_table("docs/tariffs.md", "settled: readings.yaml")
    run("settle", "--contract", "readings.yaml", "--out", "out", cwd=folder)
    lines = [code_words(cell)[0] for cell in header[2:]]
    expect(len(rows) == 4 and len(lines) == 4, "the table of readings has lost rows or columns")
    for row in rows:
        due = {line["line"]: line["due"]["shown"]
               for line in statement(folder / "out" / "readings", row[0])["lines"]}
        expect([due[line] for line in lines] == row[2:],
               f"docs/tariffs.md, readings in {row[0]}: the program pays {due}")


def test_mappings_import(folder):
    """Each NAME.yaml of docs/mapping.md reads the NAME.csv beside it."""
    blocks = named_blocks("docs/mapping.md")
    for name, content in blocks.items():
        (folder / name).write_text(content, encoding="utf-8")
    mappings = [name for name in blocks if name.endswith(".yaml")]
    expect(mappings, "docs/mapping.md has no example")
    for mapping in mappings:
        said = run("import", f"{mapping}.sqlite", "--mapping", mapping,
                   mapping.replace(".yaml", ".csv"), cwd=folder)
        expect(f"    {said.strip()}\n" in text_of("docs/mapping.md"),
               f"docs/mapping.md does not say what the import of {mapping} says: {said}")
    own = ("import", "own.sqlite", "--starts", "starts.csv", "--events", "events.csv",
           "--observed-until", "2018-03-31")
    run(*own, cwd=folder)


# --- the settlement to follow by hand ---


def test_worked_settlement(folder):
    page = "docs/worked-settlement.md"
    worked = DOCS / "worked"
    run("import", folder / "worked.sqlite", "--starts", "starts.csv", "--events", "events.csv",
        "--observed-until", "2017-12-31", cwd=worked)
    run("settle", "--store", folder / "worked.sqlite", "--contract", "contract.yaml",
        "--out", folder / "out", cwd=worked)
    settled = folder / "out" / "worked" / "2016-Q1"
    document = json.loads((settled / "statement.json").read_text(encoding="utf-8"))
    expect(document["run"]["payable"], "the worked settlement is not payable")
    compare_figures(page, shown_by_id(document))
    compare_people(page, settled / "evidence.csv")
    compare_payers(page, document)


def compare_figures(page, shown):
    _, rows = marked_table(page, "figures")
    expect(len(rows) >= 10, f"{page}: too few figures are compared")
    for row in rows:
        name = code_words(row[0])[0]
        expect(shown.get(name) == row[-1], f"{page}: {name} is {shown.get(name)}, not {row[-1]}")


def compare_people(page, evidence):
    columns, rows = marked_table(page, "evidence")
    with evidence.open(encoding="utf-8", newline="") as file:
        written = [row for row in csv.DictReader(file) if row["cohort"] == "actual"]
    told = [dict(zip((code_words(cell)[0] for cell in columns), row)) for row in rows]
    expect(len(told) == len(written), f"{page}: {len(told)} starts, the evidence has {len(written)}")
    for one, other in zip(told, written):
        actual = {name: other[name] for name in one}
        expect(one == actual, f"{page}: the evidence says {actual}")


def compare_payers(page, document):
    _, rows = marked_table(page, "payers")
    told = [(row[0], row[-1]) for row in rows]
    paid = [(payer["name"], payer["due"]["shown"]) for payer in document["payers"]]
    expect(told == paid, f"{page}: the statement pays {paid}")


# --- errors ---


def test_every_reason_is_documented():
    code = text_of("engine/value/problem.cc")
    reasons = re.findall(r'ReasonName\{Reason::\w+, "(\w+)"\}', code)
    expect(len(reasons) > 40, "engine/value/problem.cc: its table of reasons is not found")
    told = first_cells("docs/errors.md", "reason")
    expect_same(set(reasons), set(told), "engine/value/problem.cc", "docs/errors.md")
    expect(told == reasons, "docs/errors.md lists the reasons in another order than the program")


def messages_of_the_program():
    """Patterns of the longer texts in the code, with what it fills in left open."""
    code = "".join(path.read_text(encoding="utf-8")
                   for folder in ("engine", "cli") for path in SOURCE.glob(f"{folder}/**/*.*"))
    code = re.sub(r'"\s*\n\s*"', "", code)
    for text in set(re.findall(r'"((?:[^"\\\n]|\\.)*)"', code)):
        words = re.sub(r"\{[^{}]*\}", "", text)
        if " " in words and len(re.findall(r"[a-z]", words)) >= 7:
            text = re.sub(r"\{[^{}]*\}", "\0", text.replace('\\"', '"'))
            yield re.compile(".+".join(map(re.escape, text.split("\0"))))


def test_example_messages_are_the_programs_own():
    patterns = list(messages_of_the_program())
    for line in text_of("docs/errors.md").splitlines():
        row = cells(line)
        if line.startswith("| `") and len(row) == 4 and code_words(row[2]):
            message = re.sub(r"^\S+: ", "", code_words(row[2])[0])
            expect(any(pattern.search(message) for pattern in patterns),
                   f'docs/errors.md: the program never says "{message}"')


def classes_of(kind):
    code = re.sub(r'"\s*\n\s*"', "", text_of("engine/measure/classes.cc"))
    return re.findall(rf'\{{{kind}::\w+,\s*"(\w+)",\s*"([^"]+)"\}}', code)


def test_every_class_is_documented():
    for kind, mark in (("PersonClass", "people"), ("EventClass", "events")):
        _, rows = marked_table("docs/errors.md", mark)
        told = [(code_words(row[0])[0], row[1]) for row in rows]
        expect(told == classes_of(kind) and told, f"docs/errors.md: the program has {classes_of(kind)}")


def test_exit_codes():
    code = text_of("cli/commands.h")
    exits = re.findall(r"^\s*(\w+) = (\d),", code, re.M)
    told = first_cells("docs/errors.md", "exit code")
    expect([number for _, number in exits] == told, f"docs/errors.md: exit codes are {exits}")


# --- links ---


def test_links_lead_somewhere():
    for page in sorted(DOCS.glob("*.md")):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                expect((DOCS / target).exists(), f"docs/{page.name}: no {target}")


def heading_anchor(heading):
    return re.sub(r"[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-")


def test_anchors_are_headings():
    pages = {page.name: page.read_text(encoding="utf-8") for page in DOCS.glob("*.md")}
    anchors = {name: {heading_anchor(heading) for heading in re.findall(r"^#+ (.*)$", text, re.M)}
               for name, text in pages.items()}
    for name, text in pages.items():
        for target, anchor in re.findall(r"\]\(([^)#\s]*)#([^)]+)\)", text):
            expect(anchor in anchors.get(target or name, {anchor}),
                   f"docs/{name}: no heading for {target}#{anchor}")


def main():
    for name, test in list(globals().items()):
        if not name.startswith("test_"):
            continue
        before = len(failures)
        with tempfile.TemporaryDirectory() as folder:
            needs_folder = test.__code__.co_argcount == 1
            if name.startswith("test_bands"):
                test_examples_are_right(Path(folder))
            test(Path(folder)) if needs_folder else test()
        print(f'{"ok    " if len(failures) == before else "FAILED"} {name[5:].replace("_", " ")}')
    for failure in failures:
        print(f"  {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    os.environ["TZ"] = "UTC"
    sys.exit(main())
