"""Links that show a place in the map apps people in China have: the app opens, or a web map."""

from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from pages.coordinates import Point
from pages.publishing import Facts

WHO = "xinyu"  # each service asks who links to it


def map_links(name: str, address: str, gcj02: Point) -> list[Facts]:
    """[{"label", "url"}]; every one of them takes GCJ-02, Baidu when it is told so."""
    latitude, longitude = (f"{degrees:.6f}" for degrees in gcj02)
    amap = {
        "position": f"{longitude},{latitude}",
        "name": name,
        "src": WHO,
        "coordinate": "gaode",
        "callnative": "1",
    }
    baidu = {
        "location": f"{latitude},{longitude}",
        "coord_type": "gcj02",
        "title": name,
        "content": address,
        "output": "html",
        "src": f"webapp.{WHO}",
    }
    place = {"coord": f"{latitude},{longitude}", "title": name, "addr": address}
    marker = ";".join(f"{key}:{plain(value)}" for key, value in place.items())
    return [
        link(_("高德地图"), "https://uri.amap.com/marker", amap),
        link(_("百度地图"), "https://api.map.baidu.com/marker", baidu),
        link(
            _("腾讯地图"),
            "https://apis.map.qq.com/uri/v1/marker",
            {"marker": marker, "referer": WHO},
        ),
    ]


def link(label: str, base: str, query: dict[str, str]) -> Facts:
    return {"label": label, "url": f"{base}?{urlencode(query, quote_via=quote, safe=',:;')}"}


def plain(value: str) -> str:
    """Tencent parts its values by these."""
    return value.replace(";", " ").replace(":", " ")
