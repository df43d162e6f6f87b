"""What a form leaves as it was stands in the database already: it is neither checked against it nor written again."""

from django import forms


class UnchangedForm(forms.ModelForm):
    """A form that asks only about what was changed in it; of a new row all is new."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_new = self.instance._state.adding

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | self._unchanged()

    def _unchanged(self):
        """The names of fields that were not changed, nor stand in a constraint with one that was."""
        if self.is_new:
            return set()
        constraints = map(_names, self.instance._meta.constraints)
        tied = set().union(*(names for names in constraints if names & {*self.changed_data}))
        return self.fields.keys() - {*self.changed_data} - tied

    def _save_m2m(self):
        """Write the references to several rows, of those fields that were changed."""
        for field in self.instance._meta.many_to_many:
            if field.name in self.cleaned_data and (self.is_new or field.name in self.changed_data):
                field.save_form_data(self.instance, self.cleaned_data[field.name])


def _names(constraint):
    """The columns that a constraint looks at."""
    return {*getattr(constraint, "fields", ()), *getattr(constraint.condition, "referenced_base_fields", ())}
