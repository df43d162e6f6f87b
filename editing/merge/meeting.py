"""A form that was sent, and what somebody else saved since it was opened."""

from django.utils.functional import cached_property
from django.utils.translation import gettext

from editing.conflicts import CHOOSE
from editing.formsets import LosslessFormSet
from editing.merge.merging import merge
from editing.merge.names import Names
from editing.merge.savers import Savers
from editing.merge.states import OWN
from editing.merge.ticket import Ticket


class Meeting:
    """What was sent meets what stands there now. `model_admin` knows its form, of the class `form_class`."""

    brings_file = False

    def __init__(self, request, item, form_class, model_admin):
        self.request, self.item, self.form_class, self.model_admin = request, item, form_class, model_admin
        self.ticket = Ticket.read(request.POST.get("seen", ""), str(item.pk))

    @cached_property
    def form(self):
        """The form as it would be shown now."""
        return self.form_class(instance=self.item)

    @cached_property
    def formsets(self):
        """Its rows as they would be shown now, of those formsets that take rows which were not sent."""
        return [
            formset(instance=self.item, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(self.request))
            for formset, inline in self.model_admin.get_formsets_with_inlines(self.request, self.item)
            if inline.has_change_permission(self.request, self.item) and issubclass(formset, LosslessFormSet)
        ]

    @cached_property
    def names(self):
        """What its places are called."""
        return Names(self.form, self.formsets)

    @cached_property
    def savers(self):
        """Who saved meanwhile."""
        return Savers(self.request.user, self.item, self.ticket.opened)

    def merge(self):
        """Merge what was sent with what stands there now, where that is not what its editor has seen."""
        old = self.ticket
        version, file = self.form_class.version(self.item), self.form_class.file_version(self.item)
        if old.shown is None and (old.version, old.file) == (version, file):
            return
        data = self.request.POST.copy()
        self.ticket = merge(old, self.form, self.formsets, data)
        self.ticket.version, self.ticket.file = version, file
        self.brings_file = bool(self.request.FILES) and old.file != file
        data["seen"] = self.ticket.sign()
        self.request.POST = data

    def conflicts(self):
        """What stands in the way of saving: {field of the item: sentences}."""
        asked = self.ticket.asked
        errors = {name: CHOOSE for prefix, _key, name, _value in asked if prefix == OWN}
        if self.brings_file:
            errors["upload"] = gettext("There is another file since then. Choose yours again to put it in its place.")
        if errors or asked:
            errors[None] = [self.savers.saved(), *self._what_to_choose()]
        return errors

    def row_conflicts(self, formset):
        """What stands in the way of saving the rows of a formset: {(key, field): sentence}."""
        return {(key, name): CHOOSE for prefix, key, name, _value in self.ticket.asked if prefix == formset.prefix}

    def sentences(self):
        """What was merged, for people."""
        merged = gettext("Merged with what %(who)s saved %(when)s: %(places)s.")
        renewed = gettext("%(places)s: taken out by %(who)s %(when)s. You changed it, so it is there again.")
        told = [(merged, self.ticket.taken), (renewed, self.ticket.renewed)]
        return [
            text % {"places": ", ".join(places), "who": self.savers.who(), "when": self.savers.when()}
            for text, places in told
            if places
        ]

    def _what_to_choose(self):
        text = gettext("All that you typed is still here. Choose whose words stay: %(places)s.")
        places = [self.names.place(question[:3], self.ticket.shown) for question in self.ticket.asked]
        return [text % {"places": ", ".join(places)}] if places else []
