"""积分测算: rule sets that editors write, and the one evaluator that works them out.

Rules are plain data (`rules.py`), answers are strings as a form sends them; `evaluate.py` turns
both into points with the working. It stands in this room because a rule set checks itself
against its own cases before it is published; site/points answers the form with it, and
static/js/points.js says the same in the browser, line by line.
"""
