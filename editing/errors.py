"""Everything that is wrong in a form of the desk, gathered, so that no mistake has to be looked for."""

from django.utils.text import capfirst


def form_errors(context):
    """Everything that is wrong in a form and its rows: where it stands (an id, or ""), and a sentence."""
    inlines = context["inline_admin_formsets"]
    forms = [("", context["adminform"].form)]
    for inline in inlines:
        name = str(inline.opts.verbose_name)
        forms += [(f"{name} {number}, ", row) for number, row in enumerate(inline.formset.forms, 1)]
    sentences = [
        _place(*form_place, name, text)
        for form_place in forms
        for name, texts in form_place[1].errors.items()
        for text in texts
    ]
    return sentences + [("", text) for inline in inlines for text in inline.formset.non_form_errors()]


def placed_errors(context):
    """The same, without what is wrong with the form as a whole: Django tells that above it anyway."""
    told = {capfirst(text) for text in context["adminform"].form.non_field_errors()}
    return [(place, text) for place, text in form_errors(context) if place or text not in told]


def _place(row, form, name, text):
    if name not in form.fields:
        return "", capfirst(f"{row}{text}")
    return form[name].id_for_label, capfirst(f"{row}{form[name].label}: {text}")
