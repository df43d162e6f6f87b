"""What is odd in rows that many items share: organisations that stand there twice, pictures without words."""

import re
from difflib import SequenceMatcher

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dossier_site.attention.fault import fault
from library.models import Picture
from taskforces.models import Organisation
from text.folding import question_words

# Names that differ by less than this much are held against each other by people, too.
ALIKE = 0.9
# In each order of names, one is compared with so many after it.
NEXT = 3
NO_WORDS = re.compile(
    r"\W*(?:[\w-]+\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp|svg)"  # the name of a file
    r"|(?:img|dsc|dscn|pict?|screenshot|photo|image|picture|bild|foto|logo|untitled)?[\W_\d]*)\W*",
    re.IGNORECASE,
)


@fault(
    Picture,
    _("Its alternative text says nothing of what it shows."),
    ngettext_lazy(
        "%(number)d picture has no alternative text that says what it shows.",
        "%(number)d pictures have no alternative text that says what they show.",
        "number",
    ),
    place="id_alt",
)
def no_alternative_text(picture):
    """The form asks for one, so a hurried hand types “photo”, or the name of the file."""
    return bool(NO_WORDS.fullmatch(picture.alt))


def merge_address(finding):
    """To the page on which the one is merged into the other."""
    return reverse("admin:taskforces_organisation_merge", args=[finding.key], query={"into": finding.detail})


@fault(
    Organisation,
    _("There is another one of nearly the same name. Are they the same?"),
    ngettext_lazy(
        "%(number)d organisation has nearly the name of another one.",
        "%(number)d organisations have nearly the name of another one.",
        "number",
    ),
    by_night=True,
    told=lambda detail: "",
    mend=merge_address,
    mending=_("Look at both, and merge them"),
)
def near_duplicate():
    """Each is compared with its neighbours in three orders of the names: as they are, backwards, and by their words."""
    rows = Organisation.objects.standing().prefetch_related("countries")
    named = [(row, words) for row in rows for name in row.names if (words := question_words(name))]
    pairs = {}
    for order in ("".join, _backwards, _by_words):
        named.sort(key=lambda pair: order(pair[1]))
        for place, one in enumerate(named):
            alike = (other for other in named[place + 1 : place + 1 + NEXT] if _are_alike(*one, *other))
            pairs |= {frozenset((one[0].pk, other[0].pk)): (one[0], other[0]) for other in alike}
    for pair in pairs.values():
        older, newer = sorted(pair, key=lambda row: (row.touched_at is not None, row.touched_at, row.pk))
        yield newer, str(older.pk)


def _backwards(words):
    return "".join(words)[::-1]


def _by_words(words):
    return " ".join(sorted(words))


def _are_alike(row, words, other, other_words):
    """Whether two rows have nearly one name. Numbers tell them apart, and so do countries: each has its ministry."""
    if row == other or _numbers(words) != _numbers(other_words):
        return False
    countries = [{country.pk for country in each.countries.all()} for each in (row, other)]
    if all(countries) and countries[0].isdisjoint(countries[1]):
        return False
    ratio = SequenceMatcher(None, "".join(words), "".join(other_words), autojunk=False).ratio
    return sorted(words) == sorted(other_words) or ratio() >= ALIKE


def _numbers(words):
    return re.findall(r"\d+", " ".join(words))
