"""Where staff work with requests, inside Wagtail's admin and built from its own parts."""
