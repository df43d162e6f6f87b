"""What a row that is merged knew and the one that stays did not: taken over, and given back."""

from publishing.merged_links import plain

# These have rules of their own.
OWN = ("name", "other_names", "slug")


def add_facts(row, into):
    """Let what is known of `row` be known of `into`, where nothing is. Returns what was taken over: {field: value}."""
    facts = {field.name: field for field in _fields(row)}
    taken = {name: _value(row, field) for name, field in facts.items() if _value(row, field)}
    taken = {name: value for name, value in taken.items() if not _value(into, facts[name])}
    for name, value in taken.items():
        _set(into, facts[name], value)
    return plain(taken)


def take_facts(into, taken):
    """Take back what was taken over; what was changed there since stays."""
    for name, value in taken.items():
        field = type(into)._meta.get_field(name)
        if plain(_value(into, field)) == value:
            _set(into, field, [] if field.many_to_many else None if field.null else "")


def _fields(row):
    """What may be unknown of a row, and is typed by people."""
    fields = (*row._meta.concrete_fields, *row._meta.many_to_many)
    return [field for field in fields if field.blank and field.editable and field.name not in OWN]


def _value(row, field):
    if field.many_to_many:
        return sorted(getattr(row, field.name).values_list("pk", flat=True))
    return getattr(row, field.attname)


def _set(row, field, value):
    if field.many_to_many:
        getattr(row, field.name).set(value)
    else:
        setattr(row, field.attname, value)
