package import Model

/// The scenarios that come with the program.
package enum ScenarioLibrary {
    /// The names and the bytes of the files, in the order in which they are listed.
    private static let files: [(name: String, bytes: [UInt8])] = [
        ("calm", PackageResources.calm_yaml),
        ("slow-poison", PackageResources.slow_poison_yaml),
        ("burst", PackageResources.burst_yaml),
        ("one-bad-task", PackageResources.one_bad_task_yaml),
        ("dns-tail", PackageResources.dns_tail_yaml),
        ("old-scaled-in", PackageResources.old_scaled_in_yaml),
        ("blind", PackageResources.blind_yaml),
        ("outside-hand", PackageResources.outside_hand_yaml),
        ("both-worse", PackageResources.both_worse_yaml),
        ("cold-cache", PackageResources.cold_cache_yaml),
        ("cron-twice", PackageResources.cron_twice_yaml),
        ("mixed-versions", PackageResources.mixed_versions_yaml),
        ("dead-side", PackageResources.dead_side_yaml),
        ("campaign", PackageResources.campaign_yaml),
        ("slow-leak", PackageResources.slow_leak_yaml),
        ("fault-before-step", PackageResources.fault_before_step_yaml),
        ("sticky-crowd", PackageResources.sticky_crowd_yaml),
        ("old-fails", PackageResources.old_fails_yaml),
    ]

    /// The names of the scenarios, `calm` first.
    package static var names: [String] { files.map(\.name) }

    /// The scenario with this name; `nil` when there is none.
    package static func scenario(named name: String) throws(ConfigurationError) -> Scenario? {
        guard let text = text(of: name) else { return nil }
        return try Scenario.read(text: text, file: "\(name).yaml")
    }

    /// The text of a built-in scenario's file.
    static func text(of name: String) -> String? {
        files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }
}
