"""What the desk answers to what no form of ours would send: a sentence or a refusal, never an error of ours."""

import pytest
from django.forms import inlineformset_factory
from django.http import QueryDict
from django.urls import reverse

from editing.inlines import OrderedFormSet, OrderedRowForm
from taskforces.models import Objective, Taskforce
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db
NUL = "\x00"


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


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
        {"date_lower__year": "2020", "date_lower__month": "13", "date_lower__day": "44"},
        {"desk_digest__contains": "a"},
    ],
    ids=str,
)
def test_a_query_of_a_list(editor, query):
    make.event()
    assert editor.get(reverse("admin:timeline_event_changelist"), query).status_code in (200, 302, 400)


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


@pytest.mark.parametrize(
    "sent", [{"also": ["bad"]}, {"_publish_event": "bad"}, {"seen": "x"}, {"note": "x" * 600}], ids=str
)
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
