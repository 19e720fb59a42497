"""Services besides the three we speak ourselves, through `apprise`, an optional extra.

https://github.com/caronc/apprise lists its addresses, like slack:// or json://.
"""

from importlib.util import find_spec

from django.utils.translation import gettext as _

from service_requests.notices.faults import LineDown


def is_installed() -> bool:
    return find_spec("apprise") is not None


def is_understood(address: str) -> bool:
    """Only to be asked where it is installed."""
    import apprise

    return apprise.Apprise.instantiate(address, suppress_exceptions=True) is not None


def hand_over(address: str, text: str):
    if not is_installed():
        raise LineDown(_("没装 apprise：这个群机器人要靠它"))
    import apprise

    service = apprise.Apprise()
    if not service.add(address):
        raise LineDown(_("apprise 看不懂这个群机器人的地址"))
    if not service.notify(body=text):
        raise LineDown(_("群机器人没收下"), uncertain=True)
