#!/usr/bin/env python3
"""Groups source files so that clang-tidy reads the headers they share once a group, not once a file.

Usage: tidy_groups.py COMPILE_COMMANDS OUT_FOLDER < names of source files, a line each

Writes OUT_FOLDER/FIRST_FILE.cc for each group, which includes its files, and prints its path. Files
of one folder share a group, unless their anonymous namespaces give a name twice: they couldn't be
compiled together.
The options are those of the compilations, joined: OUT_FOLDER/options, a line each.
"""

import json
import re
import shlex
import sys
from pathlib import Path

MOST_FILES = 24  # longer groups save little more, and one change in them costs more


def private_names(text):
    """What the anonymous namespaces of a file name, as far as lines tell, and main: more does no
    harm."""
    names = {"main"} if "\nint main(" in text else set()
    inside = False
    for line in text.splitlines():
        if line == "namespace {":
            inside = True
        elif line.startswith("}  // namespace"):
            inside = False
        elif inside and re.match(r"[A-Za-z\[]", line):
            named = re.match(r"(?:template .*> )?(?:enum class|struct|class|using) (\w+)", line)
            found = re.findall(r"(\w+)(?= =|\(|\[|\{|;)", line)
            names.update([named[1]] if named else found[:1] or [line])
    return names


def groups_of(files):
    groups = []
    for file in files:
        names = private_names(file.read_text(encoding="utf-8"))
        home = next((group for group in groups if group["folder"] == file.parent
                     and len(group["files"]) < MOST_FILES and not group["names"] & names), None)
        if home is None:
            home = {"folder": file.parent, "files": [], "names": set()}
            groups.append(home)
        home["files"].append(file)
        home["names"] |= names
    return [group["files"] for group in groups]


def options_in(commands):
    options = []
    for entry in commands:
        for word in shlex.split(entry["command"]):
            if re.match(r"-[ID]|-isystem|-std=", word) and word not in options:
                options.append(word)
    return options


def main():
    commands = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    (out / "options").write_text("\n".join(options_in(commands)) + "\n", encoding="utf-8")
    files = [Path(line.strip()).resolve() for line in sys.stdin if line.strip()]
    for group in groups_of(files):
        path = out / (group[0].parent.name + "_" + group[0].name)
        path.write_text("".join(f'#include "{file}"\n' for file in group), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
