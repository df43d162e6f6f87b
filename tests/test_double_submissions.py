"""Sixty double clicks on a site as it runs: its processes, its database, and requests that overlap."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookies import SimpleCookie
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from tests import desk, prepared, running

NUMBER = 60
PASSWORD = "a long password for tests"
ADD = "/admin/timeline/event/add/"
# By its token a form is known, whichever page that was drawn on: this one is drawn in no time.
SMALL = "/admin/password_change/"
COUNT = """
from timeline.models import Entry, Event
from publishing.models import Edition
from django.contrib.admin.models import LogEntry
print(Event.objects.count(), Entry.objects.count(), Edition.objects.count(), LogEntry.objects.count())
"""


class Unfollowed(HTTPRedirectHandler):
    """Answers are looked at, not followed."""

    def redirect_request(self, *args):
        return None


@dataclass
class Editor:
    """A browser without a script, signed in."""

    url: str
    cookies: dict

    def ask(self, path, sent=None):
        """The status, the headers and the words of an answer."""
        data = sent and urlencode(sent).encode()
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        request = Request(self.url + path, data, {"Cookie": cookie, "Origin": self.url})
        try:
            answer = build_opener(Unfollowed).open(request, timeout=30)
        except HTTPError as refusal:
            answer = refusal
        with answer:
            return answer.status, answer.headers, answer.read().decode()

    def sign_in(self):
        """Keep the cookies of a session."""
        for sent in (None, {"username": "editor", "password": PASSWORD}):
            _status, headers, words = self.ask("/admin/login/", sent and sent | {"csrfmiddlewaretoken": self.token})
            for line in headers.get_all("Set-Cookie"):
                self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(line).items()}
            self.token = token(words) if words else ""
        return self


def token(page):
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clicks") / "site"
    with running.serve(folder, STAFF_PASSWORD=PASSWORD, DEMONSTRATION="0", **prepared.site(folder)) as site:
        yield site


def double_click(editor, typed, button, delay):
    """Press a button of a fresh form twice, the second time after a delay; where the two answers lead."""
    sent = typed | {"csrfmiddlewaretoken": token(editor.ask(SMALL)[2]), button: "1"}
    answers = []
    clicks = [threading.Timer(seconds, lambda: answers.append(editor.ask(ADD, sent))) for seconds in (0, delay)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    return [(status, headers["Location"]) for status, headers, _words in answers]


@pytest.mark.long
def test_many_double_clicks_make_one_row_each(site):
    editor = Editor(site.url, {}).sign_in()
    blank = desk.filled(SimpleNamespace(content=editor.ask(ADD)[2].encode()))
    clicks = [
        (
            editor,
            blank | {"title": f"Meeting {number}"},
            ["_continue", "_publish"][number % 2],
            0.02 + 0.28 * number / (NUMBER - 1),
        )
        for number in range(NUMBER)
    ]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda click: double_click(*click), clicks))
    assert {status for pair in answers for status, _place in pair} == {302}
    assert {len(set(pair)) for pair in answers} == {1}
    assert len({pair[0] for pair in answers}) == NUMBER
    counted = running.manage(site.data_dir, "shell", "--verbosity", "0", "-c", COUNT, **site.env)
    assert counted.stdout.split() == [str(number) for number in (NUMBER, NUMBER // 2, NUMBER // 2, NUMBER)]
