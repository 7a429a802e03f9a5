"""Any vintage by its id or by a date, whole or not at all; one under embargo is not there before its hour."""

import datetime
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from reissue import Hands, at, damage, journal, reissue

from observatory.access import KEY, sign
from observatory.databases import MOST
from observatory.served import Vintages
from observatory.vintages import DATABASE, JOURNAL, MANIFEST, rollback, vintages

LISTED = "INSERT INTO acces_anticipes VALUES ('cabinet', 'Conseiller', 'Ministère', 'Réponse', '2026-01-01')"


def worth(number):
    return f"UPDATE observations SET valeur = {number} WHERE indicateur = 'suivis' AND valeur IS NOT NULL"


@pytest.fixture(scope="module")
def shelf(world, tmp_path_factory):
    """Three vintages: of November 21 (as the world), of the 23rd, and of the 25th; then one that waits."""
    var = tmp_path_factory.mktemp("millesimes") / "var"
    shutil.copytree(world, var)
    reissue(var, "2026-11-23 10:00", worth(222), LISTED)
    reissue(var, "2026-11-25 00:30", worth(333))
    reissue(var, "2026-11-28 10:00", worth(444), embargo="2026-12-01 08:45")
    return var


@pytest.fixture
def var(shelf, tmp_path):
    """A copy that a test may damage."""
    return shutil.copytree(shelf, tmp_path / "var")


@pytest.fixture
def clock():
    return Hands("2026-11-29 12:00")


@pytest.fixture
def shown(var, clock):
    return Vintages(var, clock)


def ids(var):
    return [one.name for one in vintages(var)]


def figure(store):
    return {int(one.value) for one in store.observations("suivis", territory="FR") if one.value is not None}


def test_without_asking_the_current_vintage_is_seen_and_links_keep_nothing(shown, var):
    view = shown.view({})
    assert (view.store.vintage, view.asked, view.fault, view.day) == (ids(var)[2], (), "", None)
    assert view.store is shown.current() is view.current
    assert shown.view({"millesime": "", "au": ""}) == view


def test_a_vintage_is_seen_by_its_id_with_the_figures_of_then(shown, var):
    for id, expected in zip(ids(var)[1:3], (222, 333), strict=True):
        view = shown.view({"millesime": id})
        assert (view.store.vintage, figure(view.store)) == (id, {expected})
        assert view.asked == (("millesime", id),)
        assert view.current.vintage == ids(var)[2]


@pytest.mark.parametrize(
    ("day", "rank"),
    [("2026-11-21", 0), ("2026-11-22", 0), ("2026-11-23", 1), ("2026-11-24", 1), ("2026-11-25", 2)],
)
def test_a_date_gives_the_newest_vintage_published_by_the_end_of_that_day_in_paris(shown, var, day, rank):
    view = shown.view({"au": day})  # the third was published on the 24th by the clock of Greenwich
    assert (view.store.vintage, view.asked) == (ids(var)[rank], (("au", day),))
    assert view.day == datetime.date.fromisoformat(day)


def test_a_date_under_the_embargo_gives_what_was_public_then_even_once_it_is_over(shown, var, clock):
    clock.set("2026-12-02 12:00")
    assert shown.view({"au": "2026-11-30"}).store.vintage == ids(var)[2]
    assert shown.view({"au": "2026-12-01"}).store.vintage == ids(var)[3]


def test_numbers_and_not_the_clock_give_the_order(var, clock):
    reissue(var, "2026-11-22 10:00", worth(555))  # the clock of that day was three days late
    shown = Vintages(var, clock)
    assert shown.current().vintage == ids(var)[-1]
    assert shown.view({"au": "2026-11-22"}).store.vintage == ids(var)[-1]
    assert shown.view({"au": "2026-11-21"}).store.vintage == ids(var)[0]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"millesime": "0009-0123456789"}, "Aucun millésime ne s’appelle « 0009-0123456789 »"),
        ({"millesime": "../../etc"}, "Aucun millésime ne s’appelle"),
        ({"au": "2026-11-20"}, "le premier millésime est du 21 novembre 2026"),
        ({"au": "0001-01-01"}, "le premier millésime est du 21 novembre 2026"),
        ({"au": "2026-11-30"}, "n’est pas encore venu"),
        ({"au": "9999-12-31"}, "n’est pas encore venu"),
        ({"au": "hier"}, "« hier » n’est pas une date ; écrivez « au » comme 2024-10-01"),
        ({"au": "2026-02-30"}, "n’est pas une date"),
        ({"au": "2026-W40-2"}, "n’est pas une date"),
        ({"au": "20261125"}, "n’est pas une date"),
        ({"au": "2026-11-25", "millesime": "0001"}, "pas les deux"),
    ],
)
def test_what_no_vintage_answers_is_told_with_the_cure(shown, query, why):
    view = shown.view(query)
    assert why in view.fault
    assert (view.store, view.asked) == (shown.current(), ())


