"""What panels write: every text that a pen puts on a surface, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.window.kit.pen import Pen

if TYPE_CHECKING:
    import pytest


def texts_written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by every text written from now on."""
    texts: list[str] = []
    write = Pen.text

    def keep(pen: Pen, x: float, y: float, text: str, *rest: Any, **options: Any) -> float:
        texts.append(text)
        return write(pen, x, y, text, *rest, **options)

    monkeypatch.setattr(Pen, "text", keep)
    return texts
