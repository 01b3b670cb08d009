"""One game being played: its course, its replay file, its saves, and the account of why it went so."""
