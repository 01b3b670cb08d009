"""The parts of the desk: each paints one piece of what a session holds."""
