"""Settings of how staff sign in, and readers to what asks for a password.

Part of config.settings, which takes all of it.
"""

AUTHENTICATION_BACKENDS = ["config.staff_backend.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
WAGTAILADMIN_USER_LOGIN_FORM = "config.login_form.StaffLoginForm"
WAGTAIL_FRONTEND_LOGIN_TEMPLATE = "config/sign_in.html"
PASSWORD_PAGE = "config/password.html"  # noqa: S105 - the name of a template
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = PASSWORD_PAGE
