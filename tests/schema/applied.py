"""Which parts of a JSON Schema apply to a document, place by place.

A place is a path of keys and numbers of items. An *object schema* is one that says which keys a map
may have. Where a map's own keys decide which object schema applies (`if: {required: [KEY]}`), those
keys are its *switches*.
"""

from jsonschema import Draft7Validator


class Place:
    """What applies to one map of a document."""

    def __init__(self):
        self.schemas = {}  # JSON pointer -> object schema
        self.switches = set()


class Applied:
    """Walks a document along its schema."""

    def __init__(self, root, document):
        self.root = root
        self.validator = Draft7Validator(root)
        self.places = {}      # path of a map -> Place
        self.properties = {}  # JSON pointer of a property -> path of the first value it applies to
        self.visit("#", document, ())

    def resolved(self, pointer):
        schema = schema_at(self.root, pointer)
        while isinstance(schema, dict) and "$ref" in schema:
            pointer = schema["$ref"]
            schema = schema_at(self.root, pointer)
        return pointer, schema

    def holds(self, schema, instance):
        return self.validator.evolve(schema=schema).is_valid(instance)

    def visit(self, pointer, instance, path):
        pointer, schema = self.resolved(pointer)
        if not isinstance(schema, dict):
            return
        if isinstance(instance, dict):
            self.visit_map(pointer, schema, instance, path)
        if isinstance(instance, list) and "items" in schema:
            for number, item in enumerate(instance):
                self.visit(f"{pointer}/items", item, (*path, number))
        self.visit_alternatives(pointer, schema, instance, path)

    def visit_map(self, pointer, schema, instance, path):
        place = self.places.setdefault(path, Place())
        place.switches |= switches_of(self.root, schema)
        if is_object_schema(schema):
            place.schemas[pointer] = schema
        known = schema.get("properties", {})
        for key, value in instance.items():
            if key in known:
                self.properties.setdefault(f"{pointer}/properties/{key}", (*path, key))
                self.visit(f"{pointer}/properties/{key}", value, (*path, key))
            elif isinstance(schema.get("additionalProperties"), dict):
                self.visit(f"{pointer}/additionalProperties", value, (*path, key))

    def visit_alternatives(self, pointer, schema, instance, path):
        for number in range(len(schema.get("allOf", []))):
            self.visit(f"{pointer}/allOf/{number}", instance, path)
        for number, one in enumerate(schema.get("anyOf", [])):
            if self.holds(one, instance):
                self.visit(f"{pointer}/anyOf/{number}", instance, path)
        if "if" in schema:
            branch = "then" if self.holds(schema["if"], instance) else "else"
            if branch in schema:
                self.visit(f"{pointer}/{branch}", instance, path)


def is_object_schema(schema):
    return "properties" in schema and "additionalProperties" in schema


def switches_of(root, schema):
    """The keys by which this schema tells its branches apart, in whichever branch."""
    if not isinstance(schema, dict):
        return set()
    if "$ref" in schema:
        return switches_of(root, schema_at(root, schema["$ref"]))
    condition = schema.get("if", {})
    keys = {key for one in [condition, *condition.get("anyOf", [])] for key in one.get("required", [])}
    return keys.union(*(switches_of(root, schema[branch]) for branch in ("then", "else") if branch in schema))


def object_schemas(schema, pointer="#"):
    """Every object schema below a schema, with its JSON pointer."""
    if isinstance(schema, dict):
        if is_object_schema(schema):
            yield pointer, schema
        for key, value in schema.items():
            yield from object_schemas(value, f"{pointer}/{key}")
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from object_schemas(value, f"{pointer}/{number}")


def schema_at(root, pointer):
    schema = root
    for step in pointer.split("/")[1:]:
        schema = schema[int(step)] if isinstance(schema, list) else schema[step]
    return schema


def said_of(root, schema):
    """The description of a schema, its own or that of what it refers to."""
    while "description" not in schema and "$ref" in schema:
        schema = schema_at(root, schema["$ref"])
    return schema.get("description", "")


def words_in(root, schema):
    """The closed words that a value may be, in whichever branch of its schema they stand."""
    if not isinstance(schema, dict):
        return set()
    if "$ref" in schema:
        return words_in(root, schema_at(root, schema["$ref"]))
    branches = [schema[key] for key in ("then", "else") if key in schema] + schema.get("anyOf", [])
    return set(schema.get("enum", [])).union(*(words_in(root, branch) for branch in branches))
