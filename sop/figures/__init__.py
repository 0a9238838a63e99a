"""The engine of the figures: questions to a whole desk's history as arrays. Pure; `sop.summary` has
the words in which it answers."""
