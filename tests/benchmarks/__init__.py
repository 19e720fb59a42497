"""`make bench`: how fast the static export is, beside what people would use in its place.

Each figure is a ratio of two things measured in turn in one run. The figures and how they
were measured go into docs/performance.md.
"""
