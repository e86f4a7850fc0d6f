"""What a test's script finds at hand: aws, names, world, set_weights, minute."""

import contextlib
import datetime
import io
import json


class Scripts:
    """Runs the tests' scripts in this process, where boto3 has been loaded already."""

    def __init__(self, aws, description):
        self.aws, self.description = aws, description

    def run(self, text):
        """What the script printed; whatever it raises goes through."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(text, "script", "exec"), self.at_hand())
        return printed.getvalue()

    def at_hand(self):
        return {
            "aws": self.aws, "datetime": datetime, "json": json, "minute": minute, "names": self.description["names"],
            "set_weights": self.set_weights, "world": self.description,
        }

    def set_weights(self, service, old, new):
        """Changes a service's weighted records, A and AAAA, in one batch; returns the change's id."""
        route53, names = self.aws.route53, self.description["names"]
        record = names["services"][service]["record"] + "."
        sides = {names["services"][service][side]["setIdentifier"]: weight for side, weight in (("old", old), ("new", new))}
        found = route53.list_resource_record_sets(HostedZoneId=names["zoneID"], StartRecordName=record)
        changes = []
        for one in found["ResourceRecordSets"]:
            if one["Name"] == record and one.get("SetIdentifier") in sides:
                changes.append({"Action": "UPSERT", "ResourceRecordSet": {**one, "Weight": sides[one["SetIdentifier"]]}})
        batch = {"Changes": changes, "Comment": f"{service} {old}/{new}"}
        return route53.change_resource_record_sets(HostedZoneId=names["zoneID"], ChangeBatch=batch)["ChangeInfo"]["Id"]


def minute(ago):
    """The start of the minute that many minutes ago."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
    return now - datetime.timedelta(minutes=ago)
