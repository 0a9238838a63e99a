"""The journal, made again from the Sheet; and what the Sheet knows better than a restored journal.

One way for both: what the Sheet says is taken in where the journal does not have it, or has it
older. `docs/rebuild.md` lists what comes back whole, what masked and what not.
"""
