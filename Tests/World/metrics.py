"""The migration's metrics, minute by minute, with the dimensions and the silences of the real ones.

An error counter of zero is not published. The newest minute is incomplete and is completed one minute later, as load
balancers do. Every value follows from the world's birth and the minute alone, so two worlds differ only in their ids.
"""

import datetime
import random
from dataclasses import dataclass

HISTORY = 60
# Share of the newest minute's requests that are there at first.
FIRST_PART = 0.6

# The picture: which part of the requests has which multiple between the percentiles. A plateau lies around each of
# p50, p95 and p99, so that these three come out whatever the number of requests.
PLATEAUS = [
    (0.10, "p50", 0.55), (0.25, "p50", 0.70), (0.40, "p50", 0.85), (0.60, "p50", 1.0),
    (0.75, "p95", 0.15), (0.90, "p95", 0.45), (0.94, "p95", 0.80), (0.96, "p95", 1.0),
    (0.98, "p99", 0.40), (0.985, "p99", 0.80), (0.993, "p99", 1.0), (1.0, "tail", 1.0),
]


@dataclass
class Load:
    """What a side does in an ordinary minute. Latencies in ms, CPU and memory in percent."""

    requests: float
    p50: float
    p95: float
    p99: float
    errors: float
    hosts: int
    cpu: float
    memory: float = 0
    # Before the last change of weights, this many minutes before the birth, requests were these.
    earlier: float = 0
    changed: int = -35
    # p99 rose to the value above from this one, beginning this many minutes before the birth.
    p99_before: float = 0
    rising: int = -34


LOADS = {
    ("api", "old"): Load(24_700, 41, 120, 288, 5, 8, 38, earlier=29_100),
    ("api", "new"): Load(7_700, 38, 140, 412, 2.3, 6, 71, 58, earlier=3_300, p99_before=300),
    ("web", "old"): Load(9_100, 22, 64, 120, 0.9, 4, 22),
    ("web", "new"): Load(790, 21, 60, 118, 0, 2, 30, 41),
    ("worker", "old"): Load(0, 0, 0, 0, 0, 3, 55),
    ("worker", "new"): Load(0, 0, 0, 0, 0, 2, 47, 36),
    ("checkout", "old"): Load(3_600, 55, 150, 240, 0.4, 2, 31),
    ("checkout", "new"): Load(400, 52, 148, 236, 0, 1, 27, 33),
}

# What befell whom, by minutes before the birth: metric of the load balancer -> count.
INCIDENTS = {
    ("api", "new", -18): {"HTTPCode_ELB_5XX_Count": 12, "HTTPCode_ELB_502_Count": 12, "TargetConnectionErrorCount": 12},
    ("api", "new", -41): {"HTTPCode_ELB_5XX_Count": 1, "HTTPCode_ELB_503_Count": 1},
    ("api", "old", -30): {"HTTPCode_ELB_5XX_Count": 2, "HTTPCode_ELB_504_Count": 1, "HTTPCode_ELB_500_Count": 1},
    ("api", "old", -50): {"RejectedConnectionCount": 3},
}


def dimensions(**pairs):
    return [{"Name": name, "Value": value} for name, value in pairs.items()]


