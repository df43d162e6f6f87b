from difflib import SequenceMatcher

from django.db import models

from publishing.models.statements import insert_or_ignore
from text.folding import question_words

# Of words of this many letters spellings are kept: short ones are like too many others.
SHORTEST, LONGEST = 4, 40
# So many words that are nearly one are compared.
COMPARED = 50


class SpellingQuerySet(models.QuerySet):
    """The words of titles, each with the forms in which one letter is left out."""

    def add(self, *titles):
        """Keep the words of titles. One statement; words that are there already stay."""
        words = {word for title in titles for word in question_words(title) if is_kept(word)}
        insert_or_ignore(self.model(shorter=form, word=word) for word in sorted(words) for form in sorted(forms(word)))

    def near(self, words):
        """For each of some words those that differ by a letter, or by two that changed places, the likest first.

        {word: [word]}; of a word that is known only itself. One query, by the index.
        """
        asked = {word: forms(word) for word in words if is_kept(word)}
        wanted = {form for each in asked.values() for form in each}
        pairs = list(self.filter(shorter__in=wanted).values_list("shorter", "word")[: COMPARED * len(asked)])
        return {word: _likest(word, {near for form, near in pairs if form in asked[word]}) for word in asked}


class Spelling(models.Model):
    """A word that stands, or stood, in a title, and a form of it: the word itself, or without one of its letters."""

    shorter = models.CharField(max_length=LONGEST)
    word = models.CharField(max_length=LONGEST)

    objects = SpellingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("shorter", "word"), name="spelling_once"),)

    def __str__(self):
        return f"{self.word}: {self.shorter}"


def is_kept(word):
    """Whether spellings of a word are kept."""
    return SHORTEST <= len(word) <= LONGEST and not word.isdigit()


def forms(word):
    """The word, and all that is left of it without one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _likest(word, near):
    if word in near:
        return [word]
    return sorted(near, key=lambda each: (-SequenceMatcher(None, word, each).ratio(), each))
