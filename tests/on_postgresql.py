"""Runs a Python command on a PostgreSQL of its own, which ends with it:

    python -m tests.on_postgresql -m pytest -m both_databases

Debian's package, a new cluster in a temporary folder, one port of this machine. root may not
run it, so that there the package's own user does.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.needs import postgresql
from tests.proofs.counts import EVERYTHING
from tests.servers import free_port

USER = "postgres"  # of the machine, where we are root, and of the cluster
# Nothing here outlives the run: no waiting for the disk, but where that is what is proved.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SETTINGS = {"max_connections": "200", "shared_buffers": "128MB", "listen_addresses": "127.0.0.1"}


@contextmanager
def cluster(programs: Path, **settings: str) -> Iterator[str]:
    """The address of a database "xinyu" in a new cluster; `settings` as in postgresql.conf."""
    with TemporaryDirectory(prefix="xinyu-postgresql-") as folder:
        data, port = Path(folder) / "data", free_port()
        give_away(Path(folder))
        # C: Chinese text is ordered by code point everywhere, as SQLite does it.
        new = ["--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C.UTF-8"]
        run([programs / "initdb", "-D", data, *new, "--no-sync"])
        told = SETTINGS | settings | {"port": str(port), "unix_socket_directories": folder}
        options = " ".join(f"-c {name}={value}" for name, value in told.items())
        control = [programs / "pg_ctl", "-D", data, "-w"]
        run([*control, "-l", data / "log", "-o", options, "start"])
        try:
            address = f"postgres://{USER}@127.0.0.1:{port}"
            run([programs / "psql", "-q", f"{address}/postgres", "-c", "CREATE DATABASE xinyu"])
            yield f"{address}/xinyu"
        finally:
            run([*control, "-m", "immediate", "stop"])


def give_away(folder: Path):
    if os.geteuid() == 0:
        shutil.chown(folder, USER, pwd.getpwnam(USER).pw_gid)


def run(command: list[str | Path]):
    as_user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups"]
    done = subprocess.run(
        [*(as_user if os.geteuid() == 0 else []), *map(str, command)],
        # A file, not a pipe: the server holds on to it and would never let us come to its end.
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
        cwd="/",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}")


def main(arguments: list[str]) -> int:
    programs = postgresql()
    if programs is None:
        print("没有 PostgreSQL（apt-get install postgresql），跳过在它上面跑的测试。")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with cluster(programs, **({} if EVERYTHING else FAST)) as address:
        environment = os.environ | {"XINYU_DATABASE_URL": address}
        return subprocess.run([sys.executable, *arguments], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
