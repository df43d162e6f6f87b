"""What somebody may have meant whose words are found nowhere: words of titles and names that are nearly the same."""

from dossiers.search.hits import hits
from publishing.models import Spelling
from text.folding import question_words

WORDS = 5  # of a question that are looked up
TRIED = 3  # ways to write a question of one word


def meant(text):
    """The question with the words that stand in titles in the place of those that are nearly so; "" where none is.

    What is offered finds something: words of what is withdrawn are never told. A query by the index of spellings, and
    one for each way to write it that is tried.
    """
    asked = question_words(text)
    near = Spelling.objects.near(asked[:WORDS])
    number = max((len(words) for words in near.values()), default=0) if len(asked) == 1 else 1
    for place in range(min(number, TRIED)):
        better = _with(asked, near, place)
        if better != " ".join(asked) and hits({"q": better})[""].places:
            return better
    return ""


def _with(asked, near, place):
    """The question with the word at this place of what is near, where there is one."""
    return " ".join(next(iter(near.get(word, [])[place:]), word) for word in asked)
