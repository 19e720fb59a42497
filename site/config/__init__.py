"""CONFIGURE: settings, addresses, the API's mount, the WSGI application."""
