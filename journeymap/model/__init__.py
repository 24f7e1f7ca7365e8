"""The map as frozen classes. The descriptions of the fields are the format reference.

Adding a field is one declaration here: validation, JSON Schema, formatter order and diff follow.
"""

from __future__ import annotations

from journeymap.model.declarations import Evidence, Goal, Metric, Persona, Resource, Solution, Touchpoint
from journeymap.model.ids import default_id, slug
from journeymap.model.journey_map import Action, EmotionScale, JourneyMap, Library, Scope, Stage
from journeymap.model.lanes import Cell, Delight, Emotion, Lanes, Motivation, Next, Opportunity, PainPoint, Quote, Remark, Thought
from journeymap.model.node import Node
from journeymap.model.values import Mark, PartialDate

__all__ = [
    "Action", "Cell", "Delight", "Emotion", "EmotionScale", "Evidence", "Goal", "JourneyMap", "Lanes", "Library", "Mark",
    "Metric", "Motivation", "Next", "Node", "Opportunity", "PainPoint", "PartialDate", "Persona", "Quote", "Remark",
    "Resource", "Scope", "Solution", "Stage", "Thought", "Touchpoint", "default_id", "slug",
]  # fmt: skip
