"""The rows of one kind in a form, as they are drawn."""

from django.contrib.admin.helpers import InlineAdminFormSet

ACTS = ("add", "change", "delete", "view")


class Panel(InlineAdminFormSet):
    """Rows that all need the same scripts and styles: Django would collect those of each, and of an empty one."""

    @classmethod
    def of(cls, panel):
        """The same as one of Django's."""
        rights = {f"has_{act}_permission": getattr(panel, f"has_{act}_permission") for act in ACTS}
        own = (panel.opts, panel.formset, panel.fieldsets, panel.prepopulated_fields, panel.readonly_fields)
        return cls(*own, panel.model_admin, **rights)

    @property
    def media(self):
        """What one of the rows needs; of a class of rows that is kept it is always the same."""
        rows = type(self.formset)
        if "needed" not in vars(rows):
            rows.needed = self.opts.media + self.formset.media
        return rows.needed
