import Glibc

/// The time zone in which this process shows times.
enum ShownZone {
    /// Sets this time zone. Throws for a zone that the machine does not know; without the check it would be UTC without
    /// notice.
    ///
    /// - Parameter file: The file that names the zone, for the message.
    static func adopt(_ zone: String?, file: String) throws {
        guard let zone else { return }
        let folder = "/usr/share/zoneinfo"
        guard zone == "UTC" || access("\(folder)/\(zone)", R_OK) == 0 else {
            throw Failure(
                "\(file): time_zone: “\(zone)” is not known to this machine; write e.g. time_zone: Asia/Tokyo "
                    + "(`ls \(folder)` has them; Debian's package is tzdata).", status: 2)
        }
        setenv("TZ", zone, 1)
        tzset()
    }
}
