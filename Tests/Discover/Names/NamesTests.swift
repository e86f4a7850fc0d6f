import AWS
import Testing

@testable import Discover

@Suite("Names in a walk")
struct NamesTests {
    @Test(arguments: [
        ("dualstack.api-old-1234567890.ap-northeast-1.elb.amazonaws.com.", "api-old", "ap-northeast-1"),
        ("internal-web-88.eu-west-1.elb.amazonaws.com", "web", "eu-west-1"),
        ("My-App-5.us-east-1.elb.amazonaws.com", "my-app", "us-east-1"),
        ("stream-0123456789abcdef.elb.eu-central-1.amazonaws.com", "stream", "eu-central-1"),
        ("api-7.cn-north-1.elb.amazonaws.com.cn", "api", "cn-north-1"),
    ])
    func `a load balancer's DNS name says its region and its name`(
        _ text: String, _ name: String, _ region: String
    ) throws {
        let dns = try #require(BalancerDNS(text))
        #expect(dns.name == name && dns.region == region)
    }

    @Test(arguments: [
        "api.example.com", "d111111abcdef8.cloudfront.net", "s3-website.eu-west-1.amazonaws.com",
        "elb.amazonaws.com",
        "api-1.eu-west-1.elb.amazonaws.com.example.com", "nodash.eu-west-1.elb.amazonaws.com", "",
    ])
    func `other names are no load balancer's`(_ text: String) {
        #expect(BalancerDNS(text) == nil)
    }

    @Test func `one load balancer is the same with and without dualstack, dot and capitals`() {
        #expect(
            BalancerDNS("DualStack.Api-1.eu-west-1.ELB.amazonaws.com.")
                == BalancerDNS("api-1.eu-west-1.elb.amazonaws.com"))
    }

    @Test(arguments: [
        ("api.example.com", "API.example.com", true), ("*.example.com", "api.example.com", true),
        ("*.example.com", "a.b.example.com", true), ("*.example.com", "example.com", false),
        ("api?.example.com", "api2.example.com", true), ("api?.example.com", "api.example.com", false),
        ("*", "anything", true), ("a*b*c", "axxbyybc", true), ("a*b*c", "axxbyyb", false), ("", "a", false),
        ("*.example.*", "api.example.net", true), ("api.example.com", "api.example.com.evil", false),
    ])
    func `a host pattern takes what the stars and question marks leave open`(
        _ pattern: String, _ host: String, _ isTaken: Bool
    ) {
        #expect(HostPattern.matches(pattern, host) == isTaken)
    }

    @Test func `words in common are counted without the words that everything is called by`() {
        let words = NameWords.of(["reservation-tg", "api.example.com"])
        #expect(NameWords.shared(words, "prod-reservation-service") == 11)
        #expect(NameWords.shared(words, "billing-tg") == 0)
    }
}
