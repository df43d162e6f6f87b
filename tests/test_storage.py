"""One stylesheet for readers, made of the parts that we write."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.management import call_command

from dossier_site.storage import join


def joined(**parts):
    """The joined stylesheet of parts given as name=text; the one called `site` is read first."""
    return join(
        "css/site.css", {f"css/{name.replace('__', '/')}.css": text for name, text in parts.items()}.__getitem__
    )


def test_imports_are_replaced_by_what_they_name():
    css = joined(site='@import "tokens.css";\n@import url(page.css);\n', tokens="a {}", page="b {}")
    assert css == "a{}b{}"


def test_layer_and_medium_of_an_import_stay_around_it():
    css = joined(site='@layer base, thing;\n@import "thing.css" layer(thing) print;', thing="a {}\n")
    assert css == "@layer base,thing;@media print{@layer thing{a{}}}"


def test_parts_may_have_parts_and_links_of_their_own():
    css = joined(
        site='@import "things/all.css";', things__all='@import "one.css";', things__one="a { b: url('i.svg') }"
    )
    assert css == 'a{b: url("things/i.svg")}'


def test_links_to_elsewhere_stay():
    text = "a{b: url(data:image/png;base64,x);c: url(/static/d.png);e: url(#f)}"
    assert joined(site='@import "things/one.css";', things__one=text) == text


def test_comments_are_left_out():
    assert joined(site="/* why;\n @import 'x.css'; */\na {}") == "a{}"


def test_space_is_left_out_where_it_says_nothing():
    text = """.a :hover,\n.b > p { a: 0; content: " ; } , "; }\n@media (a: b) {\n  p { width: calc(1px + 2px) }\n}"""
    less = """.a :hover,.b > p{a: 0;content: " ; } , "}@media (a: b){p{width: calc(1px + 2px)}}"""
    assert joined(site=text) == less


@pytest.fixture
def collect(settings, tmp_path, monkeypatch):
    """Collect a folder of static files as `serve` does; gives the folder to write to, and collects when called."""
    source = tmp_path / "source" / "css"
    source.mkdir(parents=True)
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [source.parent]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    backend = {"BACKEND": "dossier_site.storage.JoinedStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}

    def run() -> dict[str, Path]:
        from django.contrib.staticfiles import finders, storage

        finders.get_finder.cache_clear()
        monkeypatch.setattr(Command, "storage", storage.staticfiles_storage, raising=False)
        call_command("collectstatic", interactive=False, verbosity=0)
        manifest = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())
        return {name: settings.STATIC_ROOT / hashed for name, hashed in manifest["paths"].items()}

    return source, run


def test_collected_stylesheet_is_joined_hashed_and_compressed(collect):
    source, run = collect
    (source / "site.css").write_text('@import "part.css";')
    (source / "part.css").write_text("a { color: red }" * 50)
    (source / "part.css.map").write_text("{}" * 500)
    first = run()["css/site.css"]
    assert "color: red" in first.read_text()
    assert "@import" not in first.read_text()
    assert {path.suffix for path in first.parent.glob(first.name + "*")} == {".css", ".gz", ".br"}
    assert {path.name.split(".")[0] for path in first.parent.iterdir()} == {"site", "part"}
    assert not (first.parent / "site.css").exists()  # nobody asks for it by that name
    assert not list(first.parent.glob("*.map*"))
    (source / "part.css").write_text("a { color: blue }" * 50)
    second = run()["css/site.css"]
    assert second != first
    assert "color: blue" in second.read_text()
