"""What nobody can see is not kept, in any field, whichever way it comes."""

import unicodedata

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Value
from hypothesis import given
from hypothesis import strategies as st

from dossiers.drawings import typesetting
from publishing.models import Edition
from publishing.touch import touch
from taskforces.models import Organisation, Taskforce
from tests import desk, make
from text import richtext
from text.cleaning import clean_line, clean_lines, without_emoji
from text.fields import FoldedField, ImpreciseDateField, RichTextField
from timeline.models.live_links import OUTLINE

UNSEEN = {
    "null": "\0",
    "escape": "\x1b",
    "next line control": "\x9f",
    "half a pair": "\ud800",
    "soft hyphen": "\u00ad",
    "grapheme joiner": "\u034f",
    "Hangul filler": "\u3164",
    "Hangul jamo filler": "\u115f",
    "half-width filler": "\uffa0",
    "Khmer vowel": "\u17b4",
    "zero-width space": "\u200b",
    "joiner": "\u200d",
    "non-joiner": "\u200c",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "invisible times": "\u2062",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "right-to-left override": "\u202e",
    "embedding": "\u202b",
    "isolate": "\u2067",
    "selector": "\ufe0f",
    "ideographic selector": "\U000e0100",
    "tag": "\U000e0041",
    "annotation": "\ufff9",
    "object": "\ufffc",
    "private use": "\ue000",
    "shorthand": "\U0001bca0",
    "musical": "\U0001d173",
}
BLANK = ["\u2800", "\u00a0", "\u3000", "\u2028", "\t", "\r\n", "\x0b", " "]
unseen = pytest.mark.parametrize("sign", UNSEEN.values(), ids=UNSEEN)


@unseen
def test_what_nobody_can_see_goes_and_the_words_stay(sign):
    assert clean_line(f"{sign}STEM{sign} pact{sign}{sign}") == clean_lines(f"STEM{sign} pact") == "STEM pact"


@pytest.mark.parametrize("sign", [*UNSEEN.values(), *BLANK], ids=lambda sign: sign.encode("unicode_escape").decode())
def test_text_of_which_nothing_can_be_seen_is_empty(sign):
    assert clean_line(sign * 3) == clean_lines(f"\n{sign}\n") == ""


@pytest.mark.parametrize(
    "words",
    [
        "نمی‌خواهم",  # Persian: the stem and its prefix do not join
        "ක්‍රීඩා",  # Sinhala: a joined consonant
        "❤️ 👩🏽‍🔬 🏳️‍🌈 1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇫🇷",
        "葛󠄀城",  # an ideograph in the form that its place name has
        "Ångström, naïve, Île-de-France, ß, €, ½, “x”, שלום, Ελλάδα, 中文, e\u0301",
    ],
)
def test_what_scripts_and_emoji_need_stays(words):
    assert clean_line(words) == clean_lines(words) == words


def test_lines_end_in_one_way_and_a_title_is_one_line():
    assert clean_lines("One\r\nTwo\rThree\u2028\tFour") == "One\nTwo\nThree\n\tFour"
    assert clean_line(" One\r\nTwo\x0bThree ") == "One Two Three"


@given(st.text(st.characters() | st.sampled_from("".join(UNSEEN.values()) + "❤🔬1⃣نම්🏴"), max_size=30))
def test_cleaning_again_changes_nothing_and_no_line_can_be_turned_round(text):
    kept = clean_line(text)
    assert clean_line(kept) == kept
    assert clean_lines(clean_lines(text)) == clean_lines(text)
    assert not {unicodedata.bidirectional(sign) for sign in kept} & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}


@unseen
def test_rich_text_hides_nothing_in_entities_either(sign):
    entity = f"&#{ord(sign)};"
    assert "pact" in richtext.clean(f"<p>STEM pact{sign}{entity}</p>")
    assert not set(richtext.clean(f"<p>STEM pact{sign}{entity}</p>")) & {sign}
    assert richtext.clean(f"<p>{sign if ord(sign) else ''}</p><h3>{sign}</h3>") == ""


def ours():
    """Every column of ours in which there are words."""
    rooms = {"library", "publishing", "taskforces", "timeline"}
    for model in (model for model in apps.get_models() if model._meta.app_label in rooms):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not machine_written(field):
                yield pytest.param(field, id=str(field))


def machine_written(field):
    """Whether a field only takes words of a fixed list or form, or what the site itself makes."""
    fixed = isinstance(field, models.SlugField | FoldedField | ImpreciseDateField) or field.choices
    return fixed or not field.editable or str(field) in CODES


