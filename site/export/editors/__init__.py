"""What editors see of publishing, in Wagtail's admin: how the public site stands, and each page."""
