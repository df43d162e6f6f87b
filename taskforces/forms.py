"""Objectives and results in the taskforce's form: a result names its objectives by their numbers."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editing.datalist import DatalistInput
from editing.duplicates import NamedForm
from editing.formsets import OrderedFormSet, OrderedRowForm
from editing.named_rows import name_key
from editing.unchanged import UnchangedForm
from publishing.desk.forms import PublishableForm
from publishing.models.attaching import attach
from taskforces.models.parts import Objective
from taskforces.models.reference import Organisation
from text import dates


class TaskforceForm(PublishableForm):
    """A taskforce: it ends after it starts. `range_is_meant` appears when one of these dates is a range."""

    NO_WORDS = (*PublishableForm.NO_WORDS, "range_is_meant")

    range_is_meant = forms.BooleanField(label=_("Yes, start and end are known no better than that"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ends = [name for name in ("start", "end") if name in self.fields]  # who may only look has no fields
        for name in ends:
            self.fields[name].widget.one_end(name, other={"start": "end", "end": "start"}[name])
        if not any(dates.explain(self[name].value() or "", name)["ranged"] for name in ends):
            self.fields["range_is_meant"].widget = forms.HiddenInput()

    def clean(self):
        """Tell at its field that the end is too early, where the database would only refuse; ask once about a range."""
        cleaned = super().clean()
        self._ask_about_ranges(cleaned)
        start, end = (dates.bounds(cleaned.get(name) or "") for name in ("start", "end"))
        if start[0] and end[1] and start[0] > end[1]:
            self.add_error("end", _("The end is before the start."))
        return cleaned

    def _ask_about_ranges(self, cleaned):
        ends = [name for name in ("start", "end") if name in self.changed_data]
        ranged = [name for name in ends if dates.is_range(cleaned.get(name) or "")]
        for name in [] if cleaned.get("range_is_meant") else ranged:
            way_out = _("Take one of the dates below the field, or tick that it is not known better.")
            self.add_error(name, f"{dates.ASKS[name]} {way_out}")


class OrganisationForm(NamedForm):
    """An organisation, whose kind is chosen from a list that grows."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = Organisation.objects.exclude(pk=self.instance.pk)
        if "kind" in self.fields:
            self.fields["kind"].widget = DatalistInput(self.others.kinds(), self.fields["kind"].widget.attrs)

    def clean_kind(self):
        """The kind as most others spell it."""
        kind = self.cleaned_data["kind"]
        others = self.others.kinds() if kind else ()
        return next((known for known in others if name_key(known) == name_key(kind)), kind)


class RelationForm(UnchangedForm):
    """What a taskforce owes to an earlier one, which is another one."""

    def clean_other(self):
        """Tell at its field what the database would only refuse."""
        taskforce = self.cleaned_data["other"]
        if taskforce and taskforce.pk == self.instance.taskforce_id:
            raise ValidationError(_("A taskforce cannot continue itself."))
        return taskforce


class ResultForm(OrderedRowForm):
    """A result, with the numbers of the objectives that it answers."""

    answers = forms.CharField(
        label=_("Objectives it answers"),
        required=False,
        max_length=200,
        help_text=_("Their numbers as they stand above, for example: 1, 3."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["answers"].initial = ", ".join(
                str(each.position + 1) for each in self.instance.objectives.all()
            )

    def clean_answers(self):
        """The numbers, each once. Raises ValidationError for anything else."""
        words = re.split(r"[\s,;]+", self.cleaned_data["answers"].strip(" ,;"))
        if not all(word.isascii() and word.isdigit() and len(word) < 4 for word in words if word):
            raise ValidationError(_("Type the numbers of objectives, with commas between them: 1, 3."))
        return sorted({int(word) for word in words if word})


class ResultFormSet(OrderedFormSet):
    """The results. Told about `objectives`, the formset beside it, before it is validated; None where there is none."""

    refers = {"answers": "objectives"}
    objectives = None

    def clean(self):
        """Every number must be that of an objective which stays."""
        super().clean()
        if self.objectives is not None and not self.objectives.is_valid():
            return
        there = len(self._numbered())
        for form in self.forms:
            missing = [
                number for number in getattr(form, "cleaned_data", {}).get("answers", ()) if not 1 <= number <= there
            ]
            if missing and "answers" in form.changed_data:
                form.add_error("answers", missing_message(missing[0], there))

    def answer(self):
        """Tie saved results to saved objectives. A result whose numbers were not touched keeps its objectives."""
        for result, objectives in self._answers():
            result.objectives.set(objectives)

    def rows(self):
        """The rows as they would be once they are saved, with the objectives that they would answer."""
        rows = super().rows()
        for result, objectives in self._answers():
            attach(result, objectives=(Objective, objectives))
        return rows

    def _answers(self):
        """The results whose numbers were typed anew: [(result, its objectives)]. After a merge all numbers are new."""
        objectives = self._numbered()
        return [
            (form.instance, [objectives[n - 1] for n in form.cleaned_data["answers"]])
            for form in self.in_order()
            if self.is_merged or (form.has_changed() and "answers" in form.changed_data)
        ]

    def _numbered(self):
        """The objectives in the order of their numbers; the taskforce's own where the editor may not see them."""
        if self.objectives is None:
            return list(self.instance.objectives.all())
        return [form.instance for form in self.objectives.in_order()]


def missing_message(number, count):
    """The sentence for a number that no objective has."""
    if not count:
        return _("There is no objective yet. Write it above first.")
    return _("There is no objective %(number)d: they are numbered 1 to %(there)d.") % {"number": number, "there": count}
