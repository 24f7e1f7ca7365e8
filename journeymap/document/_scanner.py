"""The pure parser and its scanner with libyaml's manners, for what the C parser refuses and where no wheel of it exists."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.events import DocumentEndEvent
from ruamel.yaml.parser import Parser
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import DirectiveToken, DocumentEndToken, TagToken

# libyaml's names first: they end at signs that YAML 1.2 lets into a name.
_NAME = re.compile(r"[\w-]+(?=[ \t\r\n\0?:,\]}%@`])|[^ \t\r\n\0,\[\]{}]+", re.ASCII)
_DIRECTIVE = re.compile(r"%(?:YAML[ \t]+0*1\.[0-9]+|(?!YAML[ \t])[A-Za-z0-9_-]+)(?=[ \t\r\n\0])[^\r\n\0]*")
_TAG = re.compile(r"![^ \t\r\n\0]*")
_TAG_IN_FLOW = re.compile(r"![^ \t\r\n\0{}]*")
_BLOCK_HEADER = re.compile(r"([+-]?)([1-9]?)([+-]?)(?=[ \t\r\n\0#])")


class PureParser(Parser):
    """The pure parser with libyaml's manners: of `...`, several are as good as one."""

    last_event: Any
    scanner: Any

    def parse_implicit_document_start(self) -> Any:
        """What may follow the end of a document; at the beginning of a file no `...` has been read before."""
        while type(self.last_event) is DocumentEndEvent and self.scanner.check_token(DocumentEndToken):
            self.scanner.get_token()
        return super().parse_implicit_document_start()


class PureScanner(Scanner):
    """The pure scanner with libyaml's manners: where a tab is only a blank, it is one."""

    reader: Any
    indent: int

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line breaks; a tab where no key can begin is a blank."""
        peek, forward = self.reader.peek, self.reader.forward
        while True:
            while peek() == " " or (peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                forward()
            if peek() == "#":
                while peek() not in "\0\r\n":
                    forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str] | None:
        """Blanks and breaks inside or after plain text; tabs are blanks but where they would indent."""
        peek, forward = self.reader.peek, self.reader.forward
        blanks, breaks = "", []
        while peek() in " \t\r\n":
            if peek() in "\r\n":
                breaks.append(self.scan_line_break())
                self.allow_simple_key = True
                if self.reader.prefix(3) in ("---", "...") and peek(3) in " \t\r\n\0":
                    return None
                continue
            if breaks and peek() == "\t" and self.reader.column < indent:
                mark = self.reader.get_mark()
                raise ScannerError("while scanning a plain scalar", start_mark, "found a tab character", mark)
            if not breaks:
                blanks += peek()
            forward()
        if not breaks:
            return [blanks] if blanks else []
        return breaks[1:] or [" "]

    def scan_anchor(self, token_class: Any) -> Any:
        """The name after `&` or `*`. A colon at its end makes a key, as libyaml has it, and is no part of the name."""
        start_mark = self.reader.get_mark()
        self.reader.forward()
        match = _NAME.match(self.reader.buffer, self.reader.pointer)
        if match is None:
            raise ScannerError("while scanning an alias", start_mark, "no name", self.reader.get_mark())
        self.reader.forward(len(match[0]))
        return token_class(match[0], start_mark, self.reader.get_mark())

    def scan_tag(self) -> Any:
        """`!` and what follows. All tags are refused later, so how they are put together does not matter."""
        start_mark = self.reader.get_mark()
        match = (_TAG_IN_FLOW if self.flow_level else _TAG).match(self.reader.buffer, self.reader.pointer)
        length = 1 if match is None else len(match[0])
        self.reader.forward(length)
        return TagToken((None, "!" if length == 1 else "!tag"), start_mark, self.reader.get_mark())

    def scan_directive(self) -> Any:
        """A line that begins with `%`. It changes nothing here, so only a version that is not 1 is a fault."""
        start_mark = self.reader.get_mark()
        match = _DIRECTIVE.match(self.reader.buffer, self.reader.pointer)
        if match is None:
            raise ScannerError("while scanning a directive", start_mark, "not understood", start_mark)
        self.reader.forward(len(match[0]))
        return DirectiveToken("", None, start_mark, self.reader.get_mark())

    def fetch_block_scalar(self, style: Any) -> None:
        """Begin `|` or `>`. Its text is indented even where it is all of the file."""
        indent = self.indent
        self.indent = max(indent, 0)
        super().fetch_block_scalar(style)
        self.indent = indent

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """The `-`, `+` and digit after `|` or `>`, which a tab may follow."""
        match = _BLOCK_HEADER.match(self.reader.prefix(4))
        if match is None or (match[1] and match[3]):
            mark = self.reader.get_mark()
            raise ScannerError("while scanning a block scalar", start_mark, "indicators", mark)
        self.reader.forward(match.end())
        chomping = {"": None, "+": True, "-": False}[match[1] or match[3]]
        return chomping, int(match[2]) if match[2] else None

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> Any:
        """The rest of the line of `|` or `>`."""
        while self.reader.peek() in " \t":
            self.reader.forward()
        return super().scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """Empty lines before a block text and the widest of their indents; a narrow one among them is no mistake."""
        breaks, widest, end = [], 0, self.reader.get_mark()
        while self.reader.peek() in " \r\n":
            if self.reader.peek() == " ":
                self.reader.forward()
                widest = max(widest, self.reader.column)
            else:
                breaks.append(self.scan_line_break())
                end = self.reader.get_mark()
        return breaks, widest, end

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> Any:
        """A run of quoted text; a code beyond Unicode is an ordinary fault and not a crash."""
        try:
            return super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):
            mark = self.reader.get_mark()
            raise ScannerError("while parsing a quoted scalar", start_mark, "invalid escape code", mark) from None
