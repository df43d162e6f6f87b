from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from alerts.views.page import AlertPage
from publishing.models import Remark
from text.clean_fields import WordsFormField
from upkeep.confirming import answer, request_with

SAID = "thanks"


class AnswerForm(forms.ModelForm):
    """What an organisation answers: all is true, or what is wrong or missing."""

    act = forms.ChoiceField(label=_("Your answer"), choices=Remark.Act.choices[::-1], widget=forms.RadioSelect)

    class Meta:
        model = Remark
        fields = ("act", "text", "passage", "name")
        field_classes = {"text": WordsFormField}
        labels = {"text": _("What is it?")}
        help_texts = {"text": _("Not needed where all of it is still true.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "passage": forms.Textarea(attrs={"rows": 2})}

    def clean(self):
        """Who says that something is wrong or missing says what."""
        cleaned = super().clean()
        if cleaned.get("act") in (Remark.Act.CORRECT, Remark.Act.ADD) and not cleaned.get("text"):
            self.add_error("text", _("Please say what it is."))
        return cleaned


class StillTruePage(AlertPage):
    """Where the link in the yearly letter leads. Looking changes nothing; the button does."""

    http_method_names = ("get", "head", "post", "options")
    template_name = "upkeep/still_true.html"
    title = _("Is this still true?")

    def setup(self, request, token):
        super().setup(request, token=token)
        self.asked, self.dossier = request_with(token)

    def get(self, request, token):
        return self.answer(form=AnswerForm()) if self.asked else self.over()

    def post(self, request, token):
        """Keep the answer as a proposal."""
        if not self.asked:
            return self.over()
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.answer(form=form)
        try:
            answer(self.asked, form.instance)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.answer(status=429, form=form)
        return HttpResponseRedirect(f"{self.asked.get_absolute_url()}?{SAID}=1")

    def over(self):
        """The answer where nothing can be said any more."""
        self.template_name, self.title = "upkeep/over.html", _("This link is too old, or its page is not public")
        return self.answer(status=410)

    def get_context_data(self, **context):
        said = SAID in self.request.GET
        return super().get_context_data(asked=self.asked, dossier=self.dossier, is_said=said, **context)
