"""The whole game as text: for a terminal, a pipe, or a screen reader."""
