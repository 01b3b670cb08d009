"""The debrief in the window: what it says, how it is drawn, and the process that works it out."""
