"""What changed for the customer between two maps.

Three steps, each with its own file: `journeymap.match` finds who is who, `differ` says what differs, `verdicts` says what
that means. The result is data: `Change`s in the order of the journey, the same for the same two maps every time.

Never a change: layout, comments, quoting, the order of keys, aliases, a text alone instead of an object, an id written
instead of the default one, a thing declared instead of only named, the file that a declaration comes from, a value
written as it would be by default, and the order of anything but stages, actions, cells and shown lanes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import short_hash
from journeymap.diff.change import Change, Subject, Verdict
from journeymap.diff.differ import differences, rows
from journeymap.diff.placing import Placing
from journeymap.diff.verdicts import TABLE, Row, judge
from journeymap.escape import MapText
from journeymap.match import match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.journey import Journey

__all__ = ["TABLE", "Change", "Row", "Subject", "Verdict", "diff", "whole"]


def diff(old: Journey, new: Journey) -> tuple[Change, ...]:
    """Every change from `old` to `new`: first what belongs to no stage, then stage by stage in the order of the journey."""
    who = match(old, new)
    order: dict[str, int] = {}
    for was, now in rows(who, old.map.stages, new.map.stages):
        name = new.id_of(now) if now is not None else old.id_of(was) if was is not None else ""
        order.setdefault(name, len(order))
    placing = Placing(who)
    changes = [placing.placed(one, judge(who, one)) for one in differences(who)]
    return _told_apart(sorted(changes, key=lambda change: -1 if change.stage is None else order.get(change.stage.id, -1)))


def whole(journey: Journey, *, came: bool, left: bool = False) -> Change:
    """The one change that a map is which came, or went, as a whole; `left` if its file is still there and is no map."""
    kind = "map-added" if came else "map-removed"
    place = journey.place(journey.map)
    subject = Subject("map", journey.id_of(journey.map), MapText(journey.map.text_of))
    return Change(
        id=kind,
        verdict=TABLE[kind].verdict,
        subject=subject,
        stage=None,
        field=None,
        old=None,
        new=None,
        old_written=None if came else place,
        new_written=place if came else None,
        at=None,
        who=None,
        note=MapText(journey.path) if left else None,
        uses=0,
        affects=(),
        fingerprint=short_hash(f"{kind}\x1f{journey.path}"),
    )


def _told_apart(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes whose fingerprints differ: equal ones are numbered in their order."""
    counts: dict[str, int] = {}
    found = []
    for change in changes:
        count = counts.get(change.fingerprint, 0)
        counts[change.fingerprint] = count + 1
        found.append(change if count == 0 else change._replace(fingerprint=short_hash(f"{change.fingerprint}\x1f{count}")))
    return tuple(found)
