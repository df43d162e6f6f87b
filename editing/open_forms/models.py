"""A form that somebody has open, and the words typed there that are not saved."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

# Words that nobody saved are gone after this; what holds no words, after the other.
KEPT_FOR, SEEN_FOR = timedelta(days=30), timedelta(days=1)


class OpenFormQuerySet(models.QuerySet):
    """Forms that people have open, or had."""

    def of(self, user, key):
        """One person's form with this key."""
        return self.filter(user=user, key=key)

    def with_words(self):
        """Those with words that are not saved, the newest first."""
        since = timezone.now() - KEPT_FOR
        return self.filter(is_closed=False, words__isnull=False, kept_at__gte=since).order_by("-kept_at")

    def around(self, form, item):
        """Who has the form of an item open, or left it without saving, and since when: never a word."""
        names = ("user__username", "user__first_name", "user__last_name")
        rows = self.filter(form=form, item=item, is_closed=False).select_related("user")
        return rows.only("in_view", "seen_at", *names)

    def around_with_signs(self, form, item):
        """The same, each with whether it `has_words`."""
        has_words = models.ExpressionWrapper(models.Q(words__isnull=False), models.BooleanField())
        return self.around(form, item).annotate(has_words=has_words)

    def close(self, user, keys):
        """Forget the words of forms that were saved or discarded. What is still on its way to them comes too late."""
        now = timezone.now()
        rows = [self.model(user=user, key=key, is_closed=True, seen_at=now) for key in keys]
        fields = ["words", "uploads", "kept_at", "in_view", "is_closed", "seen_at"]
        self.bulk_create(rows, update_conflicts=True, unique_fields=["user", "key"], update_fields=fields)

    def delete_old(self):
        """Delete what is too old to be kept: words after thirty days, what holds none after one."""
        now = timezone.now()
        no_words = models.Q(words__isnull=True, seen_at__lt=now - SEEN_FOR)
        self.filter(no_words | models.Q(kept_at__lt=now - KEPT_FOR)).delete()


class OpenForm(models.Model):
    """A form of the desk that one person has open, or left without saving. Nobody else ever reads its words.

    `key` is made when the form is drawn, so that two tabs never overwrite each other. `form` names the model, `item`
    is the key of its row, "" for a new one. `words` are all its fields as it would send them, {name: [values]}; None
    where nothing is typed that is not saved. `uploads` are the names of files chosen there, which are not kept.
    A closed one was saved or discarded: it only stands to refuse words that come too late.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_forms")
    key = models.UUIDField()
    form = models.CharField(max_length=100)
    item = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200, blank=True)
    words = models.JSONField(null=True)
    uploads = models.JSONField(default=list)
    kept_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()
    in_view = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # no right lets anybody read them
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="open_form_has_a_key_of_its_own")]
        indexes = [
            models.Index(fields=["form", "item", "seen_at"], name="open_form_by_item"),
            models.Index(fields=["seen_at"], name="open_form_by_age"),
        ]

    def __str__(self):
        return self.form
