#!/bin/sh
# install.sh PYTHON VENV LOCKFILE: make the virtual environment and bring it to the lock file.
set -eu
python=$1 venv=$2 lock=$3

say() { printf '%s\n' "$*"; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "需要 Python 3.11 或更新的版本，现在是 $("$python" --version 2>&1)。" >&2; exit 1; }

if ! [ -x "$venv/bin/python" ]; then
    say "建立运行环境 $venv …"
    if ! "$python" -m venv "$venv" 2>/dev/null; then
        rm -rf "$venv"
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
            "$python" -m venv "$venv"
        else
            say "缺少 python3-venv。请先安装：sudo apt-get install python3-venv" >&2; exit 1
        fi
    fi
fi

say "安装依赖（$lock）…"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check uv 2>/dev/null || true
if [ -x "$venv/bin/uv" ]; then
    # On a terminal uv draws its own progress; elsewhere it stays silent.
    quiet=--quiet; [ -t 2 ] && quiet=
    "$venv/bin/uv" pip install $quiet --python "$venv/bin/python" --require-hashes -r "$lock"
else
    "$venv/bin/python" -m pip install --disable-pip-version-check --require-hashes -r "$lock"
fi
