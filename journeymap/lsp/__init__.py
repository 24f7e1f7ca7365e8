"""The language server: what the command line knows, in an editor, while one types.

`desk` looks at the open files as `lint` would; `cursor` reads what stands at the cursor of a text that need not be YAML, and
`slot` says what the format expects there. `complete`, `hover`, `find`, `rename`, `mend` and `outline` answer from these in our
own nouns; `answers` and `wire` put them into words of the protocol, and `server` speaks with the editor. Only these three know
pygls and lsprotocol.
"""

from __future__ import annotations
