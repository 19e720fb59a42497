"""SIGN UP: people come to an event; for the last place there is one, and the rest wait in line.

The same door as for requests: the form stands on the event's static page, its steps are those of
`apply_views`, what was typed is sealed, and status goes by reference and phone. Places are counted
in `places`, under the lock of one gathering; nothing else changes them.
"""
