"""What is made for a class: the report of a debrief, as a page for the screen and for paper."""
