"""The pages that are measured: what each is called, and where it is on a site of made-up dossiers."""

import re
from datetime import date
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from benchmarks.asking import ACCEPT, ask
from benchmarks.servers import PASSWORD, Server
from dossier_site.ops.generated.numbers import event_key, scattered, taskforce_key, written

EVENT = event_key(scattered(1))
SMALL, MIDDLE, LARGE = (str(taskforce_key(written(number))) for number in (20, 100, 1_000))
PUBLIC = {
    "list": "/taskforces/",
    "list, filtered": "/taskforces/?status=ongoing&year=2021",
    "list, last page": "/taskforces/?page={taskforces}",
    "list, words": "/taskforces/?q=robotics",
    "list as a table": "/taskforces/?view=table",
    "list in time": "/taskforces/?view=timeline",
    "list, who built on whom": "/taskforces/?view=lineage",
    "dossier, 20 events": "/taskforces/taskforce-0000020/",
    "dossier, 100 events": "/taskforces/taskforce-0000100/",
    "dossier, 1,000 events": "/taskforces/taskforce-0001000/",
    "event": "{event}",
    "home": "/",
    "organisation": "/organisations/organisation-0000001/",
    "events, first page": "/events/",
    "events, last page": "/events/?page={events}",
    "events, filtered": "/events/?has=story&year=2020",
    "events, words": "/events/?q=robotics+energy",
    "sitemap": "/sitemap.xml",
    "sitemap of events": "/sitemap-events.xml",
    "search": "/search/?q=robotics",
    "search, several words": "/search/?q=robotics+energy+school",
    "search, nothing found": "/search/?q=robotcs",
    "countries": "/countries/",
    "country": "/countries/fr/",
    "coming": "/coming/",
    "compare": "/compare/?with=taskforce-0000020&with=taskforce-0000100",
    "new": "/new/",
    "years": "/years/",
    "year": "/years/2020/",
    "year as XLSX": "/years/2020.xlsx",
    "editions": "/taskforces/taskforce-0000020/editions/",
    "edition": "/taskforces/taskforce-0000020/editions/1/",
    "dossier as of today": "/taskforces/taskforce-0000020/?as-of={today}",
    "feed of all": "/updates.atom",
    "feed of a dossier": "/taskforces/taskforce-0000020.feed.json",
    "calendar": "/events.ics",
    "events as CSV": "/events.csv",
    "events as XLSX": "/events.xlsx",
    "taskforces as JSON": "/taskforces.json",
    "dossier as JSON": "/taskforces/taskforce-0000020.json",
    "API: list": "/api/v1/events",
    "API: item": f"/api/v1/taskforces/{SMALL}",
    "archive, 20 events": "/taskforces/taskforce-0000020.zip",
    "archive, 1,000 events": "/taskforces/taskforce-0001000.zip",
    "PDF, 20 events": "/taskforces/taskforce-0000020.pdf",
    "PDF, 1,000 events": "/taskforces/taskforce-0001000.pdf",
}
DESK = {
    "desk: start": "/admin/",
    "desk: taskforces": "/admin/taskforces/taskforce/",
    "desk: events": "/admin/timeline/event/",
    "desk: events, words": "/admin/timeline/event/?q=robotics",
    "desk: organisations": "/admin/taskforces/organisation/",
    "desk: an event": f"/admin/timeline/event/{EVENT}/change/",
    "desk: a new event": "/admin/timeline/event/add/",
    "desk: a taskforce": f"/admin/taskforces/taskforce/{SMALL}/change/",
    "desk: a taskforce of 1,000 events": f"/admin/taskforces/taskforce/{LARGE}/change/",
}
UNCHANGED = "dossier, 20 events: not changed"


def addresses(server: Server) -> dict[str, tuple[str, dict[str, str]]]:
    """{name: (address, headers)} of all pages, on this site."""
    words = {name: _last_page(server, f"/{name}/") for name in ("taskforces", "events")}
    dossier = ask(server, PUBLIC["dossier, 20 events"])
    tag = {"If-None-Match": dossier.headers["etag"]}
    words["today"] = date.today().isoformat()
    words["event"] = _second_event(ask(server, PUBLIC["dossier, 20 events"], {}).body.decode())
    pages = {name: (path.format(**words), ACCEPT) for name, path in PUBLIC.items()}
    desk = {name: (path, ACCEPT | {"Cookie": signed_in(server)}) for name, path in DESK.items()}
    return {**pages, UNCHANGED: (PUBLIC["dossier, 20 events"], ACCEPT | tag), **desk}


def dossier_of(name: str) -> str:
    """The dossier of which another event is published before a page is asked for cold."""
    dossiers = {"dossier, 100 events": MIDDLE, "dossier, 1,000 events": LARGE}
    return dossiers.get(name, SMALL)


def _last_page(server, path):
    """The number of the last page of a list; 1 where all is on one."""
    found = re.search(r"Page \d+ of (\d+)", ask(server, path, {}).body.decode())
    return found[1] if found else 1


def _second_event(page):
    """It is no neighbour of the one that is published."""
    return re.findall(r'class="entry-title"><a href="(/events/[^"?#]+/)"', page)[1]


def signed_in(server: Server) -> str:
    """The cookie of an editor."""
    form = ask(server, "/admin/login/", {})
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.body.decode())[1]
    cookie = SimpleCookie(form.headers["set-cookie"])["csrftoken"].value
    typed = {"username": "editor", "password": PASSWORD, "csrfmiddlewaretoken": token, "next": "/admin/"}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={cookie}"}
    answer = ask(server, "/admin/login/", headers, method="POST", body=urlencode(typed))
    return re.search(r"sessionid=\w+", answer.headers["set-cookie"])[0]
