#!/usr/bin/env python3
"""The documentation says what the program does: examples run, tables compared with the code.

Usage: docs_test.py SOURCE_FOLDER OUTTURN_PROGRAM
"""

import csv
import json
import os
import re
import shutil
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


def write_blocks(page, folder):
    """Puts every named block of a page into `folder`; returns their names."""
    blocks = named_blocks(page)
    for name, content in blocks.items():
        (folder / name).write_text(content, encoding="utf-8")
    expect(blocks, f"{page} has no example")
    return sorted(blocks)


def commands_of(page):
    """The arguments of every `outturn` command that stands on a line of its own."""
    commands = re.findall(r"^    outturn (.*)$", text_of(page), re.M)
    expect(len(commands) >= 2, f"{page}: its commands are not found")
    return commands


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
    for page, code in (("docs/tariffs.md", ("engine/rules/*.cc", "engine/rules/*.h")),
                       ("docs/mapping.md", ("engine/cases/*_reader.cc",)),
                       ("docs/testing-contracts.md", ("engine/trial/*.cc",))):
        asked = keys_asked_for(*code)
        if page == "docs/tariffs.md":  # the two by which a mapping is told from a rule file
            asked -= {"starts", "events"}
        expect_same(asked, set(first_cells(page, "key")), code[0], page)


def test_every_word_is_documented():
    text = text_of("docs/tariffs.md")
    for word in sorted(closed_words("engine/rules/*.cc")):
        expect(f"`{word}`" in text, f'docs/tariffs.md does not mention the word "{word}"')


# --- the examples ---


def test_examples_are_right(folder):
    for name in write_blocks("docs/tariffs.md", folder):
        run("check", name, cwd=folder)
    run("check", "contract.yaml", "worked-weights.yaml", cwd=DOCS / "worked")


def without_comments(yaml):
    return re.sub(r"(^|\s)#.*", "", yaml)


def test_every_key_has_an_example():
    """Each key of the reference stands in an example on it, or in the worked settlement."""
    examples = "\n".join([*named_blocks("docs/tariffs.md").values(),
                          *(path.read_text(encoding="utf-8")
                            for path in sorted((DOCS / "worked").glob("*.yaml")))])
    used = set(re.findall(r"(?:^|[\s{\[])([a-z_]+):(?=\s|$)", without_comments(examples), re.M))
    keys = set(first_cells("docs/tariffs.md", "key"))
    expect(len(keys) > 150, "docs/tariffs.md: its tables of keys are not found")
    for key in sorted(keys - used):
        failures.append(f'docs/tariffs.md has no example with the key "{key}"')


def test_cases_of_the_examples_pass(folder):
    """What the cases on docs/tariffs.md expect of its examples."""
    cases = [name for name in write_blocks("docs/tariffs.md", folder) if name.endswith("-cases.yaml")]
    expect(len(cases) >= 2, "docs/tariffs.md: its cases are not found")
    run("test", *cases, cwd=folder)


def test_examples_are_laid_out(folder):
    for page in ("docs/tariffs.md", "docs/mapping.md", "docs/testing-contracts.md"):
        write_blocks(page, folder)
    expect(run("format", "--check", *sorted(folder.glob("*.yaml")), cwd=folder) == "",
           "examples are laid out otherwise")


def test_calendar_is_as_the_page_says(folder):
    page = "docs/tariffs.md"
    write_blocks(page, folder)
    command, = re.findall(r"^    outturn (calendar .*)$", text_of(page), re.M)
    told = re.search(r"^<!-- output: calendar -->\n```text\n(.*?)^```$", text_of(page), re.M | re.S)
    said = run(*command.split(), cwd=folder)
    expect(said == told.group(1), f"{page}: the calendar is\n{said}")


def marked_block(page, mark):
    """The fenced block below `<!-- MARK -->`."""
    found = re.search(rf"^<!-- {mark} -->\n```yaml\n(.*?)^```$", text_of(page), re.M | re.S)
    expect(found, f'{page} has no block marked "{mark}"')
    return found.group(1) if found else ""


