"""The map: where everything on it goes (`placing`, `arcs`, `plan`), the land below (`base`), and the marks above."""
