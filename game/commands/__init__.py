"""The commands of `middleground`, a file each: they read arguments, call what does the work, and print."""
