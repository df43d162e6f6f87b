"""Requests that no browser of ours would send, drawn by chance from a seed, and asked as gunicorn asks the site."""

import io
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, unquote_to_bytes, urlencode

from django.contrib import admin

from dossier_site.wsgi import application

VALUES = (
    *(
        "",
        "0",
        "1",
        "-1",
        "2020",
        "2020-02-30",
        "0000-00-00",
        "9999-12-31",
        "0001-01-01T00:00:00+14:00",
        "99999",
        "1e9",
    ),
    *("2147483648", "-2147483649", "9223372036854775808", "9" * 20, "-" + "9" * 20, "9" * 400, "9" * 5000, "1" * 30),
    *(
        "\x00",
        "a\x00b",
        "\x1f",
        "\u202e",
        "\ufffd",
        "\ud800",
        "\udfff",
        "𝔉𝔯",
        "ﷺ" * 60,
        "٢٠٢٠",
        "İ",
        "e\u0301",
        "\r\n\r\nX: y",
    ),
    *(
        "'; DROP TABLE auth_user; --",
        '" OR 1=1 --',
        "%",
        "%s%d",
        "%00",
        "_",
        "\\",
        "*",
        "(",
        "[a",
        "(?P<",
        "{0}",
        "{{ 7*7 }}",
    ),
    *(
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "//elsewhere.example.org",
        "http://[",
        "javascript:x",
        "None",
        "null",
    ),
    *(
        "NaN",
        "Infinity",
        "True",
        "a,b",
        ",",
        "1,2,x",
        "a" * 40,
        "x" * 3000,
        "a " * 200,
        "&",
        "?",
        "#",
        ";",
        "=",
        "id",
        "pk",
    ),
    *("00000000-0000-0000-0000-000000000000", "0" * 32, "__all__", "taskforces", "event", "auth", "user", "date", "FR"),
)
LOOKUPS = (
    *(
        "exact",
        "iexact",
        "in",
        "gt",
        "gte",
        "lt",
        "lte",
        "range",
        "isnull",
        "contains",
        "regex",
        "iregex",
        "startswith",
    ),
    *(
        "year",
        "month",
        "day",
        "week_day",
        "iso_year",
        "date",
        "hour",
        "time",
        "year__gte",
        "pk",
        "id__exact",
        "name",
        "x__y",
    ),
)
PUBLIC = (
    *("/", "/taskforces/", "/events/", "/organisations/", "/taskforces/bretagne/", "/taskforces/bretagne/print/"),
    *("/events/meeting/", "/organisations/locarn/", "/privacy/", "/robots.txt", "/sitemap.xml", "/health/ready"),
    *("/media/documents/" + "0" * 32 + ".pdf", "/media/{}", "/static/{}", "/taskforces/{}/", "/taskforces/{}.png"),
    *("/events/{}/", "/organisations/{}/", "/{}", "/{}/", "/health/{}", "/design/{}/", "//{}", "/node/{}", "/admin{}"),
    *("/health/live", "/favicon.ico", "/static/top/{}", "/taskforces.{}", "/sitemap-{}.xml", "/compare/{}...{}/"),
    *("/events.csv", "/taskforces.atom", "/search.feed.json", "/events.ics", "/countries/{}.atom", "/events/{}.json"),
    *("/api/v1/events", "/api/v1/taskforces", "/api/v1/{}", "/api/v1/countries/{}", "/api/v1/events/{}"),
    *("/coming/", "/compare/", "/new/", "/glossary/", "/years/", "/years/2021/", "/years/{}/", "/years/{}.xlsx"),
    *(
        "/countries/",
        "/countries/fr/",
        "/countries/{}/",
        "/countries/fr/{}/",
        "/taskforces/{}.zip",
        "/taskforces/{}.pdf",
    ),
)
ASKED = (
    *("q", "country", "status", "organisation", "year", "sort", "view", "page", "type", "topic", "order", "as-of", "x"),
    *("cursor", "limit", "kind", "has", "part", "show", "since", "before", "with"),
)
LISTED = ("q", "o", "p", "all", "e", "_facets", "_popup", "_to_field", "_changelist_filters", "state", "used")
HEADERS = (
    *(
        "HOST",
        "COOKIE",
        "ACCEPT",
        "ACCEPT_ENCODING",
        "ACCEPT_LANGUAGE",
        "RANGE",
        "IF_RANGE",
        "IF_NONE_MATCH",
        "IF_MATCH",
    ),
    *("IF_MODIFIED_SINCE", "IF_UNMODIFIED_SINCE", "REFERER", "ORIGIN", "USER_AGENT", "X_CSRFTOKEN", "X_REQUESTED_WITH"),
    *("X_FORWARDED_PROTO", "X_FORWARDED_HOST", "X_FORWARDED_FOR", "X_FORWARDED_PORT", "FORWARDED", "SCRIPT_NAME"),
    *("PATH_INFO", "SCRIPT_URL", "REDIRECT_URL", "REMOTE_USER", "X_HTTP_METHOD_OVERRIDE", "EXPECT", "CONTENT_ENCODING"),
)
HEADER_VALUES = (
    *("bytes=0-", "bytes=-1", "bytes=99999999999999999999-", "bytes=5-1", "bytes=a-b", "bytes=" + "1-2," * 50, '"x"'),
    *(
        'W/"x", *',
        "Sun, 06 Nov 99999999999 08:49:37 GMT",
        "Sun, 31 Feb 2020 99:99:99 GMT",
        "https, http",
        "gzip;q=x, br",
    ),
    *(
        'sessionid="\\000"',
        'csrftoken="a\\000"; messages="\\000"',
        "sessionid=; csrftoken==;;",
        "messages=a:b:c; sessionid=ü",
    ),
    *("testserver:99999", "[::1", "a..b", "testserver:x", "*" * 300, "ü", "none", "http://[", "null"),
)
TYPES = (
    *("application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=hex", "multipart/form-data"),
    *("multipart/form-data; boundary=x", "multipart/form-data; boundary=x; charset=utf-7", "application/json", ""),
    *(
        "multipart/form-data; a*=hex''%41; boundary=x",
        "text/plain; charset*=bogus''x",
        "x" * 300,
        "multipart/form-data; boundary=ü",
    ),
)
PARTS = (
    'form-data; name="a"',
    "form-data; name*=hex''%41",
    "form-data; name=\"a\"; filename*=bogus''x",
    "form-data",
    "",
    'form-data; name="file"; filename="\\x00"',
    'form-data; name="csrfmiddlewaretoken"',
    "form-data; name*=utf-8''%ff%00",
)
SECRET = "s" * 32


