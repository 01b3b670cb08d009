"""The scenario format: reading, checking and naming what authors write; nothing here plays."""
