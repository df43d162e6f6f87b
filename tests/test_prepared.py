"""Questions whose SQL is made once: they give what their QuerySet gives, for whatever is asked."""

import pytest
from django.db.models import Count, Value

from publishing.models.prepared import ID, TEXT, Prepared
from taskforces.models import Result, Taskforce
from taskforces.models.live import Dossier
from tests import make
from timeline.models.live import Entry
from timeline.models.live_links import EntryDossier

pytestmark = pytest.mark.django_db
QUESTIONS = {
    "rows with others": lambda key, slug: Entry.objects.of([key]).exclude(slug=slug).for_cards().newest_first(),
    "annotated": lambda key, _slug: Dossier.objects.with_documents().annotate(number=Count("pk")).filter(pk=key),
    "values together": lambda key, slug: (
        EntryDossier.objects.filter(dossier=key)
        .values_list("dossier", Value("a"))
        .union(Dossier.objects.order_by().filter(slug=slug).values_list("pk", "slug"), all=True)
    ),
}


@pytest.mark.parametrize("build", QUESTIONS.values(), ids=QUESTIONS)
def test_it_gives_what_the_queryset_gives(build, django_assert_num_queries):
    prepared = Prepared(build, ID, TEXT)
    for title in ("One", "Two's"):
        item = make.published(make.taskforce(title))
        locarn = make.organisation(f"Locarn {title}")
        for number in range(2):
            make.published(make.event(f"{title} {number}", taskforces=[item], organisations=[locarn], date="2020"))
        slug = Taskforce.objects.get(pk=item.pk).slug
        rows = prepared.ask(item.pk, slug)
        assert rows
        assert list(map(plain, rows)) == list(map(plain, build(item.pk, slug)))
        assert prepared.ask(item.pk, slug) == rows
    assert prepared.ask(locarn.pk, "' OR 1=1 --") == []


def plain(row):
    if isinstance(row, tuple):
        return row
    columns = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    return columns, [str(link) for link in row.organisation_links.all()]


def test_one_row_comes_with_what_it_names_several_of():
    item = make.taskforce("One", objectives=["First"], results=["A network"])
    item.results.get().objectives.set(item.objectives.all())
    found = Prepared(lambda key: Result.objects.filter(pk=key).prefetch_related("objectives"), ID)
    assert [str(each) for row in found.ask(item.results.get().pk) for each in row.objectives.all()] == ["First"]
