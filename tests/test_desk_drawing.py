"""What the desk draws without a template is the same HTML as Django's, for whoever looks, and with every mistake."""

import re
from functools import cache
from pathlib import Path

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import results
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms.renderers import TemplatesSetting
from django.template import Context, Engine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from editing.drawing.fieldsets import draw_fieldset
from editing.drawing.filters import draw_filter
from editing.drawing.related import RelatedWidget
from editing.drawing.renderer import FormRenderer
from editing.drawing.results import draw_rows
from editing.drawing.rows import draw_panel_rows
from publishing.roles import Role
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db
NASTY = """<b>"it's" & more</b>"""
WRONG = {"title": "", "date": "07/12/2017", "type": "zzz", "video_address": NASTY, "slug": NASTY}


@pytest.fixture
def item():
    """An event with something in each of its parts, with odd words."""
    results = {"objectives": [NASTY], "results": [NASTY], "organisations": [make.organisation(NASTY)]}
    taskforce = make.published(make.taskforce(NASTY, **results, countries=["FR"]))
    given = {"organisations": [make.organisation(f"{NASTY} 2")], "topics": [make.topic(NASTY)], "summary": NASTY}
    given |= {"results": taskforce.results.all(), "documents": [make.document()], "picture": make.picture()}
    return make.published(make.event(NASTY, taskforces=[taskforce], type=make.event_type(NASTY), **given))


@pytest.fixture(params=[Role.ADMINISTRATOR, Role.LIMITED_EDITOR, Role.VIEWER])
def person(request, client):
    client.force_login(make.person(request.param))


def squeezed(html):
    return re.sub(r"\s+", " ", re.sub(r"\s*([<>])\s*", r"\1", str(html)))


@cache
def of_django():
    """The template of a fieldset that stands in Django."""
    text = (Path(admin.__file__).parent / "templates/admin/includes/fieldset.html").read_text()
    return Engine().from_string(text)


def drawn_by_django(fieldset, level, *heading):
    names = dict(zip(("prefix", "id_prefix", "id_suffix"), heading, strict=True))
    return squeezed(of_django().render(Context({"fieldset": fieldset, "heading_level": level, **names})))


def assert_form_is_the_same(page):
    for number, fieldset in enumerate(page.context["adminform"]):
        ours = squeezed(draw_fieldset(fieldset, 2, f"fieldset-0-{number}-heading"))
        assert ours == drawn_by_django(fieldset, 2, "fieldset", 0, number)
        assert ours.count('<div class="form-row') >= len(fieldset.fields)
    for panel in page.context["inline_admin_formsets"]:
        rows, drawn = list(panel), squeezed(draw_panel_rows(panel))
        assert drawn.count('<div class="inline-related') == len(rows)
        for place, row in enumerate(rows):
            for number, fieldset in enumerate(row):
                assert drawn_by_django(fieldset, 4, panel.formset.prefix, place, number) in drawn
            hidden = [row.fk_field().field, row.pk_field().field if row.needs_explicit_pk_field() else ""]
            assert all(squeezed(field) in drawn for field in hidden)


def test_forms_are_drawn_as_django_draws_them(client, person, item):
    taskforce = item.taskforces.get()
    for row in (item, taskforce, item.type, item.picture, item.organisation_links.get().organisation):
        page = client.get(desk.address(row))
        assert page.status_code == 200
        assert_form_is_the_same(page)
        assert_form_is_the_same(client.get(desk.address(row)))  # with what the first one left in the process


def test_forms_with_mistakes_are_drawn_as_django_draws_them(client, item):
    client.force_login(make.person(Role.ADMINISTRATOR))
    for row in (item, item.taskforces.get()):
        page = client.post(desk.address(row), desk.filled(client.get(desk.address(row))) | WRONG)
        assert page.context["errors"]
        assert_form_is_the_same(page)
    assert_form_is_the_same(client.get(desk.adding(Event)))


def test_lists_are_drawn_as_django_draws_them(client, person, item, subtests):
    make.found(), make.broken_link(item=item), make.term(NASTY), make.person(Role.EDITOR, username="someone-else")
    for number in range(3):
        make.event("", date=f"202{number}", organisations=[make.organisation(f"Institut {number}")])
    drawn = 0
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for query in ("", "?_popup=1", "?_to_field=id&_popup=1"):
            page = client.get(address + query)
            if page.status_code == 200:
                with subtests.test(address + query):
                    changelist = page.context["cl"]
                    theirs = "".join(f"<tr>{''.join(row)}</tr>" for row in results(changelist))
                    assert squeezed(draw_rows(changelist)) == squeezed(theirs)
                    drawn += len(changelist.result_list)
    assert drawn > 30


def test_moments_in_lists_are_those_of_the_clock_and_the_language(client, person, item):
    changelist = client.get(reverse("admin:timeline_event_changelist")).context["cl"]
    drawn = set()
    for language, zone in (("en", "Europe/Paris"), ("en", "Asia/Tokyo"), ("fr", "Asia/Tokyo"), ("en", "Europe/Paris")):
        with override(language), timezone.override(zone):
            theirs = "".join(f"<tr>{''.join(row)}</tr>" for row in results(changelist))
            drawn.add(squeezed(draw_rows(changelist)))
            assert squeezed(theirs) in drawn
    assert len(drawn) == 3


def test_signs_beside_a_box_are_drawn_as_django_draws_them():
    rel, kinds = Event._meta.get_field("type").remote_field, [{}, {"can_view_related": True}]
    kinds += [dict.fromkeys(("can_add_related", "can_change_related", "can_view_related", "can_delete_related"), True)]
    for given in kinds:
        for name in ("type", f"{NASTY}-__prefix__"):
            theirs = RelatedFieldWidgetWrapper(forms.Select(), rel, admin.site, **given)
            by_template, without = (
                squeezed(widget.render(name, "", {"id": name}, renderer=renderer()))
                for widget, renderer in ((theirs, TemplatesSetting), (RelatedWidget.of(theirs), FormRenderer))
            )
            assert by_template == without


LINKS = """{% load i18n %}<details data-filter-title="{{ title }}" open>
<summary>{% blocktranslate with filter_title=title %} By {{ filter_title }} {% endblocktranslate %}</summary>
<ul>{% for choice in choices %}<li{% if choice.selected %} class="selected"{% endif %}>
<a href="{{ choice.query_string|iriencode }}">{{ choice.display }}</a></li>{% endfor %}</ul></details>"""


def test_links_of_a_filter_are_drawn_as_django_draws_them():
    shown = [NASTY, "All", 5, _("draft"), True]
    choices = [{"display": each, "query_string": f"?q=é&a={n}", "selected": n == 1} for n, each in enumerate(shown)]
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})
    theirs = engine.from_string(LINKS).render(Context({"title": NASTY, "choices": choices}))
    assert squeezed(draw_filter(NASTY, choices)) == squeezed(theirs)


def test_choice_without_a_name_is_said_in_words():
    drawn = draw_filter("mode", [{"display": each, "query_string": "?"} for each in ("", "-", None)])
    assert drawn.count(">not stated</a>") == 3
