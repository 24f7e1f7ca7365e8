"""A file's text as a `Document`: plain values, the place of each of them, comments, and every mistake against YAML.

The only room that imports ruamel. It drives the parser event by event, so limits hold before any tree exists, and says
what is wrong in its own words.
"""

from __future__ import annotations

from journeymap.document._decode import decode
from journeymap.document._document import Comment, Document, Written
from journeymap.document._nodes import Value, Word
from journeymap.document._parse import parse
from journeymap.document._parsers import HAS_C_PARSER as HAS_FAST_PARSER

__all__ = ["HAS_FAST_PARSER", "Comment", "Document", "Value", "Word", "Written", "decode", "parse"]
