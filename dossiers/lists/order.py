"""In which order the list of taskforces stands: the one asked for, or the usual one."""

from django.db.models import F
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class DossierOrder:
    """Mixed into the filterset of dossiers, which declares the parameter `sort`."""

    SORTS = {
        "best": _("Best match first"),
        "newest": _("Newest first"),
        "oldest": _("Oldest first"),
        "title": _("Title"),
        "updated": _("Last updated"),
        "latest-event": _("Latest event"),
    }

    def __init__(self, *args, **options):
        """The usual order is sent as nothing: so who adds words to a question gets the best match first."""
        super().__init__(*args, **options)
        sort, usual = self.form.fields["sort"], self.usual["sort"]
        choices = [(value, label) for value, label in self.SORTS.items() if value not in (usual, "best")]
        sort.choices, sort.usual = [("", self.SORTS[usual]), *choices], usual

    @cached_property
    def usual(self):
        """The order and the view of a question that names none."""
        return {"sort": "best" if self.words.strip() else "newest", "view": "cards"}

    def in_order(self, rows):
        match self.selected.get("sort", self.usual["sort"]):
            case "best":
                return self.best_first(rows.newest_first())
            case "oldest":
                return rows.oldest_first()
            case "title":
                return rows.order_by("sort_title", "pk")
            case "updated":
                return rows.order_by("-updated_at", "sort_title", "pk")
            case "latest-event":
                return rows.order_by(F("latest_event").desc(nulls_last=True), "sort_title", "pk")
        return rows.newest_first()
