"""Four ways to build a migration, under names that nobody knows beforehand, among much that belongs to nobody.

one_each: a load balancer for each side, weighted alias records.  shared: one load balancer for many hosts, whose rule
for the host splits.  forward: one load balancer whose default action splits.  elsewhere: weighted CNAME records to two load
balancers of another region.
"""

import random

from emulators import REGION
from reservations import BALANCERS_ZONE

OTHER_REGION = "eu-west-1"
WORDS = (
    "amber basil cedar delta ember fjord grove heron ivory jade karst larch maple nimbus ochre pearl quartz raven sable "
    "thyme umber vesper willow xenon yarrow zephyr"
).split()


class Builder:
    """Builds in one region, with names out of one source of chance."""

    def __init__(self, aws, chance):
        self.aws, self.chance = aws, chance
        subnets = sorted(aws.ec2.describe_subnets()["Subnets"], key=lambda subnet: subnet["AvailabilityZone"])
        self.subnets = [subnet["SubnetId"] for subnet in subnets[:2]]
        self.vpc = subnets[0]["VpcId"]

    def name(self):
        return f"{self.chance.choice(WORDS)}-{self.chance.randrange(16**5):05x}"

    def balancer(self, name=None):
        found = self.aws.elbv2.create_load_balancer(Name=name or self.name(), Subnets=self.subnets)
        return found["LoadBalancers"][0]

    def group(self, kind):
        found = self.aws.elbv2.create_target_group(
            Name=self.name(), Protocol="HTTP", Port=8080, VpcId=self.vpc, TargetType=kind
        )
        return found["TargetGroups"][0]["TargetGroupArn"]

    def listen(self, balancer, action, port=80):
        found = self.aws.elbv2.create_listener(
            LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTP", Port=port, DefaultActions=[action]
        )
        return found["Listeners"][0]["ListenerArn"]

    def rule(self, listener, priority, hosts, action, paths=()):
        conditions = [{"Field": "host-header", "HostHeaderConfig": {"Values": list(hosts)}}]
        if paths:
            conditions.append({"Field": "path-pattern", "PathPatternConfig": {"Values": list(paths)}})
        found = self.aws.elbv2.create_rule(
            ListenerArn=listener, Priority=priority, Conditions=conditions, Actions=[action]
        )
        return found["Rules"][0]["RuleArn"]

    def fleet(self, group, count=2):
        """An Auto Scaling group that registers its instances; its name."""
        name, template = self.name(), self.name()
        self.aws.ec2.create_launch_template(
            LaunchTemplateName=template, LaunchTemplateData={"ImageId": "ami-0a1b2c3d4e5f60718", "InstanceType": "m5.large"}
        )
        self.aws.auto_scaling.create_auto_scaling_group(
            AutoScalingGroupName=name, LaunchTemplate={"LaunchTemplateName": template, "Version": "$Default"},
            MinSize=1, MaxSize=6, DesiredCapacity=count, VPCZoneIdentifier=self.subnets[0], TargetGroupARNs=[group],
        )
        return name

    def tasks(self, cluster, group=None, count=0):
        """An ECS service that registers its tasks in the group; its name."""
        name = self.name()
        container = {"name": "app", "image": "app:1", "memory": 512, "portMappings": [{"containerPort": 8080}]}
        definition = self.aws.ecs.register_task_definition(family=name, containerDefinitions=[container])
        balancing = [{"targetGroupArn": group, "containerName": "app", "containerPort": 8080}] if group else []
        self.aws.ecs.create_service(
            cluster=cluster, serviceName=name, taskDefinition=definition["taskDefinition"]["taskDefinitionArn"],
            desiredCount=count, loadBalancers=balancing, launchType="FARGATE",
        )
        if group:
            address = f"172.31.{self.chance.randrange(200)}.{self.chance.randrange(2, 250)}"
            self.aws.elbv2.register_targets(TargetGroupArn=group, Targets=[{"Id": address, "Port": 8080}])
        return name

    def cluster(self):
        name = self.name()
        self.aws.ecs.create_cluster(clusterName=name)
        return name

    def sides(self, cluster):
        """Both sides' target groups with their fleets."""
        old, new = self.group("instance"), self.group("ip")
        return {
            "old": {"group": old, "fleet": self.fleet(old)},
            "new": {"group": new, "fleet": self.tasks(cluster, new, 1), "cluster": cluster},
        }


def to(group):
    return {"Type": "forward", "TargetGroupArn": group}


def split(old, new, weights):
    tuples = [{"TargetGroupArn": arn, "Weight": weight} for arn, weight in zip((old, new), weights)]
    return {"Type": "forward", "ForwardConfig": {"TargetGroups": tuples}}


