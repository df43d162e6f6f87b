"""The OpenAPI document: addresses, parameters and answers. Pure: it is given the site's own words."""

from dossiers.openapi.schemas import SCHEMAS
from dossiers.openapi.shapes import ref

CODE, SLUG, YEAR = "^[A-Z]{2}$", "^[a-z0-9_-]{1,120}$", "^[12][0-9]{3}$"
PROBLEM = {"application/problem+json": {"schema": ref("Problem")}}
REFUSED = {"description": "A parameter makes no sense; says which and why.", "content": PROBLEM}
MISSING = {"description": "There is no such thing.", "content": PROBLEM}
GONE = {"description": "It was withdrawn; says why.", "content": PROBLEM}
MOVED = {"description": "A type, topic or organisation has another name by now: `Location` has the address with it."}
UNCHANGED = {"description": "Nothing changed since the answer with this ETag."}
ETAG = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of the answer you have. If nothing changed, 304 comes instead of the whole answer.",
    "schema": {"type": "string"},
}


def parameter(name, description, schema):
    """A parameter of the query."""
    return {"name": name, "in": "query", "description": description, "schema": schema}


def several(name, description, pattern, **schema):
    """A parameter that may stand there several times: one of these values shall match."""
    item = {"type": "string"} | ({"pattern": pattern} if pattern else schema)
    values = {"type": "array", "maxItems": 30, "items": item}
    return parameter(name, f"{description} Several mean any of them.", values) | {"style": "form", "explode": True}


WORDS = parameter(
    "q",
    "Words that all shall be found, in any of their forms; at most 20.",
    {"type": "string", "maxLength": 100},
)
PAGING = [
    parameter("limit", "How many rows a page has.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}),
    parameter("cursor", "Where the page begins: taken from `next` of the page before.", {"type": "string"}),
]
FILTERS = {
    "taskforces": [
        WORDS,
        several("country", "The code of a country that it is about (ISO 3166-1, EU, XK).", CODE),
        several("status", "How it stands.", "", enum=["planned", "ongoing", "paused", "finalised", "not-stated"]),
        several("organisation", "Who asked for it: the last part of the address of an organisation's page.", SLUG),
        several("year", "A year in which it was under way.", YEAR),
    ],
    "events": [
        WORDS,
        several("type", "What kind of thing it is: the `slug` of its `kind`.", SLUG),
        several("topic", "What it is about: the `slug` of a topic.", SLUG),
        several("country", "The code of the country where it was held.", CODE),
        several("organisation", "Who published or hosted it.", SLUG),
        several("year", "The year under which it stands.", YEAR),
        several("has", "What it brings.", "", enum=["film", "documents", "story"]),
    ],
    "organisations": [
        WORDS,
        several("country", "The code of its country.", CODE),
        several("part", "What it did.", "", enum=["asked", "contributed"]),
    ],
    "countries": [],
}
KEYS = {
    "uuid": {"type": "string", "format": "uuid"},
    "code": {"type": "string", "pattern": CODE},
    "number": {"type": "integer", "minimum": 1},
}


def document(title, description, server, licence):
    """The whole document. `licence` is the name and the address of the data's licence."""
    name, url = licence
    info = {"title": title, "version": "1", "description": description, "license": {"name": name, "url": url}}
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": f"{server}/api/v1"}],
        "paths": paths(),
        "components": {"schemas": SCHEMAS},
    }


def paths():
    """What can be asked: each list, each item, and the events of a taskforce."""
    return {
        "/taskforces": listing("taskforces", "Taskforce", "Taskforces, by title."),
        "/taskforces/{id}": item("Taskforce", "uuid", "A taskforce.", GONE),
        "/taskforces/{id}/events": timeline(),
        **editions("taskforce", "taskforces"),
        "/events": listing("events", "Event", "Events, newest first."),
        "/events/{id}": item("Event", "uuid", "An event.", GONE),
        **editions("event", "events"),
        "/organisations": listing("organisations", "Organisation", "Organisations, by name."),
        "/organisations/{id}": item("Organisation", "uuid", "An organisation."),
        "/countries": listing("countries", "Country", "All countries, by name."),
        "/countries/{id}": item("Country", "code", "A country, by its code."),
    }


def listing(name, schema, summary):
    """A list, with the filters of its page."""
    filters = FILTERS[name]
    answers = {"400": REFUSED} | ({"302": MOVED} if filters else {})
    return operation(f"list_{name}", summary, [*filters, *PAGING], f"{schema}Page", answers)


def item(schema, key, summary, gone=None):
    """One item."""
    answers = {"404": MISSING} | ({"410": gone} if gone else {})
    return operation(f"get_{schema.lower()}", summary, [identifier(key)], schema, answers)


def timeline():
    """The events of a taskforce."""
    answers = {"400": REFUSED, "404": MISSING}
    parameters = [identifier("uuid"), *PAGING]
    return operation("list_timeline", "The events of a taskforce, newest first.", parameters, "EventPage", answers)


def editions(kind, name):
    """The record of an item: all its editions, and one with what it says."""
    answers, number = {"404": MISSING, "410": GONE}, identifier("number", "number")
    listed, one = f"The editions of a {kind}, newest first.", f"An edition of a {kind}, with what it says."
    paged, key = [identifier("uuid"), *PAGING], [identifier("uuid"), number]
    return {
        f"/{name}/{{id}}/editions": operation(
            f"list_{kind}_editions", listed, paged, "PublishedEditionPage", {"400": REFUSED} | answers
        ),
        f"/{name}/{{id}}/editions/{{number}}": operation(f"get_{kind}_edition", one, key, "WholeEdition", answers),
    }


def identifier(key, name="id"):
    """The part of an address that names an item, or one of its editions."""
    return {"name": name, "in": "path", "required": True, "schema": KEYS[key]}


def operation(name, summary, parameters, schema, answers):
    """One address that can be read."""
    content = {"application/json": {"schema": ref(schema)}}
    found = {"description": "As asked.", "content": content, "headers": {"ETag": {"schema": {"type": "string"}}}}
    responses = {"200": found, "304": UNCHANGED} | answers
    return {"get": {"operationId": name, "summary": summary, "parameters": [*parameters, ETAG], "responses": responses}}
