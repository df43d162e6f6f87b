"""Rows that are likely to be chosen, one press away from the box in which all others are found by typing."""

from editing.autocomplete import AutocompleteOne, choice_text


class SuggestingOne(AutocompleteOne):
    """One row, found by typing, or one of the suggested.

    They are options of the select: without a script they can be chosen there. A script draws them as buttons.
    """

    suggestions: list = []

    def suggest(self, title, rows):
        """Suggest rows, under a title that says why."""
        self.suggestions = rows
        if rows:
            self.attrs = self.attrs | {"data-suggestions": title}

    def optgroups(self, name, value, attr=None):
        """What is chosen, then what is suggested. First nothing: a browser takes the first option unasked."""
        groups = super().optgroups(name, value, attr)
        options = groups[0][1]
        present = {str(option["value"]) for option in options}
        if self.suggestions and "" not in present:
            options.insert(0, self.create_option(name, "", "", not present, 0))
        options += [
            self.create_option(name, row.pk, choice_text(row), False, number)
            for number, row in enumerate(self.suggestions, len(options))
            if str(row.pk) not in present
        ]
        return groups
