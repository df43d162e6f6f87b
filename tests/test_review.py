"""Review: asked for, returned, approved. An approval is of one desk; where it is compulsory nothing goes round it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publishing.editions import amend, publish, withdraw
from publishing.models import Edition, ReviewStep
from publishing.review import approve, ask, end, send_back
from tests import desk, make
from tests.at_once import while_waiting
from timeline.membership import with_place
from timeline.models import Event

pytestmark = pytest.mark.django_db
COMPULSORY = "A second person has to approve this first"


@pytest.fixture
def anna():
    return make.editor("anna", first_name="Anna", last_name="Lind")


@pytest.fixture
def bert():
    return make.editor("bert", first_name="Bert", last_name="Maas")


@pytest.fixture
def cleo():
    return make.editor("cleo")


@pytest.fixture
def compulsory(settings):
    settings.REVIEW_REQUIRED = True


def state(item):
    item.refresh_from_db()
    step = ReviewStep.objects.open_of(item)
    return step.state(item) if step else ""


def found(item):
    """In which lists of reviews an item stands."""
    lists = ("in_review", "returned", "approved")
    return [name for name in lists if getattr(type(item).objects, name)().filter(pk=item.pk).exists()]


def changed(item):
    item.refresh_from_db()
    item.summary += "More."
    return make.touched(item)


def approved(item, by, asker):
    ask(item, by=asker)
    approve(item, by=by)
    return item


def test_review_from_asking_to_publication(anna, bert):
    item = make.event()
    ask(item, by=anna, remark="Please look at the date")
    assert (state(item), found(item)) == ("in-review", ["in_review"])
    send_back(item, by=bert, remark="Which day?")
    assert (state(item), found(item)) == ("returned", ["returned"])
    ask(changed(item), by=anna)
    approve(item, by=bert, seen=item.desk_digest)
    assert (state(item), found(item)) == ("approved", ["approved"])
    publish(item, by=anna)
    assert (state(item), found(item)) == ("", [])
    steps = [(step.act, step.by_name, step.remark) for step in ReviewStep.objects.of("event", item.pk)]
    assert steps[::-1] == [
        ("asked", "Anna Lind", "Please look at the date"),
        ("returned", "Bert Maas", "Which day?"),
        ("asked", "Anna Lind", ""),
        ("approved", "Bert Maas", ""),
    ]


def test_any_change_of_the_desk_makes_the_approval_void_and_asks_again(anna, bert):
    item = changed(approved(make.event(), bert, anna))
    assert (state(item), found(item)) == ("again", ["in_review"])
    approve(item, by=bert)
    assert (state(item), found(item)) == ("approved", ["approved"])
    item.taskforces.add(make.taskforce())
    make.touch(item)
    assert state(item) == "again"


def test_a_request_is_taken_back_and_an_approval_returned(anna, bert):
    item = make.event()
    ask(item, by=anna)
    end(item, by=anna)
    assert state(item) == ""
    approved(item, bert, anna)
    send_back(item, by=bert, remark="I was too fast")
    assert state(item) == "returned"


def test_what_is_not_the_turn_of_an_act_is_told(anna, bert):
    item = make.event()
    with pytest.raises(ValidationError, match="Nobody is asked"):
        approve(item, by=bert)
    with pytest.raises(ValidationError, match="Nobody is asked"):
        end(item, by=anna)
    ask(item, by=anna)
    with pytest.raises(ValidationError, match="somebody else has to look"):
        approve(item, by=anna)
    with pytest.raises(ValidationError, match="nobody has to be asked again"):
        ask(item, by=bert)
    with pytest.raises(ValidationError, match="Say what should be changed"):
        send_back(item, by=bert, remark=" ")
    seen = item.desk_digest
    with pytest.raises(ValidationError, match="Somebody changed it meanwhile"):
        approve(changed(item), by=bert, seen=seen)
    assert state(item) == "in-review"
    with pytest.raises(ValidationError, match="Readers have all of this already"):
        ask(make.published(make.event("Old")), by=anna)
    gone = make.event("Gone")
    Event.objects.filter(pk=gone.pk).delete()
    with pytest.raises(ValidationError, match="Somebody deleted it"):
        ask(gone, by=anna)


def test_an_item_has_one_review_at_a_time(anna):
    step = ask(make.event(), by=anna)
    step.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        step.save(force_insert=True)


def test_withdrawing_ends_a_review(anna, bert):
    item = approved(changed(make.published(make.event())), bert, anna)
    withdraw(item, by=anna, reason="in_error")
    assert state(item) == ""


def test_publishing_a_link_alone_ends_a_review_only_where_nothing_else_is_new(anna):
    taskforce = make.published(make.taskforce())
    item = changed(make.published(make.event()))
    ask(item, by=anna)
    amend(item, lambda snapshot: with_place(snapshot, taskforce=taskforce, stands=True))
    assert state(item) == "in-review"


@pytest.mark.usefixtures("compulsory")
class TestCompulsory:
    """A second pair of eyes is compulsory, also for administrators."""

    def test_nothing_goes_out_without_an_approval_of_exactly_this(self, anna, bert, admin_user):
        item = make.event()
        for by in (anna, admin_user):
            with pytest.raises(ValidationError, match=COMPULSORY):
                publish(item, by=by)
        approved(item, bert, anna)
        with pytest.raises(ValidationError, match=COMPULSORY):
            publish(changed(item), by=anna)
        approve(item, by=bert)
        send_back(item, by=bert, remark="Wait")
        with pytest.raises(ValidationError, match=COMPULSORY):
            publish(item, by=anna)
        assert not Edition.objects.exists()
        approved(item, bert, anna)
        assert publish(item, by=anna)

    def test_the_second_pair_is_another_persons(self, anna, bert, cleo):
        item = approved(make.event(), bert, anna)
        for by, may in ((anna, True), (bert, True), (cleo, True)):
            assert ReviewStep.objects.open_of(item).is_second_pair_of_eyes_for(by) == may
        item = approve(changed(item), by=bert)  # nobody but Bert has seen that
        event = Event.objects.get(pk=item.key)
        with pytest.raises(ValidationError, match="You approved this yourself"):
            publish(event, by=bert)
        assert publish(event, by=anna)

    def test_an_approval_serves_once(self, anna, bert):
        item = approved(make.event(), bert, anna)
        publish(item, by=anna)
        withdraw(item, by=anna, reason="in_error")
        with pytest.raises(ValidationError, match=COMPULSORY):
            publish(item, by=anna)

    def test_a_link_is_not_published_alone(self, anna, bert):
        taskforce = make.published(make.taskforce())
        item = make.published(make.event())
        item.taskforces.set([taskforce])
        make.touch(item)
        place = {"by": anna, "change": lambda snapshot: with_place(snapshot, taskforce=taskforce, stands=True)}
        with pytest.raises(ValidationError, match=COMPULSORY):
            amend(item, **place)
        approved(item, bert, anna)
        assert amend(item, **place)
        assert state(item) == ""

    def test_every_button_of_the_desk_refuses(self, client, anna, bert):
        client.force_login(anna)
        event = make.event("Draft")
        taskforce = make.published(make.taskforce())
        page = desk.send(client, desk.address(event), "_publish")
        assert COMPULSORY in desk.errors(page)[""][0]
        assert COMPULSORY in desk.text(desk.publish_from_list(client, event))
        public = make.published(make.event("Public"))
        page = desk.send(client, desk.address(taskforce), "_publish", attach=[str(public.pk)])
        assert f"Public: {COMPULSORY}" in desk.text(page)
        assert not public.taskforces.exists()
        assert not Edition.objects.filter(by=anna).exists()
        approved(event, bert, anna)
        assert "1 was published." in desk.text(desk.publish_from_list(client, event))

    def test_withdrawing_needs_no_second_person(self, anna):
        assert withdraw(make.published(make.event()), by=anna, reason="in_error")


@pytest.mark.django_db(transaction=True)
def test_an_approval_that_is_taken_back_meanwhile_does_not_count(transactional_db, settings):
    settings.REVIEW_REQUIRED = True
    anna, bert = make.editor("anna"), make.editor("bert")
    item = approved(make.event(), bert, anna)
    with pytest.raises(ValidationError, match=COMPULSORY), while_waiting(lambda: publish(item, by=anna)):
        send_back(Event.objects.get(pk=item.pk), by=bert, remark="Wait")
    assert not Edition.objects.exists()
