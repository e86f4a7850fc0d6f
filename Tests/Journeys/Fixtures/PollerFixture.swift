import Foundation

extension Program {
    /// Starts `abreast poll ARGUMENTS` and waits half a minute until it holds the lease and has read weights.
    ///
    /// - Throws: ``JourneyEnded`` with what `status` said last; the poller is ended then.
    static func startPolling(_ arguments: String..., environment: [String: String]) throws -> Spawned {
        let poller = try Spawned(path, ["poll"] + arguments, environment: environment, output: nil, errors: nil)
        var last = Output(status: 0, text: "", errors: "")
        for _ in 0..<150 {
            last = try output(of: path, ["status", "--json"] + arguments, environment: environment)
            if isPolled(last) { return poller }
            usleep(200_000)
        }
        poller.killAtOnce()
        throw JourneyEnded(what: "the first poll did not come: \(last.text)\(last.errors)")
    }

    /// Does this answer of `status --json` come from a store with a living poller that has read the weights of a service?
    ///
    /// Its text cannot tell: a time of day may look like a weight.
    static func isPolled(_ status: Output) -> Bool {
        guard status.status == 0,
            let board = try? JSONSerialization.jsonObject(with: Data(status.text.utf8)) as? [String: Any],
            (board["poller"] as? [String: Any])?["state"] as? String == "live"
        else { return false }
        return (board["services"] as? [[String: Any]] ?? []).contains { service in
            let share = service["share"] as? [String: Any]
            return (share?["applied"] as? [String: Any])?["value"] is Double
        }
    }
}
