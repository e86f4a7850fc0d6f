"""Makes a used world what it was at its birth, so that the next test need not wait for a new one.

Put back are the records, the weights of listeners and rules, the fault proxies and their counts. What else a test may
have changed is not mended: it is seen, and such a world is not lent again.
"""


class Restorer:
    """Keeps the picture of the birth."""

    def __init__(self, aws, faults):
        self.aws, self.faults = aws, faults
        self.birth = self.picture()

    def restore(self):
        """Puts back what can be; returns the names of what still differs."""
        for faults in self.faults:
            faults.switch("pass", None)
            faults.forget()
        now = self.picture()
        self.put_records_back(now)
        self.put_forwards_back(now)
        now = self.picture()
        return sorted(key for key in self.birth.keys() | now.keys() if self.birth.get(key) != now.get(key))

    def picture(self):
        """All that tests are known to change, by kind and name."""
        found = {}
        self.add_records(found)
        self.add_balancers(found)
        self.add_fleets(found)
        return found

    def add_records(self, found):
        route53 = self.aws.route53
        for zone in route53.list_hosted_zones()["HostedZones"]:
            pages = route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone["Id"])
            for page in pages:
                for one in page["ResourceRecordSets"]:
                    found["record", zone["Id"], one["Name"], one["Type"], one.get("SetIdentifier", "")] = one

    def add_balancers(self, found):
        elbv2 = self.aws.elbv2
        for one in elbv2.describe_load_balancers()["LoadBalancers"]:
            arn = one["LoadBalancerArn"]
            found["balancer", arn] = elbv2.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
            for listener in elbv2.describe_listeners(LoadBalancerArn=arn)["Listeners"]:
                found["listener", listener["ListenerArn"]] = listener
                for rule in elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]:
                    found["rule", rule["RuleArn"]] = rule
        for one in elbv2.describe_target_groups()["TargetGroups"]:
            arn = one["TargetGroupArn"]
            attributes = elbv2.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
            targets = elbv2.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
            found["group", arn] = (one, attributes, targets)

    def add_fleets(self, found):
        for one in self.aws.auto_scaling.describe_auto_scaling_groups()["AutoScalingGroups"]:
            found["fleet", one["AutoScalingGroupName"]] = one
        ecs = self.aws.ecs
        for cluster in ecs.list_clusters()["clusterArns"]:
            services = ecs.list_services(cluster=cluster, maxResults=100)["serviceArns"]
            for start in range(0, len(services), 10):
                for one in ecs.describe_services(cluster=cluster, services=services[start : start + 10])["services"]:
                    kept = ("status", "desiredCount", "runningCount", "taskDefinition", "loadBalancers")
                    tasks = ecs.list_tasks(cluster=cluster, serviceName=one["serviceName"])["taskArns"]
                    found["service", one["serviceArn"]] = ([one.get(key) for key in kept], sorted(tasks))

    def put_records_back(self, now):
        zones = {}
        for key in self.birth.keys() | now.keys():
            before, after = self.birth.get(key), now.get(key)
            if key[0] != "record" or before == after:
                continue
            change = {"Action": "UPSERT", "ResourceRecordSet": before} if before else {
                "Action": "DELETE", "ResourceRecordSet": after}
            zones.setdefault(key[1], []).append(change)
        for zone, changes in zones.items():
            # What a record set of another kind would stand in the way of comes last.
            changes.sort(key=lambda change: change["Action"] != "DELETE")
            self.aws.route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})

    def put_forwards_back(self, now):
        for key, before in self.birth.items():
            if key not in now or before == now[key]:
                continue
            if key[0] == "listener":
                self.aws.elbv2.modify_listener(ListenerArn=key[1], DefaultActions=before["DefaultActions"])
            elif key[0] == "rule" and not before["IsDefault"]:
                self.aws.elbv2.modify_rule(RuleArn=key[1], Actions=before["Actions"])
