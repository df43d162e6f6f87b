"""Answers in front of Django what was drawn before and is still true."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from django.conf import settings

from dossier_site.ready import HANGS_ON, IS_KEPT, freshness
from dossier_site.ready.asked import Asked, asked, encoding
from dossier_site.ready.file import throw_away_others
from dossier_site.ready.memory import Memory
from dossier_site.ready.page import Drawn, Representation, encoded, improved
from dossier_site.ready.shared import SharedStore
from dossier_site.ready.store import Kept, Store
from dossier_site.ready.turns import Recent, turn
from dossier_site.ready.version import version
from publishing.generation import ANYTHING

# Pages of which there is no end get a part of the room, and only what is asked for twice is kept.
SMALL_PART = 8
SECONDS = 60
# Seconds for which a page is compressed in a hurry, and who compresses it better then.
ROUGH, BESIDE = 3600, ThreadPoolExecutor(1)
HEADERS = ("HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_ACCEPT_ENCODING")
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_COOKIE")


class ReadyPages:
    """A WSGI application around that of Django, which says by `environ[HANGS_ON]` what a page hangs on."""

    def __init__(self, application):
        self.application = application
        self.folder = settings.DATA_DIR / "ready"
        room = settings.READY_PAGES_MB * 1024 * 1024
        self.pages, self.many = stores(self.folder, version(), room)
        if settings.CACHE_IS_SHARED:  # which has no part for what has no end
            self.pages = SharedStore(version())
        self.memory = Memory()
        # What Django answers, whatever it is, and what was asked once.
        self.others, self.once = Recent(10_000, SECONDS), Recent(10_000, SECONDS)
        self.improving = Future()
        self.improving.set_result(None)

    def __call__(self, environ, start_response):
        """Answer with what is kept, or with what Django draws, and keep that."""
        question = asked(environ)
        if question is None:
            return self.application(environ, start_response)
        wanted = encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        page = self.fresh(question, wanted)
        if page is None:
            return self.drawn(question, wanted, environ, start_response)
        return page.answer(environ, start_response)

    def store(self, question: Asked) -> Store:
        """Where the answer is kept, or will be."""
        return self.many if question.is_one_of_many else self.pages

    def fresh(self, question: Asked, wanted: str) -> Representation | None:
        """The page that is kept, if it is still true; for the first who asks for it in an encoding, put into that."""
        kept = self.kept(question, wanted)
        if kept is None and wanted and (plain := self.kept(question, "")):
            kept = self.keep(question, wanted, plain)
        return kept and kept.representation

    def kept(self, question: Asked, encoding: str) -> Kept | None:
        """What is kept in an encoding, if it is still true."""
        key = question.key(encoding)
        kept = self.memory.get(key)
        if not is_true(kept):
            kept = self.store(question).get(key)
            if not is_true(kept):
                return None
            self.memory.put(key, kept)
            if 0 < kept.rough_until < time.time() and self.improving.done():
                self.improving = BESIDE.submit(self.improve, question, key, kept)
        return kept

    def improve(self, question: Asked, key: bytes, kept: Kept) -> None:
        """Keep a page in brotli as small as it gets: one that stayed true so long is worth the time, while others are
        answered. One after the other; those that are asked for meanwhile come the next time."""
        smaller = replace(kept, representation=improved(kept.representation), rough_until=0)
        there = self.store(question).get(key)
        if there and there.representation.etag == kept.representation.etag:
            self.store(question).put({key: smaller})
            self.memory.put(key, smaller)

    def keep(self, question: Asked, wanted: str, plain: Kept) -> Kept:
        """Keep a page in the encoding that somebody wants, beside the page without any. Gives the first."""
        given = given_in(wanted, plain)
        self.store(question).put({question.key(wanted): given})
        return given

    def drawn(self, question: Asked, wanted: str, environ, start_response):
        """The answer of Django. One process draws a page; the others wait a moment, and look again."""
        key = question.key("")
        if self.is_left_to_django(question, key):
            return self.application(environ, start_response)
        with turn(self.folder, key) as waited:
            page = self.fresh(question, wanted) if waited else None
            answer = page or self.draw(question, wanted, environ)
        if isinstance(answer, Drawn):
            if not answer.is_fault:
                self.others.add(key)
            if not is_plain(question, environ):
                return self.application(environ, start_response)
        return answer.answer(environ, start_response)

    def is_left_to_django(self, question, key) -> bool:
        """Whether the answer is not kept this time."""
        if key in self.others:
            return True
        if question.is_one_of_many and key not in self.once:
            self.once.add(key)
            return True
        return False

    def draw(self, question: Asked, wanted: str, environ) -> Representation | Drawn:
        """Let Django draw the page and keep it; what it answered where that is no page for everybody."""
        day, before = freshness.today(), freshness.count([ANYTHING])
        drawing = plain_environ(question, environ)
        drawn = run(self.application, drawing)
        names = drawing.get(HANGS_ON)
        if not names or not drawn.is_public:
            return drawn
        page = drawn.represented()
        number, after = freshness.count(names), freshness.count([ANYTHING])
        # What changed while it was drawn may or may not be in it.
        if None in (before, number) or before != after:
            return encoded(page, wanted)
        plain = Kept(number, day, names, page)
        given = given_in(wanted, plain)
        self.store(question).put({question.key(""): plain, question.key(wanted): given})
        return given.representation


def given_in(encoding: str, plain: Kept) -> Kept:
    """A page without encoding in one."""
    given = encoded(plain.representation, encoding)
    is_rough = encoding == "br" and given is not plain.representation
    return replace(plain, representation=given, rough_until=int(time.time()) + ROUGH if is_rough else 0)


def is_true(kept: Kept | None) -> bool:
    """Whether nothing changed since a page was drawn that it shows, and it is still that day."""
    if kept is None or kept.day != freshness.today():
        return False
    commit = freshness.COMMITS.latest()  # before the question: what is committed meanwhile is another one
    if commit and kept.commit == commit:
        return True
    if kept.count != freshness.count(kept.names):
        return False
    kept.commit = commit
    return True


def plain_environ(question: Asked, environ) -> dict:
    """The request with nothing of the reader in it: of all headers only host, scheme and encoding."""
    kept = {name: value for name, value in environ.items() if not name.startswith(("HTTP_", "REMOTE_", "CONTENT_"))}
    own = {name: environ[name] for name in HEADERS if name in environ}
    return kept | own | {"REQUEST_METHOD": "GET", "QUERY_STRING": question.query, IS_KEPT: True}


def is_plain(question: Asked, environ) -> bool:
    """Whether Django would answer this request as it did the one with nothing of the reader in it."""
    same = environ["REQUEST_METHOD"] == "GET" and environ.get("QUERY_STRING", "") == question.query
    return same and not any(name in environ for name in CONDITIONS)


def run(application, environ) -> Drawn:
    """The whole answer of an application."""
    started = []
    answer = application(environ, lambda status, headers, exc_info=None: started.append((status, headers)))
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return Drawn(*started[-1], body)


def stores(folder, name, room) -> tuple[Store, Store]:
    """One for pages as they are and one for those without end; what another version of the site kept is thrown away."""
    throw_away_others(folder, name)
    part = room // SMALL_PART
    return Store(folder / f"{name}.sqlite3", room - part), Store(folder / f"{name}-many.sqlite3", part)
