"""What somebody else did between two questions of one act: told in a sentence, and nothing is half done."""

from contextlib import contextmanager

from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from editing import database


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


def discard_messages(request):
    """Take back what was said about an act that was undone in the end, such as that it was successful."""
    request._messages = default_storage(request)


class BusyForm:
    """Mixed into a form that could not be saved."""

    def clean(self):
        """Say so."""
        cleaned = super().clean()
        self.add_error(None, database.TRY_AGAIN)
        return cleaned


class RaceSafeAdmin:
    """Mixed into the admin of rows that somebody else may delete, use or publish at the same moment."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form; or word that the row was deleted while it was being read.

        Where the database had no turn for what was typed, the form comes back with all of it: drawn without writing.
        """
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except self.model.DoesNotExist:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        except OperationalError as error:
            if not database.busy(error):
                raise
        discard_messages(request)
        request.database_busy = True
        return self._changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form, which is not saved now where the database had no turn for it."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (BusyForm, form), {}) if hasattr(request, "database_busy") else form

    def delete_view(self, request, object_id, extra_context=None):
        """Delete one row; or word that it is needed since a moment ago, or gone already."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except self.model.DoesNotExist:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        except IntegrityError:
            return self._not_deleted(request)

    def changelist_view(self, request, extra_context=None):
        """The list; of rows that are deleted together, all are or none."""
        if "delete_selected" not in request.POST.getlist("action"):
            return super().changelist_view(request, extra_context)
        try:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except IntegrityError:
            return self._not_deleted(request)

    def _not_deleted(self, request):
        discard_messages(request)
        text = _("Nothing was deleted: somebody else used or published it just now. Look at it again.")
        self.message_user(request, text, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


class RetryingAdmin(RaceSafeAdmin):
    """Mixed into the admin of rows whose form finds by itself what somebody else wrote, once it is read again."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form. What the database refuses as it is saved is told where it was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            discard_messages(request)
            return super().changeform_view(request, object_id, form_url, extra_context)
