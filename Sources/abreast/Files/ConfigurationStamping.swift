import AWS
import Model

extension Configuration {
    /// Which configuration this process works by, from now on.
    func stamp(readAt: Moment = MachineClock().now()) -> ConfigurationStamp {
        ConfigurationStamp(file: file, digest: digest, readAt: readAt)
    }
}
