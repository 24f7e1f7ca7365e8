"""Whole maps in every script, for the laws: as data, and as YAML in a layout of choice."""

from __future__ import annotations

import json
import random
import re
from typing import Any

from hypothesis import strategies as st

SCRIPTS = {
    "latin": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "swedish": "abdefgklmnorstuvåäöÅÄÖé",
    "persian": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "chinese": "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要",
    "japanese": "あいうえおかきくけこサシスセソ日本語",
    "korean": "가나다라마바사아자차카타파하",
    "hindi": "अआइईउऊएऐओऔकखगघङचछजझाीुूेैोौं्",
    "thai": "กขคงจฉชซญดตถทนบปผฝพฟภมยรลวศสหอะาิีึืุูเแโใไ่้",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "emoji": "😀🙂😐🙁😠👍🏽👨‍👩‍👧🇸🇪❤️",
    "signs": "0123456789 .,;:!?-–—'\"#&*@%|<>[]{}()`~^_=+/\\،、。：",
}


def texts(max_size: int = 40) -> st.SearchStrategy[str]:
    """A line of text in one script, with signs and blanks mixed in."""
    return st.sampled_from(sorted(SCRIPTS)).flatmap(
        lambda script: (
            st.text(SCRIPTS[script] + SCRIPTS["signs"] + "   ", min_size=1, max_size=max_size)
            .map(lambda text: " ".join(text.split()))
            .filter(lambda text: re.search(r"\w", text) is not None)
        )
    )


