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
from restoring import Restorer
from scripts import Scripts


class Ended(BaseException):
    """SIGTERM or SIGHUP came."""


def raise_ended(*_):
    # Once is enough: the way out must not be cut short by a second signal.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Ended


@contextlib.contextmanager
def living_world(live):
    """Yields a World that ends with the block."""
    workshop.forget_the_dead()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_ended)
    with tempfile.TemporaryDirectory(prefix=f"abreast-world-{os.getpid()}-") as folder, contextlib.ExitStack() as ending:
        root = ("AKIAWORLDROOT0000000", secrets.token_hex(20))
        moto, ministack = emulators.start(folder, root[1])
        ending.callback(emulators.stop, moto, ministack)
        yield World(moto, ministack, Path(folder), root, live)


class World:
    """Emulators with their content, and the proxies before them."""

    def __init__(self, moto, ministack, folder, root, live):
        endpoints = {
            service: (moto if service in emulators.MOTO else ministack).url for service in emulators.SERVICES
        }
        watcher, powerless, role = keys.make_keys(endpoints, root)
        self.aws = keys.Clients(endpoints, *watcher)
        names = reservations.build(self.aws)
        names["roleARN"] = role
        names["powerless"] = {"accessKeyID": powerless[0], "secretAccessKey": powerless[1]}
        self.metrics = Metrics(self.aws.cloudwatch, names, now())
        self.metrics.put_history()
        if live:
            threading.Thread(target=keep_alive, args=(self.metrics,), daemon=True).start()
        self.names, self.endpoints, self.watcher, self.folder = names, endpoints, watcher, folder
        # The first stands in the description; a test that needs several faults at once opens more.
        self.faults = [Faults(endpoints)]
        self.restorer = Restorer(self.aws, self.faults)
        self.description = self.describe(ministack)
        self.scripts = Scripts(self.aws, self.description)

    def describe(self, ministack):
        """What the world is (WorldDescription of the Swift side)."""
        path = self.write("abreast.yaml", configurations.reservations(self.names, self.endpoints))
        return {
            "pid": os.getpid(),
            "endpoints": self.endpoints,
            "faultEndpoints": self.faults[0].endpoints,
            "imdsEndpoint": ministack.url,
            "environment": environment(self.endpoints, self.watcher, path, self.folder),
            "names": self.names,
            "configPath": path,
            "configTwoPath": self.write("checkout.yaml", configurations.checkout(self.names, self.endpoints)),
            "faults": self.describe_faults(0),
        }

    def describe_faults(self, number):
        """How a program gets behind these proxies (FaultsDescription of the Swift side)."""
        endpoints = self.faults[number].endpoints
        path = self.write(f"faults{number}.yaml", configurations.reservations(self.names, endpoints))
        variables = environment(endpoints, self.watcher, path, self.folder)
        return {"number": number, "configPath": path, "environment": variables}

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return str(self.folder / name)

    def answer(self, request):
        """The answer to one request, by its verb; raises what a script raises."""
        verb = request["verb"]
        if verb == "script":
            return self.scripts.run(request["text"])
        if verb == "proxies":
            self.faults.append(Faults(self.endpoints))
            return self.describe_faults(len(self.faults) - 1)
        if verb == "fault":
            return self.faults[request["proxies"]].switch(
                request["mode"], request.get("service"), request.get("operation")
            )
        if verb == "requests":
            return self.faults[0].counts()
        if verb == "forget":
            return self.faults[0].forget()
        if verb == "refresh":
            return self.metrics.put_minutes(now())
        if verb == "restore":
            return [" ".join(key) for key in self.restorer.restore()]
        raise ValueError(f"there is no verb “{verb}”")


def now():
    return datetime.datetime.now(datetime.timezone.utc)


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
    while True:
        time.sleep(max(0, (metrics.end_of_next() - now()).total_seconds() + 3))
        try:
            metrics.put_minutes(now())
        except Exception:
            # The world may be ending; if not, its log must say why the metrics stand still.
            workshop.say(traceback.format_exc())


def serve(live):
    """Holds the world until standard input closes or a signal comes; answers each line of JSON with one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with living_world(live) as world:
            print(json.dumps(world.description), flush=True)
            for line in sys.stdin.buffer:
                try:
                    answer = {"answer": world.answer(json.loads(line))}
                except Exception:
                    answer = {"error": traceback.format_exc()}
                print(json.dumps(answer), flush=True)
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
        with living_world(live) as world:
            description = world.description
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
