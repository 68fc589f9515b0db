"""Pictures of a change, before and now: the owner's, seen by those who may read the words."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from idetorg.audit.models import Entry
from idetorg.commitments import actions
from idetorg.commitments.enums import Side, TaskState, Visibility
from idetorg.commitments.errors import NotWhole, NotYours
from idetorg.commitments.models import ChangeTask, FollowUp, TaskPicture
from idetorg.commitments.tokens import follow_up_token, leader_token
from idetorg.core.time import now
from idetorg.files.models import Picture
from idetorg.people.actions import erase
from idetorg.people.belongings import export
from idetorg.people.models import User
from idetorg.seminars.models import Participation, Seminar
from idetorg.showcase import actions as showcase
from idetorg.showcase.errors import NotTheCardsOwner
from tests.commitments.factories import (
    DraftFactory,
    MakkerPairFactory,
    asked,
    in_a_group,
    taken_home,
)
from tests.commitments.test_cards import with_card
from tests.commitments.test_visible_words import OPENS
from tests.factories import ParticipationFactory, SeminarFactory, UserFactory

AsPerson = Callable[[Participation | User], Client]
V = Visibility
SAID = {"caption": "Døra i mai", "alt": "En grønn dør på gløtt", "consent": "open"}
UNREADABLE = "Vi klarte ikke å lese dette som et bilde"
LEADER = {"leader_name": "Lise Leder", "leader_email": "lise@example.org"}


def image(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, "#27508f").save(stream, kind, **options)
    return stream.getvalue()


def upload(content: bytes | None = None, name: str = "bilde.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, image() if content is None else content, "image/jpeg")


def put(task: ChangeTask, which: Side = Side.AFTER, **said: str) -> Picture:
    """Put a picture to a task as its owner would."""
    return actions.add_picture(task, which, upload(), by=task.participation, **{**SAID, **said})


def page(task: ChangeTask) -> str:
    return reverse("commitments:task_pictures", args=[task.participation.seminar.slug, task.pk])


def file_of(task: ChangeTask, which: str = "after") -> str:
    slug = task.participation.seminar.slug
    return reverse("commitments:task_picture", args=[slug, task.pk, which, 480])


def linked(row: FollowUp) -> str:
    return reverse("commitments:link_pictures", args=[follow_up_token(row)])


def form(which: str = "after", **said: Any) -> dict[str, Any]:
    """Return the form of one side as a browser sends it."""
    kept = {**SAID, "file": upload(), **said}
    return {"which": which, **{f"{which}-{name}": value for name, value in kept.items()}}


@pytest.fixture
def task(participant: Participation) -> ChangeTask:
    """A task its owner shows to nobody."""
    return taken_home(participant)


# The owner ------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_link", [False, True])
def test_the_owner_puts_in_describes_replaces_and_throws_away(
    task: ChangeTask, as_person: AsPerson, by_link: bool
) -> None:
    client = Client() if by_link else as_person(task.participation)
    address = linked(asked(task, "day_14")) if by_link else page(task)
    assert "Bilder før og etter" in client.get(address).content.decode()

    bare = client.post(
        address, {"which": "before", "before-file": upload(), "before-consent": "none"}
    )
    assert bare.url == address + "?lagret=1"
    assert "Bare du ser det" in client.get(bare.url).content.decode()
    client.post(address, form("before", file=""))
    kept = Picture.objects.get()
    assert (kept.caption, kept.alt, kept.consent) == tuple(SAID.values())
    assert (kept.scope, kept.owner_id) == (f"task{task.pk}", task.participation.user_id)
    assert kept.consent_by == task.participation.user.name

    client.post(address, form("before", consent="internal"))  # another picture instead
    other = Picture.objects.get()
    assert (other.pk == kept.pk, other.consent) == (False, "internal")
    gone = client.post(address, {"which": "before", "deed": "remove"})
    assert "Bildet er kastet" in client.get(gone.url).content.decode()
    assert client.post(address, {"which": "before", "deed": "remove"}).status_code == 302
    assert not Picture.objects.exists()


def test_files_go_with_the_picture_and_hold_no_position(
    task: ChangeTask, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "HEMMELIGKAMERA"
    content = image(exif=exif.tobytes())
    picture = actions.add_picture(task, Side.AFTER, upload(content), by=task.participation)
    with default_storage.open(picture.file_name(480)) as stream:
        assert b"HEMMELIG" not in stream.read()
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_picture(task, Side.AFTER, by=task.participation)
    assert not default_storage.exists(picture.file_name(480))


def _bomb() -> bytes:
    """Return a small file that says it is 60 000 × 60 000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("by_link", [False, True])
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            {"file": upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>")},
            UNREADABLE,
        ),
        ({"file": upload(image()[:300])}, UNREADABLE),
        ({"file": upload(_bomb(), "b.png")}, "for stort"),
        ({"file": upload(b"\xff\xd8\xff" + b"\0" * (20 * 1024 * 1024))}, "for stort"),
        ({"file": ""}, "Her mangler det noe"),
        ({"file": upload(), "alt": SAID["caption"].upper()}, "hjelper ikke"),
        ({"file": upload(), "consent": "sikkert"}, "Velg"),
    ],
    ids=["svg", "broken", "bomb", "bytes", "none", "same", "consent"],
)
def test_what_is_no_picture_is_told_kindly_and_the_words_stay(
    task: ChangeTask, as_person: AsPerson, by_link: bool, wrong: dict[str, Any], told: str
) -> None:
    for value in wrong.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    client = Client() if by_link else as_person(task.participation)
    address = linked(asked(task, "month_6")) if by_link else page(task)
    refused = client.post(address, form(**wrong))
    text = refused.content.decode()
    assert refused.status_code == 422
    assert told in text
    assert SAID["caption"] in text
    assert not Picture.objects.exists()


