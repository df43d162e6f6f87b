"""What the desk answers to what no form of ours would send: a sentence or a refusal, never an error of ours."""

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.forms import inlineformset_factory
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import parse_header_parameters

from dossier_site.wsgi import plain_kind
from editing.formsets import OrderedFormSet, OrderedRowForm
from taskforces.models import Objective, Taskforce
from tests import desk, hostile, make
from timeline.models import Event

pytestmark = pytest.mark.django_db
NUL = "\x00"


@pytest.mark.parametrize(
    "query",
    [
        {"q": NUL},
        {"q": "é" * 5000},
        {"o": "a.b"},
        {"p": "-1"},
        {"p": "9" * 30},
        {"state": NUL},
        {"mode__exact": NUL},
        {"type__id__exact": "1"},
        {"topics__id__exact": NUL},
        {"taskforces__id__exact": "bad"},
        {"date_lower__year": "x"},
        {"date_lower__year": "99999"},
        {"date_lower__year": "2147483648"},
        {"date_lower__year": "9" * 20},
        {"date_lower__year": "9999"},
        {"date_lower__month": "9" * 20},
        {"title__regex": "("},
        {"position__in": "9" * 20},
        {"position__range": "1"},
        {"touched_at__gte": "0001-01-01T00:00:00+14:00"},
        {"taskforces__id__exact": "9" * 20},
        {"_facets": "True", "date_lower__year": "2147483648"},
        {"_to_field": "taskforces"},
        {"date_lower__year": "2020", "date_lower__month": "13", "date_lower__day": "44"},
        {"desk_digest__contains": "a"},
    ],
    ids=str,
)
def test_a_query_of_a_list(editor, query):
    make.event()
    assert editor.get(reverse("admin:timeline_event_changelist"), query).status_code in (200, 302, 400)


@pytest.mark.parametrize("path", ["auth/user", "auth/group", "library/picture", "publishing/text", "taskforces/result"])
@pytest.mark.parametrize("year", ["1", "9999", "2147483648", "-" + "9" * 20])
def test_year_that_no_calendar_has_in_any_list(admin_client, path, year):
    hierarchy = site._registry[apps.get_model(*path.split("/"))].date_hierarchy
    answer = admin_client.get(f"/admin/{path}/", {f"{hierarchy}__year": year})
    assert answer.status_code in (200, 302)


def test_mistake_of_ours_in_a_list_is_not_laid_on_who_asks(editor, monkeypatch):
    monkeypatch.setattr("timeline.admin.EventAdmin.get_ordering", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        editor.get(reverse("admin:timeline_event_changelist"))


def test_session_cookie_with_a_null_byte_is_nobody_s(client):
    client.cookies["sessionid"] = "a" * 8 + NUL
    assert client.get("/admin/").status_code == 302
    assert client.get("/events/").status_code == 200


def test_kind_of_content_that_no_form_of_ours_has(transactional_db, subtests):
    token = {"COOKIE": "csrftoken=" + "s" * 32}
    for kind in hostile.TYPES:
        with subtests.test(kind):
            asked = hostile.Request("GET", "/events/", [("q", "é")], kind=kind)
            assert hostile.answer(asked) == 200
            sent = hostile.Request("POST", "/admin/login/", [("q", "é")], b"username=x", kind, token)
            assert hostile.answer(sent) in (400, 403)


def test_form_with_a_file_is_read_whatever_its_boundary_is():
    for boundary in ("----WebKitFormBoundaryabc", "-" * 27 + "123", "a b'()+_,-./:=?c"):
        read = parse_header_parameters(plain_kind(f'Multipart/Form-Data; charset=hex; boundary="{boundary}"'))
        assert read == ("multipart/form-data", {"boundary": boundary})


@pytest.mark.parametrize("object_id", ["bad", "9" * 30, "%01"])
def test_way_to_the_public_page_of_what_is_no_row(editor, object_id):
    for model in (Event, Taskforce, User):
        kind = ContentType.objects.get_for_model(model)
        assert editor.get(f"/admin/r/{kind.pk}/{object_id}/").status_code == 404


def test_relation_from_its_other_end_is_no_field_to_look_up(editor):
    query = {"app_label": "timeline", "model_name": "eventtype", "field_name": "event", "term": "x"}
    assert editor.get(reverse("admin:autocomplete"), query).status_code == 403


@pytest.mark.parametrize("to_field", ["", "event", "taskforces", NUL])
def test_field_that_names_no_row(editor, to_field):
    item = make.taskforce()
    for where in (desk.address(item), desk.adding(Taskforce)):
        sent = desk.filled(editor.get(where)) | {"title": "Bretagne", "_to_field": to_field, "_popup": "1"}
        assert editor.post(where, sent).status_code in (200, 302, 400)


@pytest.mark.parametrize("field", ["internal_note", "old_addresses", "objectives-0-text"])
def test_text_that_is_too_long_is_told_at_its_field_and_kept(editor, field):
    item = make.taskforce(objectives=["First"])
    typed = desk.filled(editor.get(desk.address(item))) | {field: "é" * 1_500_000, "_save": "1"}
    answer = editor.post(desk.address(item), typed)
    assert "at most 20000 characters" in desk.errors(answer)[field][0]
    assert desk.filled(answer)[field] == typed[field]


@pytest.mark.parametrize(
    "query",
    ["taskforces=bad", "picture=bad", "type=bad", "country=%01", "topics=bad,x", "date=%01", "next=//elsewhere"],
)
def test_what_an_address_proposes_for_a_new_event(editor, query):
    assert editor.get(f"{desk.adding(Event)}?{query}").status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "timeline/event/add/?country=%00",
        "timeline/event/add/?topics=%00,x",
        "timeline/event/?q=%00",
        "read-date/?text=%00",
        "autocomplete/?term=%00",
        "publishing/text/%00/change/",
    ],
)
def test_an_address_that_no_browser_writes_is_refused(editor, page):
    assert editor.get(f"/admin/{page}").status_code == 400


