"""积分测算 without a script: a form is answered, and nothing of it is stored, logged or cached.

What the points are is worked out in `pages.points`, which the rule sets check themselves with.
"""
