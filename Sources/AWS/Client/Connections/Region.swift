/// Finds the AWS region for requests.
enum Region {
    /// The first of these that is set: the settings' region, AWS_REGION, AWS_DEFAULT_REGION, the profile's region.
    /// Throws a configuration error when none is set, or when it cannot be a region's name.
    static func chosen(_ settings: AWSSettings, _ profile: ChosenProfile) throws(AWSError) -> String {
        let named =
            settings.region ?? settings.variable("AWS_REGION", "AWS_DEFAULT_REGION") ?? profile.section["region"]
        guard let region = named, !region.isEmpty else {
            throw .configuration(
                "no region is named; write region: in the configuration (without one: --region), set AWS_REGION, or give"
                    + " the profile \(profile.name) one")
        }
        // The name becomes part of a host name. Other characters could send requests to another host.
        let isLabel = region.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        guard isLabel, region.utf8.first != UInt8(ascii: "-"), region.utf8.last != UInt8(ascii: "-") else {
            throw .configuration("“\(region)” is no region; write one like eu-west-1")
        }
        return region
    }
}
