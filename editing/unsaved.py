"""A form that cannot be saved now is shown again with every word.

`request.not_saved` says why, in a sentence for people. Where it is there, nothing is written.
"""

from django.contrib.messages.storage import default_storage
from django.db import DatabaseError, InterfaceError, connection
from django.forms import FileField
from django.forms.utils import ErrorDict
from django.utils.translation import gettext

from editing import database


def keeps_words(view):
    """Mark a view that heeds `request.not_saved`: it draws its form with all that was sent, and writes nothing."""
    view.keeps_words = True
    return view


def saved_or_shown(request, save, show):
    """The answer of `save()`; where the database or the disk does not take it, that of `show()`, which only draws."""
    if hasattr(request, "not_saved"):
        return show()
    try:
        return save()
    except (DatabaseError, InterfaceError, OSError) as error:
        sentence = database.refusal(error)
        if not sentence:
            raise
    discard_messages(request)
    connection.close_if_unusable_or_obsolete()
    request.not_saved = sentence
    return show()


def discard_messages(request):
    """Take back what was said about an act that was undone in the end, such as that it was successful."""
    request._messages = default_storage(request)


class UnsavedForm:
    """Mixed into a form that is only shown: not checked, never valid, so never saved. `not_saved` says why."""

    not_saved = ""

    def full_clean(self):
        """Say why nothing was saved, and name the files, which a browser forgets."""
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
        self.add_error(None, self.not_saved)
        for name, field in self.fields.items():
            file = self.files.get(self.add_prefix(name)) if isinstance(field, FileField) else None
            if file:
                text = gettext("Choose the file “%(name)s” again: it was not kept.")
                self.add_error(name, text % {"name": file.name})
