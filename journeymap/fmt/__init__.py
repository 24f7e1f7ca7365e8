"""The one layout of a file: `formatted` gives a text that says the same, with every comment where it belongs.

It works on the parsed lines and never on the model, so nothing that the model does not know is lost. What comes out is
read again and compared before anybody sees it. docs/formatting.md says what the layout is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.fmt import _print, _proof
from journeymap.fmt._arrange import arrange
from journeymap.fmt._proof import FormatterBug
from journeymap.fmt._read import read
from journeymap.fmt._whole import whole

if TYPE_CHECKING:
    from journeymap.document import Document
    from journeymap.limits import Limits

__all__ = ["FormatterBug", "formatted", "whole"]


def formatted(document: Document, limits: Limits) -> str:
    """The text of a document in our layout, without its byte order mark.

    The document has no mistake against YAML, and its value is a mapping. Raises `FormatterBug` when the result does not
    say what the document says.
    """
    source = document.source
    tree = arrange(read(document), document)
    text = _print.text(tree, source.newline)
    if text != source.text:
        _proof.check(document, tree, source._replace(text=text), limits)
    return text
