"""Rule files as an editor reads them, and written so that each key's line is known."""

import json
import re

import yaml


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: days stay text, and so do yes and no."""
    yaml_implicit_resolvers = {}


for tag, pattern, first in (
        ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
        ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
        ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789"))):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


class Written(yaml.BaseLoader):
    """Every scalar as it is written."""


def read_map(loader, node):
    """Keys are text; one that is there twice is refused."""
    entries = {}
    for key, value in node.value:
        if key.value in entries:
            raise yaml.constructor.ConstructorError(None, None, f"{key.value} twice", key.start_mark)
        entries[key.value] = loader.construct_object(value, deep=True)
    return entries


for loader_class in (Core, Written):
    loader_class.add_constructor("tag:yaml.org,2002:map", read_map)


def as_editor(text):
    return yaml.load(text, Core)


def as_written(text):
    return yaml.load(text, Written)


def paths_of_maps(tree, path=()):
    """The path of every map in a tree, from the root on."""
    if isinstance(tree, dict):
        yield path
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree if isinstance(tree, list) else [])
    for key, value in entries:
        yield from paths_of_maps(value, (*path, key))


def at(tree, path):
    for step in path:
        tree = tree[step]
    return tree


def with_value(tree, path, value):
    """A copy of the tree in which `value` stands at `path`; its last key may be new."""
    if not path:
        return value
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    if len(path) == 1:
        copy[path[0]] = value
    else:
        copy[path[0]] = with_value(tree[path[0]], path[1:], value)
    return copy


def text_of(tree):
    """The tree as JSON, which is YAML: one key or item a line."""
    return json.dumps(tree, indent=1, ensure_ascii=False) + "\n"
