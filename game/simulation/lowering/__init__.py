"""The text of a scenario's rules as LLVM's: the same arithmetic in the same order, so the same games bit for bit.

Understood is what that text is made of, and nothing else (`Unknown` is raised): functions over whole numbers, floats,
yes or no and arrays; assignments, conditions, loops over ranges; tables as constants. Kinds need no annotations: each
function is translated for the kinds that a call brings, beginning with those that are called from outside. `ledger` is
nothing here, so what writes one is left out.
"""
