"""A small drawing kit: scaled text, shapes as vector graphics, and panels that repaint only when they must."""
