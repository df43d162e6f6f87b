from django.views.generic import TemplateView

from dossiers.formats import jsonld
from dossiers.views.page import Page, last_change
from publishing.generation import names_for
from publishing.models import Text


class TextPage(Page, TemplateView):
    """The site's own words on one matter; only their title, until staff have written them."""

    template_name = "dossiers/text.html"
    key = None

    def hangs_on(self):
        return names_for("text", self.key)

    def get_context_data(self, **context):
        text = Text.objects.filter(pk=self.key).first()
        context["text"] = text or Text(key=self.key, title=Text.Key(self.key).label)
        context["title"] = context["text"].title
        context["description"] = jsonld.description("", context["text"].body)
        context["changed_at"] = last_change([context["text"]])
        return super().get_context_data(**context)
