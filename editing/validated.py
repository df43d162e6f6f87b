"""What is asked of a list or row of the desk and cannot be: answered like any other wrong value, on both databases."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from editing.database import away

# Django or the database trips over a year of ten digits, a number that no column holds, a pattern that is none.
NONSENSE = (ValueError, TypeError, LookupError, ArithmeticError, ValidationError, DatabaseError)


class ValidatedAdmin:
    """Mixed into every admin of the desk."""

    def get_changelist_instance(self, request):
        """The list, with its rows read; what it cannot be narrowed by is refused as Django refuses wrong values."""
        try:
            changelist = super().get_changelist_instance(request)
            len(changelist.result_list)
        except NONSENSE as error:
            if not request.GET or away(error):  # then it is not what was asked
                raise
            raise IncorrectLookupParameters(error) from error
        return changelist

    def to_field_allowed(self, request, to_field):
        """Whether a row may be named by this field; only by one of its own."""
        return to_field in {field.name for field in self.opts.concrete_fields} and super().to_field_allowed(
            request, to_field
        )

    def get_object(self, request, object_id, from_field=None):
        """The row; by its key where the field to look in is named and empty."""
        return super().get_object(request, object_id, from_field or None)
