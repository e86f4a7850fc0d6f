import Model

/// Generates the names of a fleet's members in AWS's format.
struct FleetNames: Sendable {
    /// The zones that a fleet is spread over.
    static let zones = ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"]

    private var chance: Chance

    init(service: String, side: Side, seed: UInt64) {
        chance = Chance(seed: seed, service, side.rawValue, "names")
    }

    /// `i-0` and sixteen hexadecimal digits.
    mutating func instance() -> String { "i-0" + hex() }

    /// Thirty-two hexadecimal digits.
    mutating func task() -> String { hex() + hex() }

    /// `ecs-svc/` and nineteen decimal digits.
    mutating func deployment() -> String {
        "ecs-svc/\(1_000_000_000_000_000_000 + chance.next() % 8_000_000_000_000_000_000)"
    }

    /// An address in the zone's subnet that is not in `taken`.
    mutating func address(zone: Int, notIn taken: [FleetMember]) -> String {
        while true {
            let number = chance.next()
            let address = "10.0.\(zone * 16 + Int(number >> 8 & 15)).\(4 + number % 250)"
            if !taken.contains(where: { $0.address == address }) { return address }
        }
    }

    private mutating func hex() -> String {
        let digits = String(chance.next(), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
