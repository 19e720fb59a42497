"""Installs what the tests need from Debian where it may; else names it in one sentence."""

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path


def missing() -> list[str]:
    found = []
    if not shutil.which("chromium"):
        found.append("chromium")
    if not nginx():
        found.append("nginx-light")
    if not has_chinese_font():
        found.append("fonts-noto-cjk")
    if not find_library("pangoft2-1.0"):  # what PDFs are set with
        found.append("libpangoft2-1.0-0")
    return found


def wished() -> list[str]:
    """What some tests need that are left out without it."""
    found = [] if postgresql() else ["postgresql"]
    return found if shutil.which("soffice") else [*found, "libreoffice-calc-nogui"]


def postgresql() -> Path | None:
    """The folder with initdb and the like; Debian keeps one for each version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parts[-2]))
    return found[-1] if found else None


def nginx() -> str | None:
    """Debian keeps it where only root's PATH looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return os.path.isdir("/usr/share/fonts/opentype/noto")
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def install(packages: list[str], purpose: str):
    """By apt-get, where we are root; tells what it does."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"安装{purpose}要用的 Debian 软件包：{' '.join(packages)} …", flush=True)
    # A server that comes in a package is not to start by itself: runlevel 1 starts none.
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", *packages],
        check=False,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def main() -> int:
    if packages := missing() + wished():
        install(packages, "测试")
    if left := missing():
        print(f"测试还缺：{' '.join(left)}。请先安装：sudo apt-get install {' '.join(left)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