def _object(main: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({main: texts()}, optional=fields)


def _listed(entries: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(entries, min_size=1, max_size=most)


@st.composite
def maps(draw: st.DrawFn, max_stages: int = 4, max_actions: int = 4) -> dict[str, Any]:
    """A valid map: everything that is referred to is declared under a written id."""
    kinds = ("personas", "touchpoints", "evidence", "solutions", "goals", "resources")
    ids = {kind: [f"{kind[:2]}{index}" for index in range(draw(st.integers(0, 3)))] for kind in kinds}
    refs = {
        kind: (st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True) if names else None)
        for kind, names in ids.items()
    }
    made: dict[str, Any] = {"journeymap": 1, "title": draw(texts()), "state": draw(st.sampled_from(["current", "future"]))}
    made["language"] = draw(st.sampled_from(["en", "sv", "fa", "zh", "he", "pt-BR"]))
    if draw(st.booleans()):
        made["type"] = draw(st.sampled_from(["journey", "day-in-the-life", "service-blueprint"]))
    if draw(st.booleans()):
        made["objective"] = draw(texts())
        made["description"] = "\n".join(draw(st.lists(texts(), min_size=1, max_size=3)))
    for kind, names in ids.items():
        if names:
            made[kind] = [{"id": name, **draw(_DECLARED[kind])} for name in names]
    stages = draw(st.integers(1, max_stages))
    counts = [draw(st.integers(0, max_actions)) for _ in range(stages)]
    stops = [f"a{stage}-{action}" for stage, count in enumerate(counts) for action in range(count)]
    made["stages"] = [draw(_stage(stage, count, refs, stops)) for stage, count in enumerate(counts)]
    return made


_DECLARED = {
    "personas": _object(
        "name", role=texts(), quote=texts(), primary=st.booleans(), demographics=st.dictionaries(texts(8), texts(8), max_size=2)
    ),
    "touchpoints": _object("name", channel=texts(8), ownership=st.sampled_from(["owned", "paid", "earned"])),
    "evidence": _object(
        "title", kind=st.sampled_from(["survey", "interview"]), date=st.sampled_from(["2026-09-30", "2026-09", "2026"])
    ),
    "solutions": _object(
        "text", status=st.sampled_from(["idea", "planned", "in-progress", "shipped", "rejected"]), owner=texts(8)
    ),
    "goals": _object("text"),
    "resources": _object("name", kind=st.sampled_from(["people", "tool"]), status=st.sampled_from(["have", "need"])),
}


def _optional_refs(refs: dict[str, Any], **wanted: str) -> dict[str, Any]:
    return {key: refs[kind] for key, kind in wanted.items() if refs[kind] is not None}


def _lanes(refs: dict[str, Any]) -> dict[str, Any]:
    emotion = st.one_of(
        st.sampled_from([-2, -1, 0, 1, 2, -1.5]),
        st.fixed_dictionaries({"score": st.sampled_from([-2, -1, 0, 1, 2])}, optional={"feeling": texts(10), "because": texts()}),
    )
    pain = _object("text", severity=st.sampled_from(["low", "medium", "high", "critical"]), accepted=texts(),
                   **_optional_refs(refs, solutions="solutions", evidence="evidence", persona="personas"))  # fmt: skip
    cell = _object("text", actor=texts(8), duration=st.sampled_from(["5m", "1h30m", "2d"]), wait=st.sampled_from([True, "10m"]))
    return {
        "emotion": emotion,
        "pain_points": _listed(pain),
        "thoughts": _listed(texts()),
        "quotes": _listed(_object("text", **_optional_refs(refs, persona="personas"))),
        "delights": _listed(texts()),
        "opportunities": _listed(_object("text", **_optional_refs(refs, solutions="solutions"))),
        "frontstage": _listed(cell),
        "support": _listed(texts()),
        "metrics": st.fixed_dictionaries({"drop-off": st.integers(0, 100)}, optional={"nps": st.integers(-100, 100)}),
        "own": st.dictionaries(texts(8), _listed(texts()), min_size=1, max_size=2),
        **_optional_refs(refs, touchpoints="touchpoints", solutions="solutions", evidence="evidence"),
    }


@st.composite
def _stage(draw: st.DrawFn, index: int, count: int, refs: dict[str, Any], stops: list[str]) -> dict[str, Any]:
    optional = (
        _lanes(refs) | _optional_refs(refs, goal="goals") | {"time": texts(8), "owner": texts(8), "duration": st.just("3d")}
    )
    stage = draw(st.fixed_dictionaries({"id": st.just(f"s{index}"), "name": texts(20)}, optional=optional))
    if count:
        stage["actions"] = [draw(_action(f"a{index}-{place}", refs, stops)) for place in range(count)]
    return stage


@st.composite
def _action(draw: st.DrawFn, name: str, refs: dict[str, Any], stops: list[str]) -> dict[str, Any]:
    way = st.fixed_dictionaries(
        {"share": st.sampled_from([0.1, 0.2, 0.25])}, optional={"to": st.sampled_from(stops), "when": texts(10)}
    )
    optional = _lanes(refs) | _optional_refs(refs, goal="goals", persona="personas") | {
        "moment_of_truth": st.one_of(st.just(value=True), texts()),
        "wait": st.sampled_from([True, "15m"]),
        "next": st.one_of(st.just([]), _listed(way, 2), st.sampled_from(stops)),
    }  # fmt: skip
    return draw(st.fixed_dictionaries({"id": st.just(name), "text": texts()}, optional=optional))


def yaml_text(value: Any, layout: int = 0) -> str:
    """`value` as YAML. Equal layouts give equal text; different ones differ in key order, quoting, flow, comments, blank lines."""
    return _Writer(layout).document(value)


class _Writer:
    """Writes YAML that any parser reads: texts in double quotes, or plain where that is certainly safe."""

    def __init__(self, layout: int) -> None:
        self.chance = random.Random(layout)
        self.plain_layout = layout == 0

    def document(self, value: dict[str, Any]) -> str:
        return "\n".join(self._block(value, 0)) + "\n"

    def _block(self, value: Any, depth: int, under: str = "") -> list[str]:
        pad = "  " * depth
        lines: list[str] = []
        if isinstance(value, dict):
            items = list(value.items())
            if not self.plain_layout and under not in _ORDERED:
                self.chance.shuffle(items)
            for key, held in items:
                lines.extend(self._noise(pad))
                lines.extend(self._entry(f"{pad}{self._scalar(key)}:", held, depth))
            return lines
        for held in value:
            lines.extend(self._noise(pad))
            if isinstance(held, dict | list) and held and not self._wants_flow():
                inner = self._block(held, depth + 1)
                first = next(place for place, line in enumerate(inner) if not line.lstrip().startswith("#") and line.strip())
                lines.extend([*inner[:first], f"{pad}- {inner[first].lstrip()}", *inner[first + 1 :]])
            else:
                lines.append(f"{pad}- {self._flow(held)}")
        return lines

    def _entry(self, head: str, held: Any, depth: int) -> list[str]:
        if isinstance(held, dict | list) and held and not self._wants_flow():
            return [head, *self._block(held, depth + 1, head.strip(' :"'))]
        return [f"{head} {self._flow(held)}"]

    def _wants_flow(self) -> bool:
        return not self.plain_layout and self.chance.random() < 0.2

    def _noise(self, pad: str) -> list[str]:
        if self.plain_layout or self.chance.random() > 0.1:
            return []
        return [self.chance.choice(["", f"{pad}# a comment: with signs [ ] {{ }}"])]

    def _flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self._scalar(key)}: {self._flow(held)}" for key, held in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self._flow(held) for held in value) + "]"
        return self._scalar(value)

    def _scalar(self, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str):
            return str(value)
        if (
            re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", value)
            and value.lower() not in _WORDS
            and (self.plain_layout or self.chance.random() < 0.7)
        ):
            return value
        return json.dumps(value, ensure_ascii=False)


_ORDERED = {"metrics", "own", "demographics", "emotions"}
"""Mappings with keys of one's own, which are shown in the order in which they are written."""
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
