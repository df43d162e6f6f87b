"""What somebody may have meant who asked for an address where nothing is."""

from difflib import SequenceMatcher

from django.utils.text import slugify

from dossiers.reading.countries import with_pages
from dossiers.reading.organisations import public
from dossiers.search.hits import hits, rows_of
from taskforces.models.live import Dossier
from taskforces.models.reference import Country
from timeline.models.live import Entry

# Addresses that begin alike are compared, at most so many; so like must they be; so many are named.
BEGINNING, COMPARED, LIKE, MOST = 3, 300, 0.7, 5
LONGEST, WORDS = 120, 6  # of an address: letters that are compared, words that are searched


def near_matches(path):
    """The dossiers, events or organisations whose address is nearly `path`, or that have its words: [row], best first.

    Of an address that belongs to no list, the dossiers. Words are looked for as the search does.
    """
    first, _slash, rest = path.strip("/").partition("/")
    if first == "countries":
        return _countries(rest)
    lists = {"taskforces": Dossier.objects, "events": Entry.objects, "organisations": public()}
    # What lies in other folders is no page for readers.
    kind, name = (first, rest) if rest else ("taskforces", first)
    slug = slugify(name[:LONGEST])
    if kind not in lists or len(slug) < BEGINNING:
        return []
    return _spelt_alike(lists[kind], slug) or _having_words(kind, slug)


def _having_words(kind, slug):
    found = hits({"q": " ".join(slug.split("-")[:WORDS])}, (kind,))[kind]
    return [row for _kind, row in rows_of(found.places[:MOST])]


def _countries(name):
    """The countries that are called so, of those with a page."""
    words = slugify(name[:LONGEST]).split("-")[:WORDS]
    return list(with_pages(Country.objects.search(" ".join(words)))[:MOST])


def _spelt_alike(rows, slug):
    candidates = rows.filter(slug__startswith=slug[:BEGINNING]).order_by("slug").values_list("slug", flat=True)
    # Who types an address by hand may stop early.
    likeness = {each: SequenceMatcher(None, slug, each[: len(slug)]).ratio() for each in candidates[:COMPARED]}
    near = sorted((each for each in likeness if likeness[each] >= LIKE), key=likeness.get, reverse=True)[:MOST]
    found = {row.slug: row for row in rows.filter(slug__in=near)} if near else {}
    return [found[each] for each in near if each in found]
