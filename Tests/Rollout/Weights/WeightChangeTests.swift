import AWS
import Foundation
import Model
import Testing

@testable import Rollout

@Suite struct WeightChangeTests {
    private func records(_ records: String...) throws -> [CurrentRecord] {
        let root = try #require(XMLElement(document: Array(WireSamples.listing(records.joined()).utf8)))
        return try #require(root["ResourceRecordSets"]).children.map { try #require(CurrentRecord($0)) }
    }

    private func split(_ all: [CurrentRecord], types: [String] = []) throws -> CurrentRecords {
        try CurrentRecords(
            zone: "Z0123456789ABC", name: "api.example.com", records: all, types: types, old: "ec2", new: "ecs")
    }

    private func body(_ change: WeightChange) -> String { String(decoding: change.request.body, as: UTF8.self) }

    @Test func `one batch holds both weights of every type and the whole records`() throws {
        let split = try split(
            records(
                WireSamples.record("A", "ec2", 75, to: "dualstack.api-old-1.elb.amazonaws.com"),
                WireSamples.record("A", "ecs", 25, to: "dualstack.api-new-1.elb.amazonaws.com"),
                WireSamples.record("AAAA", "ec2", 6, to: "dualstack.api-old-1.elb.amazonaws.com"),
                WireSamples.record("AAAA", "ecs", 2, to: "dualstack.api-new-1.elb.amazonaws.com"),
                WireSamples.simple("TXT", "\"owner=reservations\"")))
        let change = WeightChange.records(
            zone: split.zone, pairs: split.pairs, percent: 50, comment: "abreast reservations api 25 → 50 %")
        #expect(change.moves.map(\.type) == ["A", "AAAA"])
        #expect(change.moves.map(\.to) == [WeightPair(old: 50, new: 50), WeightPair(old: 4, new: 4)])
        #expect(change.request.method == "POST" && change.request.service == .route53)
        #expect(change.request.path == "/2013-04-01/hostedzone/Z0123456789ABC/rrset/")
        #expect(!change.request.isIdempotent && !change.isNothing)
        func alias(_ side: String) -> String {
            "<AliasTarget><HostedZoneId>Z14GRHDCWA56QT</HostedZoneId><DNSName>dualstack.api-\(side)-1.elb.amazonaws.com."
                + "</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget>"
        }
        func upsert(_ type: String, _ id: String, _ weight: Int, _ side: String) -> String {
            "<Change><Action>UPSERT</Action><ResourceRecordSet><Name>api.example.com.</Name><Type>\(type)</Type>"
                + "<SetIdentifier>\(id)</SetIdentifier><Weight>\(weight)</Weight>\(alias(side))</ResourceRecordSet></Change>"
        }
        #expect(
            body(change) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <\(WeightChange.Call.records.rawValue)Request xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch>\
                <Comment>abreast reservations api 25 → 50 %</Comment><Changes>\
                \(upsert("A", "ec2", 50, "old"))\(upsert("A", "ecs", 50, "new"))\
                \(upsert("AAAA", "ec2", 4, "old"))\(upsert("AAAA", "ecs", 4, "new"))\
                </Changes></ChangeBatch></\(WeightChange.Call.records.rawValue)Request>
                """)
    }

    /// A roll back by stages sends old no more than it can take, whatever the types were left at.
    @Test func `what is not to rise stays as it is`() throws {
        let split = try split(
            records(
                WireSamples.record("A", "ec2", 20), WireSamples.record("A", "ecs", 80),
                WireSamples.record("AAAA", "ec2", 100), WireSamples.record("AAAA", "ecs", 0),
                WireSamples.record("CNAME", "ec2", 0), WireSamples.record("CNAME", "ecs", 0)))
        let change = CurrentSplit.records(split).change(to: 50, raises: false, region: "eu-west-1", comment: "stage")
        #expect(
            change.moves.map(\.to) == [
                WeightPair(old: 50, new: 50), WeightPair(old: 100, new: 0), WeightPair(old: 50, new: 50),
            ])
        #expect(CurrentSplit.records(split).highest == 80)
    }

    @Test func `what is not known is sent back as it came`() throws {
        let extra =
            WireSamples.values("a&amp;b.example.net", ttl: 60)
            + "<HealthCheckId>hc-1</HealthCheckId><Later kind=\"x\"><Thing>1 &lt; 2</Thing><!-- kept --></Later>"
        let split = try split(
            records(WireSamples.record("CNAME", "ec2", 1, extra: extra), WireSamples.record("CNAME", "ecs", 0)))
        let change = WeightChange.records(zone: "Z1", pairs: split.pairs, percent: 100, comment: "a & b")
        #expect(body(change).contains("<Weight>0</Weight>" + extra))
        #expect(body(change).contains("<Comment>a &amp; b</Comment>"))
        let first = try #require(change.document["Changes"]?.list?.first)
        #expect(
            first.line == #"{"Action":"UPSERT","ResourceRecordSet":{"Name":"api.example.com.","Type":"CNAME","#
                + #""SetIdentifier":"ec2","Weight":0,"TTL":60,"ResourceRecords":[{"Value":"a&b.example.net"}],"#
                + #""HealthCheckId":"hc-1","Later":{"Thing":"1 < 2"}}}"#)
    }

    @Test func `an alias is sent without a time to live`() throws {
        let alias = WireSamples.record("A", "ec2", 1, to: "old", extra: "<TTL>0</TTL>")
        let split = try split(records(alias, WireSamples.record("A", "ecs", 1, to: "new")))
        #expect(split.pairs[0].old.ttl == nil && split.pairs[0].old.effectiveTTL == 60)
        #expect(!body(.records(zone: "Z1", pairs: split.pairs, percent: 1, comment: "c")).contains("TTL"))
    }

    @Test func `the command line is one word for a shell`() throws {
        let split = try split(
            records(
                WireSamples.record("A", "ec2", 1, extra: WireSamples.values("it's", ttl: 60)),
                WireSamples.record("A", "ecs", 1, extra: WireSamples.values("192.0.2.1", ttl: 60))))
        let change = WeightChange.records(zone: "Z1", pairs: split.pairs, percent: 50, comment: "c")
        #expect(change.isNothing)
        let start = "aws route53 change-resource-record-sets --hosted-zone-id Z1 --change-batch '{"
        #expect(change.commandLine.hasPrefix(start) && change.commandLine.hasSuffix("}'"))
        #expect(change.commandLine.contains(#"{"Value":"it'\''s"}"#))
    }

    // MARK: Forwards

    private func forward(_ actions: String, listener: Bool = false) throws -> CurrentForward {
        let piece = try #require(XMLElement(document: Array("<Actions>\(actions)</Actions>".utf8)))
        return try CurrentForward(
            owner: listener ? .listener("L") : .rule("R"), actions: piece, isOld: { $0.hasSuffix("old") },
            isNew: { $0.hasSuffix("new") })
    }

    private func weighted(_ weights: (String, Int)..., sticky: String = "<Enabled>false</Enabled>") -> String {
        let groups = weights.map { name, weight in
            "<member><TargetGroupArn>tg-\(name)</TargetGroupArn><Weight>\(weight)</Weight></member>"
        }
        return """
            <member><Order>2</Order><Type>forward</Type><ForwardConfig><TargetGroups>\(groups.joined())</TargetGroups>\
            <TargetGroupStickinessConfig>\(sticky)</TargetGroupStickinessConfig></ForwardConfig></member>
            """
    }

    @Test func `one call replaces the actions by themselves`() throws {
        let login = """
            <member><Order>1</Order><Type>authenticate-oidc</Type><AuthenticateOidcConfig><Issuer>https://id</Issuer>\
            <ClientId>x</ClientId><AuthenticationRequestExtraParams><entry><key>prompt</key><value>login</value></entry>\
            </AuthenticationRequestExtraParams><SessionTimeout>60</SessionTimeout></AuthenticateOidcConfig></member>
            """
        let sticky = "<Enabled>true</Enabled><DurationSeconds>60</DurationSeconds>"
        let standing = try forward(login + weighted(("old", 90), ("third", 5), ("new", 10), sticky: sticky))
        #expect(standing.weights == WeightPair(old: 90, new: 10) && standing.stickiness == 60)
        let change = WeightChange.forward(standing, percent: 25, region: "eu-west-1")
        let pairs = String(decoding: change.request.body, as: UTF8.self).split(separator: "&").map {
            String($0).removingPercentEncoding ?? ""
        }
        let (first, second) = ("Actions.member.1", "Actions.member.2")
        let groups = "\(second).ForwardConfig.TargetGroups.member"
        let stickiness = "\(second).ForwardConfig.TargetGroupStickinessConfig"
        #expect(
            pairs == [
                "Action=\(WeightChange.Call.rule.rawValue)", "Version=2015-12-01", "RuleArn=R", "\(first).Order=1",
                "\(first).Type=authenticate-oidc", "\(first).AuthenticateOidcConfig.Issuer=https://id",
                "\(first).AuthenticateOidcConfig.ClientId=x",
                "\(first).AuthenticateOidcConfig.AuthenticationRequestExtraParams.entry.1.key=prompt",
                "\(first).AuthenticateOidcConfig.AuthenticationRequestExtraParams.entry.1.value=login",
                "\(first).AuthenticateOidcConfig.SessionTimeout=60",
                "\(first).AuthenticateOidcConfig.UseExistingClientSecret=true", "\(second).Order=2",
                "\(second).Type=forward", "\(groups).1.TargetGroupArn=tg-old", "\(groups).1.Weight=75",
                "\(groups).2.TargetGroupArn=tg-third", "\(groups).2.Weight=5", "\(groups).3.TargetGroupArn=tg-new",
                "\(groups).3.Weight=25", "\(stickiness).Enabled=true", "\(stickiness).DurationSeconds=60",
            ])
        #expect(change.commandLine.hasPrefix("aws elbv2 modify-rule --rule-arn 'R' --region eu-west-1 --actions '["))
        #expect(
            change.commandLine.contains(
                #"{"Order":1,"Type":"authenticate-oidc","AuthenticateOidcConfig":{"Issuer":"https://id","ClientId":"x","#
                    + #""AuthenticationRequestExtraParams":{"prompt":"login"},"SessionTimeout":60,"#
                    + #""UseExistingClientSecret":true}}"#))
        #expect(change.commandLine.contains(#""TargetGroupStickinessConfig":{"Enabled":true,"DurationSeconds":60}"#))
    }

    @Test func `a listeners default actions are replaced likewise`() throws {
        let change = WeightChange.forward(
            try forward(weighted(("old", 500), ("new", 499)), listener: true), percent: 0.1, region: "eu-west-1")
        #expect(change.moves.map(\.to) == [WeightPair(old: 999, new: 1)])
        #expect(change.request.operation == WeightChange.Call.listener.rawValue)
        let body = String(decoding: change.request.body, as: UTF8.self)
        #expect(
            body.hasPrefix(
                "Action=\(change.request.operation)&Version=2015-12-01&ListenerArn=L&DefaultActions.member.1.Order=2"))
        #expect(
            change.commandLine.contains("modify-listener --listener-arn 'L' --region eu-west-1 --default-actions '"))
    }

    @Test func `a forward without both sides is refused in words`() {
        func fault(_ actions: String) -> String? {
            do {
                _ = try forward(actions)
                return nil
            } catch {
                return (error as? StandingFault)?.words
            }
        }
        #expect(
            fault("<member><Type>redirect</Type></member>") == "the action forwards to no target group")
        #expect(
            fault("<member><Type>forward</Type><TargetGroupArn>tg-old</TargetGroupArn></member>")
                == "the forward action does not name the new side's target group; there is tg-old; add it with weight 0"
        )
        #expect(
            fault(weighted(("x", 1), ("new", 1)))
                == "the forward action does not name the old side's target group; there are tg-x, tg-new")
    }
}
