"""PUBLISH: news, notices, bulletins and press reports, sorted by kind and topic."""
