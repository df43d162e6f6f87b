"""What somebody else did between two questions of one act: told in a sentence, and nothing is half done."""

from contextlib import contextmanager
from functools import partial

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpResponseRedirect
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from editing import database
from editing.naming import while_naming
from editing.submissions import done_once
from editing.unsaved import UnsavedForm, discard_messages, keeps_words, saved_or_shown


@contextmanager
def race_errors():
    """Turn what the database refuses, since somebody else was faster, into a ValidationError for people."""
    try:
        yield
    except ObjectDoesNotExist as error:
        raise ValidationError(_("Somebody else deleted it just now.")) from error
    except IntegrityError as error:
        raise ValidationError(_("Somebody else changed what it needs just now. Please try again.")) from error
    except OperationalError as error:
        if not database.busy(error):
            raise
        raise ValidationError(database.TRY_AGAIN) from error


def check_constraints():
    """Have refused now what PostgreSQL would refuse at the end of the transaction. SQLite's writer is alone."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


class RaceSafeAdmin:
    """Mixed into the admin of rows that somebody else may delete, use or publish at the same moment."""

    @keeps_words
    def add_view(self, request, form_url="", extra_context=None):
        """The form of a new row."""
        return super().add_view(request, form_url, extra_context)

    @keeps_words
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The form of a row."""
        return super().change_view(request, object_id, form_url, extra_context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form; or word that the row was deleted while it was being read.

        Where what was typed cannot be saved now, the form comes back with all of it: drawn without writing.
        """
        save = partial(super().changeform_view, request, object_id, form_url, extra_context)
        show = partial(self._changeform_view, request, object_id, form_url, extra_context)
        try:
            return saved_or_shown(request, save, show)
        except self.model.DoesNotExist:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)

    def will_save(self, request):
        """Whether the form was sent to be saved: then in a transaction, in which nobody else saves the row."""
        return True

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form, which is only shown where it cannot be saved now."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if not hasattr(request, "not_saved") or not self.will_save(request):
            return form
        return type(form.__name__, (UnsavedForm, form), {"not_saved": request.not_saved})

    def _changeform_view(self, request, object_id, form_url, extra_context):
        view = partial(super()._changeform_view, request, object_id, form_url, extra_context)
        only_drawn = request.method != "POST" or hasattr(request, "not_saved") or hasattr(request, "refused")
        if only_drawn or not self.will_save(request):
            return view()
        while_naming()
        return done_once(request, view, other_words=None if object_id else partial(_saved_already, request, view))

    def _delete_view(self, request, object_id, extra_context):
        view = partial(super()._delete_view, request, object_id, extra_context)
        return done_once(request, view) if request.method == "POST" else view()

    def delete_view(self, request, object_id, extra_context=None):
        """Delete one row; or word that it is needed since a moment ago, or gone already."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except self.model.DoesNotExist:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        except IntegrityError:
            return self._not_deleted(request)

    def changelist_view(self, request, extra_context=None):
        """The list; what is done to rows of it is done to all or to none, and once."""
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        try:
            with transaction.atomic():
                return done_once(request, partial(super().changelist_view, request, extra_context))
        except IntegrityError:
            return self._not_deleted(request) if _deletes(request) else self._not_done(request)

    def _not_deleted(self, request):
        text = _("Nothing was deleted: somebody else used or published it just now. Look at it again.")
        return self._not_done(request, text)

    def _not_done(self, request, text=""):
        text = text or _("Nothing was done: somebody else changed what it needs just now. Please try again.")
        discard_messages(request)
        self.message_user(request, text, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


def _deletes(request):
    return "delete_selected" in request.POST.getlist("action")


def _saved_already(request, view, submission):
    """The form of a new row with words that came after it was saved: shown again, so that no second row is made."""
    text = _("You saved this form already, at %(time)s. Nothing was saved now. Save again if you want another one.")
    request.not_saved = text % {"time": time_format(localtime(submission.created_at))}
    return view()


class RetryingAdmin(RaceSafeAdmin):
    """Mixed into the admin of rows whose form finds by itself what somebody else wrote, once it is read again."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form. What the database refuses as it is saved is told where it was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            discard_messages(request)
            return super().changeform_view(request, object_id, form_url, extra_context)
