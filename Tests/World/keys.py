"""Who may ask: ministack checks signatures of IAM users' keys only, so the world makes users and hands out their keys."""

import json

import boto3

from emulators import ACCOUNT, REGION, SERVICES


class Clients:
    """boto3 clients by the service's key in our configuration file: aws.route53, aws.auto_scaling, …"""

    def __init__(self, endpoints, key, secret, region=REGION):
        self.endpoints, self.key, self.secret, self.region = endpoints, key, secret, region

    def elsewhere(self, region):
        """The same clients in another region."""
        return Clients(self.endpoints, self.key, self.secret, region)

    def __getattr__(self, service):
        name = SERVICES[service][0] if service in SERVICES else service
        # IAM is asked where STS is.
        endpoint = self.endpoints.get(service, self.endpoints["sts"])
        client = boto3.client(
            name, endpoint_url=endpoint, region_name=self.region, aws_access_key_id=self.key,
            aws_secret_access_key=self.secret,
        )
        setattr(self, service, client)
        return client


def make_user(iam, name, policy=None):
    """A user's keys as (id, secret)."""
    iam.create_user(UserName=name)
    if policy:
        iam.put_user_policy(UserName=name, PolicyName="all", PolicyDocument=policy)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return key["AccessKeyId"], key["SecretAccessKey"]


def make_keys(endpoints, root):
    """Returns the watcher's keys, the powerless user's keys, and the ARN of a role to assume."""
    iam = Clients(endpoints, *root).iam
    everything = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
    watcher = make_user(iam, "watcher", everything)
    powerless = make_user(iam, "powerless")
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
    role = iam.create_role(
        RoleName="abreast", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    )
    iam.put_role_policy(RoleName="abreast", PolicyName="all", PolicyDocument=everything)
    return watcher, powerless, role["Role"]["Arn"]
