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

    /// The process, as the lease names its holder.
    static let process = "\(name):\(getpid())"

    /// The machine's name, up to its first dot.
    static let host: String = {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "unknown" }
        let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(name.prefix { $0 != "." })
    }()
}
