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


@pytest.mark.django_db
def test_head_and_foot_follow_what_the_site_is_called(client, settings):
    before = client.get("/contact/").content.decode()
    settings.SITE_NAME, settings.PUBLISHER = "Other name", "Other publisher"
    settings.CONTACT_EMAIL = "other@example.org"
    after = client.get("/contact/").content.decode()
    assert after.count("Other publisher") == before.count("EU STEM Coalition") > 1
    assert "mailto:other@example.org" in after
    assert ">Other name</a>" in after