@dataclass
class Request:
    """One request, as it can be sent again."""

    method: str
    path: str
    question: list = field(default_factory=list)
    body: bytes = b""
    kind: str = "application/x-www-form-urlencoded"
    headers: dict = field(default_factory=dict)


class Enemy:
    """Draws requests. `sessions` are the keys of signed-in people; `forms` what the desk's forms would send."""

    def __init__(self, seed: int, sessions: list[str], forms: dict[str, dict]):
        self.chance = Random(seed)
        self.sessions, self.forms = sessions, forms
        self.admins = list(admin.site._registry.values())

    def request(self) -> Request:
        """Another one."""
        drawn = self.chance.choices((self.public, self.listed, self.page, self.desk, self.posted), (60, 14, 8, 14, 4))[
            0
        ]()
        if drawn.path.startswith("/admin/") or self.chance.random() < 0.1:
            drawn.headers["COOKIE"] = f"sessionid={self.chance.choice(self.sessions)}; csrftoken={SECRET}"
        if self.chance.random() < 0.4:
            drawn.headers[self.chance.choice(HEADERS)] = self.chance.choice(HEADER_VALUES + VALUES)
        return drawn

    def value(self) -> str:
        """What stands for a value."""
        return self.chance.choice(VALUES)

    def asked(self, names) -> list[tuple[str, str]]:
        """Some parameters."""
        return [(self.chance.choice((*names, self.value())), self.value()) for _ in range(self.chance.randint(0, 3))]

    def public(self) -> Request:
        """Something that readers ask."""
        path = self.chance.choice(PUBLIC).format(*[quote(self.value(), errors="surrogatepass")] * 2)
        method = self.chance.choices(("GET", "HEAD", "POST", "OPTIONS", "TRACE", "X"), (90, 3, 3, 1, 1, 1))[0]
        return Request(method, path, self.asked(ASKED))

    def listed(self) -> Request:
        """A list of the desk, narrowed by anything."""
        model_admin = self.chance.choice(self.admins)
        fields = [each.name for each in model_admin.model._meta.get_fields()]
        hierarchy = model_admin.date_hierarchy
        names = [f"{self.chance.choice(fields)}__{self.chance.choice(LOOKUPS)}" for _ in range(6)]
        names += [f"{hierarchy}__{part}" for part in ("year", "year", "month", "day", "gte", "lt")] * 2
        return Request("GET", self.place(model_admin), self.asked((*LISTED, *names, *fields[:2])))

    def place(self, model_admin, end="") -> str:
        """Where a model is at the desk."""
        return f"/admin/{model_admin.opts.app_label}/{model_admin.opts.model_name}/{end}"

    def page(self) -> Request:
        """A page of a row that may be there."""
        model_admin = self.chance.choice(self.admins)
        page = self.chance.choice(("change/", "delete/", "history/", "preview/", "withdraw/", "password/", ""))
        end = self.chance.choice((f"{quote(self.value(), errors='surrogatepass')}/{page}", "add/"))
        return Request("GET", self.place(model_admin, end), self.asked((*LISTED, "next", "taskforces", "type", "date")))

    def desk(self) -> Request:
        """A page of the desk that belongs to no row."""
        model_admin = self.chance.choice(self.admins)
        fields = [each.name for each in model_admin.model._meta.get_fields()]
        where = {"app_label": model_admin.opts.app_label, "model_name": model_admin.opts.model_name}
        where |= {"field_name": self.chance.choice(fields), "term": self.value(), "page": self.value()}
        where |= dict(self.asked(where))
        odd = quote(self.value(), errors="surrogatepass")
        paths = (
            "login/",
            "password_change/",
            "jsi18n/",
            "",
            "logout/",
            "auth/",
            f"r/{odd}/{odd}/",
            f"r/7/{odd}/",
            f"{odd}/",
        )
        paths += ("password_reset/", f"password_reset/{odd}/{odd}/", "password_reset/MQ/set-password/")
        return self.chance.choice(
            (
                Request("GET", "/admin/autocomplete/", list(where.items())),
                Request("GET", "/admin/read-date/", [("text", self.value())]),
                Request("GET", f"/admin/{self.chance.choice(paths)}", self.asked(("next", *LISTED))),
                self.form(
                    f"/admin/{self.chance.choice(paths[:4])}",
                    dict.fromkeys(("username", "password", "next"), self.value()),
                ),
            )
        )

    def posted(self) -> Request:
        """A form of the desk, or an act in a list, or bytes that are no form at all."""
        path = self.chance.choice([self.place(self.chance.choice(self.admins)), *self.forms])
        acts = {"action": self.chance.choice(("publish_selected", "delete_selected", self.value())), "post": "yes"}
        sent = dict(self.forms.get(path, acts | {"_selected_action": self.value(), "index": self.value()}))
        for name in self.chance.sample(sorted(sent), min(len(sent), self.chance.randint(1, 4))):
            sent[name] = self.value()
        button = self.chance.choice(
            ("_save", "_publish", "_preview", "_check", "_continue", "_popup", "_to_field", "_add_event", "_events")
        )
        return self.form(path, sent | {button: self.value()})

    def form(self, path: str, sent: dict) -> Request:
        """Sent as a form with its token, or as something that cannot be read."""
        kind = self.chance.choices(TYPES, (60, *[4] * (len(TYPES) - 1)))[0]
        sent = sent | {"csrfmiddlewaretoken": SECRET}
        body = urlencode(sent, doseq=True, errors="surrogatepass").encode()
        if kind.startswith("multipart"):
            parts = (f"--x\r\nContent-Disposition: {self.chance.choice(PARTS)}\r\n\r\n{SECRET}\r\n" for _ in range(3))
            body = "".join(parts).encode() + b"--x--"
        return Request("POST", path, self.asked(ASKED), body, kind)


def answer(request: Request) -> int:
    """The status of the site's answer. What it raises is raised."""
    statuses = []
    response = application(environ(request), lambda line, headers: statuses.append(int(line[:3])))
    try:
        b"".join(response)
    finally:
        response.close()
    return statuses[0]


def environ(request: Request) -> dict:
    """What gunicorn hands over."""
    headers = {
        f"HTTP_{name}": value.encode(errors="surrogatepass").decode("latin-1")
        for name, value in request.headers.items()
    }
    path, _mark, question = request.path.partition("?")
    asked = urlencode(request.question, doseq=True, errors="surrogatepass")
    return {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": unquoted(path),
        "QUERY_STRING": "&".join(filter(None, (question, asked))),
        "SCRIPT_NAME": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": request.kind.encode().decode("latin-1"),
        "CONTENT_LENGTH": str(len(request.body)),
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    } | headers


def unquoted(path: str) -> str:
    """A path as gunicorn decodes it: bytes in the clothes of Latin-1."""
    return unquote_to_bytes(path).decode("latin-1")
