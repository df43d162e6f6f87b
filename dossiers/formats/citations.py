"""How a page is cited: as a sentence (APA), and for the programs that keep references (BibTeX, RIS, CSL-JSON). Pure."""

import json
from dataclasses import dataclass
from datetime import date

# What TeX reads as something else than itself. BibTeX counts braces whether or not a backslash stands before them.
TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
MONTHS = ("January", "February", "March", "April", "May", "June", "July")
MONTHS += ("August", "September", "October", "November", "December")


@dataclass(frozen=True)
class Citation:
    """One edition of a page: what it is called, who published it when and where, and its address for ever.

    `key` is a word by which programs know it; `title` and the names are plain words, on one line.
    """

    key: str
    title: str
    publisher: str
    site: str
    day: date
    number: int
    address: str
    language: str


def apa(citation):
    """The sentence in the style of the APA (7th edition): what stands before the title, the title, what follows it."""
    day = f"{citation.day.year}, {MONTHS[citation.day.month - 1]} {citation.day.day}"
    publisher = citation.publisher.rstrip(".")
    return (
        f"{publisher}. ({day}). ",
        citation.title,
        f" (Edition {citation.number}). {citation.site}. {citation.address}",
    )


def bibtex(citation):
    """An entry for BibTeX and biblatex. Titles keep their capitals."""
    day = citation.day
    fields = {
        "author": f"{{{_tex(citation.publisher)}}}",
        "title": f"{{{_tex(citation.title)}}}",
        "year": str(day.year),
        "month": str(day.month),
        "howpublished": _tex(citation.site),
        "note": f"Edition {citation.number}",
        "url": citation.address,
        "langid": citation.language,
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{citation.key},\n{rows}}}\n"


def ris(citation):
    """A record of the RIS format, in which a line is a field."""
    day = citation.day
    fields = [
        ("TY", "ELEC"),
        ("ID", citation.key),
        ("AU", citation.publisher),
        ("TI", citation.title),
        ("T2", citation.site),
        ("PB", citation.publisher),
        ("PY", str(day.year)),
        ("DA", f"{day:%Y/%m/%d}"),
        ("ET", str(citation.number)),
        ("LA", citation.language),
        ("UR", citation.address),
        ("ER", ""),
    ]
    return "".join(f"{name}  - {value}\r\n" for name, value in fields)


def csl_json(citation):
    """The item as the Citation Style Language has it, in a list of one."""
    day = citation.day
    item = {
        "id": citation.key,
        "type": "webpage",
        "title": citation.title,
        "author": [{"literal": citation.publisher}],
        "container-title": citation.site,
        "publisher": citation.publisher,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": str(citation.number),
        "language": citation.language,
        "URL": citation.address,
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _tex(words):
    return "".join(TEX.get(sign, sign) for sign in words)
