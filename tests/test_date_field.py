"""The date field: from what is typed in a form to the columns that the database sorts by."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.forms import modelform_factory
from django.template import Context, Template
from django.test.utils import isolate_apps
from django.utils import translation

from text import dates
from text.fields import ImpreciseDateField
from text.forms import ImpreciseDateInput
from timeline.models import Event

EventForm = modelform_factory(Event, fields=["date"])
AUGUST = (date(2022, 8, 24), date(2022, 8, 25))


def bounds_of(pk):
    return Event.objects.values_list("date_lower", "date_upper").get(pk=pk)


@pytest.mark.django_db
def test_saving_fills_the_columns_a_timeline_sorts_by():
    event = Event.objects.create(title="A", date="2022-08-24/2022-08-25")
    assert bounds_of(event.pk) == AUGUST
    event.date = "2016/.."
    event.save()
    assert bounds_of(event.pk) == (date(2016, 1, 1), None)
    event.date = ""
    event.save()
    assert bounds_of(event.pk) == (None, None)


@pytest.mark.django_db
def test_creating_many_fills_the_columns_too():
    [event] = Event.objects.bulk_create([Event(title="A", slug="a", date="2022-08-24/2022-08-25")])
    assert bounds_of(event.pk) == AUGUST


@pytest.mark.django_db
def test_update_or_create_fills_the_columns_too():
    event = Event.objects.create(title="A", date="2015")
    Event.objects.update_or_create(pk=event.pk, defaults={"date": "2022-08-24/2022-08-25"})
    assert bounds_of(event.pk) == AUGUST


@pytest.mark.django_db
def test_a_date_that_is_none_is_not_saved():
    with pytest.raises(dates.Unreadable):
        Event.objects.create(title="A", date="May 2020")


@pytest.mark.parametrize("value", ["May 2020", "2020-13", "2020/2019", "x" * 41, "2020\0"])
def test_the_model_accepts_only_forms_of_the_short_list(value):
    with pytest.raises(ValidationError):
        Event._meta.get_field("date").clean(value, Event())


def test_the_form_takes_what_people_type():
    form = EventForm({"date": "24–25 August 2022"})
    assert form.is_valid()
    assert form.cleaned_data["date"] == "2022-08-24/2022-08-25"


def test_the_form_keeps_what_it_cannot_read_and_asks():
    form = EventForm({"date": "07/12/2017"})
    assert "7 December 2017 or 12 July 2017" in form.errors["date"][0]
    assert 'value="07/12/2017"' in str(form["date"])


def test_a_stored_date_is_shown_in_words_and_read_back_unchanged():
    event = Event(title="A", date="2020-05~")
    field = str(EventForm(instance=event)["date"])
    assert 'value="about May 2020"' in field
    assert not EventForm({"date": "about May 2020"}, instance=event).has_changed()


def test_the_field_stays_english_in_another_language():
    with translation.override("de"):
        assert 'value="May 2020"' in str(EventForm(instance=Event(date="2020-05"))["date"])


def test_the_line_below_says_how_it_reads_and_sorts_without_a_script():
    field = str(EventForm({"date": "may 2020"})["date"])
    assert "data-imprecise-date" in field
    assert 'aria-describedby="' in field
    assert 'id="id_date_reads"' in field
    assert "<b>May 2020</b>" in field
    assert "<b>1 May 2020</b>" in field


def test_the_line_below_asks_about_a_long_range():
    assert "Are you sure?" in str(EventForm({"date": "3 February 2023 to 3 March 2023"})["date"])


def test_the_nearest_dates_are_buttons_that_save_nothing():
    field = str(EventForm({"date": "mid-2019"})["date"])
    assert '<button type="submit" name="_check" value="date=May+%E2%80%93+August+2019"' in field
    assert "Take “about 2019”" in field


def test_the_date_whose_button_was_pressed_takes_the_place_of_what_was_typed():
    form = EventForm({"date": "mid-2019", "_check": "date=about+2019"})
    assert form.is_valid()
    assert form.cleaned_data["date"] == "2019~"
    assert 'value="about 2019"' in str(form["date"])


@pytest.mark.parametrize("check", ["Check dates", "start=2019", "", "=", "%%%", "dates", "a=b&" * 500])
def test_a_button_of_another_field_leaves_a_date_alone(check):
    assert EventForm({"date": "2018", "_check": check})["date"].value() == "2018"


def test_a_hostile_date_is_escaped():
    assert "<script" not in str(EventForm({"date": '"><script>alert(1)</script>'})["date"])


def test_the_admin_gets_the_same_input():
    from django.contrib.admin import ModelAdmin, site

    formfield = ModelAdmin(Event, site).formfield_for_dbfield(Event._meta.get_field("date"), request=None)
    assert isinstance(formfield.widget, ImpreciseDateInput)


@isolate_apps("timeline")
def test_migrations_write_the_field_and_its_columns_once():
    class Dated(models.Model):
        date = ImpreciseDateField("date")

        class Meta:
            abstract = True
            app_label = "timeline"

    class Meeting(Dated):
        class Meta:
            app_label = "timeline"

    names = ["id", "date", "date_lower", "date_upper"]
    assert [field.name for field in Meeting._meta.local_fields] == names
    state = ProjectState()
    state.add_model(ModelState.from_model(Meeting))
    historical = state.apps.get_model("timeline", "Meeting")
    assert [field.name for field in historical._meta.local_fields] == names
    _name, path, args, kwargs = historical._meta.get_field("date").deconstruct()
    assert (path, args, kwargs) == ("text.fields.ImpreciseDateField", [], {"verbose_name": "date"})


@pytest.mark.django_db
def test_the_models_and_their_migrations_agree():
    from django.apps import apps

    loader = MigrationLoader(connection)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    assert detector.changes(graph=loader.graph) == {}


def render(source, **context):
    return Template("{% load text %}" + source).render(Context(context))


def test_templates_show_a_date_in_the_readers_language():
    with translation.override("fr"):
        assert render("{{ date|imprecise }}", date="2020-05") == "mai 2020"
    assert render("{{ date|imprecise }}|{{ nothing|imprecise }}", date="") == "|"
    assert render("{{ date|imprecise }}", date="<2020>") == "&lt;2020&gt;"


def test_templates_mark_an_exact_date_as_time():
    assert render("{% time date %}", date="2020-05") == '<time datetime="2020-05">May 2020</time>'
    assert render("{% time date %}", date="2022-08-24/2022-08-25") == "24–25 August 2022"
    assert render("{% time date %}", date="<2020>") == "&lt;2020&gt;"
    assert render("{% time date %}", date=None) == ""
