"""Every list of the desk is searched without minding accents, filtered, and narrowed by date."""

from datetime import date
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils.html import strip_tags

from alerts.models import Subject
from audit.models import Record
from publishing.models import Miss, Remark, Text
from publishing.trash import discard
from taskforces.models import Country, Region, Result
from tests import make
from text.folding import fold
from timeline.models import Event

pytestmark = pytest.mark.django_db


ALL = pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
LISTS = {
    "taskforce": lambda name: make.taskforce(name, start="2020-05"),
    "event": lambda name: make.event(name, date="2020-05"),
    "organisation": make.organisation,
    "result": lambda name: make.taskforce("Two", results=[name]).results.get(),
    "eventtype": make.event_type,
    "topic": make.topic,
    "text": lambda name: Text.objects.update_or_create(key="contact", defaults={"title": name})[0],
    "country": lambda name: Country.objects.create(code="XQ", name=name),
    "region": lambda name: Region.objects.create(name=name, other_names="Nowhere"),
    "term": lambda name: make.term(name),
    "miss": lambda name: [Miss.objects.create(words=fold(name), day=date(2026, 5, day)) for day in (1, 2)][-1],
    "trasheditem": lambda name: discard(make.event(name))[0],
    "subject": lambda name: Subject.objects.create(kind="events", about="q=x", title=name),
    "finding": lambda name: make.found(name),
    "picture": lambda name: make.picture(alt=name),
    "document": lambda name: make.document(title=name),
    "record": lambda name: Record.objects.create(kind=Record.Kind.ERASED, what=name),
    "remark": lambda name: Remark.objects.create(origin="reader", text=name),
    "linkspot": lambda name: make.broken_link(words=name),
    "user": lambda name: User.objects.create_user("someone", first_name=name),
    "group": lambda name: Group.objects.create(name=name),
}


def rows(client, model, **query):
    """What a list shows, as a superuser sees it."""
    response = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), query)
    assert response.status_code == 200, response
    return list(response.context["cl"].queryset)


@ALL
def test_a_list_is_searched_without_accents(admin_client, model):
    row = LISTS[model._meta.model_name]("Éléonore Łódź")
    assert rows(admin_client, model, q="LODZ eleonore") == [row]
    assert row not in rows(admin_client, model, q="Éléonore Zagreb")


@ALL
def test_a_list_has_filters_and_dates(admin_client, model):
    LISTS[model._meta.model_name]("Éléonore")
    desk = admin.site._registry[model]
    assert desk.list_filter
    assert rows(admin_client, model, **{f"{desk.date_hierarchy}__year": "1990"}) == []


@ALL
@pytest.mark.parametrize("query", ["used=nonsense", "nonsense=1", "p=99", "q=%00", "pk=%00", "kind__exact=%00"])
def test_a_list_answers_nonsense(admin_client, model, query):
    changelist = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert admin_client.get(f"{changelist}?{query}").status_code in (200, 302, 400)


@ALL
def test_a_row_that_cannot_be_has_no_form(admin_client, model):
    changelist = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert admin_client.get(f"{changelist}%00/change/").status_code == 400
    assert admin_client.get(f"{changelist}bad/change/").status_code == 302


@ALL
@pytest.mark.parametrize("ticked", ["bad", "9" * 30, "-1", "\x00"], ids=ascii)
def test_what_is_ticked_and_can_be_no_row_of_a_list_is_told(admin_client, model, ticked):
    row = LISTS[model._meta.model_name]("Éléonore")
    changelist = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for action, _name in admin.site._registry[model].get_action_choices(admin_client.get(changelist).wsgi_request)[1:]:
        sent = {"action": action, "_selected_action": [str(row.pk), ticked]}
        assert admin_client.post(changelist, sent, follow=True).status_code == 200
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", ["organisation", "topic", "eventtype"])
def test_reference_rows_are_told_apart_by_whether_something_names_them(admin_client, name):
    used, spare = LISTS[name]("Used"), LISTS[name]("Spare")
    named = {"organisation": "organisations", "topic": "topics", "eventtype": "type"}[name]
    make.event("Kick-off", **{named: used if name == "eventtype" else [used]})
    assert (rows(admin_client, type(used), used="yes"), rows(admin_client, type(used), used="no")) == ([used], [spare])


def test_countries_are_narrowed_to_those_where_a_taskforce_began_in_a_year(admin_client):
    for title in ("One", "Two"):
        make.taskforce(title, countries=["FR"], start="2020")
    make.taskforce("Three", countries=["NO"], start="2021")
    found = rows(admin_client, Country, taskforce__start_lower__year="2020")
    assert [country.pk for country in found] == ["FR"]


