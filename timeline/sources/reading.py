from dataclasses import dataclass, field

from django.utils.translation import gettext as _


@dataclass
class Reading:
    """What was understood of a source; "" is what was not found. `doubts` are sentences for whoever checks it."""

    title: str = ""
    date: str = ""
    place: str = ""
    mode: str = ""
    body: str = ""
    link_address: str = ""
    words: str = ""
    doubts: list[str] = field(default_factory=list)

    def fields(self) -> dict[str, str]:
        """The values for the event's form."""
        names = ("title", "date", "place", "mode", "body", "link_address")
        return {name: getattr(self, name) for name in names if getattr(self, name)}

    def found(self) -> list[str]:
        """What was found, in the words of the form."""
        names = {
            "title": _("title"),
            "date": _("date"),
            "place": _("place"),
            "mode": _("on site or online"),
            "body": _("full story"),
            "link_address": _("link address"),
        }
        return [names[name] for name in self.fields()]
