"""The facts of a page for machines, in the words of schema.org (JSON-LD). Knows no model: names of codes are passed."""

from django.conf import settings
from django.urls import reverse

from text.dates import machine
from text.identifiers import identifiers_of
from text.richtext import excerpt

SCHEMA = "https://schema.org"
MODES = {"on_site": "Offline", "hybrid": "Mixed", "online": "Online"}


def graph(nodes):
    """Several things of one page as one document."""
    return {"@context": SCHEMA, "@graph": [without_blanks(node) for node in nodes]}


def without_blanks(node):
    """A thing without what nobody knows."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def address(path):
    """The full address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def website():
    """The site itself, and how to search it."""
    target = {"@type": "EntryPoint", "urlTemplate": address(reverse("search") + "?q={q}")}
    search = {"@type": "SearchAction", "target": target, "query-input": "required name=q"}
    return {"@type": "WebSite", "name": settings.SITE_NAME, "url": address("/"), "potentialAction": search}


def page(context):
    """A page of which nothing more is known than what it is called and says."""
    name, description = str(context["title"]), str(context["description"])
    return {"@type": "WebPage", "name": name, "description": description, "url": address(context["canonical"])}


def citing(context, sources):
    """A page, and where what it says comes from."""
    return page(context) | {"citation": [_cited(source) for source in sources]}


def _cited(source):
    document = source.document and source.document.get_absolute_url()
    url = source.address or (document and address(document))
    work = {"@type": "CreativeWork", "name": source.title, "url": url, "archivedAt": source.archived}
    return without_blanks(work)


def listing(context):
    """A page of a list: how many rows there are, and where those on this page can be read."""
    page_obj = context["page_obj"]
    items = [
        {"@type": "ListItem", "position": position, "url": address(row.get_absolute_url())}
        for position, row in enumerate(page_obj, page_obj.start_index())
    ]
    rows = {"@type": "ItemList", "numberOfItems": page_obj.paginator.count, "itemListElement": items}
    return page(context) | {"@type": "CollectionPage", "mainEntity": rows}


def dataset(context, licence, files):
    """A page about data that can be taken along: under which licence, and its `files`, pairs of kind and address."""
    downloads = [{"@type": "DataDownload", "encodingFormat": kind, "contentUrl": url} for kind, url in files]
    by = {"@type": "Organization", "name": settings.PUBLISHER}
    return page(context) | {
        "@type": "Dataset",
        "license": licence,
        "creator": by,
        "isAccessibleForFree": True,
        "distribution": downloads,
    }


def breadcrumb(trail):
    """The way from the home page to this one, as a list of one; empty on pages without a way."""
    if not trail:
        return []
    steps = [(settings.SITE_NAME, "/"), *trail]
    items = [
        {"@type": "ListItem", "position": number, "name": str(name), "item": address(path)}
        for number, (name, path) in enumerate(steps, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def dossier(dossier, countries):
    """A taskforce as a project: what it is, since when, in which `countries` (their names), and who asked for it."""
    start, end = sides(dossier.start)[0], sides(dossier.end)[1]
    return {
        "@type": "Project",
        "name": dossier.title,
        "url": address(dossier.get_absolute_url()),
        "description": description(dossier.summary, dossier.background),
        "foundingDate": start,
        "dissolutionDate": end,
        "areaServed": [{"@type": "Country", "name": name} for name in countries],
        "sponsor": [linked(link) for link in dossier.organisation_links.all()],
        **same(dossier),
    }


def event(entry, country=""):
    """A meeting with a start, held in the `country` of this name, as an event; anything else as a published work."""
    start, end = sides(entry.date)
    is_meeting = entry.type and entry.type.icon == "meeting"
    node = _meeting(entry, start, end, _locations(entry, country)) if is_meeting and start else _work(entry, start)
    return node | {
        "name": entry.heading,
        "url": address(entry.get_absolute_url()),
        "description": description(entry.summary, entry.body),
    }


def organisation(organisation, countries):
    """A body that takes part, of `countries`."""
    return {
        "@type": "Organization",
        "name": organisation.name,
        "alternateName": organisation.other_names.splitlines(),
        "url": organisation.website,
        "areaServed": [{"@type": "Country", "name": str(country)} for country in countries],
        "mainEntityOfPage": address(organisation.get_absolute_url()),
        **same(organisation),
    }


def same(row):
    """What others call a row, and where they tell of it."""
    found = identifiers_of(row)
    values = [{"@type": "PropertyValue", "propertyID": each.register, "value": each.key} for each in found]
    return {"identifier": values, "sameAs": [each.url for each in found]}


def linked(link):
    """An organisation as one item names it."""
    url = address(link.organisation.get_absolute_url())
    return {"@type": "Organization", "name": str(link), "mainEntityOfPage": url}


def description(summary, body, length=160):
    """One or two sentences about the page: the summary, else the first words."""
    return summary or excerpt(body, length)


def sides(edtf):
    """The two sides of a date as schema.org wants them; "" for one that is not exact."""
    first, slash, last = edtf.partition("/")
    return _exact(first), _exact(last if slash else first)


def _exact(side):
    return "" if side == ".." else machine(side)


def _meeting(entry, start, end, locations):
    mode = MODES.get(entry.mode)
    return {
        "@type": "Event",
        "startDate": start,
        "endDate": end,
        "location": locations[0] if len(locations) == 1 else locations,
        "eventAttendanceMode": f"{SCHEMA}/{mode}EventAttendanceMode" if mode else "",
        "organizer": [linked(link) for link in entry.organisation_links.all()],
    }


def _locations(entry, country):
    """Where an event can be attended: at a place, on the web, or both."""
    place = ", ".join(filter(None, [entry.place, country]))
    on_site = [{"@type": "Place", "name": place, "address": place}] if place and entry.mode != "online" else []
    web = without_blanks({"@type": "VirtualLocation", "url": (entry.link or {}).get("address")})
    return [*on_site, web] if entry.mode in ("online", "hybrid") else on_site


def _work(entry, published):
    return {
        "@type": "CreativeWork",
        "datePublished": published,
        "publisher": [linked(link) for link in entry.organisation_links.all()],
    }
