import Model
import NIOCore
import NIOPosix
import NIOSSL

/// Reads the dates of a certificate that was refused, to say in words what is wrong with it.
///
/// The TLS library only tells that it does not trust a certificate. The probe connects once more, looks at the dates, and
/// refuses the certificate in any case, so that nothing is ever sent.
enum CertificateProbe {
    /// When a certificate is valid.
    struct Dates: Sendable {
        let from: Moment
        let until: Moment
    }

    /// Seconds that a probe may last.
    private static let patience = 3.0

    /// What is wrong with the certificate's dates, in words; nil when they are right or cannot be read.
    static func trouble(at address: HTTPAddress, on group: any EventLoopGroup, now: Moment) async -> String? {
        guard let dates = await dates(of: address, on: group) else { return nil }
        let clock = "this machine's clock says \(day(now))"
        if now > dates.until { return "its certificate expired on \(day(dates.until)); \(clock)" }
        if now < dates.from { return "its certificate is valid only from \(day(dates.from)); \(clock)" }
        return nil
    }

    private static func day(_ moment: Moment) -> Substring { moment.iso8601.prefix(10) }

    private static func dates(of address: HTTPAddress, on group: any EventLoopGroup) async -> Dates? {
        guard let context = try? NIOSSLContext(configuration: .makeClientConfiguration()) else { return nil }
        let loop = group.next()
        let found = loop.makePromise(of: Dates?.self)
        let name = address.isNumeric ? nil : address.host
        let timer = loop.scheduleTask(in: .milliseconds(Int64(patience * 1000))) { found.succeed(nil) }
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(.seconds(2)).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let handler = try NIOSSLClientHandler(context: context, serverHostname: name) {
                    (chain: [NIOSSLCertificate], verdict: EventLoopPromise<NIOSSLVerificationResult>) in
                    found.succeed(
                        chain.first.map { own in
                            Dates(
                                from: Moment(seconds: Double(own.notValidBefore)),
                                until: Moment(seconds: Double(own.notValidAfter)))
                        })
                    verdict.succeed(.failed)
                }
                try channel.pipeline.syncOperations.addHandler(handler)
            }
        }
        let connection = bootstrap.connect(host: address.host, port: address.effectivePort)
        connection.whenFailure { _ in found.succeed(nil) }
        let dates = try? await found.futureResult.get()
        timer.cancel()
        connection.whenSuccess { $0.close(promise: nil) }
        return dates
    }
}

extension HTTPAddress {
    /// Whether the host is an address, which TLS does not take for a name.
    fileprivate var isNumeric: Bool { host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." } }
}