def test_files_are_laid_out_as_the_page_says(folder):
    page = "docs/tariffs.md"
    (folder / "before.yaml").write_text(marked_block(page, "format: before"), encoding="utf-8")
    layout = run("format", "before.yaml", cwd=folder)
    expect(layout == marked_block(page, "format: after"), f"{page}: laid out, it is\n{layout}")


def test_mistakes_are_met_as_the_page_says(folder):
    """Each mistake is made in an example; the contract that reads it is refused with those words."""
    _, rows = marked_table("docs/tariffs.md", "mistakes")
    expect(len(rows) >= 10, "docs/tariffs.md: too few mistakes are told")
    write_blocks("docs/tariffs.md", folder)
    for row in rows:
        file, right, wrong, message = (code_words(cell)[0] for cell in row)
        contract = "readings.yaml" if file == "readings.yaml" else "harbour-north.yaml"
        text = (folder / file).read_text(encoding="utf-8")
        expect(right in text, f"docs/tariffs.md: {file} does not say {right}")
        (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
        done = subprocess.run([OUTTURN, "check", contract], cwd=folder, capture_output=True,
                              text=True, check=False)
        expect(done.returncode == 3 and message in done.stderr.splitlines(),
               f"docs/tariffs.md: {wrong} gives exit {done.returncode}\n{done.stderr}")
        (folder / file).write_text(text, encoding="utf-8")


def statement(folder, period):
    return json.loads((folder / period / "statement.json").read_text(encoding="utf-8"))


def shown_by_id(document):
    return {working["id"]: working["shown"] for working in document["workings"]}


def test_bands_pay_what_the_page_says(folder):
    write_blocks("docs/tariffs.md", folder)
    header, rows = marked_table("docs/tariffs.md", "settled: readings.yaml")
    run("settle", "--contract", "readings.yaml", "--out", "out", cwd=folder)
    lines = [code_words(cell)[0] for cell in header[2:]]
    expect(len(rows) == 4 and len(lines) == 4, "the table of readings has lost rows or columns")
    for row in rows:
        due = {line["line"]: line["due"]["shown"]
               for line in statement(folder / "out" / "readings", row[0])["lines"]}
        expect([due[line] for line in lines] == row[2:],
               f"docs/tariffs.md, readings in {row[0]}: the program pays {due}")


def expect_settled(folder, name, lines_from, total=False, beside=()):
    """The table of what an example pays: a row a period, a column a line from `lines_from` on.
    `beside` are the contracts that it is paid from."""
    files = [f"{one}.yaml" for one in (name, *beside)]
    header, rows = marked_table("docs/tariffs.md", "settled: " + ", ".join(files))
    contracts = [argument for file in files for argument in ("--contract", file)]
    run("settle", *contracts, "--out", "out", cwd=folder)
    lines = [code_words(cell)[0] for cell in header[lines_from:len(header) - total]]
    expect(len(rows) == 2 and len(lines) >= 2, f"the table of {name} has lost rows or columns")
    for row in rows:
        document = statement(folder / "out" / name, code_words(row[0])[0])
        run("show", folder / "out" / name / code_words(row[0])[0], cwd=folder)
        due = {line["line"]: line["due"]["shown"] for line in document["lines"]}
        dues = [due[line] for line in lines] + [document["total"]["shown"]] * total
        expect(dues == [code_words(cell)[0] for cell in row[lines_from:]],
               f"docs/tariffs.md, {name} in {row[0]}: the program pays {due}")


def test_pools_pay_what_the_page_says(folder):
    write_blocks("docs/tariffs.md", folder)
    expect_settled(folder, "bond", 2, total=True)


def test_parts_of_sums_pay_what_the_page_says(folder):
    write_blocks("docs/tariffs.md", folder)
    expect_settled(folder, "savings", 1)


def test_chains_of_contracts_pay_what_the_page_says(folder):
    write_blocks("docs/tariffs.md", folder)
    expect_settled(folder, "prime", 1, total=True)
    expect_settled(folder, "subcontract", 1, beside=["prime"])
    run("settle", "--contract", "subcontract.yaml", "--statements", "out", "--out", "later", cwd=folder)
    expect(statement(folder / "later/subcontract", "2016")
           == statement(folder / "out/subcontract", "2016"),
           "a subcontract settled later than its prime contract pays something else")


ROUNDING_LINE = """\
  {name}:
    title: {name}
    effect_from: change
    effect_in: points
    reduction_when: [reduction_more_than: 0 points]
    increase_when: never
    on_reduction: {{{verb}: {{share: {share}, of: {of}}}}}
    on_neither: nothing
    on_increase: nothing
"""


def rounding_lines(columns):
    """A payment line of so many pence for each column: a share of a few whole pence."""
    for number, pence in enumerate(columns):
        size = float(pence.replace("\N{MINUS SIGN}", "-"))
        share, of = {0.5: ("50%", "£0.01"), 1.5: ("50%", "£0.03"), 1.2: ("40%", "£0.03")}[
            abs(size)]
        yield ROUNDING_LINE.format(name=f"line_{number}", verb="deduct" if size < 0 else "pay",
                                   share=share, of=of)


def test_roundings_are_as_the_page_says(folder):
    header, rows = marked_table("docs/tariffs.md", "roundings")
    expect(len(rows) == 5, "docs/tariffs.md: there are five roundings")
    write_blocks("docs/tariffs.md", folder)
    readings = (folder / "readings.yaml").read_text(encoding="utf-8")
    lines = "".join(rounding_lines([header[1].split()[0], *header[2:]]))
    for row in rows:
        how = code_words(row[0])[0]
        contract = re.sub(r"lines:\n.*?bounds:", f"lines:\n{lines}bounds:", readings, flags=re.S)
        contract = contract.replace("half away from zero", how)
        (folder / "rounding.yaml").write_text(contract, encoding="utf-8")
        out = how.replace(" ", "-")
        run("settle", "--contract", "rounding.yaml", "--out", out, cwd=folder)
        settled = statement(folder / out / "readings", "2021")
        pence = [line["due"]["minor"].replace("-", "\N{MINUS SIGN}") for line in settled["lines"]]
        expect(pence == row[1:], f"docs/tariffs.md: {how} gives {pence}, not {row[1:]}")


def test_mappings_import(folder):
    """The commands that docs/mapping.md shows work on its files, and say what it says."""
    write_blocks("docs/mapping.md", folder)
    said = [run(*command.split(), cwd=folder).strip() for command in commands_of("docs/mapping.md")]
    expect(f"    {said[-1]}\n" in text_of("docs/mapping.md"),
           f"docs/mapping.md: the import says {said[-1]}")
    run("check", "releases.yaml", cwd=folder)


def test_cases_come_out_as_the_page_says(folder):
    """The cases pass; with another gate in the contract they fail in the words of the page."""
    page = "docs/testing-contracts.md"
    shutil.copytree(DOCS / "worked", folder, dirs_exist_ok=True)
    write_blocks(page, folder)
    command = commands_of(page)[0].split()
    outputs = dict(re.findall(r"^<!-- output: (\w+) -->\n```text\n(.*?)^```$", text_of(page),
                              re.M | re.S))
    said = run(*command, cwd=folder)
    expect(said.endswith(outputs["reached"]), f"{page}: the program says\n{said}")
    contract = (folder / "contract.yaml").read_text(encoding="utf-8")
    (folder / "contract.yaml").write_text(
        contract.replace("reduction_at_least: 5 points", "reduction_at_least: 6 points"),
        encoding="utf-8")
    done = subprocess.run([OUTTURN, *command], cwd=folder, capture_output=True, text=True,
                          check=False)
    expect(done.returncode == 1 and done.stdout.startswith(outputs["failing"]),
           f"{page}: exit {done.returncode}, and the program says\n{done.stdout}")


# --- the settlement to follow by hand ---


def test_worked_settlement(folder):
    page = "docs/worked-settlement.md"
    shutil.copytree(DOCS / "worked", folder, dirs_exist_ok=True)
    for command in commands_of(page):
        run(*command.split(), cwd=folder)
    settled = folder / "statements" / "worked" / "2016-Q1"
    document = json.loads((settled / "statement.json").read_text(encoding="utf-8"))
    expect(document["run"]["payable"], "the worked settlement is not payable")
    compare_figures(page, shown_by_id(document))
    compare_people(page, settled / "evidence.csv")
    compare_payers(page, document)
    again = folder / "again" / "worked" / "2016-Q1"
    for name in ("statement.json", "evidence.csv"):
        expect((again / name).read_bytes() == (settled / name).read_bytes(),
               f"{page}: settled again, {name} is another")
    run("settle", "--store", "worked.sqlite", "--contract", "contract.yaml", "--out", "now", cwd=folder)
    expect(statement(folder / "now" / "worked", "2016-Q1")["total"] != document["total"],
           f"{page}: the late conviction changes nothing")
    expect_digests_by_hand(folder, "worked.sqlite", settled)
    expect_digests_by_hand(folder, "worked.sqlite", folder / "now" / "worked" / "2016-Q1")


def digests_by_hand(folder, store, settled):
    """What the script of docs/data.md says of a statement."""
    script = re.search(r"^```python\n(# file: data_digest\.py\n.*?)^```$", text_of("docs/data.md"),
                       re.M | re.S).group(1)
    (folder / "data_digest.py").write_text(script, encoding="utf-8")
    done = subprocess.run([sys.executable, "data_digest.py", store, settled / "statement.json"],
                          cwd=folder, capture_output=True, text=True, check=False)
    expect(done.returncode == 0, f"docs/data.md: the script fails\n{done.stderr}")
    return done.stdout.splitlines()


def expect_digests_by_hand(folder, store, settled):
    document = json.loads((settled / "statement.json").read_text(encoding="utf-8"))
    cohorts = document["cohorts"] + ([document["milestones"]] if "milestones" in document else [])
    expect(cohorts, f"{settled} has nobody in it")
    expected = [f'{cohort["name"]} {cohort["data_sha256"]} as stated' for cohort in cohorts]
    said = digests_by_hand(folder, store, settled)
    expect(said == expected, f"docs/data.md: the digest by hand is {said}, not {expected}")


def test_digests_of_real_people(folder):
    """Scores, attributes of many kinds, several cohorts, corrections and milestones."""
    run("import", "s.sqlite", "--mapping", SOURCE / "data/iowa/mapping.yaml",
        SOURCE / "data/iowa/releases.csv", cwd=folder)
    run("settle", "--store", "s.sqlite", "--contract", SOURCE / "data/contracts/iowa/iowa-4jd.yaml",
        "--period", "2011/12", "--out", "iowa", cwd=folder)
    expect_digests_by_hand(folder, "s.sqlite", folder / "iowa/iowa-4jd/2011-12")
    samples = SOURCE / "tests/report/samples/milestones"
    run("import", "m.sqlite", "--starts", samples / "starts.csv", "--events", samples / "events.csv",
        "--observed-until", "2018-12-31", "--covers", "everyone", cwd=folder)
    (folder / "late.csv").write_text(
        "person,offence_date,proven_date,outcome,breach,record,action\n"
        ",,,,,2/2,withdraw\n", encoding="utf-8")
    contract = samples / "recovery-trust.yaml"
    run("settle", "--store", "m.sqlite", "--contract", contract, "--out", "out", cwd=folder)
    run("import", "m.sqlite", "--events", "late.csv", "--observed-until", "2019-01-31",
        "--covers", "everyone", cwd=folder)
    run("settle", "--store", "m.sqlite", "--contract", contract, "--out", "late", cwd=folder)
    for out in ("out", "late"):
        for path in (folder / out).glob("*/*/statement.json"):
            expect_digests_by_hand(folder, "m.sqlite", path.parent)


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")


def iso(date):
    day, month, year = date.split()
    return f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"


def windows_by_program(month_end, index_dates, folder):
    """Index date -> the ends of follow-up and waiting period that the evidence states."""
    for name in ("contract.yaml", "worked-weights.yaml"):
        rules = text_of(f"docs/worked/{name}")
        for old, new in (("last day of the month", month_end),
                         ("every: quarter", "every: whole term"),
                         ("until: 2016-03-31", "until: 2016-12-31"),
                         ("term: {from: 2016", "term: {from: 2015"),
                         ("2015-04-01", "2015-01-01")):
            rules = rules.replace(old, new)
        (folder / name).write_text(rules, encoding="utf-8")
    starts = "".join(f"P{date},HT,{date},community_order,yes,low\n" for date in sorted(index_dates))
    (folder / "starts.csv").write_text(
        "person,provider,index_date,disposal,matched,risk_group\n" + starts, encoding="utf-8")
    (folder / "events.csv").write_text("person,offence_date,proven_date,outcome,breach\n",
                                       encoding="utf-8")
    store = month_end.replace(" ", "-")
    run("import", store, "--starts", "starts.csv", "--events", "events.csv",
        "--observed-until", "2019-12-31", "--covers", "everyone", cwd=folder)
    out = f"{store}-out"
    run("settle", "--store", store, "--contract", "contract.yaml", "--out", out, cwd=folder)
    evidence = next((folder / out).rglob("evidence.csv"))
    with evidence.open(encoding="utf-8", newline="") as file:
        return {row["index_date"]: [row["follow_up_ends"], row["proven_by"]]
                for row in csv.DictReader(file)}


def test_windows_end_as_the_page_says(folder):
    _, rows = marked_table("docs/measures.md", "windows")
    expect(len(rows) == 5, "docs/measures.md: the table of windows has lost rows")
    for month_end in ("last day of the month", "first of the next month"):
        ends = windows_by_program(month_end, {iso(row[0]) for row in rows}, folder)
        for row in rows:
            if row[1] in (month_end, "either"):
                expect(ends[iso(row[0])] == [iso(row[2]), iso(row[3])],
                       f"docs/measures.md: from {row[0]}, {month_end}: {ends[iso(row[0])]}")


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
    expect(len(told) == len(written), f"{page}: the evidence has {len(written)} starts")
    for one, other in zip(told, written):
        actual = {name: other[name] for name in one}
        expect(one == actual, f"{page}: the evidence says {actual}")


def compare_payers(page, document):
    _, rows = marked_table(page, "payers")
    told = [(row[0], row[-1]) for row in rows]
    paid = [(payer["name"], payer["due"]["shown"]) for payer in document["payers"]]
    expect(told == paid, f"{page}: the statement pays {paid}")


# --- the tutorial ---


def blocks_in_order(page):
    """Every fenced block: what stands behind its fence, and its text."""
    return re.findall(r"^```(\S[^\n]*)\n(.*?)^```$", text_of(page), re.M | re.S)


def changed(text, changes, where):
    """`text` with each run of "-" lines of a diff replaced by the "+" lines that follow it."""
    for old, new in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)+)", changes, re.M):
        old, new = (re.sub(r"^.", "", lines, flags=re.M) for lines in (old, new))
        expect(text.count(old) == 1, f"{where}: {text.count(old)} times\n{old}")
        text = text.replace(old, new)
    return text