@pytest.mark.parametrize("make_row", [make.organisation, make.topic, make.event_type], ids=lambda make: make.__name__)
def test_a_reference_row_knows_the_day_of_its_last_change(admin_client, make_row, time_machine):
    time_machine.move_to("2024-02-29T12:00:00Z")
    row = make_row()
    time_machine.move_to("2025-03-01T12:00:00Z")
    row.save()
    assert row.touched_at.date() == date(2025, 3, 1)
    assert rows(admin_client, type(row), touched_at__year="2024") == []
    assert rows(admin_client, type(row), touched_at__year="2025", touched_at__month="3") == [row]


def test_a_text_is_found_by_its_words_but_not_by_its_markup(admin_client):
    Text.objects.all().delete()
    text = Text.objects.create(key="contact", title="Contact", body="<p><strong>Écrivez</strong> &amp; visit us</p>")
    assert rows(admin_client, Text, q="ecrivez") == [text]
    for markup in ("strong", "amp", "p>"):
        assert rows(admin_client, Text, q=markup) == []


def test_a_result_is_narrowed_by_its_date(admin_client):
    result = make.taskforce(results=["A network"]).results.get()
    result.date = "2021-06"
    result.save()
    assert rows(admin_client, Result, date_lower__year="2021") == [result]


def test_an_empty_text_is_found_by_the_filter(admin_client):
    Text.objects.filter(key="privacy").update(body="")
    assert [text.key for text in rows(admin_client, Text, body__isempty="1")] == ["privacy"]


def test_hours_are_written_as_everybody_in_europe_reads_them(admin_client, time_machine):
    time_machine.move_to("2025-03-01T16:34:00Z")
    make.topic()
    page = admin_client.get(reverse("admin:timeline_topic_changelist")).content.decode()
    assert "1 March 2025, 17:34" in page


def date_links(client, path, **query):
    links = client.get(path, query).context["cl"].date_links
    return [link["title"] for link in links["choices"]], (links["back"] or {}).get("title")


def test_years_that_have_events_lead_to_months_and_days(admin_client):
    for number, when in enumerate(("2018", "2021-05", "2021-05-04", "../2023-02", "")):
        make.event(f"Event {number}", date=when)
    path, column = "/admin/timeline/event/", "sort_day"
    assert date_links(admin_client, path) == (["2018", "2021", "2023"], None)
    months, back = date_links(admin_client, path, **{f"{column}__year": "2021"})
    assert (months[0], len(months), back) == ("January 2021", 12, "All dates")
    days, back = date_links(admin_client, path, **{f"{column}__year": "2020", f"{column}__month": "2"})
    assert (days[-1], len(days), back) == ("29 February", 29, "2020")
    query = {f"{column}__year": "2021", f"{column}__month": "5", f"{column}__day": "4"}
    assert date_links(admin_client, path, **query) == (["4 May"], "May 2021")
    assert [event.title for event in rows(admin_client, Event, **query)] == ["Event 2"]


@pytest.mark.parametrize("dates", [(), ("",)], ids=["no event", "no date"])
def test_where_nothing_has_a_date_there_is_no_year(admin_client, dates):
    for when in dates:
        make.event(date=when)
    assert date_links(admin_client, "/admin/timeline/event/") == ([], None)


def test_a_year_long_ago_makes_no_endless_line(admin_client):
    make.event("Now", date="2021")
    make.event("Then", date="1000")
    assert date_links(admin_client, "/admin/timeline/event/") == (["2021"], None)


def test_a_row_is_listed_once_however_it_is_narrowed(admin_client):
    topics = [make.topic(f"Topic {n}") for n in range(2)]
    event = make.event("Kick-off", topics=topics)
    assert rows(admin_client, Event, topics__id__exact=str(topics[0].pk)) == [event]
    assert rows(admin_client, Event, topics__id__in=",".join(str(each.pk) for each in topics)) == [event]
    assert rows(admin_client, Event, topics__isnull="0") == [event]


def test_a_narrowed_list_says_how_many_there_are(admin_client):
    for number in range(2):
        make.event(f"Event {number}", date=f"202{number}")
    path = "/admin/timeline/event/"
    assert "2 results" not in admin_client.get(path).content.decode()
    for query in ({"q": "event"}, {"state": "draft"}):
        assert "2 results" in admin_client.get(path, query).content.decode()
    assert "1 result " in admin_client.get(path, {"sort_day__year": "2021"}).content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_list_names_events_without_a_title_by_the_same_questions(editor, number, django_assert_num_queries):
    for n in range(number):
        pacts = [make.taskforce(f"Pact {n} {letter}") for letter in "BA"]
        make.event("", organisations=[make.organisation(f"Institut {n}")], taskforces=pacts, date="2020")
        make.event(f"Titled {n}", organisations=[make.organisation(f"Other {n}")])
    editor.get("/admin/timeline/event/")  # what Django reads once and keeps
    with django_assert_num_queries(14):
        page = unescape(strip_tags(editor.get("/admin/timeline/event/").content.decode()))
    assert f"Institut {number - 1}, 2020" in page
    assert f"Pact {number - 1} A, Pact {number - 1} B" in page
