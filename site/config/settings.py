"""One settings file, driven by the environment, with defaults that work on a laptop."""

from urllib.parse import urlsplit

from config import environment as env
from config.background import MINUTE_TASKS, WATCHERS  # noqa: F401
from config.channels import *  # noqa: F403 - mail, SMS, robots, bucket
from config.databases import databases
from config.signing_in import *  # noqa: F403 - accounts, passwords

BASE_DIR = env.ROOT
VAR_DIR = env.private_folder("VAR_DIR", BASE_DIR / "var")
PUBLIC_DIR = env.folder("PUBLIC_DIR", BASE_DIR / "build")
KEYS_DIR = env.folder("KEYS_DIR", VAR_DIR / "keys")
BACKUP_DIR = env.folder("BACKUP_DIR", BASE_DIR) if env.text("BACKUP_DIR") else None
BACKUP_KEEP = int(env.text("BACKUP_KEEP", "14"))

PRODUCTION = env.flag("PRODUCTION")
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", KEYS_DIR, PRODUCTION)
# Encrypt what people send us, and find a phone number without storing it in the clear.
# Never the same as SECRET_KEY. Several keys, separated by commas: the first one encrypts.
REQUEST_KEYS = env.secret("REQUEST_KEYS", KEYS_DIR, PRODUCTION).split(",")
LOOKUP_KEY = env.secret("LOOKUP_KEY", KEYS_DIR, PRODUCTION)
LOG_KEY = env.secret("LOG_KEY", KEYS_DIR, PRODUCTION)  # chains the log of requests
if PRODUCTION:
    env.refuse_weak_secrets(
        SECRET_KEY=[SECRET_KEY],
        REQUEST_KEYS=REQUEST_KEYS,
        LOOKUP_KEY=[LOOKUP_KEY],
        LOG_KEY=[LOG_KEY],
    )

PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:" + env.text("PORT", "8000")).rstrip("/")
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or [PUBLIC_HOST, "127.0.0.1", "localhost"]
# Where forms may be sent from: the site itself, whatever the proxy in front of us says.
FORM_ORIGINS = [PUBLIC_URL, *env.words("FORM_ORIGINS")]
CSRF_TRUSTED_ORIGINS = FORM_ORIGINS
CORS_ORIGINS = env.words("CORS_ORIGINS")
HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "config.refusals.form_too_old"

INSTALLED_APPS = [
    "config",
    "pages",
    "news",
    "service_requests",
    "search",
    "sample_site",
    "handbook_files",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "rest_framework",
    "django_filters",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # After Wagtail's redirects: what it writes on a rename is there when we record the change.
    "export",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.cors.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {  # what readers see; it gets data only
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "config.jinja.environment"},
    },
    {  # the admin
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = databases(VAR_DIR)

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]  # data

# What people send with a request: sealed, outside MEDIA_ROOT, on a disk that keeps room for more.
PAPERS_DIR = env.folder("PAPERS_DIR", VAR_DIR / "papers")
PAPERS_KEEP_FREE = int(env.text("PAPERS_KEEP_FREE_MB", "1024")) * 1024 * 1024
LARGEST_PAPER = 15 * 1024 * 1024  # bytes of one file
FILE_UPLOAD_HANDLERS = [
    "service_requests.papers.upload.StaffPapersInMemory",  # and never in a temporary folder
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT, DRAWINGS_DIR = VAR_DIR / "media", VAR_DIR / "drawings"
FONTS_DIR = env.folder("FONTS_DIR", env.DEBIAN_FONTS)

# Stock full-text search finds no Chinese word inside a sentence; plain containment does.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback"}}
WAGTAIL_SITE_NAME = "新豫"  # data
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILIMAGES_IMAGE_MODEL = "pages.SiteImage"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60 * 1000 * 1000
WAGTAILDOCS_EXTENSIONS = ["pdf", "doc", "docx", "xls", "xlsx", "txt", "csv", "ics"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # by the view that asks who may read a document
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # always a download, with its name
WAGTAILAPI_RICH_TEXT_FORMAT = "html"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request to a third party, not even from the admin
WAGTAIL_APPEND_SLASH = True
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one centre, one clock

# How a page becomes a response and a block a preview: pages name the way, export walks it.
PAGE_RENDERER = "export.respond.page_response"
TAKEN_SEGMENTS = "export.addresses.application_segments"
BLOCK_PREVIEW = "export.respond.block_preview"
# What the site puts out besides its pages; each takes a build and yields outputs.
SITE_OUTPUTS = [
    "export.site_files.assets",
    "export.site_files.site_outputs",
    "export.site_files.sitemaps",
    "pages.short_addresses.outputs",
    "pages.site_map.outputs",
    "search.outputs.search_outputs",
    "handbook_files.section_list.outputs",
    "export.offline.outputs",
    "search.index.index_outputs",
    "search.results.page_outputs",
]
FINGERPRINTS = ["pages.drawings.fonts.identity"]  # functions; every file rests on their answers
# Functions (build, page id) asked of every page while it is at hand; see `Build.told`.
TOLD_OF_EVERY_PAGE = ["search.outputs.entry", "search.index.numbers"]
SHOWN_MODELS = ["site_search.SynonymGroup"]  # of rooms that export doesn't know
KEEPS_PAGES = env.flag("OFFLINE", default=True)  # phones keep the handbook and what was read
EXPORT_PROCESSES = int(env.text("EXPORT_PROCESSES", "0"))  # for a full build; 0: one per core

# What is beyond these is set aside: seconds from check to send; a day per phone; an hour in all.
FASTEST_SEND = int(env.text("FASTEST_SEND", "2"))
REQUESTS_PER_PHONE = int(env.text("REQUESTS_PER_PHONE", "5"))
SIGN_UPS_PER_PHONE = int(env.text("SIGN_UPS_PER_PHONE", "5"))
REQUESTS_PER_HOUR = int(env.text("REQUESTS_PER_HOUR", "300"))

REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}
LOGGING = {  # faults go to the console, with the place in the code and without any form data
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
EMAIL_FILE_PATH, SMS_FOLDER = VAR_DIR / "mail", VAR_DIR / "sms"
