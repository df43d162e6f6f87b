"""The export itself: from page to page, each written with its links turned to the files beside it."""

from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from dossier_site.ops.static_site.addresses import Address, file_name, own, start
from dossier_site.ops.static_site.answers import Site
from dossier_site.ops.static_site.pages import leading, named, relinked
from dossier_site.ops.static_site.queue import Queue

REDIRECTS, GONE = (301, 302), (404, 410)


class Broken(Exception):
    """The site cannot show one of its pages; the message says which."""


class Export:
    """One export into an empty folder. Pages wait in a queue; a file that a page names is written at once.

    Afterwards `missing` has the files that pages name and that are not there.
    """

    def __init__(self, folder: Path):
        self.folder, self.site, self.queue, self.missing = folder, Site(), Queue(), set()

    def write(self, tell: Callable[[int, int], None]) -> int:
        """Write everything that can be reached, and give the number of pages. `tell` hears of each: done, known."""
        with closing(self.queue):
            for address in start():
                self.link(address, str(address))
            for number, address in enumerate(self.queue, start=1):
                self.write_page(address)
                tell(number, len(self.queue))
            return number

    def write_page(self, address: Address) -> None:
        """Write the page at an address; one that is not there any more leads on."""
        with self.asked(address) as response:
            if response.status_code == 200:
                page = relinked(response.content.decode(), partial(self.link, address), partial(full, address))
            elif response.status_code in REDIRECTS:
                page = leading(self.link(address, response["Location"]), settings.SITE_NAME)
            else:
                page = leading(full(address), settings.SITE_NAME)
            self.put(address, [page.encode()])

    def has_file(self, address: Address) -> bool:
        """Whether the file of an address that is no page is there; it is asked for once."""
        if address not in self.missing and not self.path(address).exists():
            self.write_file(address, address)
        return address not in self.missing

    def write_file(self, address: Address, place: Address) -> None:
        """Write the file that is answered at a place, and what it names, where its kind names files."""
        with self.asked(place) as response:
            if response.status_code in GONE:
                self.missing.add(address)
            elif response.status_code in REDIRECTS:  # a picture whose smaller form is not made yet
                self.write_file(address, Address(response["Location"]))
            else:
                self.put(address, response)
                for url in named(self.path(address), response["Content-Type"].partition(";")[0]):
                    self.link(address, url)

    def asked(self, address: Address):
        """The answer of the site, to be closed. Raises Broken for one that no reader should get."""
        response = self.site.ask(address)
        if response.status_code not in (200, *REDIRECTS, *GONE):
            raise Broken(f"{address} answers {response.status_code}.")
        return closing(response)

    def path(self, address: Address) -> Path:
        """Where the file of an address lies."""
        return self.folder / file_name(address)

    def put(self, address: Address, pieces: Iterable[bytes]) -> None:
        """Write a file piece by piece."""
        path = self.path(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(pieces)

    def link(self, page: Address, url: str) -> str:
        """How a page leads to an address: to the file beside it, or to the live site."""
        if url.startswith("#"):
            return url
        try:
            whole = urlsplit(full(page, url))
        except ValueError:  # nobody can read it
            return url
        address = own(whole)
        if address is None:
            return url
        return self.beside(page, address, whole.fragment) or whole.geturl()

    def beside(self, page: Address, address: Address, fragment: str) -> str:
        """How a page leads to the file of an address, which will be there; "" where the live site has to answer."""
        name = file_name(address)
        if not name:
            return ""
        if name.endswith(".html"):
            self.queue.put(address)
        elif not self.has_file(address):
            return ""
        return "../" * file_name(page).count("/") + name + (f"#{fragment}" if fragment else "")


def full(page: Address, url: str = "") -> str:
    """The full address of what a page names, on the live site."""
    return urljoin(f"{settings.SITE_URL}{page}", url)
