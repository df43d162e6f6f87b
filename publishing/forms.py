"""What staff fill in to save, publish and withdraw; whatever stands in the way is told where it was made."""

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.models import Edition
from publishing.snapshots import digest


def seen(item):
    """What an editor has in front of them when the form opens, as one short text."""
    return digest({"desk": item.desk_digest, "note": item.internal_note})


class Companions(forms.ModelMultipleChoiceField):
    """Items to publish in the same act, each with its state."""

    def label_from_instance(self, item):
        return f"{item} ({item.state.label})"


class PublishableForm(forms.ModelForm):
    """The words of an item, and how they are published.

    The admin sets, on a class of its own for each request: `refused`, what stood in the way when these very words were
    to be published ({field: errors}), and `companions`, what may be published in the same act (a QuerySet or None).
    """

    ACT = ("seen", "note", "minor", "also")

    refused: dict = {}
    companions = None

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Change note"),
        max_length=500,
        required=False,
        help_text=_("What is new, in a few words. It is kept with what you publish."),
    )
    minor = forms.BooleanField(
        label=_("Minor change"),
        required=False,
        help_text=_("A detail, such as a spelling mistake. The page keeps its date of the last update."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflict = False
        if "summary" in self.fields:  # two sentences do not fit into one line
            length = self.fields["summary"].max_length
            self.fields["summary"].widget = forms.Textarea(attrs={"rows": 2, "maxlength": length})
        self.fields["seen"].initial = seen(self.instance)
        if self.companions is not None:
            self.fields["also"] = Companions(
                self.companions, required=False, label=_("Publish with it"), widget=forms.CheckboxSelectMultiple
            )

    def is_valid(self):
        """A form that was sent only to look at its dates is never saved."""
        return super().is_valid() and "_check" not in self.data

    @cached_property
    def changed_data(self):
        """The names of the item's own fields that were changed; how it is published is no change."""
        return [name for name in super().changed_data if name not in self.ACT]

    def clean_summary(self):
        """The summary on one line, as lists show it."""
        return " ".join(self.cleaned_data["summary"].split())

    def clean_slug(self):
        """Tell at its field that another item has the address."""
        slug = self.cleaned_data["slug"]
        others = type(self.instance).objects.filter(slug=slug).exclude(pk=self.instance.pk)
        if slug and others.exists():
            raise ValidationError(_("Another one has this address already. Choose another."))
        return slug

    def clean(self):
        """Refuse once what was typed over somebody else's words; the next time the editor knows."""
        cleaned = super().clean()
        fresh = seen(self.instance)
        if not self.instance._state.adding and not self._only_looks and cleaned.get("seen") != fresh:
            self.conflict = True
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = fresh
            self.add_error(None, conflict_message(self.instance))
        return cleaned

    @property
    def _only_looks(self):
        return "_check" in self.data or "_preview" in self.data

    def _post_clean(self):
        super()._post_clean()
        # The instance has the typed words now, and addresses are checked on every save.
        for field, errors in (self.refused or self.instance.address_refusals()).items():
            self.add_error(field if field in self.fields else None, errors)


def conflict_message(item):
    """Who saved the item while somebody else had it open, and how to go on."""
    entry = (
        LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(item), object_id=str(item.pk))
        .select_related("user")
        .first()
    )
    facts = {"who": gettext("Somebody else"), "when": ""}
    if entry:
        facts = {"who": entry.user.get_full_name() or entry.user.get_username()}
        facts["when"] = localtime(entry.action_time).strftime("%H:%M")
        sentence = gettext("%(who)s saved this at %(when)s, while you had it open. All that you typed is still here.")
    else:
        sentence = gettext("%(who)s saved this while you had it open. All that you typed is still here.")
    return (
        sentence % facts
        + " "
        + gettext("Save again to put your words in the place of theirs, or look at theirs first.")
    )


class WithdrawForm(forms.Form):
    """Why the public shall no longer read an item, and where its address leads from now on."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Edition.Reason.choices, widget=forms.RadioSelect)
    replacement = forms.ModelChoiceField(
        None,
        label=_("Replaced by"),
        required=False,
        empty_label=_("nothing"),
        help_text=_("Its address will lead there. Only for the reason “replaced by another”."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, help_text=_("Readers who come to the old address see it.")
    )

    def __init__(self, item, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replacement"].queryset = type(item).objects.published().exclude(pk=item.pk)

    def clean(self):
        """A replacement and its reason belong together."""
        cleaned = super().clean()
        replaced = cleaned.get("reason") == Edition.Reason.REPLACED
        if replaced and not cleaned.get("replacement") and "replacement" not in self.errors:
            self.add_error("replacement", _("Say what replaces it, or choose another reason."))
        if cleaned.get("replacement") and not replaced:
            self.add_error("reason", _("You named a replacement: then the reason is “replaced by another”."))
        return cleaned
