"""What programs look for at fixed addresses: the catalogue of data, whom to tell of a weakness, and a way round."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.exports import dumps
from dossiers.formats import dcat, json
from dossiers.formats.jsonld import address
from dossiers.views.alternates import FORMS
from dossiers.views.dumps import dump_address
from dossiers.views.machines import Machine
from publishing.generation import EVERYTHING
from taskforces.models.live import Dossier
from timeline.models.live import Entry

FILES = ("csv", "xlsx", "json")
# Where `llms.txt` leads.
PAGES = {"dossiers": gettext_lazy("Taskforces"), "events": gettext_lazy("Events")}
DATA = {
    "data": gettext_lazy("What data there is, in which forms, and its licence"),
    "api_description": gettext_lazy("The API, described in OpenAPI 3.1"),
    "dossiers.json": gettext_lazy("All taskforces as JSON"),
    "home.atom": gettext_lazy("What is new, as a feed"),
    "catalogue": gettext_lazy("The catalogue of data (DCAT-AP)"),
    "sitemap": gettext_lazy("Every page"),
}
# For so long at least what `security.txt` says may be believed.
HALF_A_YEAR = timedelta(days=184)


class CatalogueOfData(Machine):
    """The data sets of the site (DCAT-AP 3), for portals of open data."""

    def answer(self):
        catalogue = dcat.Catalogue(
            url=address(reverse("catalogue")),
            home=address(reverse("home")),
            title=settings.SITE_NAME,
            description=_("What taskforces for STEM education in Europe set out to do, and what came of it."),
            publisher=settings.PUBLISHER,
            contact=address(reverse("contact")),
            licence=settings.DATA_LICENCE,
            api=address("/api/v1/"),
            api_description=address(reverse("api_description")),
            datasets=list(datasets()),
        )
        return HttpResponse(json.whole(dcat.written(catalogue)), content_type="application/ld+json")


def datasets():
    """The three lists as data sets."""
    told = {
        "dossiers": (_("Taskforces"), _("Each taskforce with its dates, status, objectives and results."), Dossier),
        "events": (_("Events"), _("Meetings, studies, tools and news on the timelines of taskforces."), Entry),
        "organisations": (_("Organisations"), _("Who asked for taskforces, and who published or hosted events."), None),
    }
    for name, (title, description, model) in told.items():
        yield dcat.Dataset(
            url=address(reverse(name)),
            title=title,
            description=description,
            keywords=["STEM", _("education"), _("Europe")],
            files=[(suffix, FORMS[suffix].media_type, address(reverse(f"{name}.{suffix}"))) for suffix in FILES],
            modified=model and model.objects.order_by("-updated_at").values_list("updated_at", flat=True).first(),
            dumps=[_told(dump) for dump in dumps.latest() if dump.kind == reverse(name).strip("/")],
        )


def _told(dump):
    return dump.suffix, dumps.MEDIA_TYPES[dump.suffix], dump_address(dump), dump.size, dump.made


class Security(Machine):
    """Whom to tell of a weakness of the site (RFC 9116)."""

    def answer(self):
        contact = f"mailto:{settings.CONTACT_EMAIL}" if settings.CONTACT_EMAIL else address(reverse("contact"))
        month = timezone.localdate().replace(day=1) + HALF_A_YEAR
        lines = {
            "Contact": contact,
            "Expires": datetime.combine(month, time(), UTC).isoformat(),
            "Preferred-Languages": "en",
            "Canonical": address(reverse("security")),
        }
        return plain(f"{name}: {value}\n" for name, value in lines.items())

    def hangs_on(self):
        """Settings alone."""
        return [EVERYTHING]


class WayRound(Machine):
    """What is where, for programs that read as people do (llmstxt.org)."""

    def answer(self):
        told = _("%(publisher)s publishes what taskforces for STEM education in Europe do.")
        more = _("Each has a dossier with a timeline; each event has a page of its own.")
        head = f"# {settings.SITE_NAME}\n\n> {told % {'publisher': settings.PUBLISHER}} {more}\n\n"
        return plain([head, *section(_("Pages"), PAGES), *section(_("Data"), DATA)])

    def hangs_on(self):
        """Settings alone."""
        return [EVERYTHING]


def section(title, pages):
    """A heading and a list of links, in Markdown."""
    yield f"## {title}\n\n"
    yield from (f"- [{label}]({address(reverse(name))})\n" for name, label in pages.items())
    yield "\n"


def plain(lines):
    """Plain text."""
    return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")
