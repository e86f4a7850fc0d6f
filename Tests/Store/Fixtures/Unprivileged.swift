import Glibc

/// Reads and writes files with the permissions of an unprivileged user, on this thread only. It needs root.
enum Unprivileged {
    static let isPossible = geteuid() == 0 && setFileUser != nil

    private static let nobody: UInt32 = 65534

    /// setfsuid(2), which Swift's Glibc does not import: unlike setuid it leaves the other threads alone.
    private static let setFileUser: (@convention(c) (UInt32) -> Int32)? = {
        guard let symbol = dlsym(nil, "setfsuid") else { return nil }
        return unsafeBitCast(symbol, to: (@convention(c) (UInt32) -> Int32).self)
    }()

    static func run<Value>(_ body: () throws -> Value) rethrows -> Value {
        _ = setFileUser?(nobody)
        defer { _ = setFileUser?(0) }
        return try body()
    }
}
