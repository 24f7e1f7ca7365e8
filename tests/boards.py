"""Boards made by hand, for the tests of targets and views: every kind of lane, item and mark at least once."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Literal

from journeymap import locale
from journeymap.escape import MapText, plain
from journeymap.render.board.types import (
    ActionItem,
    Board,
    CellItem,
    Column,
    CurveLine,
    CurvePoint,
    EmotionItem,
    FlowChart,
    FlowEdge,
    FlowNode,
    Item,
    MetricItem,
    OpportunityItem,
    PainItem,
    PersonaCard,
    Reference,
    Row,
    RowKind,
    Scale,
    SolutionItem,
    TextItem,
    Tone,
    TouchpointItem,
)

if TYPE_CHECKING:
    from collections.abc import Callable

T = MapText
SARAH, HARRIET = T("Sarah"), T("Harriet")
COMPLETED = T("Returns completed")
Target = Literal["met", "near", "missed"]


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """A copy in which every text of the map is what `change` makes of it."""
    if isinstance(value, MapText):
        return T(change(plain(value)))
    if isinstance(value, tuple):
        return tuple(changed(one, change) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: changed(getattr(value, field.name), change) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value


def texts(value: Any) -> list[str]:
    """Every text of the map on a board, in order."""
    found: list[str] = []
    changed(value, lambda text: found.append(text) or text)
    return found


def rich_board(language: str = "en", labels: str | None = None) -> Board:
    """A return of a torn sweater: three stages, two personas, every lane and every mark."""
    words = locale.locale_for(labels or language)
    return Board(
        title=T("Returning a torn sweater"),
        language=language,
        direction=locale.direction(language),
        labels_language=words.language,
        kind=words.label("type-journey"),
        state=words.label("state-current"),
        status=words.label("status-validated"),
        scenario=T("Sarah ordered a sweater.\nA seam is torn when it arrives."),
        objective=T("Halve the returns that end in a lost customer"),
        starts=T("The parcel is opened"),
        ends=T("The money is back"),
        owner=T("Returns team"),
        reviewed=words.date(2026, 10, 14),
        personas=_personas(words),
        figures=(
            _metric("metric-nps-figure", words, name=words.label("metric-nps")),
            _metric("metric-csat-figure", words, state="met"),
        ),
        columns=_columns(words),
        rows=_rows(words),
        scale=Scale("+2", "0", "−2", words.label("emotion-best"), words.label("emotion-neutral"), words.label("emotion-worst")),
        curves=_curves(),
        flow=_flow(words),
        evidence=(TextItem("evidence-survey", T("Returns survey"), (T("214 people"), T("Measured")), T("Sent to everybody")),),
        summary=T("Returning a torn sweater. The mood falls at the label."),
        labels=words.labels,
    )


def _personas(words: locale.Locale) -> tuple[PersonaCard, ...]:
    goals, needs = words.label("goals"), words.label("needs")
    sarah = PersonaCard(
        anchor="persona-sarah",
        name=SARAH,
        role=T("Teacher, 34"),
        quote=T("I will not buy twice where returning is work."),
        primary=True,
        facts=((T("Age"), T("34")), (T("Place"), T("Leeds"))),
        lists=((goals, (T("Money back"), T("No trip"))), (needs, (T("A clear answer"),))),
        description=T("Shops on her phone.\nHas two children."),
    )
    return sarah, PersonaCard("persona-harriet", HARRIET, None, None, primary=False, facts=(), lists=())


def _columns(words: locale.Locale) -> tuple[Column, ...]:
    return (
        Column(
            "stage-notice",
            "1",
            T("Notice the tear"),
            T("Day 0"),
            words.duration(1200),
            T("Warehouse"),
            T("packing.yaml"),
            T("At home"),
        ),
        Column("stage-register", "2", T("Register the return")),
        Column("stage-send", "3", T("Send it back"), owner=T("Logistics")),
    )


def _row(key: str, kind: RowKind, words: locale.Locale, *cells: tuple[Item, ...]) -> Row:
    return Row(key, kind, words.label(f"lane-{key}"), words.label(f"hint-{key}"), cells)


def _rows(words: locale.Locale) -> tuple[Row, ...]:
    portal = TouchpointItem(
        "touchpoint-portal",
        T("Returns portal"),
        "web",
        words.label("channel-web"),
        words.label("ownership-owned"),
        "https://example.org/returns?a=1&b=2",
    )
    return (
        _row("goals", "text", words, (TextItem("goal-refund", T("Get my money back"), (SARAH,), T("All of it")),), (), ()),
        _row("actions", "actions", words, *_actions(words)),
        _row(
            "touchpoints", "touchpoints", words,
            (TouchpointItem("touchpoint-parcel", T("Parcel"), "", None, None, None),),
            (portal, TouchpointItem("touchpoint-kiosk", T("Hallway screen"), "hallway", T("hallway"), None, None)),
            (dataclasses.replace(portal, anchor="touchpoint-portal--2"),),
        ),
        _row("thoughts", "quotes", words, (), (TextItem("thought-through", T("Did it go through?")),), ()),
        _row("quotes", "quotes", words, (TextItem("quote-pay", T("Do I have to pay?"), (SARAH, T("Returns survey"))),), (), ()),
        _row("emotion", "emotion", words, *_emotions()),
        _row("pain_points", "pain_points", words, *_pains(words)),
        _row("solutions", "solutions", words, *_solutions(words)),
        _row(
            "opportunities", "opportunities", words,
            (OpportunityItem("opportunity-tell", T("Tell her what to do"), (Reference("S1", "solution-check"),), T("While she holds it")),), (), (),
        ),
        _row(
            "metrics", "metrics", words,
            (_metric("metric-drop-off", words, state="near"),),
            (MetricItem("metric-empty", T("Not measured yet"), *[None] * 9),),
            (_metric("metric-csat", words), _metric("metric-minutes", words, state=None)),
        ),
        _row("frontstage", "cells", words, (), (_cell("cell-agent", words),), ()),
        _row("backstage", "cells", words, (CellItem("cell-pack", T("Packs the parcel")),), (), (_cell("cell-scan", words),)),
        _row("support", "cells", words, (), (), (CellItem("cell-carrier", T("Plans the route"), T("Carrier")),)),
        Row("own-1", "text", T("Systems behind"), "", ((TextItem("stage-notice--own-1-1", T("Warehouse system")),), (), ())),
    )  # fmt: skip


def _actions(words: locale.Locale) -> tuple[tuple[Item, ...], ...]:
    full = ActionItem(
        anchor="action-label",
        number="3.1",
        text=T("Tries to print the label"),
        personas=(SARAH,),
        time=T("07:00"),
        duration=words.duration(1200),
        moment_of_truth=True,
        moment_reason=T("A label that cannot be had ends the return"),
        wait=words.label("wait-for", duration=words.duration(540)),
        wait_reason=T("The printer warms up"),
        fail_point=True,
        fail_reason=T("No printer"),
        closer=T("printing.yaml"),
        description=T("In the evening"),
    )
    return (
        (ActionItem("action-open", "1.1", T("Opens the parcel")), ActionItem("action-tear", "1.2", T("Finds the tear"))),
        (ActionItem("action-log-in", "2.1", T("Logs in"), wait=words.label("wait"), moment_of_truth=True, fail_point=True),),
        (full, ActionItem("action-hand-in", "3.2", T("Leaves the parcel at the shop"))),
    )


def _emotions() -> tuple[tuple[Item, ...], ...]:
    return (
        (
            EmotionItem("emotion-delighted", T("Delighted"), "+2", "positive", T("the colour is right"), (), T("Opens the parcel")),
            EmotionItem("emotion-let-down", T("Let down"), "−1", "negative", None, (), T("Finds the tear")),
        ),
        (EmotionItem("emotion-calm", T("Calm"), "0", "neutral", None, (SARAH,), None), EmotionItem("emotion-brushed", T("Brushed off"), None, None, None, (HARRIET,), None)),
        (EmotionItem("emotion-1", None, "−2", "negative", T("no printer at home"), (), T("Tries to print the label")),),
    )  # fmt: skip


def _pains(words: locale.Locale) -> tuple[tuple[Item, ...], ...]:
    def pain(number: int, severity: str | None, rank: int, status: str, **more: Any) -> PainItem:
        label = words.label(f"severity-{severity}") if severity else None
        return PainItem(
            f"pain-point-{number}",
            f"P{number}",
            T(f"Pain number {number}"),
            severity,
            label,
            rank,
            status,
            words.label(f"pain-{status}"),
            **more,
        )

    first = (Reference("S1", "solution-check"), Reference("S9", "solution-elsewhere"))
    return (
        (
            pain(
                1,
                "high",
                3,
                "addressed",
                solutions=first,
                personas=(SARAH,),
                evidence=(T("Returns survey"),),
                description=T("Seen often"),
            ),
        ),
        (pain(2, "low", 1, "accepted", accepted=T("The contract ends in March")), pain(3, None, 0, "unaddressed")),
        (pain(4, "critical", 4, "resolved", solutions=(Reference("S2", "solution-qr"),)),),
    )


def _solutions(words: locale.Locale) -> tuple[tuple[Item, ...], ...]:
    def solution(number: str, anchor: str, status: str, **more: Any) -> SolutionItem:
        return SolutionItem(anchor, number, T(f"Solution {number}"), status, words.label(f"solution-{status}"), **more)

    pain = (Reference("P1", "pain-point-1"),)
    full = solution(
        "S1", "solution-check", "in-progress", owner=T("Warehouse team"), due=words.date(2027, 1, 29), effort=words.label("effort-low"),
        impact=words.label("impact-high"), expected=T("Drop-off: 12%"), resources=(T("Printer"), T("Staff")), solves=pain, description=T("Before packing"),
    )  # fmt: skip
    return (
        (full, solution("S3", "solution-card", "idea")),
        (dataclasses.replace(full, anchor="solution-check--2", repeated=True), solution("S4", "solution-courier", "rejected")),
        (
            solution("S2", "solution-qr", "shipped", solves=(Reference("P4", "pain-point-4"),)),
            solution("S5", "solution-mail", "planned"),
        ),
    )


def _metric(anchor: str, words: locale.Locale, *, name: str | MapText = COMPLETED, state: Target | None = "missed") -> MetricItem:
    label = words.label(f"target-{state}") if state else None
    percent = words.percent
    return MetricItem(
        anchor,
        name,
        percent(58),
        words.signed(-3),
        "down",
        percent(80),
        state,
        label,
        0.58,
        0.8,
        words.date(2026, 9, 30),
        (T("Returns survey"),),
    )


def _cell(anchor: str, words: locale.Locale) -> CellItem:
    wait = words.label("wait-for", duration=words.duration(5400))
    return CellItem(
        anchor,
        T("Scans the parcel"),
        T("Shop staff"),
        words.duration(60),
        wait,
        T("One lorry a day"),
        True,
        T("Label unreadable"),
        (T("Scanner"),),
        T("At the desk"),
    )


def _curves() -> tuple[CurveLine, ...]:
    def point(anchor: str, position: float, height: float, feeling: str | None, *, truth: bool = False) -> CurvePoint:
        tone: Tone = "positive" if height > 0.5 else "negative" if height < 0.5 else "neutral"
        score = {0: "−2", 0.25: "−1", 0.5: "0", 1: "+2"}.get(height, "+1")
        said = T("Do I have to pay?") if truth else None
        return CurvePoint(anchor, position, height, score, tone, T(feeling) if feeling else None, None, truth, said)

    sarah = (
        point("action-open", 0.25, 1, "Delighted"),
        point("action-tear", 0.75, 0.25, "Let down"),
        point("action-log-in", 1.5, 0.5, "Calm", truth=True),
        point("action-label", 2.25, 0, None, truth=True),
    )
    harriet = (point("action-open", 0.25, 1, "Delighted"), point("action-hand-in", 2.75, 0.75, "Relieved"))
    return CurveLine((SARAH,), sarah, (point("stage-notice", 0.5, 0.6, "Mixed"),)), CurveLine((HARRIET,), harriet, ())


def _flow(words: locale.Locale) -> FlowChart:
    def node(key: str, column: int, anchor: str, text: str, *, starts: bool = False, ends: bool = False) -> FlowNode:
        return FlowNode(key, column, anchor, T(text), "neutral", starts, ends, moment_of_truth=False)

    nodes = (
        node("n1", 0, "action-open", "Opens the parcel", starts=True),
        node("n2", 0, "action-tear", "Finds the tear", ends=True),
        node("n3", 1, "action-log-in", "Logs in"),
        node("n4", 2, "action-label", "Tries to print the label"),
        node("n5", 2, "action-hand-in", "Leaves the parcel at the shop", ends=True),
    )
    edges = (
        FlowEdge("n1", "n2", None, 1, None, back=False, reach=1),
        FlowEdge("n2", "n3", None, 1, None, back=False, reach=1),
        FlowEdge("n3", "n4", None, 0.78, words.percent(78), back=False, reach=0.78),
        FlowEdge("n3", "n3", T("forgot the password"), 0.22, words.percent(22), back=True, reach=0.22),
        FlowEdge("n4", "n5", None, 0.85, words.percent(85), back=False, reach=0.66),
        FlowEdge("n4", None, T("no printer"), 0.15, words.percent(15), back=False, reach=0.12),
    )
    return FlowChart(nodes, edges)
