"""Installs what the tests need from Debian where it may; else names it in one sentence."""

import os
import shutil
import subprocess
import sys


def missing() -> list[str]:
    found = []
    if not shutil.which("chromium"):
        found.append("chromium")
    if not nginx():
        found.append("nginx-light")
    if not has_chinese_font():
        found.append("fonts-noto-cjk")
    return found


def nginx() -> str | None:
    """Debian keeps it where only root's PATH looks."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return os.path.isdir("/usr/share/fonts/opentype/noto")
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def main() -> int:
    packages = missing()
    if not packages:
        return 0
    wanted = " ".join(packages)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"安装测试要用的 Debian 软件包：{wanted} …", flush=True)
        # Runlevel 1: a server that is installed for the tests is not started as a service.
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", *packages],
            check=False,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
    left = missing()
    if left:
        print(f"测试还缺：{' '.join(left)}。请先安装：sudo apt-get install {' '.join(left)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
