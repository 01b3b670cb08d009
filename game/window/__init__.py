"""The window: the one part of the game that knows pygame."""
