import CStamp

/// The program's name and version: in `--version`, in AWS's logs and in snapshots.
enum Build {
    static let version = "0.1.0"
    static let userAgent = "abreast/\(version)"

    /// The version, and below it the source and the kind of the build.
    static let description = "abreast \(version)\n\(sources); \(kind) build, Swift \(language)"

    /// The commit, if the build was given it. A plain `swift build` is not.
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
