"""Parts of pages that are drawn once in each process for the same values."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from dossiers.templatetags.constant import MOST

PART = "{% load constant i18n %}{% constant a b %}{{ draw }}{% translate 'Page' %}{{ a }}{% endconstant %}"


def test_a_part_is_drawn_once_for_the_same_values_in_a_language():
    drawn, template = [], Template(PART)

    def draw(**values):
        return template.render(Context({"draw": lambda: drawn.append(1) or "", **values}))

    assert [draw(a="<", b=1), draw(a="<", b=1), draw(a="<", b=2)] == ["Page&lt;"] * 3
    assert len(drawn) == 2
    with override("fr"):
        assert "&lt;" in draw(a="<", b=1)
    assert len(drawn) == 3
    assert [draw(a="<", b=None), draw(a="<", b=None)] == ["Page&lt;"] * 2
    assert len(drawn) == 5
    for number in range(5):
        assert draw(a=f"{number}" * (MOST // 2), b=1).startswith(f"Page{number}")
    assert sum(map(len, template.nodelist[1].drawn.values())) <= MOST


def test_each_turn_of_a_loop_is_drawn_once_for_the_same_values_in_a_language():
    drawn = []
    loop = "{% load constant %}{% eachconstant n in numbers a %}{{ draw }}{{ n }}{{ a }};{% endeachconstant %}{{ n }}"
    template = Template(loop)

    def draw(*numbers, a="<"):
        return template.render(Context({"draw": lambda: drawn.append(1) or "", "numbers": numbers, "a": a, "n": "."}))

    assert draw(1, 2, 1) == "1&lt;;2&lt;;1&lt;;."
    assert len(drawn) == 2
    assert (draw(2, 3), draw(), draw(2, a="b")) == ("2&lt;;3&lt;;.", ".", "2b;.")
    assert len(drawn) == 4
    with override("fr"):
        assert draw(2) == "2&lt;;."
    assert len(drawn) == 5
    assert draw(None, None) == "None&lt;;None&lt;;."
    assert len(drawn) == 7


def test_what_stands_between_turns_stands_only_there():
    loop = "{% load constant %}{% eachconstant n in numbers %}{{ n }}{% between %}; {% endeachconstant %}"
    drawn = [Template(loop).render(Context({"numbers": numbers})) for numbers in ((1, 2, 3), (1,), ())]
    assert drawn == ["1; 2; 3", "1", ""]


@pytest.mark.django_db
def test_head_and_foot_follow_what_the_site_is_called(client, settings):
    before = client.get("/contact/").content.decode()
    settings.SITE_NAME, settings.PUBLISHER = "Other name", "Other publisher"
    settings.CONTACT_EMAIL = "other@example.org"
    after = client.get("/contact/").content.decode()
    assert after.count("Other publisher") == before.count("EU STEM Coalition") > 1
    assert "mailto:other@example.org" in after
    assert ">Other name</a>" in after
