"""What is asked of who schedules something: when, and what is asked of who does it at once."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.desk.forms import PublishableForm
from publishing.desk.withdraw_form import WithdrawForm
from text.clock import moment

SECOND = [("first", _("the first, before the clock is put back")), ("second", _("the second, after that"))]


class When(forms.Form):
    """A day and a time by the clock of the site. Where that comes twice, `which` says which one is meant."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    which = forms.ChoiceField(label=_("Which of the two"), choices=SECOND, widget=forms.RadioSelect, required=False)

    def __init__(self, *args, act=None, **kwargs):
        """`act` is what is scheduled already, to be moved or changed."""
        if act:
            here = timezone.localtime(act.due_at)
            own = {name: getattr(act, name) for name in ("note", "minor", "reason", "replacement")}
            kwargs["initial"] = own | {"day": here.date(), "time": here.time(), "which": SECOND[here.fold][0]}
        super().__init__(*args, **kwargs)
        self.order_fields(["day", "time", "which"])

    def clean(self):
        """The moment that is meant."""
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("time"):
            which = cleaned.get("which")
            try:
                cleaned["due_at"] = moment(
                    cleaned["day"], cleaned["time"], second=which == SECOND[1][0] if which else None
                )
            except ValidationError as refusal:
                self.add_error("time", refusal)
                self.comes_twice = refusal.code == "twice"
        return cleaned

    def how(self):
        """What was typed beside the moment."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("day", "time", "which", "due_at")
        }


class SchedulePublicationForm(When):
    """When an item is published, and how."""

    note = PublishableForm.declared_fields["note"]
    minor = PublishableForm.declared_fields["minor"]

    def __init__(self, _item, *args, box=None, **kwargs):
        super().__init__(*args, **kwargs)


class ScheduleWithdrawalForm(When, WithdrawForm):
    """When an item is withdrawn, why, and where its address leads from then on."""

    def how(self):
        """What was typed beside the moment; what replaces it, by its key."""
        how = super().how()
        return how | {"replacement": how["replacement"] and how["replacement"].pk}
