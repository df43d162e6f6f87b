"""Questions of lists that are narrowed: of each set of parameters their SQL is made once in a process. To make it takes
several times as long as the answer, and popular lists are asked for again and again."""

from django.core.exceptions import EmptyResultSet

from publishing.models.prepared import Prepared

# So many are remembered. When there are more all are forgotten, which costs little.
MOST = 100
_questions = {}


def asked_again(key, build, *samples):
    """The question that `build` gives for these samples, by a key that says all that it is made of; None for one that
    nothing can answer."""
    if known := _questions.get(key):
        return known
    question = _made(Prepared(build, *samples))
    if len(_questions) >= MOST:
        _questions.clear()
    _questions[key] = question
    return question


def _made(question):
    try:
        _compiler, *_sql = question.compiled
    except EmptyResultSet:
        return None
    question.build = None  # it holds the list that was asked for first
    return question
