"""Settings of what leaves the house: mail, SMS, robots, the bucket. Nothing set: files to look at.

Part of config.settings, which takes all of it.
"""

from config import environment as env

EMAIL_HOST = env.text("EMAIL_HOST")
FILES, SMTP = (f"django.core.mail.backends.{name}.EmailBackend" for name in ("filebased", "smtp"))
EMAIL_BACKEND = env.text("EMAIL_BACKEND", SMTP if EMAIL_HOST else FILES)
EMAIL_PORT = int(env.text("EMAIL_PORT", "465"))
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10  # seconds; whoever sends can't wait for ever
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "xinyu@localhost")

SMS_GATEWAY = env.text("SMS_GATEWAY", "file")  # file, aliyun, off
ALIYUN_SMS_KEY_ID = env.text("ALIYUN_SMS_KEY_ID")
ALIYUN_SMS_KEY_SECRET = env.text("ALIYUN_SMS_KEY_SECRET")
ALIYUN_SMS_SIGN = env.text("ALIYUN_SMS_SIGN")
ALIYUN_SMS_TEMPLATE = env.text("ALIYUN_SMS_TEMPLATE")
ALIYUN_SMS_TEMPLATE_FILED = env.text("ALIYUN_SMS_TEMPLATE_FILED")
ALIYUN_SMS_TEMPLATE_SIGN_UP = env.text("ALIYUN_SMS_TEMPLATE_SIGN_UP")
ALIYUN_SMS_TEMPLATE_PLACE_FREE = env.text("ALIYUN_SMS_TEMPLATE_PLACE_FREE")
ALIYUN_SMS_TEMPLATE_MOVED = env.text("ALIYUN_SMS_TEMPLATE_MOVED")
ALIYUN_SMS_TEMPLATE_OFF = env.text("ALIYUN_SMS_TEMPLATE_OFF")
ALIYUN_SMS_ENDPOINT = env.text("ALIYUN_SMS_ENDPOINT", "https://dysmsapi.aliyuncs.com")
STAFF_WEBHOOKS = env.words("STAFF_WEBHOOKS")

# The exported folder's copy in an S3-compatible bucket; without a name there is none.
BUCKET = env.text("BUCKET")
BUCKET_ENDPOINT = env.text("BUCKET_ENDPOINT").rstrip("/")
BUCKET_REGION = env.text("BUCKET_REGION")
BUCKET_ACCESS_KEY = env.text("BUCKET_ACCESS_KEY")
BUCKET_SECRET_KEY = env.text("BUCKET_SECRET_KEY")
BUCKET_PREFIX = env.text("BUCKET_PREFIX").strip("/")

BROTLI = env.flag("BROTLI", default=False)  # .br files beside the .gz ones
