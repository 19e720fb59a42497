"""Every test writes to folders of its own; none touches the machine's site."""

import pytest
from django.test.utils import setup_databases, teardown_databases

from tests.databases import Migrated, on_postgresql, put_back


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """A database for the tests, always. The stock fixture makes none when no test that is run
    carries a mark, and `committed` would then write into the machine's own."""
    with django_db_blocker.unblock():
        migrated = Migrated()
        known = migrated.lay_down()
        made = setup_databases(verbosity=0, interactive=False, keepdb=known)
        if not (known or on_postgresql()):
            migrated.keep()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def pytest_collection_modifyitems(items):
    """Browser tests last: Playwright's event loop stays with the process that one ran in, and
    the database is another one there than for the tests before."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(autouse=True)
def own_folders(tmp_path, tmp_path_factory, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAPERS_DIR = tmp_path / "papers"
    # The same words are the same picture for all tests.
    settings.DRAWINGS_DIR = tmp_path_factory.getbasetemp() / "drawings"
    settings.PUBLIC_DIR = tmp_path / "build"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    # Tests send many at once, and faster than anybody reads.
    settings.FASTEST_SEND, settings.REQUESTS_PER_PHONE = 0, 1_000_000
    settings.SIGN_UPS_PER_PHONE = 1_000_000
    settings.SMS_FOLDER = tmp_path / "sms"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Transactions that really commit, as other threads must see them."""
    with django_db_blocker.unblock(), put_back():
        yield


@pytest.fixture
def out(settings):
    """The folder that the public site is exported to."""
    return settings.PUBLIC_DIR
