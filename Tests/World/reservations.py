"""The migration `reservations` as boto3 builds it: what exists, and what it is called.

api and web have two load balancers each, told apart by weighted alias records; worker has a queue and no balancer.
checkout, of a second migration, is split by the weights of one load balancer.
"""

import json
from dataclasses import dataclass

from emulators import ACCOUNT, REGION

ZONE = "example.com"
CLUSTER = "prod"
QUEUE = "jobs"
# The hosted zone that load balancers of ap-northeast-1 live in.
BALANCERS_ZONE = "Z14GRHDCWA56QT"
IMAGES = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
# The newest AMI is the last: the fleet's launch template has one version each.
AMIS = ["ami-0a1b2c3d4e5f60718", "ami-0b7e2d91c4f8a3365", "ami-0c15e9f27ab3d8842"]


@dataclass
class Plan:
    """A service before it is built."""

    instances: int
    tasks: int
    images: list
    weights: tuple = ()
    balancers: tuple = ()
    # Instances of the previous launch template version.
    behind: int = 0


PLANS = {
    "api": Plan(8, 6, ["api:216", "api:217", "api:218"], (75, 25), ("api-old", "api-new")),
    "web": Plan(4, 2, ["web:88", "web:91"], (92, 8), ("web-old", "web-new"), behind=1),
    "worker": Plan(3, 2, ["api@sha256:9f2c" + "0e7d" * 15]),
    "checkout": Plan(2, 1, ["checkout:12"], (90, 10), ("shared", "shared")),
}


def build(aws):
    """Builds everything but the metrics; returns the names (WorldNames of the Swift side)."""
    subnets = sorted(aws.ec2.describe_subnets()["Subnets"], key=lambda subnet: subnet["AvailabilityZone"])
    subnet_ids = [subnet["SubnetId"] for subnet in subnets[:3]]
    names = {"account": ACCOUNT, "region": REGION, "zone": ZONE, "cluster": CLUSTER, "queue": QUEUE, "services": {}}
    names["clusterARN"] = aws.ecs.create_cluster(clusterName=CLUSTER)["cluster"]["clusterArn"]
    balancers = build_balancers(aws, subnet_ids)
    for name, plan in PLANS.items():
        names["services"][name] = build_service(aws, name, plan, balancers, subnets)
    build_forward(aws, names["services"]["checkout"], PLANS["checkout"].weights)
    names["zoneID"] = build_records(aws, balancers)
    names["queueURL"] = build_queue(aws)
    return names


def build_balancers(aws, subnet_ids):
    """By name: what CreateLoadBalancer answered. `legacy` belongs to nobody."""
    wanted = ["legacy"] + sorted({name for plan in PLANS.values() for name in plan.balancers})
    return {
        name: aws.elbv2.create_load_balancer(Name=name, Subnets=subnet_ids)["LoadBalancers"][0] for name in wanted
    }


def build_service(aws, name, plan, balancers, subnets):
    names = {"record": None, "listenerARN": None, "ruleARN": None}
    if plan.balancers and plan.balancers[0] != plan.balancers[1]:
        names["record"] = f"{name}.{ZONE}"
    groups = {side: None for side in ("old", "new")}
    for side, balancer in zip(groups, plan.balancers):
        groups[side] = build_target_group(aws, name, side, subnets[0]["VpcId"])
        if names["record"]:
            aws.elbv2.create_listener(
                LoadBalancerArn=balancers[balancer]["LoadBalancerArn"], Protocol="HTTP", Port=80,
                DefaultActions=[{"Type": "forward", "TargetGroupArn": groups[side]["arn"]}],
            )
    names["old"] = {"autoScalingGroup": build_fleet(aws, name, plan, groups["old"], subnets), "ecsService": None}
    names["new"] = {"autoScalingGroup": None, "ecsService": build_tasks(aws, name, plan, groups["new"], subnets)}
    for index, (side, identifier) in enumerate((("old", "ec2"), ("new", "ecs"))):
        names[side]["setIdentifier"] = identifier if names["record"] else None
        names[side]["targetGroup"] = groups[side]
        names[side]["loadBalancer"] = None
        if plan.balancers:
            arn = balancers[plan.balancers[index]]["LoadBalancerArn"]
            names[side]["loadBalancer"] = resource(plan.balancers[index], arn, "loadbalancer/")
    return names


