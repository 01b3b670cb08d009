"""Which page a command opens: the one place that knows all pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.window.kit.panel import Command
from game.window.pages.glossary import glossary_leaf, term_leaf
from game.window.pages.goal import goal_leaf
from game.window.pages.help import help_leaf
from game.window.pages.ledger import ledger_leaf
from game.window.pages.record import record_leaf
from game.window.pages.relations import relations_leaf
from game.window.pages.sources import source_leaf, sources_leaf

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.session.session import Session
    from game.window.pages.leaf import Leaf

TABS = (Command("record"), Command("sources"), Command("glossary"), Command("help"))
TAB_TITLES = ("Record", "Sources", "Glossary", "Help")
PAGES = frozenset({"record", "why", "sources", "glossary", "help", "goal", "relations"})


@dataclass(frozen=True, slots=True)
class Book:
    """The pages of a session; `playing` says that turns can be played again, moves selected, and the guide started.

    Of a game that has ended turns can always be played again: that opens a game of its own and changes nothing.

    With `names` leaders are named, without them only their roles are.
    """

    session: Session
    playing: bool = True
    names: bool = False

    def leaf(self, command: Command) -> Leaf:
        """Return the page that a command of `PAGES` opens."""
        session, about = self.session, command.about
        makers: dict[str, Callable[[], Leaf]] = {
            "record": lambda: record_leaf(session, forks=self.playing or session.ended),
            "why": lambda: ledger_leaf(session, about, names=self.names),
            "sources": lambda: source_leaf(session, about) if about else sources_leaf(session),
            "glossary": lambda: term_leaf(session, about) if about else glossary_leaf(session),
            "help": lambda: help_leaf(session.scenario, guide=self.playing),
            "goal": lambda: goal_leaf(session),
            "relations": lambda: relations_leaf(session, names=self.names),
        }
        return makers[command.kind]()