@pytest.mark.parametrize(
    ("id", "near"),
    [
        ("0001-x", [1, 2, 3]),
        ("0003-x", [2, 3, 4]),
        ("0005", [4, 5, 6]),
        ("0009-x", [4, 5, 6]),
        ("rien", [4, 5, 6]),
        ("9" * 5000, [4, 5, 6]),
    ],
)
def test_the_vintages_of_the_nearest_numbers_are_offered(world, tmp_path, clock, id, near):
    var = shutil.copytree(world, tmp_path / "var")
    for hour in range(10, 15):
        reissue(var, f"2026-11-23 {hour}:00")
    found = Vintages(var, clock).view({"millesime": id})
    assert [one.sequence for one in found.near] == near


@pytest.mark.parametrize("name", [DATABASE, MANIFEST])
def test_a_damaged_vintage_is_not_shown_and_it_is_said(shown, var, name):
    second = ids(var)[1]
    assert not shown.view({"millesime": second}).fault
    damage(var / "vintages" / second / name)
    for asked in ({"millesime": second}, {"au": "2026-11-24"}):
        assert f"{second} est endommagé" in shown.view(asked).fault
    assert f"{second} est endommagé" in Vintages(var, shown.clock).view({"millesime": second}).fault


def test_the_current_vintage_damaged_under_way_is_passed_over_at_once(shown, var):
    assert shown.current().vintage == ids(var)[2]
    damage(var / "vintages" / ids(var)[2] / DATABASE)
    assert shown.current().vintage == ids(var)[1]


def test_a_vintage_without_a_column_of_today_reads_with_it_empty(var, clock):
    id = reissue(var, "2026-11-28 12:00", "ALTER TABLE observations DROP COLUMN mois_couverts")
    rows = Vintages(var, clock).view({"millesime": id}).store.observations("suivis", territory="FR")
    assert rows
    assert {one.months for one in rows} == {None}


def test_a_sealed_manifest_without_a_date_cannot_be_shown_and_breaks_nothing(var, clock):
    id = reissue(var, "2026-11-24 12:00", publie_le=None)
    shown = Vintages(var, clock)
    assert shown.view({"millesime": id}).fault
    assert shown.current().vintage == ids(var)[2]


@pytest.mark.parametrize(
    ("hand", "rank"),
    [("2026-12-01 08:44:59", 2), ("2026-12-01 08:45", 3), ("2026-12-01 08:45:01", 3)],
)
def test_the_hour_makes_it_current_and_nothing_is_written(shown, var, clock, hand, rank):
    before = sorted(path.name for path in var.rglob("*"))
    clock.set("2026-11-29 12:00")
    shown.current()
    clock.set(hand)
    waits = ids(var)[3]
    assert shown.current().vintage == ids(var)[rank]
    assert Vintages(var, clock).current().vintage == ids(var)[rank]  # another process
    assert bool(shown.view({"millesime": waits}).fault) == (rank == 2)
    assert (shown.view({"au": "2026-12-01"}).store.vintage == waits) == (rank == 3)
    assert sorted(path.name for path in var.rglob("*")) == before


def test_one_under_embargo_is_told_as_one_that_does_not_exist(shown, var, clock):
    waits = ids(var)[3]
    unknown = "0007-0123456789"
    told = shown.view({"millesime": waits}), shown.view({"millesime": unknown})
    assert told[0].fault.replace(waits, "·") == told[1].fault.replace(unknown, "·")
    assert {one.id for view in told for one in view.near} <= set(ids(var)[:3])
    damage(var / "vintages" / waits / MANIFEST)
    again = Vintages(var, clock).view({"millesime": waits})
    assert again.fault == told[0].fault


