"""PUBLISH: every page kind but news, the blocks they are made of, and the site's settings.

This room knows nothing of files, requests or search. What the other rooms need from a
page is the small interface of `pages.publishing`.
"""
