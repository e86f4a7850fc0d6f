import Model

/// Validators for texts that name nothing in AWS: the migration, the region, addresses, DNS names.
package enum PlainValidators {
    /// A migration's name is also the file name of its store and its snapshots.
    static var migration: YAMLValidator {
        YAMLValidator("write e.g. migration: reservations") { text in
            if text.utf8.count > 80 { return "“\(text)” is too long: it names files, 80 bytes at most" }
            let isGood = text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
            if !isGood { return "“\(text)” cannot name a file: letters, digits, “-”, “_” and “.” only" }
            return text.first == "." || text.first == "-"
                ? "“\(text)” cannot name a file: it begins with “\(text.prefix(1))”" : nil
        }
    }

    /// `ap-northeast-1`, `us-gov-west-1`, `eusc-de-east-1`.
    static var region: YAMLValidator {
        YAMLValidator("write e.g. region: ap-northeast-1") { text in
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            let isWords = { (parts: ArraySlice<Substring>) in
                parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { ("a"..."z").contains($0) } }
            }
            guard parts.count >= 3, isWords(parts.dropLast()), let last = parts.last, let first = last.first,
                first.isASCIIDigit
            else { return "“\(text)” is not a region" }
            if last.allSatisfy(\.isASCIIDigit), last.count <= 2 { return nil }
            if let zone = last.last, ("a"..."z").contains(zone), last.dropLast().allSatisfy(\.isASCIIDigit) {
                return "“\(text)” is an Availability Zone, its region is \(text.dropLast())"
            }
            return "“\(text)” is not a region"
        }
    }

    /// A DNS name, with or without a final dot.
    static func domain(_ write: String) -> YAMLValidator {
        YAMLValidator("write \(write)") { text in
            let name = text.hasSuffix(".") ? text.dropLast() : text[...]
            let labels = name.split(separator: ".", omittingEmptySubsequences: false)
            let isGood =
                (1...253).contains(name.utf8.count)
                && labels.allSatisfy { label in
                    (1...63).contains(label.utf8.count)
                        && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_*".contains($0) }
                }
            return isGood ? nil : "“\(text)” is not a DNS name"
        }
    }

    /// A hosted zone: its domain, its id, or the id after `/hostedzone/` or in an ARN.
    static var zone: YAMLValidator {
        YAMLValidator("write the zone's name or id, e.g. zone: example.com") { text in
            let id = zoneID(text)
            if isZoneID(id) { return nil }
            return text.contains("/") || text.contains(":")
                ? "“\(text)” is not a hosted zone's id" : domain("").fault(text)
        }
    }

    /// The id without `/hostedzone/` or the ARN before it.
    static func zoneID(_ text: String) -> String {
        text.split(separator: "/").last.map(String.init) ?? text
    }

    /// Whether a text has the form of a hosted zone's id, `Z` and upper-case letters and digits.
    static func isZoneID(_ text: String) -> Bool {
        (8...32).contains(text.utf8.count) && text.first == "Z"
            && text.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase) }
    }

    /// 1 to 128 characters (Route 53 API).
    static func setIdentifier(_ side: Side) -> YAMLValidator {
        let example = side == .old ? "old: ec2" : "new: ecs"
        return YAMLValidator("write the set identifier of the \(side.rawValue) side's record, e.g. \(example)") {
            $0.unicodeScalars.count > 128 ? "a set identifier has 128 characters at most" : nil
        }
    }

    /// People type a service's name to confirm, so it may contain no invisible character.
    static func faultOfServiceName(_ name: String) -> String? {
        if name.isEmpty { return "a service without a name" }
        if name.count > 64 { return "a service's name has 64 characters at most" }
        if name.first == " " || name.last == " " { return "the name begins or ends with a blank" }
        if name.hasPrefix("-") { return "a name that begins with “-” is taken for an option by the commands" }
        let hidden: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]
        return name.unicodeScalars.contains { hidden.contains($0.properties.generalCategory) }
            ? "the name holds a character that cannot be seen" : nil
    }

    /// An absolute path: with a relative path, each working directory would have its own store.
    static var store: YAMLValidator {
        YAMLValidator("write e.g. store: /var/lib/abreast/reservations.sqlite") { text in
            if text.hasSuffix("/") { return "“\(text)” is a directory, the store is a file" }
            return text.hasPrefix("/") || text.hasPrefix("~/") ? nil : "“\(text)” is not an absolute path"
        }
    }

    /// The form of an IANA time zone name. Whether the machine knows the zone is checked when times are drawn.
    package static var timeZone: YAMLValidator {
        YAMLValidator("write e.g. time_zone: Asia/Tokyo") { text in
            let isGood =
                (text == "UTC" || text.contains("/")) && text.first != "/" && text.last != "/" && !text.contains("..")
                && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "/_+-".contains($0) }
            return isGood ? nil : "“\(text)” is not an IANA time zone"
        }
    }
}

/// The address of an AWS service or of an emulator.
enum EndpointValidator {
    static var form: YAMLValidator {
        YAMLValidator("write e.g. endpoint: http://127.0.0.1:5000") { fault(in: $0) }
    }

    /// Returns what is wrong with an address. It needs `http` or `https` and a host, may have a port and a path, and
    /// must contain no secret.
    static func fault(in text: String) -> String? {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "http" || parts[0] == "https" else {
            return "“\(text)” is not an http or https address"
        }
        let authority = parts[1].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if authority.contains("@") { return "an address with a user or password in it" }
        if parts[1].contains("?") || parts[1].contains("#") { return "“\(text)” has a query, an address has none" }
        if authority.isEmpty || authority.hasPrefix(":") { return "“\(text)” has no host" }
        if authority.contains(where: { $0.isWhitespace }) { return "“\(text)” has a blank in its host" }
        let afterHost =
            authority.hasPrefix("[") ? authority.drop { $0 != "]" }.dropFirst() : authority.drop { $0 != ":" }
        if authority.hasPrefix("["), !authority.contains("]") { return "“\(text)” has no “]” after its host" }
        guard afterHost.isEmpty || afterHost.hasPrefix(":") else { return "“\(text)” has something behind its host" }
        if let colon = afterHost.first, colon == ":" {
            guard let port = UInt16(afterHost.dropFirst()), port > 0 else { return "“\(text)” has no port after “:”" }
        }
        return nil
    }
}

extension PlainValidators {
    /// What is wrong with the name of a region; `nil` for a good one.
    package static func faultOfRegion(_ text: String) -> String? { region.fault(text) }

    /// Returns what is wrong with a host name, which has at least one dot; `nil` when it is valid.
    package static func faultOfHost(_ text: String) -> String? {
        if text.contains("://") || text.contains("/") {
            return "“\(text)” is an address; only the host's name is wanted"
        }
        let isName = text.split(separator: ".").count > 1 && domain("").fault(text) == nil
        return isName ? nil : "“\(text)” is not a host's name"
    }
}