@pytest.mark.parametrize(
    "zone", [("2026-03-29 03:00", "2026-03-29 01:59:59"), ("2026-10-25 03:00", "2026-10-25 01:59:59")]
)
def test_on_the_days_of_clock_change_the_hour_is_kept_to_the_second(world, tmp_path, zone):
    hour, earlier = zone
    var = shutil.copytree(world, tmp_path / "var")
    first = reissue(var, "2026-01-02 10:00")
    waits = reissue(var, "2026-01-03 10:00", embargo=hour)
    clock = Hands(earlier)
    shown = Vintages(var, clock)
    assert shown.current().vintage == first
    for shift, expected in ((-1, first), (0, waits), (1, waits)):
        clock.set(hour, seconds=shift)
        assert shown.current().vintage == expected


def test_a_clock_that_jumps_is_believed_by_every_process_alike(shown, var, clock):
    """Documented: before its hour by the clock it is not there, even if the clock went past it."""
    for hand, rank in (
        ("2026-12-01 08:00", 2), ("2026-12-01 09:00", 3), ("2026-12-01 08:00", 2), ("2026-11-30 09:00", 2),
        ("2026-12-01 09:00", 3),
    ):  # fmt: skip
        clock.set(hand)
        assert {one.current().vintage for one in (shown, Vintages(var, clock))} == {ids(var)[rank]}


def test_set_back_before_the_hour_it_still_comes_and_after_the_hour_it_goes(shown, var, clock):
    first, *_, waits = ids(var)
    assert rollback(var, first, clock()).id == waits
    assert shown.current().vintage == first
    clock.set("2026-12-01 08:45")
    assert shown.current().vintage == waits
    assert rollback(var, first, clock()) is None
    assert shown.current().vintage == first
    told = [(one["fait"], one["millesime"], one["avant"]) for one in journal(var / JOURNAL)]
    assert told == [("retour", first, ids(var)[2]), ("retour", first, waits)]


def test_without_a_clock_no_embargo_is_ever_over(var):
    assert Vintages(var).current().vintage == ids(var)[2]


@pytest.fixture
def token(var, clock):
    return sign(var, ids(var)[3], "cabinet", at("2026-11-30 12:00"))


def test_a_signed_link_opens_the_one_under_embargo_until_it_expires(shown, var, clock, token):
    waits = ids(var)[3]
    link = {"millesime": waits, "acces": token}
    for hand, opens in (
        ("2026-11-29 12:00", True),
        ("2026-11-30 11:59:59", True),
        ("2026-11-30 12:00", False),
    ):
        clock.set(hand)
        view = shown.view(link)
        assert (view.early, not view.fault) == (opens, opens)
    clock.set("2026-11-29 12:00")
    view = shown.view(link)
    assert (view.store.vintage, figure(view.store)) == (waits, {444})
    assert view.asked == (("millesime", waits), ("acces", token))
    clock.set("2026-12-01 08:45")
    view = shown.view(link)
    assert (view.early, view.fault, view.asked) == (False, "", (("millesime", waits),))


@pytest.mark.parametrize("change", ["letter", "other", "reader", "key", "short key", "none", "replaced"])
def test_any_other_link_opens_nothing(shown, var, clock, token, change):
    waits = ids(var)[3]
    unknown = shown.view({"millesime": waits})
    if change == "letter":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    if change == "other":
        token = sign(var, ids(var)[2], "cabinet", at("2026-11-30 12:00"))
    if change == "reader":
        token = sign(var, waits, "inconnu", at("2026-11-30 12:00"))
    if change == "key":
        (var / KEY).unlink()
        sign(var, waits, "cabinet", at("2026-11-30 12:00"))
    if change == "short key":
        (var / KEY).write_bytes(b"")
    if change == "none":
        (var / KEY).unlink()
    if change == "replaced":
        reissue(var, "2026-11-29 11:00", embargo="2026-12-01 08:45")
    view = shown.view({"millesime": waits, "acces": token})
    assert view == unknown
    assert view.fault


def test_a_bounded_number_of_databases_is_open_whatever_is_asked_by_whatever_threads(world, tmp_path):
    var = shutil.copytree(world, tmp_path / "var")
    known = [reissue(var, f"2026-11-22 {hour:02}:00") for hour in range(20)]
    shown = Vintages(var, Hands("2026-11-29 12:00"))

    def ask(rank):
        store = shown.view({"millesime": known[rank * 7 % 20]}).store
        return store.vintage, len(store.observations("suivis"))

    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(ask, range(200)))
    assert len(found) == 20
    assert len({count for _, count in found}) == 1
    files = [path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
    assert 0 < len({path for path in files if path.is_relative_to(var)}) <= MOST
