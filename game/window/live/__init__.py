"""Editing a scenario while it is played: the window follows the files, and lists what is wrong with them."""
