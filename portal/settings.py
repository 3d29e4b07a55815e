"""Settings from the environment (documented in docs/operators.md, kept complete by a test)."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = [host.strip() for host in env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])]
DEMO = env.bool("DEMO", default=False)

INSTALLED_APPS = [
    "search",
    "showcase",
    "portal",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.accounts.wagtail_users.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_otp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Outermost: an answer that is kept is kept as it is sent, compressed and with all its headers.
    "portal.caching.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.frame.permissions_policy.PermissionsPolicyMiddleware",
    "portal.files.static_files.StaticFilesMiddleware",
    # Pages are compressed here too, in case no proxy does it; Django pads them at random, against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "portal.caching.page_cache.EntityTagMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.admin.policy.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "portal.accounts.admin_user.AdminUserMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.pages.redirects.PublicRedirectMiddleware",
    "portal.text.plain_text.PlainPostMiddleware",
    "portal.accounts.interrupted.InterruptedPostMiddleware",
    "portal.accounts.second_factor.required.SecondFactorMiddleware",
    "portal.admin.transactions.AdminTransactionMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "portal.frame.unindented.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.frame.context.site_frame",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
# Opening a connection costs more than answering a page from the cache: each thread keeps its own.
DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "portal.sqlite3"
    # Without IMMEDIATE three of four concurrent publishes are lost; 20 s cover SQLite's unfair waiting.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
        }
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://lujian")}
CACHES["default"]["VERSION"] = 2  # to be raised where what is cached names modules that moved
if CACHES["default"]["BACKEND"] == environ.Env.CACHE_SCHEMES["rediscache"]:
    CACHES["default"]["BACKEND"] = "portal.caching.redis.RedisCache"
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# Sending a mail only stores it; only the worker connects to the mail server.
MAIL_DELIVERY_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_BACKEND = "portal.mail.backend.QueueBackend"
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"noreply@{urlsplit(SITE_URL).hostname}")
SERVER_EMAIL = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},  # Wagtail's own, as it comes
    "later": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["mail"]},
}

SEARCH_URL = env.str("SEARCH_URL", default=f"embedded://{VAR_DIR / 'search'}")

# Languages -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
FORMAT_MODULE_PATH = ["portal.formats"]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "libraries"]  # the second: what libraries lack
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Files ---------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
DOCUMENTS_ROOT = env.str("DOCUMENTS_ROOT", default=str(VAR_DIR / "documents"))
STORAGES = {
    "default": {"BACKEND": "portal.storages.MediaStorage"},
    "staticfiles": {"BACKEND": "portal.files.static_files.StaticFiles"},
}
WHITENOISE_MANIFEST_STRICT = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor with many blocks and rows passes Django's 1,000

# Objections ----------------------------------------------------------------------------------------------
SALT_KEY = env.list("SALT_KEY", default=["lujian"])  # with SECRET_KEY the key that encrypts objections
OBJECTIONS_ROOT = env.str("OBJECTIONS_ROOT", default=str(VAR_DIR / "objections"))
# A guess after the six months of 行政诉讼法, article 46; the province's archive rule decides (docs/operators.md).
OBJECTION_RETENTION_DAYS = env.int("OBJECTION_RETENTION_DAYS", default=180)
SUBMISSION_RETENTION_DAYS = env.int("SUBMISSION_RETENTION_DAYS", default=180)  # after it was handled
VISIT_RETENTION_DAYS = env.int("VISIT_RETENTION_DAYS", default=30)  # after the visit: who was registered for it

# Stories -------------------------------------------------------------------------------------------------
CONFIRM_STORIES_DAYS = env.int("CONFIRM_STORIES_DAYS", default=365)  # how long a story counts as confirmed
# Whether the worker asks the addresses that pages name; off, the site asks no other host.
CHECK_LINKS = env.bool("CHECK_LINKS", default=False)

# Whether the worker makes PDFs of announcements: one of 5,000 rows takes a minute of processor time and 1.1 GB.
MAKE_PDFS = env.bool("MAKE_PDFS", default=True)

# Accounts ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "portal.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
# Whether each stage of a review needs another person, none of them the submitter.
FOUR_EYES = env.bool("FOUR_EYES", default=True)
# Roles whose users must have a second factor: names of groups, "superuser" or "all".
REQUIRE_SECOND_FACTOR = [name.strip() for name in env.list("REQUIRE_SECOND_FACTOR", default=[])]
WAGTAILADMIN_USER_LOGIN_FORM = "portal.accounts.forms.LoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "portal.accounts.forms.PasswordResetForm"  # noqa: S105 - a class

# Wagtail -------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "绿鉴 Lüjian"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "portal.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "portal.Document"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.files.media_forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.files.media_forms.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic", "heif", "svg"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000  # stops a decompression bomb before it fills the memory
MAX_UPLOAD_BYTES = 50 * 1024 * 1024  # of one file; of a larger one only the size is kept
WAGTAILDOCS_MAX_UPLOAD_SIZE = MAX_UPLOAD_BYTES
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "portal.files.upload_bounds.BoundedTemporaryFile",
]
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "doc", "xlsx", "xls", "csv", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_AUTOSAVE_INTERVAL = 30_000  # milliseconds; each autosave costs about 140 queries
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the dashboard would call another host
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # notices print the hour in China; an editor elsewhere must not shift it
# A translation begins as a draft: otherwise submitting a page would publish it, in Chinese, under /en/.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Off by default: a class such as wagtail_localize.machine_translators.libretranslate.LibreTranslator, and its options
# as JSON. It gets texts of pages, also of private ones; what it writes is marked until somebody has read it.
MACHINE_TRANSLATOR = env.str("MACHINE_TRANSLATOR", default="")
MACHINE_TRANSLATOR_OPTIONS = env.json("MACHINE_TRANSLATOR_OPTIONS", default={})
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = (
    {"CLASS": MACHINE_TRANSLATOR, "OPTIONS": MACHINE_TRANSLATOR_OPTIONS} if MACHINE_TRANSLATOR else None
)
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []  # no page may make a reader's browser ask a third party
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.admin.search"}}
TAGGIT_CASE_INSENSITIVE = True
WAGTAILREDIRECTS_AUTO_CREATE = True  # the old address of a moved page, and of all below it, leads to the new one

# Security ------------------------------------------------------------------------------------------------
_HTTPS = urlsplit(SITE_URL).scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
# How many proxies add to X-Forwarded-For: the address before them is the reader's.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1 if _HTTPS else 0)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "portal.accounts.interrupted.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel shows pages in a frame of the same site
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
# Wagtail's editor needs inline scripts and styles; it has a policy of its own (portal.admin.policy).
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **{name: {"level": "INFO"} for name in ("portal", "showcase", "search")},
    },
}

SILENCED_SYSTEM_CHECKS = ["security.W019"]  # asks for X-Frame-Options DENY, see above
if not _HTTPS:
    # On a plain-http address (make run on 127.0.0.1) TLS redirect, HSTS and secure cookies cannot hold.
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]
