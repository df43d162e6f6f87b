"""What is offered to be published in the same act as an item, and what each of it would let readers see."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.desk.unpublished import with_changes

# So many are shown to be ticked one by one.
SHOWN = 20
# So many go out in one act: about a second, in which nobody else can save.
MOST = 200


class Offered:
    """The companions of an item as its form offers them. `queryset` holds all, those to be shown first before others;
    `first()` gives those, where they are asked for by a question of their own.

    `links` are the names of fields that only say where an item stands. Nothing is asked before the form is drawn: one
    that is sent and saved is not.
    """

    def __init__(self, queryset, links=(), first=None):
        self.queryset, self.links = queryset, {*links}
        self.first = first or (lambda: list(queryset.prefetch_related(None)[: SHOWN + 1]))

    def fields(self, is_sent):
        """The fields of the form: one to tick some of them, one to tick all."""
        every = self.queryset if is_sent else None
        some = forms.ModelMultipleChoiceField(every, required=False, label=gettext_lazy("Publish with it"))
        some.widget = forms.CheckboxSelectMultiple()
        some.choices = lambda: self.choices
        some.initial = None if is_sent else lambda: self.ticked
        return {"also": some, "also_all": forms.BooleanField(required=False)}

    def all(self):
        """All of them, or as many as go out in one act."""
        return list(self.queryset[:MOST])

    @cached_property
    def rows(self):
        """Those that are shown, and one more where there is one. Whoever reads others, too, may read them together."""
        return self.first()

    @cached_property
    def shown(self):
        """Those that are shown, each with what is not public yet of it."""
        is_read = all(hasattr(row, "changed_fields") for row in self.rows)
        return (self.rows if is_read else with_changes(self.rows))[:SHOWN]

    @cached_property
    def number(self):
        """How many there are."""
        return len(self.rows) if len(self.rows) <= SHOWN else self.queryset.count()

    @cached_property
    def choices(self):
        """The rows in words, by key."""
        return [(row.pk, _words(row)) for row in self.shown]

    @cached_property
    def ticked(self):
        """Those of which nothing is new but where they stand: nobody has to read them again."""
        changed = ((row.pk, {*row.changed_fields}) for row in self.shown)
        return [key for key, names in changed if names and names <= self.links]

    @property
    def all_words(self):
        """What ticking all does."""
        if self.number > MOST:
            return _("The first %(most)d of %(number)d") % {"most": MOST, "number": self.number}
        return _("All %(number)d") % {"number": self.number}

    @property
    def unseen(self):
        """How many are not shown."""
        return max(self.number - SHOWN, 0)


def _words(row):
    changes = ", ".join(row.unpublished_changes)
    return f"{row} ({row.state.label}: {changes})" if changes else f"{row} ({row.state.label})"
