"""How a JSON Schema is put together. Pure."""

STRING, INTEGER = {"type": "string"}, {"type": "integer"}
UUID, URL = {"type": "string", "format": "uuid"}, {"type": "string", "format": "uri"}
COUNT = {"type": "integer", "minimum": 0}


def nullable(schema):
    """The same, or null where nobody knows."""
    return {"anyOf": [schema, {"type": "null"}]}


def array(schema):
    """Any number of these."""
    return {"type": "array", "items": schema}


def record(description, **properties):
    """An object that has all of these, and nothing else."""
    names = {"required": [*properties], "additionalProperties": False}
    return {"type": "object", "description": description, "properties": properties, **names}


def ref(name):
    """One of the schemas below, by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def page(name):
    """A page of a list."""
    return record(
        f"A page of {name}s.",
        publisher=STRING,
        licence=URL | {"description": "Under which others may use what is here."},
        next=nullable(URL) | {"description": "The address of the next page; null on the last one."},
        items=array(ref(name)),
    )
