"""Every test writes to folders of its own; none touches the machine's site."""

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PUBLIC_DIR = tmp_path / "build"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def out(settings):
    """The folder that the public site is exported to."""
    return settings.PUBLIC_DIR
