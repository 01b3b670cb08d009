"""Every code that Middle Ground reports, with its cause and examples: what `middleground explain` prints."""

from __future__ import annotations

from game.scenario.lint.catalogue import language, logic, play, reading, texts
from game.scenario.lint.catalogue.entry import Entry

__all__ = ["CATALOGUE", "Entry"]

CATALOGUE: dict[str, Entry] = {
    entry.code: entry for entry in (*reading.ENTRIES, *language.ENTRIES, *logic.ENTRIES, *play.ENTRIES, *texts.ENTRIES)
}
