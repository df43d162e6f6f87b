"""Buttons that only look: the item as its form has it, without saving a word."""

from publishing.models.attaching import attach


class DryRun(Exception):
    """Raised where a form would be saved, when its button only looks. `form` is the form, valid."""

    def __init__(self, form):
        super().__init__(form)
        self.form = form


def unsaved_item(form, formsets):
    """The item of a valid form, with the rows that the form and its formsets would tie to it. Nothing is written."""
    item = form.instance
    item.pk = item.pk or item._meta.pk.get_default()  # formsets took it from a new one, which gets another when saved
    for field in item._meta.many_to_many:
        if field.name in form.cleaned_data:
            attach(item, **{field.name: (field.related_model, form.cleaned_data[field.name])})
    for formset in formsets:
        relation = formset.fk.remote_field
        if not relation.hidden:
            attach(item, **{relation.get_accessor_name(): (formset.model, formset.rows())})
    return item
