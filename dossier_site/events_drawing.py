"""How events stand in the panel of a taskforce's form: twenty of them, so without a template each."""

from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from editing.drawing.attributes import escape
from publishing.desk.standing import state_mark
from text.dates import Unreadable, written


class EventDrawer:
    """Draws rows of the panel, which know their event; each leads to its form and from there back to `next_page`.

    `buttons` are those that this person may press, by place: none at all where nothing may be changed.
    """

    def __init__(self, buttons, next_page):
        self.buttons, self.next_page = buttons, next_page

    def draw(self, rows):
        """All of them."""
        return mark_safe("".join(map(self._row, rows)))

    def _row(self, row):
        name, key = escape(row.name), row.key
        link = f'<a href="{escape(row.address)}?next={escape(self.next_page)}">{name}</a>'
        heading = f'<h3><span class="event-date">{escape(self._date(row.event.date))}</span> {link}</h3>'
        state = state_mark(row.event.state)
        parts = [state, *self._unpublished(row, name, key), *self._tying(row, name, key)]
        return f'<li class="inline-related event">{heading}<p>{" ".join(parts)}</p></li>'

    @staticmethod
    def _date(date):
        try:
            return written(date) if date else _("Without a date")
        except Unreadable:
            return date

    def _unpublished(self, row, name, key):
        """What the public does not read yet, and the button to publish it."""
        if not row.may_be_published:
            return
        if row.event.state == row.event.State.DRAFT:
            yield f"<span>{escape(_('Not public yet.'))}</span>"
        if names := row.event.unpublished_changes:
            yield f"<span>{escape(_('Not public yet: %(names)s.') % {'names': ', '.join(names)})}</span>"
        for button in self.buttons.get("event", ()):
            words = f'{escape(button.label)} <span class="visually-hidden">{name}</span>'
            yield f'<button type="submit" name="{button.name}" value="{key}">{words}</button>'

    def _tying(self, row, name, key):
        """Where it stands among others of its date, and the box to take it out."""
        if not (row.may_tie and self.buttons):
            return
        if row.number:
            label = f'<label for="position-{key}">{self.place} <span class="visually-hidden">{name}</span></label>'
            number = f'<input type="number" id="position-{key}" name="position-{key}" value="{escape(row.number)}">'
            shown = f'<input type="hidden" name="shown-{key}" value="{row.event.position}">'
            yield f'<span class="place">{label} {number}{shown}</span>'
        ticked = " checked" if row.detached else ""
        box = f'<input type="checkbox" id="detach-{key}" name="detach" value="{key}"{ticked}>'
        label = f'<label for="detach-{key}">{self.detach} <span class="visually-hidden">{name}</span></label>'
        yield f'<span class="delete">{box} {label}</span>'

    @cached_property
    def place(self):
        """What the number is called."""
        return escape(_("Place on its date"))

    @cached_property
    def detach(self):
        """What the box is called."""
        return escape(_("Detach"))
