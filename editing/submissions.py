"""Two clicks are one: what a page sends twice is done once, and the second time gets the answer of the first."""

from datetime import timedelta
from functools import partial, wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.middleware.csrf import CSRF_TOKEN_LENGTH
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeData, mark_safe

from text.digest import digest

TOKEN = "csrfmiddlewaretoken"
POPUP = "popup_response_data"
KEPT = timedelta(days=1)


class SubmissionQuerySet(models.QuerySet):
    """Forms of the desk that were sent."""

    def delete_old(self):
        """Delete what was sent too long ago to be a second click. No save waits for it: a timer does it."""
        self.filter(created_at__lt=timezone.now() - KEPT).delete()


class Submission(models.Model):
    """A form of the desk that somebody sent, and what was answered once it was done.

    `key` stands for the page that it was sent from: a digest of the token that Django writes into each form against
    forged requests. No two pages have the same, so no form needs a key of its own. `words` stands for all that was
    sent.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    words = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    answer = models.JSONField(null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="submission_once")]

    def keep(self, request, response):
        """Keep what was answered. Where a page was only drawn nothing was done: its form may be sent again."""
        answer = _destination(response)
        if answer:
            answer["messages"] = [_packed(message) for message in messages.get_messages(request)._queued_messages]
            self.answer = answer
            self.save()
        elif not self.answer:
            self.delete()

    def repeat(self, request):
        """Answer once more, in the same words. What nobody has read yet is not said twice."""
        unread = messages.get_messages(request)
        for level, text, safe, tags in self.answer["messages"]:
            message = Message(level, mark_safe(text) if safe else text, tags)
            if message not in unread:
                unread.add(message.level, message.message, tags)
        if POPUP in self.answer:
            return TemplateResponse(request, "admin/popup_response.html", self.answer)
        return HttpResponseRedirect(self.answer["location"])


def done_once(request, act, other_words=None):
    """The response of `act()`, done in the transaction that is open; or the one that the same words had before.

    Whoever sends them while they are being done waits until that is over; what is rolled back counts for nothing.
    `other_words(submission)` answers a page that was sent before with other words, as after going back to it; without
    it they are done like any others.
    """
    if request.user.is_anonymous or len(request.POST.get(TOKEN, "")) != CSRF_TOKEN_LENGTH:  # then it names no page
        return act()
    submission, words = _begun(request), _words(request)
    if submission.answer and submission.words == words:
        return submission.repeat(request)
    if submission.answer and other_words:
        return other_words(submission)
    submission.words = words
    response = act()
    submission.keep(request, response)
    return response


def does_once(view):
    """Mark a view of an admin: what a page sends to it twice is done once."""

    @wraps(view)
    def view_once(self, request, *args, **kwargs):
        act = partial(view, self, request, *args, **kwargs)
        if request.method != "POST":
            return act()
        with transaction.atomic():
            return done_once(request, act)

    return view_once


def done_before(request):
    """What somebody sent before in just these words, who may be signed out since; None where nothing was done."""
    done = Submission.objects.filter(key=_key(request), words=_words(request)).exclude(answer=None)
    return done.select_related("user").first()


def _key(request):
    return digest(f"{request.path} {request.POST.get(TOKEN, '')}".encode())


def _begun(request):
    """The submission of the page; from here on nobody else has it."""
    rows = Submission.objects.filter(user=request.user)
    begun = Submission(user=request.user, key=_key(request))
    rows.bulk_create([begun], ignore_conflicts=True)  # where the same is under way: once that is over
    return rows.select_for_update().get(key=begun.key)


def _words(request):
    """All that was sent, as one short text that tells nobody what it was: the token in it is kept nowhere."""
    files = [(name, file.name, digest(b"".join(file.chunks()))) for name, file in request.FILES.items()]
    return digest(repr((request.get_full_path(), [*request.POST.lists()], files)).encode("utf-8", "surrogatepass"))


def _destination(response):
    """Where an answer leads to, when something was done: to another page, or from a window back to what opened it."""
    if response.status_code in (301, 302, 303):
        return {"location": response.url}
    context = getattr(response, "context_data", None) or {}
    return {POPUP: context[POPUP]} if POPUP in context else None


def _packed(message):
    text = str(message.message)
    return [message.level, text, isinstance(text, SafeData), message.extra_tags]