def resource(name, arn, prefix):
    return {"name": name, "arn": arn, "dimension": arn.split(":")[5].removeprefix(prefix)}


def build_target_group(aws, service, side, vpc):
    name = f"{service}-{side}"
    answer = aws.elbv2.create_target_group(
        Name=name, Protocol="HTTP", Port=8080, VpcId=vpc, TargetType="ip" if side == "new" else "instance",
        HealthCheckPath="/health",
    )
    return resource(name, answer["TargetGroups"][0]["TargetGroupArn"], "")


def build_fleet(aws, service, plan, group, subnets):
    """An Auto Scaling group over three zones; returns its name."""
    name, template = f"{service}-asg", f"{service}-fleet"
    kind = {"InstanceType": "m5.large"}
    aws.ec2.create_launch_template(LaunchTemplateName=template, LaunchTemplateData={"ImageId": AMIS[0], **kind})
    for ami in AMIS[1:]:
        aws.ec2.create_launch_template_version(
            LaunchTemplateName=template, SourceVersion="1", LaunchTemplateData={"ImageId": ami, **kind}
        )

    def take_version(number):
        aws.ec2.modify_launch_template(LaunchTemplateName=template, DefaultVersion=str(number))

    take_version(len(AMIS) - 1 if plan.behind else len(AMIS))
    every_zone = ",".join(subnet["SubnetId"] for subnet in subnets[:3])
    aws.auto_scaling.create_auto_scaling_group(
        AutoScalingGroupName=name, LaunchTemplate={"LaunchTemplateName": template, "Version": "$Default"},
        MinSize=0, MaxSize=3 * plan.instances, DesiredCapacity=0, VPCZoneIdentifier=every_zone,
        **({"TargetGroupARNs": [group["arn"]]} if group else {}),
    )
    # The emulator starts the instances of one request in one zone, so each zone is asked for by itself.
    counts = [len(range(zone, plan.instances, 3)) for zone in range(3)]
    if plan.behind:
        counts = [plan.behind, *counts]
    done = 0
    for index, count in enumerate(counts):
        done = min(done + count, plan.instances)
        if plan.behind and index == 1:
            take_version(len(AMIS))
        aws.auto_scaling.update_auto_scaling_group(
            AutoScalingGroupName=name, DesiredCapacity=done, VPCZoneIdentifier=subnets[index % 3]["SubnetId"]
        )
    aws.auto_scaling.update_auto_scaling_group(AutoScalingGroupName=name, VPCZoneIdentifier=every_zone)
    return name


def build_tasks(aws, service, plan, group, subnets):
    """An ECS service that grew from one task, deployed one task definition after the other; returns its name."""
    placement = {"awsvpcConfiguration": {"subnets": [subnet["SubnetId"] for subnet in subnets[:3]]}}
    for index, image in enumerate(plan.images):
        container = {
            "name": "app", "image": f"{IMAGES}/{image}", "memory": 512, "essential": True,
            "portMappings": [{"containerPort": 8080}],
        }
        definition = aws.ecs.register_task_definition(
            family=service, networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256", memory="512",
            containerDefinitions=[container],
        )["taskDefinition"]["taskDefinitionArn"]
        if index == 0:
            aws.ecs.create_service(
                cluster=CLUSTER, serviceName=service, taskDefinition=definition, launchType="FARGATE",
                networkConfiguration=placement, desiredCount=1 if len(plan.images) > 1 else plan.tasks,
            )
        else:
            last = index == len(plan.images) - 1
            aws.ecs.update_service(
                cluster=CLUSTER, service=service, taskDefinition=definition, desiredCount=plan.tasks if last else 1
            )
    if group:
        # The tasks of this ECS have no address: their targets are registered as ECS would, one for each.
        number = list(PLANS).index(service)
        targets = [{"Id": f"172.31.{16 * (task % 3)}.{10 * number + task + 10}", "Port": 8080} for task in range(plan.tasks)]
        aws.elbv2.register_targets(TargetGroupArn=group["arn"], Targets=targets)
    return service


