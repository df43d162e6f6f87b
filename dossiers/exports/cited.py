"""A dossier in the cells of a table: each statement with the numbers of its sources, as on its page. Pure."""

from django.utils.translation import gettext as _

from text.source_marks import with_numbers


def background(record):
    """The words of the background."""
    return [with_numbers(record["background"]["html"])] if record["background"] else []


def statements(name):
    """What makes a list of the objectives or the results of a record."""

    def texts(record):
        numbers = {source["id"]: source["number"] for source in record["sources"]}
        return [each["text"] + "".join(f" [{numbers[key]}]" for key in each["sources"]) for each in record[name]]

    return texts


def notes(record):
    """All of each source."""
    return [f"[{source['number']}] {', '.join(filter(None, _note(source)))}" for source in record["sources"]]


def _note(source):
    yield source["title"]
    yield source["url"]
    yield source["document"] and source["document"]["url"]
    yield source["seen"] and _("seen on %(day)s") % {"day": source["seen"]}
    yield source["archived"] and _("archived copy: %(address)s") % {"address": source["archived"]}
