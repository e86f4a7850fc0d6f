/// Which configuration a process works by, and since when.
package struct ConfigurationStamp: Sendable, Hashable, Codable {
    /// The file's path; `nil` without a file.
    package var file: String?
    /// The digest of all that the configuration says. Two files that say the same have the same.
    package var digest: String
    /// When the process has read it.
    package var readAt: Moment

    package init(file: String?, digest: String, readAt: Moment) {
        self.file = file
        self.digest = digest
        self.readAt = readAt
    }
}
