"""The configuration files of the world's two migrations, as a person would write them."""


def endpoint_lines(endpoints):
    return "".join(f"  {service}: {url}\n" for service, url in endpoints.items())


def reservations(names, endpoints):
    """Every form of a name stands here: the dimension's in api's old side, ARNs in its new one, plain names in web."""
    api, web = names["services"]["api"], names["services"]["web"]
    return f"""\
migration: reservations
region: {names["region"]}
endpoints:
{endpoint_lines(endpoints)}services:
  api:
    split:
      route53: {{ zone: {names["zone"]}, name: {api["record"]}, old: ec2, new: ecs }}
    old:
      load_balancer: {api["old"]["loadBalancer"]["dimension"]}
      target_groups: [{api["old"]["targetGroup"]["dimension"]}]
      auto_scaling_group: {api["old"]["autoScalingGroup"]}
    new:
      load_balancer: {api["new"]["loadBalancer"]["arn"]}
      target_groups: ["{api["new"]["targetGroup"]["arn"]}"]
      ecs: {{ cluster: {names["cluster"]}, service: {api["new"]["ecsService"]} }}
    limits: {{ error_percent: 1.0, p99_ms: 400 }}
  web:
    split:
      route53: {{ zone: {names["zone"]}, name: {web["record"]}, old: ec2, new: ecs }}
    old:
      load_balancer: {web["old"]["loadBalancer"]["name"]}
      target_groups: [{web["old"]["targetGroup"]["name"]}]
      auto_scaling_group: {web["old"]["autoScalingGroup"]}
    new:
      load_balancer: {web["new"]["loadBalancer"]["name"]}
      target_groups: [{web["new"]["targetGroup"]["name"]}]
      ecs: {{ cluster: "{names["clusterARN"]}", service: {web["new"]["ecsService"]} }}
    limits: {{ error_percent: 1.0, p99_ms: 500 }}
  worker:
    old: {{ auto_scaling_group: {names["services"]["worker"]["old"]["autoScalingGroup"]} }}
    new: {{ ecs: {{ cluster: {names["cluster"]}, service: {names["services"]["worker"]["new"]["ecsService"]} }} }}
    queue: {{ sqs: {names["queue"]} }}
"""


def checkout(names, endpoints):
    """One load balancer for both sides, split by a rule's weights."""
    service = names["services"]["checkout"]
    old, new = service["old"], service["new"]
    return f"""\
migration: checkout
region: {names["region"]}
endpoints:
{endpoint_lines(endpoints)}services:
  checkout:
    split:
      alb:
        listener: "{service["listenerARN"]}"
        rule: "{service["ruleARN"]}"
        old: {old["targetGroup"]["name"]}
        new: {new["targetGroup"]["dimension"]}
    old:
      load_balancer: {old["loadBalancer"]["name"]}
      target_groups: [{old["targetGroup"]["name"]}]
      auto_scaling_group: {old["autoScalingGroup"]}
    new:
      load_balancer: {new["loadBalancer"]["name"]}
      target_groups: [{new["targetGroup"]["name"]}]
      ecs: {{ cluster: {names["cluster"]}, service: {new["ecsService"]} }}
    limits: {{ error_percent: 1.0, p99_ms: 300 }}
"""
