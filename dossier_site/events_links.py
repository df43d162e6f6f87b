"""What "Save and publish" of a taskforce publishes of its events: links that were typed, nothing else of them."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from publishing.editions import amend
from timeline.membership import with_place
from timeline.models import Entry, Event

# So many are named in a message.
NAMED = 5
# What readers find of an event now, by its public title.
ATTACHED = gettext_lazy("%(event)s (now in this timeline)")
DETACHED = gettext_lazy("%(event)s (no longer in this timeline)")
MOVED = gettext_lazy("%(event)s (in another place in this timeline)")


class PublishingLinks:
    """Mixed into the taskforces' admin: publishes that events were attached, detached, or put in another order."""

    def parts(self, form):
        """The events that are attached, detached, or put in another order."""
        return [*(event for event, _stands in form.tied), *form.moved]

    def publish_parts(self, request, form, *, apart, **edition):
        """Publish the links that the form changed; `apart` are events that are published whole.

        Gives each event with its public title and what became of its place: [(event, words)].
        """
        if not self.has_publish_event_permission(request, form.instance):
            return []
        events = {event.pk: event for event in self.parts(form)}
        keys = sorted(events.keys() - {event.pk for event in apart})  # locked in this order everywhere
        there = set(form.instance.events.filter(pk__in=keys).values_list("pk", flat=True))
        place = partial(with_place, taskforce=form.instance)
        parts = {key: partial(place, stands=key in there, position=form.numbers.get(key)) for key in keys}
        amended = [events[key] for key in keys if self._amended(events[key], parts[key], **edition)]
        return list(zip(amended, _in_words(form, amended, there), strict=True))

    def _amended(self, event, part, **edition):
        """Publish one link. Raises ValidationError that names the event."""
        try:
            return amend(event, part, **edition)
        except ValidationError as refusal:
            raise ValidationError([f"{event}: {sentence}" for sentence in refusal.messages]) from refusal

    def publish_form(self, request, form):
        """Publish what the form says; and say which events of the timeline readers do not have, or not as they are."""
        super().publish_form(request, form)
        private = self._private(request, form.instance)
        tickable = self._tickable(request, form.instance, private)
        for may_tick in (True, False):
            events = [event for event in private if (event.pk in tickable) is may_tick]
            context = {"events": events[:NAMED], "more": len(events) > NAMED, "may_tick": may_tick}
            if events:
                words = render_to_string("admin/dossier_site/_private.html", context)
                self.message_user(request, words, messages.WARNING)

    def _tickable(self, request, item, events):
        """The keys of those events that this person can tick in the form to publish them with it."""
        companions = self.publishable_companions(request, item)
        if companions is None or not events:
            return set()
        return {*companions.filter(pk__in=[event.pk for event in events]).values_list("pk", flat=True)}

    def not_public(self, request, item):
        """Its events that readers do not find as they are now, the first few by name."""
        private = self._private(request, item)
        return [*private[:NAMED], *("…" for _more in private[NAMED : NAMED + 1])]

    def _private(self, request, item):
        """A few of the events with something private: those that the form has just changed first."""
        changed = [event.pk for event in getattr(request, "changed_events", ())]
        own = Event.objects.filter(pk__in=changed).unpublished().for_headings()
        others = self.companions(item).exclude(pk__in=changed)[: NAMED + 1]
        return [*own, *others]


def _in_words(form, events, there):
    """What became of the places of these events, of which some stand `there` now: each by its public title."""
    entries = Entry.objects.for_cards().in_bulk([event.pk for event in events])
    moved = {event.pk for event in form.moved} - {event.pk for event, _stands in form.tied}
    places = [MOVED if each.pk in moved else ATTACHED if each.pk in there else DETACHED for each in events]
    return [place % {"event": entries[each.pk].heading} for place, each in zip(places, events, strict=True)]
