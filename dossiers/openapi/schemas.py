"""The JSON Schemas of what the API answers: one for each record of `dossiers.exports`. Pure."""

from dossiers.openapi.shapes import COUNT, INTEGER, STRING, URL, UUID, array, nullable, page, record, ref

DAY = {"type": "string", "format": "date"}
TEXT = record("Rich text, as HTML and as plain words.", html=STRING, text=STRING)
NAMED = record("An organisation as it is named here.", id=UUID, name=STRING, url=URL)
TITLED = record("A taskforce by its title.", id=UUID, title=STRING, url=URL)
LABEL = record("A type or a topic.", id=UUID, name=STRING, slug=STRING)
SHOWN_BY = array(UUID) | {"description": "The ids of the sources that show it."}
OBJECTIVE = record("What it set out to do.", id=UUID, text=STRING, sources=SHOWN_BY)
ANSWERED = array(UUID) | {"description": "The ids of the objectives that it answers."}
SHOWN = record("A result as an event shows it.", id=UUID, text=STRING, objectives=ANSWERED, taskforce=UUID)
NUMBER = {"type": "integer", "minimum": 1}
PUBLISHED = {
    "type": {"const": "edition"},
    "of": UUID | {"description": "The id of the taskforce or event."},
    "number": NUMBER,
    "url": nullable(URL) | {"description": "The address for ever at which it is read; null for a withdrawal."},
    "day": DAY,
    "note": nullable(STRING) | {"description": "What staff said of the change."},
    "minor": {"type": "boolean", "description": "Whether only a detail was corrected."},
    "withdrawn": nullable({"type": "string", "enum": ["in_error", "replaced", "not_kept"]})
    | {"description": "Why it was not public from that day on; null for a publication."},
    "digest": nullable({"type": "string", "pattern": "^[0-9a-f]{64}$"})
    | {"description": "SHA-256 of its body as JSON in UTF-8 with sorted names and without spaces."},
}

SCHEMAS = {
    "Date": record(
        "An imprecise date: EDTF (ISO 8601-2), and the first and the last day that it can mean; null is an open side.",
        edtf=STRING,
        earliest=nullable(DAY),
        latest=nullable(DAY),
    ),
    "CountryName": record("A country of ISO 3166-1, EU or XK.", code=STRING, name=STRING),
    "Edition": record(
        "Which edition of the record this is. `date` moves with each change that is more than a detail.",
        number=NUMBER,
        date={"type": "string", "format": "date-time"},
        first_published={"type": "string", "format": "date-time"},
    ),
    "Document": record(
        "A document; one that is given on request has no address.",
        id=UUID,
        title=STRING,
        language=STRING,
        kind=STRING,
        bytes=COUNT,
        access={"type": "string", "enum": ["public", "on_request"]},
        url=nullable(URL),
    ),
    "Result": record(
        "What came of it, or shall.",
        id=UUID,
        text=STRING,
        sources=SHOWN_BY,
        state={"type": "string", "enum": ["achieved", "expected"]},
        date=nullable(ref("Date")),
        objectives=ANSWERED,
    ),
    "Source": record(
        "Where statements come from. The background names it by its number, in a link to `#note_source_1`.",
        id=UUID,
        number={"type": "integer", "minimum": 1},
        title=STRING,
        url=nullable(STRING),
        seen=nullable(DAY) | {"description": "The day when it said so."},
        archived=nullable(STRING) | {"description": "The address of a copy that stays."},
        document=nullable(ref("Document")),
    ),
    "Taskforce": record(
        "A taskforce as the public reads it.",
        type={"const": "taskforce"},
        id=UUID,
        url=URL,
        title=STRING,
        language=STRING,
        status=nullable({"type": "string", "enum": ["planned", "ongoing", "paused", "finalised"]}),
        countries=array(ref("CountryName")),
        region=nullable(STRING),
        requested_by=array(NAMED),
        start=nullable(ref("Date")),
        end=nullable(ref("Date")),
        summary=nullable(STRING),
        background=nullable(TEXT),
        objectives=array(OBJECTIVE),
        results=array(ref("Result")),
        sources=array(ref("Source")),
        continues=array(TITLED),
        builds_on=array(TITLED),
        documents=array(ref("Document")),
        wikidata=nullable(URL),
        cordis=nullable(URL),
        events=COUNT,
        latest_event=nullable(ref("Date")),
        next_event=nullable(ref("Date")),
        edition=ref("Edition"),
    ),
    "Event": record(
        "An event as the public reads it.",
        type={"const": "event"},
        id=UUID,
        url=URL,
        title=STRING,
        language=STRING,
        kind=nullable(LABEL),
        topics=array(LABEL),
        date=nullable(ref("Date")),
        place=nullable(STRING),
        country=nullable(ref("CountryName")),
        attendance=nullable({"type": "string", "enum": ["on_site", "hybrid", "online"]}),
        organisations=array(NAMED),
        taskforces=array(TITLED),
        results=array(SHOWN) | {"description": "What it shows of what came of taskforces."},
        summary=nullable(STRING),
        story=nullable(TEXT),
        link=nullable(record("Another page.", url=STRING, label=STRING)),
        video=nullable(record("A film.", url=STRING, language=STRING, subtitles=array(STRING))),
        documents=array(ref("Document")),
        edition=ref("Edition"),
    ),
    "Organisation": record(
        "An organisation, with how many taskforces it asked for and how many events it published or hosted.",
        type={"const": "organisation"},
        id=UUID,
        url=URL,
        name=STRING,
        other_names=array(STRING),
        kind=nullable(STRING),
        countries=array(ref("CountryName")),
        website=nullable(STRING),
        ror=nullable(URL),
        wikidata=nullable(URL),
        taskforces=COUNT,
        events=COUNT,
    ),
    "Country": record(
        "A country, with how many taskforces it has and how many events were held there.",
        type={"const": "country"},
        code=STRING,
        name=STRING,
        url=nullable(URL) | {"description": "Its page; null where nothing public names it."},
        taskforces=COUNT,
        events=COUNT,
    ),
    "PublishedEdition": record("An edition in the record of a taskforce or an event.", **PUBLISHED),
    "WholeEdition": record(
        "An edition with what it says, as it was published. It never changes; its ids are those of other records.",
        **PUBLISHED,
        schema=nullable(INTEGER) | {"description": "How the body is made; it grows when fields are added."},
        body=nullable({"type": "object"}),
    ),
    "Problem": record(
        "What went wrong (RFC 9457), and with which parameter.",
        type=STRING,
        title=STRING,
        status=INTEGER,
        detail=STRING,
        errors=array(record("One parameter.", parameter=STRING, detail=STRING)),
    ),
}
SCHEMAS |= {f"{name}Page": page(name) for name in ("Taskforce", "Event", "Organisation", "Country", "PublishedEdition")}
