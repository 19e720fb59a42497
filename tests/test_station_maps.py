"""Where a station is: the point on the maps that people in China use, and a sheet for its door."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError

from export.deliver import export_site
from pages.coordinates import gcj02_of, wgs84_of
from pages.map_links import map_links
from pages.qr_codes import qr_code
from tests import factories as make
from tests.html import parse

# WGS-84 and GCJ-02, as the test data of eviltransform has them.
KNOWN = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),  # Shanghai
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),  # Shenzhen
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),  # Beijing
]
METRE = 1e-5  # degrees, about


@pytest.mark.parametrize(("wgs84", "gcj02"), KNOWN)
def test_the_shift_is_the_published_one(wgs84, gcj02):
    assert gcj02_of(wgs84) == pytest.approx(gcj02, abs=METRE / 1000)
    assert wgs84_of(gcj02) == pytest.approx(wgs84, abs=METRE / 1000)


@pytest.mark.parametrize("place", [(39.7392, -104.9903), (51.5, -0.12), (-33.87, 151.2)])
def test_outside_china_nothing_is_shifted(place):
    assert gcj02_of(place) == place
    assert wgs84_of(place) == place


def asked(name: str, links: list[dict]) -> dict[str, str]:
    (url,) = [each["url"] for each in links if name in each["url"]]
    assert url.startswith("https://")
    return {key: value for key, (value,) in parse_qs(urlsplit(url).query).items()}


def test_each_map_is_asked_in_its_own_words():
    links = map_links("前山站;前门", "前山街道 1 号", (22.25, 113.53))
    assert [link["label"] for link in links] == ["高德地图", "百度地图", "腾讯地图"]
    amap, baidu, tencent = (asked(name, links) for name in ("amap", "baidu", "qq.com"))
    assert amap["position"] == "113.530000,22.250000"
    assert amap["coordinate"] == "gaode"
    assert baidu["location"] == "22.250000,113.530000"
    assert baidu["coord_type"] == "gcj02"
    assert tencent["marker"] == "coord:22.250000,113.530000;title:前山站 前门;addr:前山街道 1 号"


@pytest.fixture
def index(db):
    return make.StationIndexFactory(title="服务站", slug="stations")


def station(index, **fields):
    values = {"title": "前山站", "slug": "qianshan", "latitude": "22.5", "longitude": "113.5"}
    return make.StationFactory(parent=index, **(values | fields))


def test_the_same_place_is_found_by_either_kind_of_coordinates(index, client):
    shown = gcj02_of((22.5, 113.5))
    given = {"latitude": f"{shown[0]:.6f}", "longitude": f"{shown[1]:.6f}"}
    by_satellite = station(index, coordinate_system="wgs84")
    from_a_map = station(index, slug="again", coordinate_system="gcj02", **given)
    told = [client.get(f"/api/v2/pages/{p.pk}/").json() for p in (by_satellite, from_a_map)]
    assert told[0]["maps"] == told[1]["maps"]
    assert f"{shown[1]:.6f},{shown[0]:.6f}" in told[0]["maps"][0]["url"]
    assert told[1]["latitude"] == pytest.approx(22.5, abs=METRE)
    assert told[1]["longitude"] == pytest.approx(113.5, abs=METRE)


def test_half_a_point_is_refused(index):
    with pytest.raises(ValidationError, match="要么都填"):
        station(index, longitude=None, publish=False).full_clean()
    with pytest.raises(ValidationError):
        station(index, latitude="113.5", longitude="22.5", publish=False, slug="b").full_clean()


def test_a_page_links_to_maps_and_loads_nothing_from_them(index, out):
    station(index)
    station(index, slug="nowhere", latitude=None, longitude=None)
    export_site()
    page = parse((out / "stations/qianshan/index.html").read_text())
    apps = {"高德地图", "百度地图", "腾讯地图"}
    links = [a for a in page.all("a") if a.text in apps]
    assert [a.get("rel") for a in links] == ["noreferrer"] * 3
    nowhere = (out / "stations/nowhere/index.html").read_text()
    assert not [app for app in apps if app in nowhere]


def test_the_directory_finds_a_station_by_district_and_by_what_it_does(index, out):
    windows = [[("证件办理", "")], [("证件办理", ""), ("法律维权", "")]]
    for number, (district, held) in enumerate(zip(["香洲区", "斗门区"], windows, strict=True)):
        blocks = [{"type": "window", "value": {"name": n, "note": note}} for n, note in held]
        station(index, title=f"{number} 站", slug=f"s{number}", district=district, windows=blocks)
    export_site()
    page = parse((out / "stations/index.html").read_text())
    links = [(a.text, a.get("href")) for a in page.all("a") if "（" in (a.text or "")]
    assert [text for text, _href in links] == [
        "香洲区（1）", "斗门区（1）", "证件办理（2）", "法律维权（1）",
    ]  # fmt: skip
    ids = set(page.ids())
    assert all(href.lstrip("#") in ids for _text, href in links)


def test_the_code_on_a_poster_is_that_of_the_address_that_lasts(index, out, client):
    page = station(index)
    export_site()
    short = client.get(f"/api/v2/pages/{page.pk}/").json()["short"]
    poster = (out / "stations/qianshan/poster/index.html").read_text()
    assert str(qr_code(short["url"])) in poster
    assert short["shown"] in poster


def test_a_poster_goes_with_its_station(index, out):
    page = station(index, phone="0756-000 0000", windows=[])
    export_site()
    sheet = out / "stations/qianshan/poster/index.html"
    poster = parse(sheet.read_text())
    assert poster.errors == []
    assert "0756-000 0000" in sheet.read_text()
    (canonical,) = [e for e in poster.all("link") if e.get("rel") == "canonical"]
    assert canonical.get("href").endswith("/stations/qianshan/")
    page.delete()
    export_site()
    assert not sheet.exists()