class Metrics:
    """Writes minutes into CloudWatch."""

    def __init__(self, cloudwatch, names, birth):
        self.cloudwatch = cloudwatch
        self.names = names
        # The birth's own minute is not over: the newest minute that has data is the one before.
        self.birth = birth.replace(second=0, microsecond=0)
        # The oldest minute of which nothing has been put yet, in minutes after the birth.
        self.next = 0
        # By namespace: what the next send() takes along.
        self.waiting = {}

    def put_history(self):
        for age in range(-HISTORY, -1):
            self.collect(age, ["first", "rest"])
        self.collect(-1, ["first"])
        self.send()

    def end_of_next(self):
        """When the oldest minute is over of which nothing has been put yet."""
        return self.birth + datetime.timedelta(minutes=self.next + 1)

    def put_minutes(self, now):
        """Of each minute that is over by now its first part, and of its elder the rest."""
        while self.end_of_next() <= now:
            self.collect(self.next - 1, ["rest"])
            self.collect(self.next, ["first"])
            self.next += 1
        self.send()

    def collect(self, age, parts):
        for name, service in self.names["services"].items():
            for side in ("old", "new"):
                for part in parts:
                    self.collect_balancer(age, name, side, service[side], part)
                if "first" in parts:
                    self.collect_machines(age, name, side, service[side])
        if "first" in parts:
            self.collect_queue(age)

    def add(self, namespace, metric, age, unit, where, **value):
        stamp = self.birth + datetime.timedelta(minutes=age)
        datum = {"MetricName": metric, "Timestamp": stamp, "Unit": unit, "Dimensions": where, **value}
        self.waiting.setdefault(namespace, []).append(datum)

    def send(self):
        for namespace, data in self.waiting.items():
            for start in range(0, len(data), 1000):
                self.cloudwatch.put_metric_data(Namespace=namespace, MetricData=data[start : start + 1000])
        self.waiting = {}

    def collect_balancer(self, age, service, side, names, part):
        load = LOADS[service, side]
        if not names["loadBalancer"] or not load.requests:
            return
        chance = random.Random(f"{service} {side} {age}")
        usual = load.earlier if load.earlier and age < load.changed else load.requests
        whole = round(usual * chance.gauss(1, 0.012))
        early = round(whole * FIRST_PART)
        requests = early if part == "first" else whole - early
        balancer = dimensions(LoadBalancer=names["loadBalancer"]["dimension"])
        both = balancer + dimensions(TargetGroup=names["targetGroup"]["dimension"])

        def count(metric, number, *places):
            for place in places:
                self.add("AWS/ApplicationELB", metric, age, "Count", place, Value=number)

        count("RequestCount", requests, balancer, both)
        failed = self.errors(load, chance) if part == "first" else 0
        refused = round(requests * 0.012)
        for metric, number in (("5XX", failed), ("4XX", refused), ("2XX", requests - failed - refused)):
            if number:
                count(f"HTTPCode_Target_{metric}_Count", number, balancer, both)
        values, counts = response_times(load, age, requests)
        for place in (balancer, both):
            self.add("AWS/ApplicationELB", "TargetResponseTime", age, "Seconds", place, Values=values, Counts=counts)
        if part == "first":
            count("HealthyHostCount", load.hosts, both)
            count("UnHealthyHostCount", 0, both)
            for metric, number in INCIDENTS.get((service, side, age), {}).items():
                places = [balancer, both] if metric.startswith("Target") else [balancer]
                count(metric, number, *places)

    @staticmethod
    def errors(load, chance):
        return max(0, round(chance.gauss(load.errors, load.errors**0.5))) if load.errors else 0

    def collect_machines(self, age, service, side, names):
        load = LOADS[service, side]
        chance = random.Random(f"{service} {side} cpu {age}")
        cpu = round(load.cpu * chance.gauss(1, 0.02), 2)
        if names["autoScalingGroup"]:
            where = dimensions(AutoScalingGroupName=names["autoScalingGroup"])
            self.add("AWS/EC2", "CPUUtilization", age, "Percent", where, Values=[cpu], Counts=[load.hosts])
        if names["ecsService"]:
            where = dimensions(ClusterName=self.names["cluster"], ServiceName=names["ecsService"])
            memory = round(load.memory * chance.gauss(1, 0.01), 2)
            # One value a task: the number of samples is the number of running tasks.
            self.add("AWS/ECS", "CPUUtilization", age, "Percent", where, Values=[cpu], Counts=[load.hosts])
            self.add("AWS/ECS", "MemoryUtilization", age, "Percent", where, Values=[memory], Counts=[load.hosts])

    def collect_queue(self, age):
        chance = random.Random(f"queue {age}")
        where = dimensions(QueueName=self.names["queue"])
        for metric, unit, usual in (
            ("ApproximateAgeOfOldestMessage", "Seconds", 14),
            ("ApproximateNumberOfMessagesVisible", "Count", 42),
            ("NumberOfMessagesSent", "Count", 986),
            ("NumberOfMessagesReceived", "Count", 986),
            ("NumberOfMessagesDeleted", "Count", 986),
        ):
            self.add("AWS/SQS", metric, age, unit, where, Value=max(0, round(chance.gauss(usual, usual**0.5))))


def response_times(load, age, requests):
    """Distinct values in seconds, and how often each was seen."""
    p99 = load.p99
    if load.p99_before:
        risen = min(1, max(0, (age - load.rising) / 5))
        p99 = load.p99_before + (load.p99 - load.p99_before) * risen
    sway = random.Random(f"{load.p99} latency {age}").gauss(1, 0.006)
    lower = {"p50": 0, "p95": load.p50, "p99": load.p95, "tail": 0}
    upper = {"p50": load.p50, "p95": load.p95, "p99": p99, "tail": p99 * 1.3}
    values, counts, done = [], [], 0
    for end, level, height in PLATEAUS:
        until = round(requests * end)
        if until > done:
            value = lower[level] + (upper[level] - lower[level]) * height
            values.append(round(value * sway / 1000, 6))
            counts.append(until - done)
        done = until
    return values, counts
