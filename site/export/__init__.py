"""DELIVER: from live pages to files.

The way is one: outputs (what a page puts out) → render (a pure function of its facts) →
write (by rename). Preview, export and development all go through it.
"""
