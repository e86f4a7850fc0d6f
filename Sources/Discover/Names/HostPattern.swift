/// Whether a listener rule's host pattern takes a host name: `*` stands for any run of characters, `?` for exactly one,
/// and case does not matter (ALB user guide, "Host conditions").
enum HostPattern {
    static func matches(_ pattern: String, _ host: String) -> Bool {
        let pattern = Array(pattern.lowercased().utf8)
        let host = Array(host.lowercased().utf8)
        var (p, h) = (0, 0)
        // Where to continue when a later character does not match: the last star, and how far it reaches.
        var star: (pattern: Int, host: Int)?
        while h < host.count {
            if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
                star = (p, h)
                p += 1
            } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") || pattern[p] == host[h] {
                p += 1
                h += 1
            } else if let last = star {
                star = (last.pattern, last.host + 1)
                p = last.pattern + 1
                h = last.host + 1
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
