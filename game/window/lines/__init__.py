"""Two lines of one game side by side: the parts of that screen."""
