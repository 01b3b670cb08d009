"""Checks."""

from __future__ import annotations

from game.errors import Finding
from game.scenario.model import Document
from game.scenario.source import Places


def check_document(document: Document, places: Places) -> list[Finding]:
    """Return every error."""
    return []
