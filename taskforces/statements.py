"""What a taskforce states, with the numbers of its sources in the place of the marks that name them. Pure."""

from text.source_marks import name_key, with_links, without_marks


def with_sources_named(body):
    """A body as readers have it: numbers of its sources stand in the place of the marks that name them."""
    numbers = {name_key(source["name"]): number for number, source in reversed([*enumerate(body["sources"], 1)])}
    parts = {name: [_statement(part, numbers) for part in body[name]] for name in ("objectives", "results")}
    background = with_links(body["background"], numbers) if numbers else body["background"]
    return body | parts | {"background": background}


def _statement(part, numbers):
    text, named = without_marks(part["text"], numbers)
    return part | {"text": text, "sources": named}
