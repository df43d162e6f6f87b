"""What every list and form of the desk keeps: search without accents, sound boxes to choose from, no word lost."""

from itertools import chain

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from editing.conflicts import DeskForm
from editing.meanwhile import TellsRaces, forget_messages
from editing.sound import SoundAdmin
from text.clean_fields import CleanTextField
from text.fields import SortField
from text.folding import FORMS, asked, rank, searched

NUL = "\x00"
# Letters in a text that is no rich text; ten pages.
LONGEST = 20_000


def possible(model, key):
    """Whether a key that somebody sends can be that of a row of this model."""
    field = model._meta.pk
    try:
        field.run_validators(field.to_python(key))
    except ValidationError:
        return False
    return NUL not in str(key)


class SoundChoices:
    """An autocomplete box that shows nothing for an id that cannot be one, where Django's would fail."""

    def optgroups(self, name, value, attr=None):
        """The chosen rows, as far as they can be rows."""
        model = self.field.remote_field.model
        return super().optgroups(name, [key for key in value if possible(model, key)], attr)


class ChooseOne(SoundChoices, AutocompleteSelect):
    """One row, found by typing."""


class ChooseSeveral(SoundChoices, AutocompleteSelectMultiple):
    """Several rows, found by typing."""


class Choosing:
    """A form whose `autocomplete_fields` are drawn by our own boxes. For the admin of models and of their parts."""

    # The browser's own date field works by keyboard, on a phone and without a script.
    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
        models.URLField: {"widget": forms.URLInput(attrs={"class": "vURLField"}), "assume_scheme": "https"},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The field of a column. A plain text is told when it is too long, where a whole form would be refused."""
        if type(db_field) in (models.TextField, CleanTextField) and not db_field.max_length:
            kwargs.setdefault("max_length", LONGEST)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The field of a reference to one row."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChooseOne(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """The field of references to several rows."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChooseSeveral(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class FoldedChangeList(ChangeList):
    """A list in which a column of titles or names is sorted by its folded text, where the model keeps that."""

    def get_ordering_field(self, field_name):
        """The field that a column is sorted by."""
        sort_fields = {
            field.sources[0]: field.name for field in self.lookup_opts.fields if isinstance(field, SortField)
        }
        return sort_fields.get(field_name) or super().get_ordering_field(field_name)


class FoldedSearch:
    """The admin of a model with a `SearchQuerySet`: searched by folded words, sorted by folded text."""

    search_fields = ("folded",)

    def get_changelist(self, request, **kwargs):
        """How its list is sorted."""
        return FoldedChangeList

    def get_search_results(self, request, queryset, search_term):
        """The rows that hold every word of the term, the best match first unless a column was chosen to sort by."""
        if not search_term:
            return queryset, False
        rows = queryset.search(search_term)
        return rows if ORDER_VAR in request.GET else rows.best_first(), False


class FoldedOnAsking:
    """The admin of a small table without folded words: what its `search_fields` say is folded at each search."""

    def get_search_results(self, request, queryset, search_term):
        """The rows in which every word of the term stands, in any of the fields; the best match first."""
        if not search_term:
            return queryset, False
        question = asked(search_term)
        texts = queryset.values_list("pk", *self.search_fields)
        ranks = {key: rank(searched(" ".join(words)), question) for key, *words in texts} if question else {}
        keys = [[key for key in ranks if ranks[key] == number] for number in range(len(FORMS))]
        ranked = Case(*(When(pk__in=part, then=Value(number)) for number, part in enumerate(keys)), default=Value(9))
        return queryset.filter(pk__in=[*chain(*keys)]).order_by(ranked, *queryset.query.order_by), False


class DeskAdmin(TellsRaces, FoldedSearch, Choosing, SoundAdmin, admin.ModelAdmin):
    """The admin of a model at the desk."""

    form = DeskForm
    list_per_page = 50

    def get_object(self, request, object_id, from_field=None):
        """The row; while it is being saved nobody else can save it."""
        row = super().get_object(request, object_id, from_field)
        saves = request.method == "POST" and self.will_save(request)
        if row and saves and transaction.get_connection().in_atomic_block:
            rows = type(row)._base_manager.select_for_update(no_key=True)
            return rows.filter(pk=row.pk).first()  # none where somebody deleted it meanwhile
        return row

    def will_save(self, request):
        """Whether the form was sent to be saved: then in a transaction, in which nobody else saves the row."""
        return True

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form knows what was refused."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "refused", {})
        return form

    def _create_formsets(self, request, obj, change):
        """The rows of a form; those that were checked before a refusal are shown again as they were."""
        if not hasattr(request, "formsets"):
            request.formsets = super()._create_formsets(request, obj, change)
        return request.formsets

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form. What is refused changes nothing at all, and is told where it was typed.

        Then Django's view only draws: nothing is checked a second time.
        """
        view = super().changeform_view if self.will_save(request) else self._changeform_view
        try:
            return view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            request.refused = refusal.update_error_dict({})
        except IntegrityError:  # two people wrote the same thing at the same moment: the second is told
            request.refused = {None: [_("Somebody else saved something like this just now. Please save again.")]}
        forget_messages(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        """The form. The import map of the rich text editor is an inline script, let pass by this answer's nonce."""
        context["media"] = Media.from_media(context["media"], nonce=str(getattr(request, "csp_nonce", "")))
        return super().render_change_form(request, context, *args, **kwargs)
