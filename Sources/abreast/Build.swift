/// What this program calls itself: in `--version`, in AWS's logs and in snapshots.
enum Build {
    static let version = "0.1.0"
    static let userAgent = "abreast/\(version)"
}