def test_a_new_picture_that_is_none_leaves_the_old(task: ChangeTask, as_person: AsPerson) -> None:
    kept = put(task)
    refused = as_person(task.participation).post(page(task), form(file=upload(b"nei")))
    assert refused.status_code == 422
    assert task.pictures.get().picture == kept


def test_wrong_side_and_wrong_method_are_refused(task: ChangeTask, as_person: AsPerson) -> None:
    client = as_person(task.participation)
    row = asked(task, "month_6")
    for address in (page(task), linked(row)):
        assert client.post(address, form("under")).status_code == 404
        assert client.put(address).status_code == client.delete(address).status_code == 405
    put(task)
    assert client.post(file_of(task)).status_code == 405
    assert client.get(file_of(task, "under")).status_code == 404
    assert client.get(file_of(task, "before")).status_code == 404


def test_a_draft_has_no_pictures(participant: Participation, as_person: AsPerson) -> None:
    draft = ChangeTask.objects.get(pk=DraftFactory(participation=participant).pk)
    with pytest.raises(NotWhole):
        put(draft)
    assert as_person(participant).post(page(draft), form()).status_code == 302
    assert not Picture.objects.exists()


# Nobody else ----------------------------------------------------------------------------------


def test_nobody_else_puts_in_describes_or_throws_away(
    seminar: Seminar,
    task: ChangeTask,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> None:
    makker, member = ParticipationFactory.create_batch(2, seminar=seminar)
    MakkerPairFactory(one=participant, other=makker)
    in_a_group(participant, member)
    task = actions.set_visibility(task, by=participant, chosen=set(V), **LEADER)
    kept = put(task)
    before = Picture.objects.values().get()
    administrator = User.objects.create(name="Ada", email="ada@example.org", is_administrator=True)
    refused: dict[str, tuple[Client, int]] = {
        "makker": (as_person(makker), 404),
        "member": (as_person(member), 404),
        "other participant": (as_person(other_participant), 404),
        "facilitator": (as_person(facilitator), 403),
        "organiser": (as_person(organiser), 403),
        "other seminar": (as_person(stranger), 404),
        "outsider": (as_person(outsider), 404),
        "administrator": (as_person(administrator), 404),
        "nobody": (Client(), 404),
    }
    for who, (client, status) in refused.items():
        assert client.get(page(task)).status_code == status, who
        for data in (form(file=""), form(), {"which": "after", "deed": "remove"}):
            assert client.post(page(task), data).status_code == status, who
        assert client.post(file_of(task), form()).status_code == 405
    leaders = reverse("commitments:leader_picture", args=[leader_token(task), "after", 480])
    assert Client().post(leaders, form()).status_code == 405
    for other in (makker, member, other_participant, organiser, facilitator, stranger):
        with pytest.raises(NotYours):
            actions.add_picture(task, Side.AFTER, upload(), by=other)
        with pytest.raises(NotYours):
            actions.describe_picture(task, Side.AFTER, by=other, caption="", alt="", consent="none")
        with pytest.raises(NotYours):
            actions.remove_picture(task, Side.AFTER, by=other)
    assert Picture.objects.values().get() == before
    assert default_storage.exists(kept.file_name(480))


def test_a_task_of_another_seminar_is_not_here(
    task: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    elsewhere = SeminarFactory(slug="tredje")
    ParticipationFactory(seminar=elsewhere, user=participant.user)
    put(task)
    for name, more in (("task_pictures", []), ("task_picture", ["after", 480])):
        address = reverse(f"commitments:{name}", args=[elsewhere.slug, task.pk, *more])
        assert as_person(participant).get(address).status_code == 404


def test_only_the_owners_own_good_link_opens_it(task: ChangeTask) -> None:
    row = asked(task, "week_7")
    put(task)
    owner = task.participation
    token = follow_up_token(row)
    names = {"link_pictures": [], "link_picture": ["after", 480]}
    for bad in ("tull", token[:-4] + "AAAA", str(row.pk), leader_token(task)):
        for name, more in names.items():
            address = reverse(f"commitments:{name}", args=[bad, *more])
            assert Client().get(address).status_code == 404
        assert (
            Client().post(reverse("commitments:link_pictures", args=[bad]), form()).status_code
            == 404
        )
    for bad in (token, "tull"):
        address = reverse("commitments:leader_picture", args=[bad, "after", 480])
        assert Client().get(address).status_code == 404
    owner.link_version += 1
    owner.save()
    old = reverse("commitments:link_pictures", args=[token])
    assert Client().get(old).status_code == Client().post(old, form()).status_code == 410
    assert (
        Client().get(reverse("commitments:link_picture", args=[token, "after", 480])).status_code
        == 404
    )
    fresh = FollowUp.objects.get(pk=row.pk)
    actions.close(task, by=owner)
    assert Client().post(linked(fresh), form()).status_code == 410
    assert Picture.objects.count() == 1


def test_a_scanner_changes_nothing(task: ChangeTask) -> None:
    row = asked(task, "month_6")
    put(task)
    before = [list(m.objects.order_by("pk").values()) for m in (TaskPicture, Picture, FollowUp)]
    link = reverse("commitments:link_picture", args=[follow_up_token(row), "after", 480])
    for address in (linked(row), linked(row) + "?lagret=1", link):
        assert Client().get(address).status_code == 200
    assert [
        list(m.objects.order_by("pk").values()) for m in (TaskPicture, Picture, FollowUp)
    ] == before


# Who sees -------------------------------------------------------------------------------------


@pytest.fixture
def readers(
    seminar: Seminar,
    participant: Participation,
    other_participant: Participation,
    facilitator: Participation,
    organiser: Participation,
    stranger: Participation,
    outsider: User,
    as_person: AsPerson,
) -> dict[str, Client]:
    """Everyone there is, by how they stand to the owner."""
    makker, member, removed = ParticipationFactory.create_batch(3, seminar=seminar)
    for other in (makker, removed):
        MakkerPairFactory(one=participant, other=other)
    in_a_group(participant, member)
    Participation.objects.filter(pk=removed.pk).update(removed_at=now())
    people = {
        "owner": participant,
        "makker": makker,
        "member": member,
        "other": other_participant,
        "facilitator": facilitator,
        "organiser": organiser,
        "removed": removed,
        "stranger": stranger,
        "outsider": outsider,
        "administrator": UserFactory(is_administrator=True),
    }
    return {
        **{who: as_person(person) for who, person in people.items()},
        "nobody": Client(),
        "leader": Client(),
    }


def may_see(who: str, chosen: set[Visibility], consent: str) -> bool:
    """Ask DOMAIN's table, not the code: who reads the words sees the picture, with consent."""
    if who == "owner":
        return True
    if consent == "none":
        return False
    return bool((chosen - {V.EVERYONE} if consent == "internal" else chosen) & OPENS[who])


def test_a_picture_is_seen_by_exactly_those_who_may_read_the_words(
    participant: Participation, readers: dict[str, Client]
) -> None:
    ticks: list[set[Visibility]] = [set(), *({one} for one in V), {V.MAKKER, V.EVERYONE}, set(V)]
    for chosen, consent in product(ticks, ("none", "internal", "open")):
        ChangeTask.objects.all().delete()
        task = taken_home(participant)
        task = actions.set_visibility(task, by=participant, chosen=chosen, **LEADER)
        put(task, consent=consent)
        leaders = reverse("commitments:leader_picture", args=[leader_token(task), "after", 480])
        for who, client in readers.items():
            answer: Any = client.get(leaders if who == "leader" else file_of(task))
            seen = may_see(who, chosen, consent)
            assert answer.status_code == (200 if seen else 404), (who, chosen, consent)
            if seen:
                assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("lacking", [{"caption": ""}, {"alt": ""}, {"consent": "none"}])
def test_without_consent_and_both_texts_it_is_the_owners_alone(
    participant: Participation, readers: dict[str, Client], lacking: dict[str, str]
) -> None:
    task = taken_home(participant, *V)
    put(task, **lacking)
    seen = {who for who, client in readers.items() if client.get(file_of(task)).status_code == 200}
    assert seen == {"owner"}
    for who in ("makker", "organiser"):
        shown = readers[who].get(
            reverse("commitments:task", args=[task.participation.seminar.slug, task.pk])
        )
        assert shown.status_code == 200
        assert "/bilde/" not in shown.content.decode()


def test_another_choice_is_at_once_also_for_one_who_has_the_file(
    participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant, V.ORGANISER)
    picture = put(task)
    client = as_person(organiser)
    etag = client.get(file_of(task))["ETag"]
    assert client.get(file_of(task), headers={"If-None-Match": etag}).status_code == 304
    actions.set_visibility(task, by=participant, chosen={V.MAKKER})
    assert client.get(file_of(task), headers={"If-None-Match": etag}).status_code == 404
    actions.set_visibility(task, by=participant, chosen={V.SEMINAR})
    assert client.get(file_of(task)).status_code == 200
    actions.describe_picture(
        task, Side.AFTER, by=participant, caption=picture.caption, alt=picture.alt, consent="none"
    )
    assert client.get(file_of(task)).status_code == 404


def test_put_aside_and_a_new_job_change_nothing_in_who_sees(
    seminar: Seminar, participant: Participation, organiser: Participation, as_person: AsPerson
) -> None:
    task = taken_home(participant, V.ORGANISER)
    put(task)
    task = actions.move_state(task, by=participant, to=TaskState.PUT_ASIDE, reason="For stort")
    actions.close(task, by=participant)
    successor = ParticipationFactory(seminar=seminar, institution=participant.institution)
    assert as_person(organiser).get(file_of(task)).status_code == 200
    assert as_person(successor).get(file_of(task)).status_code == 404
    follows = actions.start_draft(successor, successor_of=ChangeTask.objects.get(pk=task.pk))
    assert not follows.pictures.exists()
    assert as_person(participant).post(page(task), {"which": "after", "deed": "remove"})
    assert not Picture.objects.exists()


def test_a_draft_seminar_shows_a_stranger_nothing(task: ChangeTask, seminar: Seminar) -> None:
    actions.set_visibility(task, by=task.participation, chosen={V.EVERYONE})
    put(task)
    assert Client().get(file_of(task)).status_code == 200
    Seminar.objects.filter(pk=seminar.pk).update(state="draft")
    assert Client().get(file_of(task)).status_code == 404


def test_erasure_takes_the_picture_along_and_the_export_has_it_before(
    task: ChangeTask,
    other_participant: Participation,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    picture = put(task)
    mine = export(task.participation.user)
    assert [row["picture_id"] for row in mine["commitments.taskpicture"]] == [picture.pk]
    assert [row["caption"] for row in mine["files.picture"]] == [SAID["caption"]]
    assert "files.picture" not in export(other_participant.user)
    with django_capture_on_commit_callbacks(execute=True):
        erase(task.participation.user)
    assert not Picture.objects.exists()
    assert not TaskPicture.objects.exists()
    assert not default_storage.exists(picture.file_name(480))


def test_the_audit_says_who_and_which_and_no_word(task: ChangeTask) -> None:
    put(task)
    actions.remove_picture(task, Side.AFTER, by=task.participation)
    rows = Entry.objects.filter(action__startswith="commitments.picture")
    assert set(rows.values_list("action", "field", "actor_id")) == {
        ("commitments.picture_added", "after", task.participation.user_id),
        ("commitments.picture_removed", "after", task.participation.user_id),
    }
    assert not [row for row in Entry.objects.values() if SAID["alt"] in str(row)]


# The experience card --------------------------------------------------------------------------


@pytest.fixture
def carded(participant: Participation) -> ChangeTask:
    """A task that is carried out, with a card and a picture that is not on it."""
    task = with_card(participant, *V)
    put(task)
    return task


def card_page(task: ChangeTask) -> str:
    return reverse("commitments:card_pictures", args=[task.participation.seminar.slug, task.pk])


def test_the_owner_picks_a_picture_for_the_card_and_takes_it_off(
    carded: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    client = as_person(participant)
    card = carded.card
    assert card is not None
    showcase.publish_card(card, by=participant)
    address = reverse("showcase:card_picture", args=[card.pk, "after", 480])
    assert "Bruk bildet fra oppgaven" in client.get(card_page(carded)).content.decode()
    assert Client().get(address).status_code == 404

    assert client.post(card_page(carded), {"which": "after", "deed": "pick"}).status_code == 302
    assert Client().get(address).status_code == 200
    assert client.post(card_page(carded), {"which": "before", "deed": "pick"}).status_code == 404
    client.post(card_page(carded), {"which": "after", "deed": "remove"})
    assert Client().get(address).status_code == 404
    assert carded.pictures.count() == Picture.objects.count() == 1  # it stays with the task


def test_consent_is_one_fact_on_task_and_card(
    carded: ChangeTask, participant: Participation, as_person: AsPerson
) -> None:
    card = carded.card
    assert card is not None
    showcase.publish_card(card, by=participant)
    showcase.pick_card_picture(card, "after_picture", carded.pictures.get().picture, by=participant)
    address = reverse("showcase:card_picture", args=[card.pk, "after", 480])
    as_person(participant).post(page(carded), form(file="", consent="internal"))
    assert Client().get(address).status_code == 404
    # Its texts are set right on the card's page: the smaller yes still stands.
    as_person(participant).post(
        card_page(carded), {"which": "after", "after-caption": "Døra", "after-alt": "Ei blå dør"}
    )
    assert Picture.objects.get().consent == "internal"
    actions.remove_picture(carded, Side.AFTER, by=participant)
    card.refresh_from_db()
    assert card.after_picture is None


def test_nobody_picks_another_persons_picture(
    carded: ChangeTask, other_participant: Participation
) -> None:
    theirs = with_card(other_participant)
    assert theirs.card is not None
    with pytest.raises(NotTheCardsOwner):
        showcase.pick_card_picture(
            theirs.card, "after_picture", carded.pictures.get().picture, by=other_participant
        )
    with pytest.raises(NotTheCardsOwner):
        showcase.pick_card_picture(
            carded.card, "after_picture", carded.pictures.get().picture, by=other_participant
        )
