"""Words explained in place: the first one of each term in clean HTML leads to its explanation. Pure.

The text itself stays as it is: a link is put around the word when it is read.
"""

import re
from html import escape

# A tag, whatever its attributes hold; or the words between two.
PIECE = re.compile(r"(<(?:\"[^\"]*\"|[^\">])*>)|([^<]+)")
NAME = re.compile(r"</?([a-z0-9]+)")
# What begins a word, or a sign that is written as one.
WORD = re.compile(r"&#?\w+;|\w+")
# In these nothing is marked: links lead elsewhere, and headings and figures are read at a glance.
LEFT_ALONE = {"a", "abbr", "code", "figcaption", "h2", "h3", "h4", "h5", "th"}
LONGEST_HINT = 200


class Glossary:
    """Terms by the words that they begin with. `terms` are pairs of their forms and (address, explanation, language).

    A form in small letters is found in capitals, too; of several that begin alike the longest counts.
    """

    def __init__(self, terms):
        self.forms = {}
        for forms, term in terms:
            for form in forms:
                written = escape(form, quote=False)
                if first := WORD.match(written):
                    self.forms.setdefault(first[0].lower(), []).append((written, term))
        for forms in self.forms.values():
            forms.sort(key=lambda pair: len(pair[0]), reverse=True)

    def __bool__(self):
        return bool(self.forms)

    def marked(self, html, language=""):
        """The HTML with a link around the first word of each term that is explained in texts of a language."""
        marking, depth = _Marking(self.forms, language), 0
        pieces = []
        for tag, words in PIECE.findall(html):
            if tag:
                name = NAME.match(tag)
                if name and name[1] in LEFT_ALONE:
                    depth += -1 if tag.startswith("</") else 1
            pieces.append(tag or (words if depth else marking.of(words)))
        return "".join(pieces)


class _Marking:
    """What is marked in one text: each term once."""

    def __init__(self, forms, language):
        self.forms, self.language, self.done = forms, language.split("-")[0], set()

    def of(self, text):
        """The words between two tags, marked."""
        pieces, end = [], 0
        for word in WORD.finditer(text):
            found = self.found(text, word) if word.start() >= end else None
            if found:
                form, term = found
                stop = word.start() + len(form)
                pieces += [text[end : word.start()], _link(text[word.start() : stop], term)]
                end = stop
        return "".join([*pieces, text[end:]])

    def found(self, text, word):
        """The longest form that begins with a word, and its term; None where there is none, or it is done."""
        for form, term in self.forms.get(word[0].lower(), ()):
            stop = word.start() + len(form)
            is_there = _is_form(text[word.start() : stop], form) and not text[stop : stop + 1].isalnum()
            if is_there and term not in self.done and self.is_meant(term):
                self.done.add(term)
                return form, term
        return None

    def is_meant(self, term):
        """Whether a term is explained in texts of this language."""
        language = term[2].split("-")[0]
        return not language or not self.language or language == self.language


def _is_form(text, form):
    return text == form or (form == form.lower() and text.lower() == form)


def _link(word, term):
    address, explanation, _language = term
    hint = explanation if len(explanation) <= LONGEST_HINT else f"{explanation[:LONGEST_HINT].rpartition(' ')[0]}…"
    return f'<a href="{escape(address)}" title="{escape(hint)}">{word}</a>'
