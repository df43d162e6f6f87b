from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from dossiers.views.page import Page


# What is sent here is guarded by a stamp or by the signature of a link: readers have no cookie.
@method_decorator(csrf_exempt, name="dispatch")
class AlertPage(Page, TemplateView):
    """A page about e-mail: kept by nobody, found by no search engine."""

    def dispatch(self, *args, **options):
        response = super().dispatch(*args, **options)
        add_never_cache_headers(response)
        return response

    def hangs_on(self):
        return None

    def is_only_a_view(self, context):
        return True

    def answer(self, status=200, **context):
        """The page, with more in it."""
        return self.render_to_response(self.get_context_data(**context), status=status)
