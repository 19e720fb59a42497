"""RECEIVE: form → check → confirm → receipt → inbox → reply.

Knows pages only through `pages.form_facts` and what a build answers. Nothing in here is ever
exported, searched or given to the API; what a person sends outlives the page they sent it from.
"""
