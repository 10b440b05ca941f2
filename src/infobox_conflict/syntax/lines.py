"""The lines of a content while it is made: words with their places, line ends, items, and marks."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..content import Break, Content, Item, Mark, Note, ordered
from .text import Piece, PieceKind, Span, TextMap

NoteType: TypeAlias = Literal["reference", "footnote", "maintenance"]
Style: TypeAlias = Literal["bullet", "number", "term", "indent", "plain"]


class Lines:
    """A content in the making. What is written is the words of a text that stands elsewhere, stretch by stretch."""

    def __init__(self, text: str) -> None:
        self.text = text
        """The text that the words come from."""
        self.pieces: list[tuple[int, int, int, PieceKind]] = []
        """Where each stretch of the content begins, and the stretch of the text that it comes from."""
        self.length = 0
        """How long the content is so far."""
        self.marks: list[Mark] = []
        self.base = 0
        """The depth of the list that holds the words."""
        self.filled = False
        """Whether the line has words."""
        self._out: list[str] = []
        self._due = False  # whether a line ended with what stands before, so that further words begin a new one
        self._item: tuple[int, int, Style] | None = None
        self._broken = -1  # how many pieces there were behind the last line break

    def finish(self) -> Content:
        """The content."""
        self._close_item()
        return Content("".join(self._out), ordered(self.marks) if len(self.marks) > 1 else tuple(self.marks))

    def map(self, where: Span) -> TextMap:
        """How the content lies in the text; an empty one stands at *where*."""
        if not self.pieces:
            return TextMap((Piece(Span(0, 0), where, "hidden"),))
        ends = [*(at for at, _, _, _ in self.pieces[1:]), self.length]
        return TextMap.of(
            Piece(Span(at, end), Span(start, stop), kind) for (at, start, stop, kind), end in zip(self.pieces, ends, strict=True)
        )

    def put(self, words: str, start: int, end: int, kind: PieceKind) -> None:
        """Write words that stand for a stretch of the text, whatever is due."""
        self.pieces.append((self.length, start, end, kind))
        self._out.append(words)
        self.length += len(words)

    def words(self, start: int, end: int) -> None:
        """Words that stand in the text as they are."""
        words = self.text[start:end]
        if words.isspace():
            if self._due:
                return  # blanks between a list and the line below it
        else:
            if self._due:
                self.newline(start, start)
            self.filled = True
        self.pieces.append((self.length, start, end, "verbatim"))
        self._out.append(words)
        self.length += end - start

    def hide(self, start: int, end: int) -> None:
        """Note what stands here and shows no words, so that it has a place."""
        self.pieces.append((self.length, start, end, "hidden"))

    def show(self, words: str, start: int, end: int, kind: PieceKind = "generated") -> None:
        """Words that stand for a stretch of the text."""
        if not words:
            return
        if not words.isspace():
            self.begin(start)
            self.filled = True
        elif self._due:
            return
        self.put(words, start, end, kind)

    def begin(self, at: int) -> None:
        """Begin the line that is due."""
        if self._due:
            self.newline(at, at)

    def newline(self, start: int, end: int) -> None:
        """End the line, and the item on it."""
        self._close_item()
        self.put("\n", start, end, "encoded" if start < end else "generated")
        self.filled = self._due = False
        if self.base:
            self.open_item(self.base, "plain")

    def fresh(self, at: int) -> None:
        """Begin a line, unless the one that there is has no words yet."""
        if self.filled:
            self.newline(at, at)
        self._due = False

    def open_item(self, depth: int, style: Style) -> None:
        """Make what follows on the line an item of a list."""
        if self._item is not None and self.filled:
            self._close_item()
        self._item = self.length, depth, style

    @property
    def is_broken(self) -> bool:
        """Whether the line has just been broken, and nothing stands behind that."""
        return self._broken == len(self.pieces) and bool(self.pieces)

    def drop_item(self) -> None:
        """Let the line be no item but what the list around it makes of it."""
        self._item = None
        if self.base:
            self.open_item(self.base, "plain")

    def move_item(self) -> None:
        """Let the item begin here, where it has no words yet."""
        if self._item is not None:
            self._item = self.length, self._item[1], self._item[2]

    def _close_item(self) -> None:
        if self._item is not None:
            start, depth, style = self._item
            self.marks.append(Item(start, self.length, depth, style))
            self._item = None

    def break_line(self, start: int, end: int) -> None:
        """A line break in a line: the item, if any, goes on."""
        item = self._item
        self._due = False
        self.newline(start, end)
        self._broken = len(self.pieces)
        if item is not None:
            self.open_item(item[1], "plain")

    def rule(self, start: int, end: int) -> None:
        """Draw a rule across the field."""
        at = self.length
        if self.filled:
            self.newline(start, end)
        self.marks.append(Break(at, self.length, "rule"))
        self._due = False

    def note(self, kind: NoteType, name: str | None, group: str | None, text: str | None, *, end: int) -> None:
        """Mark a note; its words are no words of the content, and keep digits before and behind it apart."""
        self.marks.append(Note(self.length, self.length, kind, name or None, group or None, text or None))
        if self._out and self._out[-1][-1:].isdigit() and self.text[end : end + 1].isdigit():
            self.put(" ", end, end, "generated")

    def depth(self) -> int:
        """The depth of the item that a list stands in; the words before it on its line make it a list below them."""
        return self._item[1] if self._item is not None and (self.filled or self._item[1] > self.base) else self.base

    def end_block(self, base: int) -> None:
        """Go back to a list's depth; further words begin a line."""
        self.base = base
        self._due = self._due or self.filled
