import Glibc
import Model

/// The person who gives orders from this process: `user@host`.
enum Operator {
    /// `$ABREAST_ACTOR`, for people who share a login. Otherwise the user who called sudo, the login name, the system's
    /// name for the user (a cron job has no other), or the user number.
    static let name: String = {
        let environment = ["ABREAST_ACTOR", "SUDO_USER", "LOGNAME", "USER"]
        let user = environment.lazy.compactMap { getenv($0).map { String(cString: $0) } }.first { !$0.isEmpty }
        let known = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) }
        let chosen = user ?? known ?? "uid \(getuid())"
        return OrderLimits.actor(chosen.contains("@") ? chosen : "\(chosen)@\(host)")
    }()

    /// The process's name as holder of the lease. No other process has the same name.
    ///
    /// If the login names another host than this machine, the machine's name is added. In a container the process
    /// number is 1, as in every other container, so the number of its process namespace is added, which the kernel
    /// assigns once.
    static let process: String = {
        let place = name.hasSuffix("@\(host)") ? "" : "/\(host)"
        return "\(name)\(place):\(getpid())\(namespace.map { ".\($0)" } ?? "")"
    }()

    /// The number of this process's PID namespace; `nil` in the machine's own (Linux, proc_ns.h).
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
