"""Sets up .venv from the lock file, on a machine that has Python 3.11 and nothing of pip.

Debian ships Python without ensurepip, so pip comes, in this order, from: ensurepip; the wheel of
Debian's own package if it is installed; the index that pip is configured to use (the variable
PIP_INDEX_URL or a pip.conf), pinned by hash; the same Debian package fetched and verified by apt,
which needs no root and installs nothing. Only the standard library is used.
"""

import configparser
import hashlib
import importlib.util
import os
import re
import ssl
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
DEBIAN_WHEELS = Path("usr/share/python-wheels")  # below the root, or below an unpacked package
PIP_CONFIGURATIONS = ("/etc/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf")
TIMEOUT = 60  # seconds of silence from an index


class NoPipError(Exception):
    """Raised by a step below that cannot come by pip, and shown by `main` in one line."""


def main() -> None:
    """Makes the environment, or says in one line why it cannot."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whatever Python make found may run this
        sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
    try:
        make_environment()
        pip("install", "--require-hashes", "-r", str(ROOT / "requirements.lock"))
        pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    except NoPipError as error:
        sys.exit(f"no pip to set up .venv with: {error}; install the package python3-venv")
    except subprocess.CalledProcessError as error:
        sys.exit(f"set-up failed (exit code {error.returncode}): {' '.join(error.cmd[:5])} ...")


def make_environment() -> None:
    """Creates .venv with pip in it, unless a working one is there."""
    if runs("-m", "pip", "--version"):
        return
    with_pip = importlib.util.find_spec("ensurepip") is not None
    venv.EnvBuilder(clear=True, symlinks=True, with_pip=with_pip).create(VENV)
    if with_pip:
        return
    with tempfile.TemporaryDirectory() as folder:
        wheel = find_pip(Path(folder))
        # A wheel of pip is a program: it installs itself.
        command = [str(PYTHON), f"{wheel}/pip", "install", "-qq", "--no-index", str(wheel)]
        subprocess.run(command, check=True)


def runs(*arguments: str) -> bool:
    """Whether the environment's Python is there and runs this."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, *arguments], capture_output=True, check=False).returncode == 0


def pip(*arguments: str) -> None:
    """Runs the environment's pip; raises CalledProcessError."""
    quiet = ["-qq", "--disable-pip-version-check", "--no-input"]
    subprocess.run([str(PYTHON), "-m", "pip", *arguments, *quiet], check=True)


def find_pip(folder: Path) -> Path:
    """A wheel of pip; what must be fetched is put into `folder`. Raises NoPipError."""
    for wheel in debian_wheels(Path("/")):
        return wheel
    index = configured_index()
    return pip_from_index(index, folder) if index else pip_from_debian(folder)


def debian_wheels(root: Path) -> list[Path]:
    """The wheels of pip that Debian's package python3-pip-whl puts below `root`."""
    return sorted((root / DEBIAN_WHEELS).glob("pip-*.whl"))


def configured_index() -> str | None:
    """The package index that pip was told to use; None for pip's default."""
    if os.environ.get("PIP_INDEX_URL"):
        return os.environ["PIP_INDEX_URL"]
    files = [*PIP_CONFIGURATIONS, os.environ.get("PIP_CONFIG_FILE", "")]
    settings = configparser.ConfigParser(interpolation=None)
    settings.read([Path(file).expanduser() for file in files if file])
    return settings.get("global", "index-url", fallback=None)


def pip_from_index(index: str, folder: Path) -> Path:
    """The pinned wheel from a package index in `folder`. Raises NoPipError."""
    page_url = f"{index.rstrip('/')}/pip/"
    page = fetch(page_url).decode("utf-8", "replace")
    link = re.search(rf'href="([^"]*{re.escape(PIP_WHEEL)}[^"]*)"', page)
    if link is None:
        raise NoPipError(f"{PIP_WHEEL} is not in the configured index")
    content = fetch(urllib.parse.urljoin(page_url, link[1].replace("&amp;", "&")))
    if hashlib.sha256(content).hexdigest() != PIP_SHA256:
        raise NoPipError(f"{PIP_WHEEL} of the configured index does not have the expected hash")
    wheel = folder / PIP_WHEEL
    wheel.write_bytes(content)
    return wheel


def fetch(url: str) -> bytes:
    """The bytes at `url`, trusting the certificates that pip trusts. Raises NoPipError."""
    context = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))
    try:
        with opener.open(url, timeout=TIMEOUT) as response:
            return bytes(response.read())
    except OSError as error:
        raise NoPipError(f"the configured index cannot be read: {error}") from error


def pip_from_debian(folder: Path) -> Path:
    """The wheel in Debian's package of pip, unpacked below `folder`. Raises NoPipError."""
    download = ["download", "python3-pip-whl"]
    if not apt(folder, *download):
        # A fresh machine has no package lists, and the system's own are root's to renew.
        (folder / "state" / "lists" / "partial").mkdir(parents=True)
        lists = ["-o", f"Dir::State={folder}/state", "-o", f"Dir::Cache={folder}/cache"]
        lists += ["-o", "Dir::State::status=/var/lib/dpkg/status"]
        if not (apt(folder, *lists, "update") and apt(folder, *lists, *download)):
            raise NoPipError("apt-get cannot fetch python3-pip-whl")
    packages = list(folder.glob("python3-pip-whl_*.deb"))
    subprocess.run(["dpkg-deb", "-x", str(packages[0]), str(folder / "package")], check=True)
    wheels = debian_wheels(folder / "package")
    if not wheels:
        raise NoPipError("Debian's package holds no wheel of pip")
    return wheels[0]


def apt(folder: Path, *arguments: str) -> bool:
    """Whether apt-get did this with `folder` as its working folder."""
    # Root's apt would drop to a user who may not write into a private folder.
    command = ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", *arguments]
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    except FileNotFoundError as error:
        raise NoPipError("no package index is configured and this is no Debian") from error


if __name__ == "__main__":
    main()
