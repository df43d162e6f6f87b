"""The parts of a taskforce in its form: who asked for it, what it set out to do, what came of it, what it owes."""

from django.utils.translation import gettext_lazy as _

from editing.inlines import OrderedInline, PartInline
from taskforces.forms import RelationForm, ResultForm, ResultFormSet
from taskforces.models import Objective, Result, Source, TaskforceDocument, TaskforceOrganisation, TaskforceRelation
from taskforces.sources_form import SourceFormSet


class RequestingOrganisations(OrderedInline):
    """Who asked for the taskforce."""

    model = TaskforceOrganisation
    description = _("Who asked for this taskforce. The first one is shown first. None is fine.")
    autocomplete_fields = ("organisation",)
    shown_with = ("organisation__countries",)
    fields = (("organisation", "shown_as"), "number")


class Objectives(OrderedInline):
    """What it set out to do."""

    model = Objective
    description = _("What it set out to do. Results refer to these numbers.")
    fields = ("text", "number")


class Results(OrderedInline):
    """What came of it."""

    model = Result
    form = ResultForm
    formset = ResultFormSet
    description = _("What came of it, or is expected to.")
    shown_with = ("objectives",)
    fields = ("text", ("state", "date"), "answers", "number")


class Sources(OrderedInline):
    """Where what it says comes from."""

    model = Source
    formset = SourceFormSet
    description = _(
        "Where statements in background, objectives and results come from. Type [source: short name] behind a "
        "statement: readers see a number there that leads to its source."
    )
    autocomplete_fields = ("document",)
    fields = ("name", "title", ("address", "seen"), "archived", "document", "number")
    extra = 0


class Documents(OrderedInline):
    """What can be read or asked for, beside what its events bring."""

    model = TaskforceDocument
    description = _("Documents of the taskforce itself. What belongs to an event is attached to that event.")
    autocomplete_fields = ("document",)
    fields = ("document", "number")
    extra = 0


class Relations(PartInline):
    """What it owes to earlier taskforces."""

    model = TaskforceRelation
    form = RelationForm
    fk_name = "taskforce"
    description = _("Readers of both dossiers see it, once both are public.")
    autocomplete_fields = ("other",)
    fields = (("kind", "other"),)
