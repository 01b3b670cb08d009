"""The window: the one part of the game that knows pygame."""

from __future__ import annotations

import os

# pygame prints a banner when it is imported, so this must stand before any import of it.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
