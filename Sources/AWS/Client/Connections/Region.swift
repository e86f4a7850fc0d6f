/// Finds the region to ask in.
enum Region {
    /// The settings', AWS_REGION, AWS_DEFAULT_REGION or the profile's; throws a configuration error when there is none
    /// or when it is no region's name.
    static func chosen(_ settings: AWSSettings, _ profile: ChosenProfile) throws(AWSError) -> String {
        let named =
            settings.region ?? settings.variable("AWS_REGION", "AWS_DEFAULT_REGION") ?? profile.section["region"]
        guard let region = named, !region.isEmpty else {
            throw .configuration(
                "no region is named; write region: in the configuration (without one: --region), set AWS_REGION, or give"
                    + " the profile \(profile.name) one")
        }
        // The name becomes part of a host name, which must not lead anywhere else.
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
