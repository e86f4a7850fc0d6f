import AWS
import Model
import View

extension Configuration {
    /// Which configuration this process works by, from now on.
    func stamp(readAt: Moment = MachineClock().now()) -> ConfigurationStamp {
        ConfigurationStamp(file: file, digest: digest, readAt: readAt)
    }
}

extension Board {
    /// Says on stderr when the living poller runs another configuration than this command: it obeys by its own.
    func sayOtherConfiguration() {
        guard let stamp = otherConfiguration else { return }
        say(
            "\(PollerWords.other(stamp, at: takenAt, .local)): \(stamp.file ?? "no file"); SIGHUP makes it read that anew"
        )
    }
}
