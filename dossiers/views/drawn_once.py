"""Pages that are drawn once and kept until something that they show changes."""

import re

from django.http import HttpResponse
from django.utils import timezone

from dossiers.look import look
from dossiers.templatetags.dossiers import DAY_OF_READING, day_of_reading
from publishing import generation
from publishing.models import DrawnPage

LATER_PAGE = re.compile(r"[2-9]|[1-9][0-9]{1,3}", re.ASCII)


class DrawnOnce:
    """Lets a `Page` be drawn once. It says by `hangs_on` which changes make it another page.

    A page that is narrowed or sorted, and a preview, are drawn each time, by the same templates.
    """

    # Whether it shows how things stand today; whether its later pages are kept, too.
    by_day = has_pages = False

    def hangs_on(self, context):
        """The names (`publishing.generation`) of all that the page shows, once it was drawn."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        address = self.kept_at(request)
        if not address or getattr(request, "preview", None):
            return super().get(request, *args, **kwargs)
        page = DrawnPage.objects.of(address, look(), timezone.localdate())
        if page and generation.count(page.names) == page.times:
            return HttpResponse(_read_today(page.content))
        return self.draw(address, request, *args, **kwargs)

    def kept_at(self, request):
        """The address at which the page is kept; "" for one that is not."""
        number = request.GET.get("page", "")
        if self.has_pages and [*request.GET] == ["page"] and LATER_PAGE.fullmatch(number):
            return f"{request.path}?page={number}"
        return "" if request.GET else request.path

    def draw(self, address, request, *args, **kwargs):
        """Draw the page, and keep it unless anything at all changed meanwhile: then it may be of two minds."""
        request.is_kept = True
        day, before = timezone.localdate(), generation.now()
        response = super().get(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        html = response.render().content
        names = self.hangs_on(response.context_data)
        times = generation.count(names)
        if (timezone.localdate(), generation.now()) == (day, before):
            kept = {"names": names, "times": times, "html": html}
            DrawnPage.objects.keep(address, look(), day if self.by_day else None, **kept)
        response.content = _read_today(html)
        return response


def _read_today(html):
    """The page as somebody reads it today."""
    return html.replace(DAY_OF_READING.encode(), day_of_reading().encode())
