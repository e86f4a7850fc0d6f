import CStamp

/// What this program calls itself: in `--version`, in AWS's logs and in snapshots.
enum Build {
    static let version = "0.1.0"
    static let userAgent = "abreast/\(version)"

    /// The version, and beneath it from what and how the program was built.
    static let description = "abreast \(version)\n\(sources); \(kind) build, Swift \(language)"

    /// The commit, as far as whoever built the program knew it: a plain `swift build` is not told.
    static let sources: String = {
        let stamp = String(cString: stamp_of_sources())
        return stamp.isEmpty ? "built from a commit that nobody named" : stamp
    }()

    private static var kind: String {
        #if DEBUG
            "debug"
        #else
            "release"
        #endif
    }

    private static var language: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }
}
