"""Pages as a reader's browser takes them: parsed strictly, and held to the rules that every public page keeps."""

import json
import re
from itertools import pairwise

import html5lib

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Page:
    """One answer of the site. Raises an error when its HTML is not valid."""

    def __init__(self, response):
        self.response = response
        self.tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())

    def all(self, tag="*", name=None, **attributes):
        """The elements of a tag (and a class, and attributes), in the order of the page."""
        found = (element for element in self.tree.iter() if tag in ("*", element.tag))
        wanted = {key.replace("_", "-"): value for key, value in attributes.items()}
        return [
            element
            for element in found
            if (name is None or name in element.get("class", "").split())
            and all(element.get(key) == value for key, value in wanted.items())
        ]

    def texts(self, tag="*", name=None, **attributes):
        """The words of these elements."""
        return [words(element) for element in self.all(tag, name, **attributes)]

    def links(self):
        """Where the page's links lead, by their words."""
        return {words(link): link.get("href") for link in self.all("a")}

    def meta(self, name):
        """What the head says under a name or property."""
        return next((m.get("content") for m in self.all("meta") if name in (m.get("name"), m.get("property"))), None)

    @property
    def main(self):
        """All words of the main part, on one line."""
        return words(self.all("main")[0])

    @property
    def facts(self):
        """The facts in boxes and cards: {label: words}."""
        pairs = {}
        for row in self.all("dl"):
            for group in row:
                pairs[words(group.find("dt"))] = " ".join(words(fact) for fact in group.findall("dd"))
        return pairs

    @property
    def things(self):
        """What the page tells machines."""
        (script,) = self.all("script", type="application/ld+json")
        return json.loads(script.text)["@graph"]


def read(client, address, **options):
    """The page at an address, which must be there."""
    response = client.get(address, **options)
    assert response.status_code == 200, f"{response.status_code} {address}"
    return Page(response)


def mapped(client):
    """The paths of all pages that the sitemap names, from all its files."""
    return [path for file in locations(client, "/sitemap.xml") for path in locations(client, file)]


def locations(client, address):
    """The paths that one file of the sitemap names."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    found = re.findall(r"<loc>http://testserver(/[^<]*)</loc>", response.content.decode())
    assert len(found) == response.content.decode().count("<loc>")
    return found


def words(element):
    """The words of an element and all in it, on one line."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def faults(page):
    """What is wrong with a page by the rules that all pages keep: a list of sentences."""
    headings = [element for element in page.tree.iter() if element.tag in HEADINGS]
    levels = [int(heading.tag[1]) for heading in headings]
    ids = [element.get("id") for element in page.tree.iter() if element.get("id")]
    found = [f"{levels.count(1)} h1"] if levels.count(1) != 1 else []
    found += [f"h{low} before h{high}" for low, high in pairwise(levels) if high > low + 1]
    found += [f"id {one} twice" for one in set(ids) if ids.count(one) > 1]
    found += [f"empty {heading.tag}" for heading in headings if not words(heading)]
    found += [f"style on {one.tag}" for one in page.tree.iter() if one.get("style")]
    found += [f"empty label {words(group)}" for group in page.all("dt") if not words(group)]
    found += ["empty fact" for fact in page.all("dd") if not words(fact)]
    scripts = [script for script in page.all("script") if script.get("type") != "application/ld+json"]
    found += [f"inline script {script.text}" for script in scripts if script.text]
    found += [f"no {part}" for part in ("main", "header", "footer") if len(page.all(part)) != 1]
    return found
