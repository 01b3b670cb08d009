"""What a finished game means: what its decisions were worth, what luck did, what a stronger hand would have played."""
