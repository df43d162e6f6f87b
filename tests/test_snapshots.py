"""Snapshots as plain data: canonical form, digests, schemas, shapes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.schema import Schema
from publishing.schema_fields import Field
from publishing.snapshots import SnapshotError, body_digest, canonical, changed_fields

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), PLAIN, max_size=5))
def test_digest_does_not_depend_on_the_order_of_keys(body):
    assert body_digest(body) == body_digest(dict(reversed(body.items())))


def test_digest_is_the_one_that_others_can_compute():
    assert canonical({"b": "é", "a": [1, None]}) == '{"a":[1,null],"b":"é"}'.encode()
    assert body_digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize("body", [{"a": 1.5}, {"a": [{"b": 0.0}]}])
def test_floats_are_refused(body):
    with pytest.raises(TypeError, match="no floats"):
        canonical(body)


def test_old_schema_is_raised_step_by_step():
    raises = {
        1: lambda old: {**old, "schema": 2, "body": {"title": old["body"]["name"]}},
        2: lambda old: {**old, "schema": 3, "body": {**old["body"], "new": ""}},
    }
    schema = Schema("event", 3, (Field("title"), Field("new")), raises)
    old = {"kind": "event", "schema": 1, "body": {"name": "Pact"}}
    assert schema.body_of(old) == {"title": "Pact", "new": ""}


@pytest.mark.parametrize("schema", [0, 99, None, "1", {}])
def test_unknown_schema_is_refused_in_words(schema):
    with pytest.raises(SnapshotError, match="schema"):
        EVENT.body_of({"kind": "event", "schema": schema, "body": {}})


def test_changed_fields_are_named_in_order():
    before, after = {"title": "a", "gone": 1, "same": 0}, {"same": 0, "title": "b", "new": 2}
    assert changed_fields(before, after) == ["title", "new", "gone"]


EVENT = Schema(
    "event",
    1,
    (
        Field("title"),
        Field("position", shape=int),
        Field("links", shape=[{"id": str}]),
        Field("video", shape=({"address": str}, None)),
    ),
)
WHOLE = {"title": "", "position": 1, "links": [{"id": "x"}], "video": None}


def test_whole_body_is_read():
    assert EVENT.body_of({"schema": 1, "kind": "event", "body": WHOLE}) == WHOLE


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": None}, "body.title"),
        ({"position": True}, "body.position"),
        ({"position": "1"}, "body.position"),
        ({"links": {}}, "body.links"),
        ({"links": [{"id": "x"}, {"id": 3}]}, r"body.links\[1\].id"),
        ({"links": ["x"]}, r"body.links\[0\]"),
        ({"video": {"address": "x", "more": 1}}, "body.video.more is not known"),
        ({"video": {}}, "body.video.address is missing"),
        ({"extra": 1}, "body.extra is not known"),
    ],
)
def test_half_wrong_body_is_refused_with_its_place(change, where):
    with pytest.raises(SnapshotError, match=where):
        EVENT.body_of({"schema": 1, "kind": "event", "body": {**WHOLE, **change}})


@pytest.mark.parametrize("snapshot", [None, [], "x", {}, {"schema": 1, "kind": "taskforce", "body": WHOLE}])
def test_what_is_no_such_snapshot_is_refused(snapshot):
    with pytest.raises(SnapshotError, match="no snapshot of the kind"):
        EVENT.body_of(snapshot)