@pytest.mark.parametrize(
    "typed",
    [
        {"taskforces": ["bad"]},
        {"picture": "bad"},
        {"country": NUL},
        {"title": f"a{NUL}b"},
        {"slug": NUL},
        {"body": f"<p>{NUL}</p>"},
        {"date": "9" * 200},
        {"position": "9" * 30},
        {"video_address": "javascript:alert(1)"},
        {"old_addresses": "//[/\n%ff\n" + "x" * 5000},
        {"organisation_links-0-organisation": "bad"},
        {"organisation_links-0-number": "-1", "organisation_links-0-shown_as": "x"},
        {"organisation_links-TOTAL_FORMS": "x"},
        {"organisation_links-INITIAL_FORMS": "5"},
        {"document_links-0-id": "bad", "document_links-INITIAL_FORMS": "1"},
    ],
    ids=lambda typed: str(typed)[:40],
)
@pytest.mark.parametrize("button", ["_publish", "_check"])
def test_what_is_typed_into_an_event(editor, typed, button):
    opened = desk.filled(editor.get(desk.adding(Event))) | {"title": "Kick-off", button: "1"}
    assert editor.post(desk.adding(Event), opened | typed).status_code in (200, 302)


class Counted(QueryDict):
    """What a form sends, counting how often it is looked at."""

    looks = 0

    def get(self, key, default=None):
        Counted.looks += 1
        return super().get(key, default)


def test_however_many_rows_somebody_says_to_send_few_are_looked_at():
    most = {"max_num": 100, "absolute_max": 200}
    rows = inlineformset_factory(Taskforce, Objective, OrderedRowForm, OrderedFormSet, fields=["text"], **most)
    sent = Counted("objectives-TOTAL_FORMS=1&objectives-INITIAL_FORMS=100000&objectives-0-text=First")
    assert rows(sent, instance=make.taskforce(), prefix="objectives").is_valid()
    assert Counted.looks < 1000


@pytest.mark.parametrize("sent", [{"also": ["bad"]}, {"_publish_event": "bad"}, {"note": "x" * 600}], ids=str)
def test_what_is_sent_with_a_taskforce(editor, sent):
    item = make.taskforce(objectives=["First"], results=["Second"])
    opened = desk.filled(editor.get(desk.address(item)))
    assert editor.post(desk.address(item), opened | {"_publish": "1"} | sent).status_code == 200
    item.refresh_from_db()
    assert item.state == "draft"


def test_what_is_ticked_in_a_list(editor):
    for ticked in (["bad"], [NUL], ["1", str(make.event().pk)]):
        sent = {"action": "publish_selected", "_selected_action": ticked}
        assert editor.post(reverse("admin:timeline_event_changelist"), sent).status_code == 302


@pytest.mark.parametrize("typed", [{"seen": NUL}, {"seen": ""}, {"note": "é" * 501}, {"note": NUL}], ids=str)
def test_how_many_are_published(editor, typed):
    item = make.event("Kick-off")
    where, sent = desk.ready_to_publish(editor, item)
    assert editor.post(where, sent | typed).status_code == 200
    item.refresh_from_db()
    assert item.state == "draft"


@pytest.mark.parametrize("page", ["withdraw", "preview", "change", "delete", "history"])
def test_a_page_of_an_item_that_is_not_there(editor, page):
    assert editor.get(f"/admin/timeline/event/nothing/{page}/").status_code in (302, 403, 404)
    nobody = "00000000-0000-0000-0000-000000000000"
    assert editor.get(f"/admin/timeline/event/{nobody}/{page}/").status_code in (302, 403, 404)


@pytest.mark.parametrize("term", ["%", "é" * 3000, "_"])
def test_what_is_looked_up_while_typing(editor, term):
    for model, field in (("event", "results"), ("event", "country"), ("event", "taskforces")):
        query = {"app_label": "timeline", "model_name": model, "field_name": field, "term": term}
        assert editor.get(reverse("admin:autocomplete"), query).status_code == 200


@pytest.mark.parametrize("text", ["", "9" * 500, "𝟎𝟏 May 2020", "<script>"])
def test_what_is_asked_about_a_date(editor, text):
    assert editor.get(reverse("admin:read_date"), {"text": text}).status_code == 200
