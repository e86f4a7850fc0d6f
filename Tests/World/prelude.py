"""What a test's script finds at hand: aws, names, world, set_weights, minute."""

import datetime
import json
import os

from keys import Clients

with open(os.environ["ABREAST_WORLD"]) as file:
    world = json.load(file)
names = world["names"]
aws = Clients(world["endpoints"], os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])


def minute(ago):
    """The start of the minute that many minutes ago."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
    return now - datetime.timedelta(minutes=ago)


def set_weights(service, old, new):
    """Changes a service's weighted records, A and AAAA, in one batch; returns the change's id."""
    record = names["services"][service]["record"] + "."
    sides = {names["services"][service][side]["setIdentifier"]: weight for side, weight in (("old", old), ("new", new))}
    found = aws.route53.list_resource_record_sets(HostedZoneId=names["zoneID"], StartRecordName=record)
    changes = []
    for one in found["ResourceRecordSets"]:
        if one["Name"] == record and one.get("SetIdentifier") in sides:
            changes.append({"Action": "UPSERT", "ResourceRecordSet": {**one, "Weight": sides[one["SetIdentifier"]]}})
    batch = {"Changes": changes, "Comment": f"{service} {old}/{new}"}
    return aws.route53.change_resource_record_sets(HostedZoneId=names["zoneID"], ChangeBatch=batch)["ChangeInfo"]["Id"]


__all__ = ["aws", "datetime", "json", "minute", "names", "os", "set_weights", "world"]