CODES = {
    "publishing.Term.language",
    "publishing.Miss.words",
    "publishing.PreviewLink.kind",
    "publishing.Remark.kind",
    "publishing.Remark.address",
    "publishing.ReviewStep.kind",
    "publishing.ReviewStep.digest",
    "publishing.ReviewStep.asked_digest",
    "publishing.ScheduledAct.kind",
    "publishing.ScheduledAct.digest",
    "publishing.ScheduledAct.refusal",
    "publishing.Spelling.shorter",
    "publishing.Spelling.word",
    "taskforces.DossierResult.state",
    "taskforces.Taskforce.language",
    "timeline.Event.language",
    "taskforces.Dossier.language",
    "timeline.Entry.language",
    "library.Document.language",
    "timeline.Event.video_language",
    "timeline.Event.video_subtitles",
    "publishing.Address.path",
    "publishing.Address.kind",
    "publishing.Edition.kind",
    "publishing.Edition.digest",
    "publishing.ChangeCount.name",
    "publishing.Tally.kind",
    "publishing.Tally.facet",
    "publishing.Tally.value",
    "publishing.DeskState.kind",
    "publishing.DeskState.digest",
    "publishing.TrashedItem.kind",
    "publishing.TrashedItem.ids",
    "taskforces.Country.code",
    "taskforces.DossierRelation.kind",
    "timeline.Entry.sort_title",
    # What an entry has cleaned, once more beside its links.
    *(f"timeline.EntryDossier.{name}" for name in OUTLINE),
}


@pytest.mark.parametrize("field", list(ours()))
def test_every_field_with_words_cleans_them_on_every_way_in(field):
    dirty, row = "<p>a\u200bb\u202ec</p>", field.model()
    setattr(row, field.attname, dirty)
    kept = field.pre_save(row, add=True)
    written = field.get_db_prep_save(dirty, connection)  # an update of many rows
    expected = "<p>abc</p>"
    assert kept == getattr(row, field.attname) == field.to_python(kept) == expected
    assert isinstance(field, RichTextField) or written == expected


@pytest.mark.django_db
@pytest.mark.parametrize("sign", [sign for sign in UNSEEN.values() if sign != "\ud800"], ids=ascii)
def test_title_that_nobody_can_see_is_refused_like_an_empty_one(client, sign):
    client.force_login(make.editor())
    response = desk.send(client, desk.adding(Taskforce), title=sign * 2, summary="Typed")
    assert list(desk.errors(response)) == ["title"]
    assert not Taskforce.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda: Taskforce.objects.create(title="\u3164"),
        lambda: Taskforce.objects.bulk_create([Taskforce(title="\u200b\u200b")]),
        lambda: make.taskforce() and Taskforce.objects.update(title="\ufeff"),
        lambda: make.taskforce() and Taskforce.objects.update(title=Value("\u2800", models.CharField())) and 1 / 0,
        lambda: Organisation.objects.create(name="\u00ad"),
        lambda: make.document(title="\u2060"),
        lambda: make.picture(alt="\U000e0041"),
    ],
)
def test_database_refuses_names_that_nobody_can_see(write):
    with pytest.raises((IntegrityError, ZeroDivisionError)), transaction.atomic():
        write()


@pytest.mark.django_db
def test_what_a_reader_sees_holds_nothing_unseen(client):
    dirty = "S\u200bT\u202eE\u00adM"
    item = make.taskforce(dirty, summary=dirty, objectives=[dirty], results=[dirty], background=f"<p>{dirty}</p>")
    item.organisation_links.create(organisation=make.organisation(dirty), shown_as=dirty)
    make.published(make.event(dirty, taskforces=[item], documents=[make.document(title=dirty)], place=dirty))
    make.published(item, note=dirty, by=make.editor(first_name=dirty))
    html = client.get("/taskforces/stem/").content.decode()
    assert html.count("STEM") > 5
    assert not set(dirty) - set("STEM") & set(html)
    assert set(Edition.objects.values_list("note", flat=True)) == {"", "STEM"}


@pytest.mark.django_db
def test_snapshot_that_hides_something_is_written_without_it():
    item = make.taskforce("STEM")
    snapshot = item.build()
    snapshot["body"] |= {"title": "ST\u200bEM\u202e", "region": "\u2060"}
    item.write(snapshot)
    item.refresh_from_db()
    assert (item.title, item.region) == ("STEM", "")
    state = item.desk_digest
    touch(item)
    assert item.desk_digest == state


@pytest.mark.parametrize("emoji", ["🚀", "❤️", "👩🏽‍🔬", "🇫🇷", "☀", "🧪", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"])
def test_emoji_are_left_out_where_they_would_be_spelled(emoji):
    assert without_emoji(f"STEM {emoji}€ © →").startswith("STEM ")
    assert typesetting.legible(f"STEM {emoji} pact {emoji}").split() == ["STEM", "pact"]


@pytest.mark.django_db
@pytest.mark.parametrize("emoji", ["🚀", "❤️", "👩🏽‍🔬", "🇫🇷", "☀", "🧪"])
def test_emoji_are_no_part_of_an_address(emoji):
    assert make.taskforce(f"STEM {emoji} pact {emoji}").slug == "stem-pact"
    assert make.event(f"{emoji}").slug == "event"
    assert make.organisation(f"{emoji} Óbuda").slug == "obuda"
