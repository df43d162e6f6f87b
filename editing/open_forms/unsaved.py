"""What somebody typed and did not save, wherever it is: for the first page of the desk."""

from django.apps import apps
from django.contrib.admin.utils import quote
from django.urls import reverse

from editing.open_forms.models import OpenForm

MOST_LISTED = 5


def unsaved_forms(user) -> list[dict]:
    """The forms that a person left with words, the newest first: what each is called, when it was kept, and where."""
    rows = OpenForm.objects.with_words().filter(user=user).only("form", "item", "title", "kept_at")
    newest = {(row.form, row.item or row.pk): row for row in reversed(rows[: 4 * MOST_LISTED])}  # each item once
    listed = list(reversed(newest.values()))[:MOST_LISTED]
    entries = [_entry(row, apps.get_model(row.form)) for row in listed]
    return [entry for entry in entries if entry]


def _entry(row, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    if row.item and not model._default_manager.filter(pk=row.item).exists():
        return None  # in the trash, or deleted
    return {
        "title": row.title,
        "kind": model._meta.verbose_name,
        "is_new": not row.item,
        "kept_at": row.kept_at,
        "address": reverse(f"{name}_change", args=[quote(row.item)]) if row.item else reverse(f"{name}_add"),
    }
