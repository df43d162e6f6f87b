"""What is asked of who withdraws an item, or corrects why it was withdrawn."""

from dataclasses import dataclass

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models import Edition


@dataclass(frozen=True)
class Belongings:
    """What stays public when an item is withdrawn: in words, as rows of the desk, and [(key, words)] of those shown."""

    title: str
    help_text: str
    queryset: models.QuerySet
    choices: list


class WithdrawForm(forms.Form):
    """Why the public shall no longer read an item, and where its address leads from now on.

    Of an item that is withdrawn it begins with what was said. `belongings` may be withdrawn in the same act. `box` is
    the widget in which a replacement is found by typing.
    """

    reason = forms.ChoiceField(label=_("Reason"), choices=Edition.Reason.choices, widget=forms.RadioSelect)
    replacement = forms.ModelChoiceField(
        None,
        label=_("Replaced by"),
        required=False,
        empty_label=_("nothing"),
        help_text=_("Its address will lead there. Only for the reason “replaced by another”."),
        error_messages={"invalid_choice": _("Readers cannot find this one. Choose one that is public.")},
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, help_text=_("Readers who come to the old address see it.")
    )

    def __init__(self, item, *args, belongings=None, box=None, **kwargs):
        if item.state == item.State.WITHDRAWN:
            latest = item.editions().first()
            kwargs["initial"] = {name: getattr(latest, name) for name in ("reason", "replacement", "note")}
        super().__init__(*args, **kwargs)
        replacement = self.fields["replacement"]
        if box:
            replacement.widget = box
        replacement.queryset = type(item).objects.live().exclude(pk=item.pk).for_headings()
        if belongings:
            self.fields["also"] = forms.ModelMultipleChoiceField(
                belongings.queryset,
                required=False,
                label=_("Withdraw these, too"),
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields["also"].choices = belongings.choices

    def clean(self):
        """A replacement and its reason belong together."""
        cleaned = super().clean()
        replaced = cleaned.get("reason") == Edition.Reason.REPLACED
        if replaced and not cleaned.get("replacement") and "replacement" not in self.errors:
            self.add_error("replacement", _("Say what replaces it, or choose another reason."))
        if cleaned.get("replacement") and not replaced:
            self.add_error("reason", _("You named a replacement: then the reason is “replaced by another”."))
        return cleaned
