"""Starts and ends the two emulators: moto and ministack, each for the services that it answers truly.

moto: load balancers, EC2, Auto Scaling of both kinds, SQS, WAF. ministack: Route 53 (paging, refusals, PENDING), ECS
(services that start tasks), CloudWatch (percentiles), STS, instance metadata; it also checks every signature.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import workshop

ACCOUNT = "123456789012"
REGION = "ap-northeast-1"
MOTO = ("elbv2", "ec2", "auto_scaling", "sqs", "application_auto_scaling", "waf")
MINISTACK = ("route53", "ecs", "cloudwatch", "sts", "iam")

# The service's key in our configuration file, botocore's name of it, and the tail of its AWS_ENDPOINT_URL variable.
SERVICES = {
    "route53": ("route53", "ROUTE_53"),
    "elbv2": ("elbv2", "ELASTIC_LOAD_BALANCING_V2"),
    "auto_scaling": ("autoscaling", "AUTO_SCALING"),
    "ec2": ("ec2", "EC2"),
    "ecs": ("ecs", "ECS"),
    "cloudwatch": ("cloudwatch", "CLOUDWATCH"),
    "sqs": ("sqs", "SQS"),
    "sts": ("sts", "STS"),
    "application_auto_scaling": ("application-autoscaling", "APPLICATION_AUTO_SCALING"),
    "waf": ("wafv2", "WAFV2"),
    "iam": ("iam", "IAM"),
}

PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None)


def die_with_parent():
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Emulator:
    """One emulator process on a free loopback port."""

    def __init__(self, name, module, arguments, variables, folder):
        self.name = name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = workshop.LOGS / f"{name}-{os.getpid()}-{self.port}.log"
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": folder,
            "TMPDIR": folder,
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        environment.update((key, value.format(port=self.port)) for key, value in variables.items())
        command = [sys.executable, "-m", module, *(argument.format(port=self.port) for argument in arguments)]
        with open(self.log, "w") as log:
            # A session of its own: ^C in the terminal is for the program under test, not for its AWS.
            self.process = subprocess.Popen(
                command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=die_with_parent,
            )

    def wait_until_ready(self, path, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended with status {self.process.returncode}; see {self.log}")
            try:
                urllib.request.urlopen(self.url + path, timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{self.name} did not answer within {seconds} s; see {self.log}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(folder, root_secret):
    """Starts both; returns them as (moto, ministack)."""
    moto = Emulator("moto", "moto.server", ["-H", "127.0.0.1", "-p", "{port}"], {}, folder)
    ministack = Emulator(
        "ministack", "ministack", [],
        {
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": "{port}",
            "MINISTACK_HOST": "127.0.0.1",
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "MINISTACK_REGION": REGION,
            "MINISTACK_IMDS_V2_REQUIRED": "1",
            "AUTH": "true",
            "AWS_ACCESS_KEY_ID": "AKIAWORLDROOT0000000",
            "AWS_SECRET_ACCESS_KEY": root_secret,
            "PERSIST_STATE": "0",
            "S3_PERSIST": "0",
            "LOG_LEVEL": "WARNING",
        },
        folder,
    )
    try:
        moto.wait_until_ready("/moto-api/")
        ministack.wait_until_ready("/_ministack/health")
    except BaseException:
        stop(moto, ministack)
        raise
    return moto, ministack


def stop(*emulators):
    for emulator in emulators:
        emulator.process.terminate()
    for emulator in emulators:
        emulator.stop()