def link_programs(folder):
    (folder / "bin").mkdir()
    for program in ("outturn", "outturn-verify"):
        (folder / "bin" / program).symlink_to(Path(OUTTURN).parent / program)


def expect_console(where, console, folder):
    """Each `$ command` answers with what stands below it; a line of three dots is any lines."""
    path = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    for command, told in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", console, re.M):
        done = subprocess.run(command, shell=True, cwd=folder, env=path, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = re.sub(r" +$", "", done.stdout, flags=re.M)
        lines = ["(?:.*\n)*" if line == "..." else re.escape(line + "\n")
                 for line in told.splitlines()]
        expect(re.fullmatch("".join(lines), said), f"{where}: {command} says\n{said}")


def test_tutorial(folder):
    """What the reader of docs/tutorial.md is told to do, from its first line to its last."""
    page = "docs/tutorial.md"
    link_programs(folder)
    for fence, text in blocks_in_order(page):
        kind, name = (fence.split(" file=") + [""])[:2]
        if kind == "console":
            expect_console(page, text, folder)
        elif kind == "diff":
            before = (folder / name).read_text(encoding="utf-8")
            (folder / name).write_text(changed(before, text, f"{page}, {name}"), encoding="utf-8")
        elif kind == "csv":
            (folder / name).write_text(text, encoding="utf-8")
        else:
            how, name, content = re.fullmatch(r"# (file|add to): (\S+)\n(.*)", text, re.S).groups()
            with (folder / name).open("a" if how == "add to" else "w", encoding="utf-8") as file:
                file.write(content)
    expect(run("format", "--check", *sorted(folder.glob("*.yaml")), cwd=folder) == "",
           f"{page}: its files are laid out otherwise")


# --- pages that are typed as they go, and the tests that pages name ---


def tell_story(page, folder, least=1):
    """Every command of a page, which has that many blocks of them or more, in a folder with the
    programs, the shipped data and the tariffs."""
    link_programs(folder)
    for name in ("data", "tariffs"):
        (folder / name).symlink_to(SOURCE / name)
    consoles = [text for fence, text in blocks_in_order(page) if fence == "console"]
    expect(len(consoles) >= least, f"{page}: its commands are not found")
    for console in consoles:
        expect_console(page, console, folder)


def test_the_curves_of_peterborough(folder):
    tell_story("docs/cliffs.md", folder)


def test_keys_are_made_and_checked_as_the_page_says(folder):
    (folder / "statement.json").write_text("{}", encoding="utf-8")
    tell_story("docs/keys.md", folder, least=3)


def test_a_statement_is_verified_as_the_page_says(folder):
    tell_story("docs/verify.md", folder, least=4)


def test_the_register_is_kept_as_the_page_says(folder):
    tell_story("docs/register.md", folder)


def test_a_year_is_settled_and_verified_as_the_page_says(folder):
    tell_story("docs/a-quarter-settled.md", folder)


def test_late_convictions_are_settled_as_the_page_says(folder):
    tell_story("docs/late-convictions.md", folder, least=5)


def test_an_audit_goes_as_the_page_says(folder):
    shutil.copytree(DOCS / "worked", folder, dirs_exist_ok=True)
    tell_story("docs/audit.md", folder)


def test_an_auditor_verifies_as_the_page_says(folder):
    tell_story("docs/an-audit.md", folder)


def is_a_test(name, file):
    code = re.sub(r'"\s*\n\s*"', "", text_of(f"tests/{file}"))
    python = "def test_" + re.sub(r"[^a-z0-9]+", "_", name.lower())
    return f'TEST_CASE("{name}")' in code or f"{python}(" in code


def test_threats_name_tests_that_are_there():
    page = text_of("docs/threats.md")
    named = re.findall(r"\| `([^`]+)` in `([^`]+)` \|", page)
    expect(len(named) > 10, "docs/threats.md: its tests are not found")
    for name, file in named:
        expect(is_a_test(name, file), f"docs/threats.md: {file} has no test {name!r}")
    for file in re.findall(r"\| `(\S+\.py)` \|", page):
        expect((SOURCE / "tests" / file).exists(), f"docs/threats.md: there is no {file}")


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
    for kind, mark in (("PersonClass", "people"), ("EventClass", "events"),
                       ("ClaimClass", "claims")):
        _, rows = marked_table("docs/errors.md", mark)
        told = [(code_words(row[0])[0], row[1]) for row in rows]
        classes = classes_of(kind)
        expect(told == classes and told, f"docs/errors.md: the program has {classes}")


def test_exit_codes():
    code = text_of("cli/common/exit.h")
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
            test(*[Path(folder)] * test.__code__.co_argcount)
        print(f'{"ok    " if len(failures) == before else "FAILED"} {name[5:].replace("_", " ")}')
    for failure in failures:
        print(f"  {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    os.environ["TZ"] = "UTC"
    sys.exit(main())
