from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from dossiers.reading.glossary import MOST, NAMES
from dossiers.views.page import Page, last_change
from publishing.models import Term


class GlossaryPage(Page, TemplateView):
    """The words that are explained, by alphabet."""

    template_name = "dossiers/glossary.html"
    title = _("Glossary")
    description = _("What the words mean that people in this field use.")

    def hangs_on(self):
        return [*NAMES]

    def get_context_data(self, **context):
        terms = list(Term.objects.defer("folded")[:MOST])
        return super().get_context_data(terms=terms, changed_at=last_change(terms), **context)
