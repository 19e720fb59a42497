"""本页有用吗, 纠错: what readers say of a page, from a form at its foot.

A vote is counted and nothing else is kept of it. What is written goes to the editors, sealed.
"""
