"""Where the world is built: .build/world of the package, with a virtual environment of its own.

Standard library only: this module runs before anything is installed.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE.parents[1] / ".build" / "world"
LOGS = PLACE / "logs"
PYTHON = PLACE / "venv" / "bin" / "python"
SUITE = PLACE / "aws4_testsuite"
REQUIREMENTS = HERE / "requirements.txt"
# The source distribution carries the signature test vectors that the wheel leaves out.
VECTORS = "botocore==1.43.11"


def say(sentence):
    print(f"world: {sentence}", file=sys.stderr, flush=True)


def give_up(sentence):
    say(sentence)
    sys.exit(1)


def run(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        give_up(f"{' '.join(map(str, command))} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


class Lock:
    """Several test processes may start at once; one builds, the others wait."""

    def __enter__(self):
        LOGS.mkdir(parents=True, exist_ok=True)
        self.file = open(PLACE / "lock", "w")
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_):
        self.file.close()


def environment_is_ready():
    stamp = PLACE / "venv" / "stamp"
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted_stamp()


def wanted_stamp():
    return f"{sys.version_info[:2]} {hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()}\n"


def prepare_environment():
    if environment_is_ready():
        return
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        give_up("python3 has no venv here. On Debian: sudo apt-get install python3-venv")
    with Lock():
        if environment_is_ready():
            return
        say("installing the emulators into .build/world/venv (once, about half a minute)")
        folder = PLACE / "venv"
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True, symlinks=True)
        run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS)
        (folder / "stamp").write_text(wanted_stamp())


def prepare_suite():
    """Extracts botocore's SigV4 vectors, which the signer is tested against."""
    if (SUITE / "stamp").exists() and (SUITE / "stamp").read_text() == VECTORS:
        return
    with Lock(), tempfile.TemporaryDirectory() as folder:
        say("fetching the signature vectors into .build/world/aws4_testsuite (once)")
        run(
            PYTHON, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--no-binary", "botocore", "--dest", folder, VECTORS,
        )
        archive = next(Path(folder).glob("botocore-*.tar.gz"))
        shutil.rmtree(SUITE, ignore_errors=True)
        count = 0
        with tarfile.open(archive) as tar:
            for member in tar:
                before, found, inside = member.name.partition("tests/unit/auth/aws4_testsuite/")
                if not found or not member.isfile() or ".." in inside:
                    continue
                target = SUITE / inside
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(tar.extractfile(member).read())
                count += 1
        if not count:
            give_up(f"{archive.name} holds no aws4_testsuite")
        (SUITE / "stamp").write_text(VECTORS)


def forget_the_dead():
    """Removes logs older than a day, and what worlds left behind that were killed."""
    LOGS.mkdir(parents=True, exist_ok=True)
    for log in LOGS.glob("*.log"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - log.stat().st_mtime > 86_400:
                log.unlink()
    for folder in Path(tempfile.gettempdir()).glob("abreast-world-*"):
        owner = folder.name.split("-")[2]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)


def enter_environment():
    """Goes on as the same program under the environment's Python, when it is not already there."""
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    if Path(sys.prefix).resolve() == (PLACE / "venv").resolve():
        return
    prepare_environment()
    os.execv(PYTHON, [str(PYTHON), *sys.argv])
