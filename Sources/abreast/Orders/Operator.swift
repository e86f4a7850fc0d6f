import Glibc

/// Who gives orders from this process: `user@host`.
enum Operator {
    /// `$ABREAST_ACTOR`, for those who share a login; else the one who called sudo, the login name, the system's name for
    /// the user (a cron job has no other), or the number.
    static let name: String = {
        let environment = ["ABREAST_ACTOR", "SUDO_USER", "LOGNAME", "USER"]
        let user = environment.lazy.compactMap { getenv($0).map { String(cString: $0) } }.first { !$0.isEmpty }
        let known = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) }
        let chosen = user ?? known ?? "uid \(getuid())"
        return chosen.contains("@") ? chosen : "\(chosen)@\(host)"
    }()

    /// The process, as the lease names its holder: no other has the same name.
    ///
    /// A login that names another place than this machine is followed by the machine. In a container the number is 1, as in
    /// every other: it is followed by its namespace's, which the kernel gives once.
    static let process: String = {
        let place = name.hasSuffix("@\(host)") ? "" : "/\(host)"
        return "\(name)\(place):\(getpid())\(namespace.map { ".\($0)" } ?? "")"
    }()

    /// The number of this process's namespace of process ids; `nil` in the machine's own (Linux, proc_ns.h).
    private static let namespace: String? = {
        var bytes = [CChar](repeating: 0, count: 64)
        let count = readlink("/proc/self/ns/pid", &bytes, bytes.count)
        guard count > 0 else { return nil }
        let link = String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let number = link.filter(\.isNumber)
        return number == "4026531836" ? nil : number
    }()

    /// The machine's name, up to its first dot.
    static let host: String = {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "unknown" }
        let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(name.prefix { $0 != "." })
    }()
}
