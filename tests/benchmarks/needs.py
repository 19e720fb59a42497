"""Installs what the benchmarks need from Debian where it may; else names it in one sentence."""

from tests.benchmarks.serving import program
from tests.needs import install


def missing() -> list[str]:
    return [name for name in ("wrk", "nginx") if not program(name)]


def provide() -> bool:
    """Whether everything is there; what is missing without it is the figure of serving."""
    if packages := missing():
        install(packages, "量速度")
    if left := missing():
        print(
            f"量速度还缺：{' '.join(left)}，这次不量网页送出的快慢。"
            f"要量请先安装：sudo apt-get install {' '.join(left)}"
        )
    return not left