def build_forward(aws, names, weights):
    """The listener and the rule of `shared` that split checkout, with the same weights in both."""
    groups = [names[side]["targetGroup"]["arn"] for side in ("old", "new")]
    weighted = [{"TargetGroupArn": arn, "Weight": weight} for arn, weight in zip(groups, weights)]
    action = [{"Type": "forward", "ForwardConfig": {"TargetGroups": weighted}}]
    balancer = names["old"]["loadBalancer"]["arn"]
    listener = aws.elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=action)
    names["listenerARN"] = listener["Listeners"][0]["ListenerArn"]
    host = [{"Field": "host-header", "HostHeaderConfig": {"Values": [f"checkout.{ZONE}"]}}]
    rule = aws.elbv2.create_rule(ListenerArn=names["listenerARN"], Priority=10, Conditions=host, Actions=action)
    names["ruleARN"] = rule["Rules"][0]["RuleArn"]


def alias_change(name, kind, identifier, weight, balancer):
    """One change of a weighted alias record that leads to a load balancer."""
    target = {
        "HostedZoneId": BALANCERS_ZONE, "DNSName": f"dualstack.{balancer['DNSName']}.", "EvaluateTargetHealth": True,
    }
    record = {"Name": name, "Type": kind, "SetIdentifier": identifier, "Weight": weight, "AliasTarget": target}
    return {"Action": "UPSERT", "ResourceRecordSet": record}


def plain_change(name, kind, *values):
    record = {"Name": name, "Type": kind, "TTL": 300, "ResourceRecords": [{"Value": value} for value in values]}
    return {"Action": "UPSERT", "ResourceRecordSet": record}


def build_records(aws, balancers):
    """Two zones, and records that stand before, after and beside the weighted ones; returns the zone's id."""
    ids = {}
    for zone in (ZONE, "example.net"):
        answer = aws.route53.create_hosted_zone(Name=zone, CallerReference=f"world-{zone}")
        ids[zone] = answer["HostedZone"]["Id"].removeprefix("/hostedzone/")
    changes = [
        plain_change(ZONE, "MX", "10 mail.example.com."),
        plain_change(ZONE, "TXT", '"v=spf1 -all"'),
        plain_change(f"ap.{ZONE}", "A", "192.0.2.7"),
        plain_change(f"api.{ZONE}", "TXT", '"owner=reservations"'),
        plain_change(f"api2.{ZONE}", "A", "192.0.2.8"),
        plain_change(f"v1.api.{ZONE}", "CNAME", f"api.{ZONE}"),
        plain_change(f"www.{ZONE}", "CNAME", f"web.{ZONE}"),
    ]
    for name, plan in PLANS.items():
        if not plan.balancers or plan.balancers[0] == plan.balancers[1]:
            continue
        for kind in ("A", "AAAA"):
            for identifier, weight, balancer in zip(("ec2", "ecs"), plan.weights, plan.balancers):
                changes.append(alias_change(f"{name}.{ZONE}", kind, identifier, weight, balancers[balancer]))
    aws.route53.change_resource_record_sets(HostedZoneId=ids[ZONE], ChangeBatch={"Changes": changes})
    return ids[ZONE]


def build_queue(aws):
    """The queue with 42 messages, one of them being worked on; returns its URL."""
    url = aws.sqs.create_queue(QueueName=QUEUE, Attributes={"VisibilityTimeout": "43200"})["QueueUrl"]
    bodies = [json.dumps({"job": "confirm-reservation", "number": number}) for number in range(42)]
    for start in range(0, len(bodies), 10):
        entries = [{"Id": str(index), "MessageBody": body} for index, body in enumerate(bodies[start : start + 10])]
        aws.sqs.send_message_batch(QueueUrl=url, Entries=entries)
    aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1)
    return url
