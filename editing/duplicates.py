"""The same thing twice: who saves a name that another row has already is asked whether that one is meant."""

from django import forms
from django.contrib.admin.options import IS_POPUP_VAR
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from editing.autocomplete import is_valid_key
from editing.conflicts import DeskForm

USE = "_use"


class NamedForm(DeskForm):
    """A row that people know by a name. `another` appears when a name is that of another row."""

    NO_WORDS = (*DeskForm.NO_WORDS, "another")

    another = forms.BooleanField(label=_("It is another one. Save it"), required=False)
    duplicates = ()

    def _post_clean(self):
        """Look for others of the same name once the row has its words."""
        super()._post_clean()
        rows = type(self.instance).objects
        before = rows.filter(pk=self.instance.pk).first()
        new = [name for name in self.instance.names if not before or name not in before.names]
        self.duplicates = [row for row in rows.for_choices().called(new) if row.pk != self.instance.pk]
        if self.duplicates and not self.cleaned_data.get("another") and not self.errors:
            self.add_error("another", self._question())

    def _question(self):
        return ngettext(
            "There is one with this name already. Is it the one you mean?",
            "There are some with this name already. Is it one of them that you mean?",
            len(self.duplicates),
        )


class DuplicatesAdmin:
    """Mixed into the admin of rows that people know by a name."""

    form = NamedForm

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form; in a window that another form opened, the one of the same name may be taken instead."""
        if row := self._used_instead(request):
            return self.response_change(request, row) if object_id else self.response_add(request, row)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _used_instead(self, request):
        """The row that was chosen in the place of a new one of the same name; None for nobody's row."""
        key = request.POST.get(USE, "") if IS_POPUP_VAR in request.POST else ""
        may_see = key and is_valid_key(self.model, key) and self.has_view_or_change_permission(request)
        return self.get_queryset(request).filter(pk=key).first() if may_see else None
