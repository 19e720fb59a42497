"""Says when PDFs are off, and what to install. The site runs without them."""

from django.core import checks
from django.utils.translation import gettext as _

from handbook_files.typesetter import why_not


@checks.register()
def tell_what_is_missing(**kwargs):
    missing = why_not()
    if not missing:
        return []
    words = _("手册的 PDF 做不了，网站和离线网页照常：%(reason)s") % {"reason": missing}
    hint = _("Debian：apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk")
    return [checks.Info(words, hint=hint, id="handbook_files.I001")]
