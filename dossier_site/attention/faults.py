"""All faults, in the order in which a reader would notice them."""

from dossier_site.attention import of_events, of_shared_rows, of_taskforces, of_timelines

FAULTS = {
    fault.name: fault
    for fault in (
        of_events.first_of_january,
        of_events.meeting_of_weeks,
        of_timelines.no_event_for_a_year,
        of_taskforces.overdue_result,
        of_taskforces.no_status,
        of_taskforces.no_summary,
        of_taskforces.no_country,
        of_timelines.date_without_event,
        of_shared_rows.near_duplicate,
        of_shared_rows.no_alternative_text,
        of_taskforces.not_confirmed,
    )
}
RANKS = {name: rank for rank, name in enumerate(FAULTS)}
MODELS = list(dict.fromkeys(fault.model for fault in FAULTS.values()))


def seen_in(model):
    """The faults that a row of a model shows by itself."""
    return [fault for fault in FAULTS.values() if fault.model is model and not fault.by_night]


def by_night(model):
    """The faults of a model that show beside other rows alone."""
    return [fault for fault in FAULTS.values() if fault.model is model and fault.by_night]


def may_see(user, model, *actions):
    """Whether somebody may do one of these ("view", "change") to rows of a model."""
    room, name = model._meta.app_label, model._meta.model_name
    return any(user.has_perm(f"{room}.{action}_{name}") for action in actions)