def build(aws, seed, noise=True):
    """What was built, by layout: `host`, `zone`, `region`, `old`, `new` (`group`, `fleet`, `cluster`, `balancer`, `id`)."""
    chance = random.Random(seed)
    here, there = Builder(aws, chance), Builder(aws.elsewhere(OTHER_REGION), chance)
    domain = f"{here.name()}.example"
    zone = aws.route53.create_hosted_zone(Name=domain, CallerReference=f"layouts-{seed}")["HostedZone"]["Id"]
    zone = zone.removeprefix("/hostedzone/")
    if noise:
        make_noise(here, zone, domain)
    clusters = [here.cluster() for _ in range(3)]
    if noise:
        for index in range(45):
            here.tasks(clusters[index % 3])
    built = {
        "one_each": one_each(here, clusters[1], f"{here.name()}.{domain}"),
        "shared": shared(here, clusters[2], f"{here.name()}.{domain}"),
        "forward": forward(here, clusters[0], f"{here.name()}.{domain}"),
        "elsewhere": elsewhere(there, there.cluster(), f"{here.name()}.{domain}"),
    }
    changes = []
    for layout in built.values():
        changes += layout.pop("changes")
        layout["zone"] = zone
    aws.route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
    return built


def make_noise(builder, zone, domain):
    """200 load balancers and 300 target groups; a hundred of each belong together, and hosts lead to some of them."""
    balancers = [builder.balancer() for _ in range(200)]
    groups = [builder.group("ip" if index % 2 else "instance") for index in range(300)]
    for balancer, group in zip(balancers[:20], groups):
        builder.listen(balancer, to(group))
    changes = [upsert(alias(f"{builder.name()}.{domain}", "A", balancer)) for balancer in balancers[:20]]
    builder.aws.route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})


def one_each(builder, cluster, host):
    sides = builder.sides(cluster)
    changes = []
    for side, weight in (("old", 90), ("new", 10)):
        balancer = builder.balancer()
        builder.listen(balancer, to(sides[side]["group"]))
        sides[side] |= {"balancer": balancer["LoadBalancerArn"], "id": builder.name()}
        for kind in ("A", "AAAA"):
            changes.append(upsert(alias(host, kind, balancer, sides[side]["id"], weight)))
    return {"host": host, "region": REGION, **sides, "changes": changes}


def shared(builder, cluster, host):
    """Rules for other hosts and for a path stand before and behind the one that matters."""
    sides, others = builder.sides(cluster), [builder.group("ip") for _ in range(4)]
    balancer = builder.balancer()
    listener = builder.listen(balancer, to(others[0]))
    builder.rule(listener, 5, [f"{builder.name()}.example"], to(others[1]))
    builder.rule(listener, 10, [f"*.{host.split('.', 1)[1]}"], to(others[2]), paths=["/admin/*"])
    action = split(sides["old"]["group"], sides["new"]["group"], (75, 25))
    rule = builder.rule(listener, 20, [host.upper()], action)
    builder.rule(listener, 30, ["*"], to(others[3]))
    for side in sides.values():
        side["balancer"] = balancer["LoadBalancerArn"]
    changes = [upsert(alias(host, "A", balancer))]
    return {"host": host, "region": REGION, "listener": listener, "rule": rule, **sides, "changes": changes}


def forward(builder, cluster, host):
    sides = builder.sides(cluster)
    balancer = builder.balancer()
    listener = builder.listen(balancer, split(sides["old"]["group"], sides["new"]["group"], (999, 1)))
    for side in sides.values():
        side["balancer"] = balancer["LoadBalancerArn"]
    changes = [upsert(alias(host, "A", balancer)), upsert(alias(host, "AAAA", balancer))]
    return {"host": host, "region": REGION, "listener": listener, "rule": None, **sides, "changes": changes}


def elsewhere(builder, cluster, host):
    sides = builder.sides(cluster)
    changes = []
    for side, weight in (("old", 3), ("new", 1)):
        # A CNAME may be written in small letters whatever the load balancer's name is.
        balancer = builder.balancer(builder.name().title())
        builder.listen(balancer, to(sides[side]["group"]))
        sides[side] |= {"balancer": balancer["LoadBalancerArn"], "id": builder.name()}
        record = {"Name": host, "Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": balancer["DNSName"].lower()}]}
        changes.append(upsert(record | {"SetIdentifier": sides[side]["id"], "Weight": weight}))
    return {"host": host, "region": OTHER_REGION, **sides, "changes": changes}


def alias(name, kind, balancer, identifier=None, weight=None):
    target = {
        "HostedZoneId": BALANCERS_ZONE, "EvaluateTargetHealth": True,
        # Route 53 keeps no capitals.
        "DNSName": f"dualstack.{balancer['DNSName'].lower()}.",
    }
    record = {"Name": name, "Type": kind, "AliasTarget": target}
    return record if weight is None else record | {"SetIdentifier": identifier, "Weight": weight}


def upsert(record):
    return {"Action": "UPSERT", "ResourceRecordSet": record}
