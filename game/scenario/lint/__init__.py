"""Checks of a scenario: each is one function with one code; all findings come in one go."""
