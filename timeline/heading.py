"""What an event without a title is called. Pure."""

from text.dates import written


def heading(type_name, organisations, date):
    """Type, organisations and written date, as far as they are known: "Meeting report, EU STEM Coalition, 2020"."""
    return ", ".join(filter(None, [str(type_name or ""), *map(str, organisations), written(date)]))
