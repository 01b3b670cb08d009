"""Many games: batches of playthroughs, and what they count up to."""
