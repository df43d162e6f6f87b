"""A line of text for which there are suggestions: one is chosen, or something new is typed."""

from django.contrib.admin.widgets import AdminTextInputWidget
from django.template.loader import render_to_string


class DatalistInput(AdminTextInputWidget):
    """A text input with the browser's own list of suggestions."""

    template = "admin/editing/datalist_input.html"

    def __init__(self, suggestions, attrs=None):
        super().__init__(attrs)
        self.suggestions = suggestions

    def render(self, name, value, attrs=None, renderer=None):
        """The input and, after it, the list that it names."""
        key = f"{(attrs or {}).get('id', name)}_suggestions"
        field = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        return render_to_string(self.template, {"field": field, "key": key, "suggestions": self.suggestions})
