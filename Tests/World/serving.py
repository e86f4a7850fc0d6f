"""One world from its start to its end, and the two ways to hold it: for a test process, and around a command."""

import contextlib
import datetime
import json
import os
import secrets
import signal
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

import configurations
import emulators
import keys
import reservations
import workshop
from faults import Faults
from metrics import Metrics


class Ended(BaseException):
    """SIGTERM or SIGHUP came."""


def raise_ended(*_):
    # Once is enough: the way out must not be cut short by a second signal.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Ended


@contextlib.contextmanager
def living_world(live):
    """Yields the description (WorldDescription of the Swift side) of a world that ends with the block."""
    workshop.forget_the_dead()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_ended)
    with tempfile.TemporaryDirectory(prefix=f"abreast-world-{os.getpid()}-") as folder, contextlib.ExitStack() as ending:
        root = ("AKIAWORLDROOT0000000", secrets.token_hex(20))
        moto, ministack = emulators.start(folder, root[1])
        ending.callback(emulators.stop, moto, ministack)
        yield describe(moto, ministack, Path(folder), root, live)


def describe(moto, ministack, folder, root, live):
    """Builds the content and says what it is."""
    endpoints = {
        service: (moto if service in emulators.MOTO else ministack).url for service in emulators.SERVICES
    }
    watcher, powerless, role = keys.make_keys(endpoints, root)
    aws = keys.Clients(endpoints, *watcher)
    names = reservations.build(aws)
    names["roleARN"] = role
    names["powerless"] = {"accessKeyID": powerless[0], "secretAccessKey": powerless[1]}
    metrics = Metrics(aws.cloudwatch, names, datetime.datetime.now(datetime.timezone.utc))
    metrics.put_history()
    if live:
        threading.Thread(target=keep_alive, args=(metrics,), daemon=True).start()

    faults = Faults(endpoints)
    files = {
        "configPath": ("abreast.yaml", configurations.reservations(names, endpoints)),
        "faultConfigPath": ("faults.yaml", configurations.reservations(names, faults.endpoints)),
        "configTwoPath": ("checkout.yaml", configurations.checkout(names, endpoints)),
    }
    paths = {}
    for key, (name, text) in files.items():
        (folder / name).write_text(text)
        paths[key] = str(folder / name)
    description = {
        "pid": os.getpid(),
        "python": sys.executable,
        "descriptionPath": str(folder / "world.json"),
        "controlURL": faults.url,
        "endpoints": endpoints,
        "faultEndpoints": faults.endpoints,
        "imdsEndpoint": ministack.url,
        "environment": environment(endpoints, watcher, paths["configPath"], folder),
        "faultEnvironment": environment(faults.endpoints, watcher, paths["faultConfigPath"], folder),
        "names": names,
        **paths,
    }
    (folder / "world.json").write_text(json.dumps(description, indent=1))
    return description


def environment(endpoints, user, configuration, folder):
    """All that a program needs to see this AWS and no other."""
    variables = {f"AWS_ENDPOINT_URL_{emulators.SERVICES[service][1]}": url for service, url in endpoints.items()}
    return variables | {
        "AWS_ACCESS_KEY_ID": user[0],
        "AWS_SECRET_ACCESS_KEY": user[1],
        "AWS_REGION": emulators.REGION,
        "AWS_DEFAULT_REGION": emulators.REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "ABREAST_CONFIG": configuration,
        "XDG_STATE_HOME": str(folder / "state"),
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }


def keep_alive(metrics):
    """Adds each minute a few seconds after it has ended."""
    age = 0
    while True:
        end = metrics.birth + datetime.timedelta(minutes=age + 1, seconds=3)
        time.sleep(max(0, (end - datetime.datetime.now(datetime.timezone.utc)).total_seconds()))
        try:
            metrics.put_minute(age)
        except Exception:
            # The world may be ending; if not, its log must say why the metrics stand still.
            workshop.say(traceback.format_exc())
        age += 1


def serve(live):
    """Holds the world until standard input closes or a signal comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with living_world(live) as description:
            print(json.dumps(description), flush=True)
            while sys.stdin.buffer.readline():
                pass
    except Ended:
        pass
    except RuntimeError as error:
        workshop.give_up(str(error))
    return 0


def run(live, command):
    """Runs the command in this terminal, inside the world; returns its status as a shell would."""
    signal.signal(signal.SIGINT, raise_ended)
    workshop.say("starting an AWS of two emulators on loopback and filling it (a few seconds)")
    try:
        with living_world(live) as description:
            here = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
            command = [word.replace("{config}", description["configPath"]) for word in command]
            # From here on ^C, ^\ and ^Z are for the command.
            for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
                signal.signal(number, signal.SIG_IGN)
            return wait(spawn(command, here | description["environment"]))
    except Ended:
        return 143
    except RuntimeError as error:
        workshop.give_up(str(error))


def spawn(command, variables):
    defaults = [signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE]
    try:
        return os.posix_spawnp(command[0], command, variables, setsigdef=defaults)
    except OSError as error:
        raise RuntimeError(f"{command[0]} cannot be run: {error.strerror}") from None


def wait(child):
    """Waits for the child's end, stopping with it when it stops, so that ^Z gives the terminal back to the shell."""
    try:
        while True:
            _, status = os.waitpid(child, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                return os.waitstatus_to_exitcode(status) % 256 if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
            os.kill(os.getpid(), signal.SIGSTOP)
            os.kill(child, signal.SIGCONT)
    except Ended:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
        raise
