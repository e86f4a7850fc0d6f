import MigrationFile
import Model

/// Reads the fleet of one side of a service.
struct FleetReader {
    let side: Side

    private static let keys = [
        "members", "min", "max", "boot", "capacity", "target_cpu", "cold", "warm_up", "version", "detail",
    ]

    func read(_ service: LayeredMapping) -> FleetModel? {
        let example =
            side == .old
            ? "old: { members: 8, boot: 9m, capacity: 1100, version: lt:41 ami-0c1f9e7a }"
            : "new: { members: 8, boot: 40s, capacity: 900, version: api:218 @9f2c41d7 }"
        let write = "write e.g. \(example)"
        guard service.needed(side.rawValue, write) != nil,
            let fleet = service.mapping(side.rawValue, keys: Self.keys, write: write)
        else { return nil }
        let members = fleet.number("members", .count(0...1000, "write e.g. members: 8"))
        let minimum = fleet.number("min", .count(0...1000, "write e.g. min: 4"), else: members ?? 0)
        let maximum = fleet.number("max", .count(0...1000, "write e.g. max: 12"), else: max(minimum, members ?? 0))
        if minimum > maximum {
            (fleet["min"] ?? fleet["max"])?.note(
                "min \(Int(minimum)) is above max \(Int(maximum))", "write bounds in their order")
        } else if let members, !(minimum...maximum).contains(members) {
            fleet["members"]?.note(
                "\(Int(members)) is not between min \(Int(minimum)) and max \(Int(maximum))",
                "write a number between them")
        }
        let boot = fleet.span("boot", SpanForm(1...7200, write: "write e.g. boot: 9m"))
        let capacity = fleet.number(
            "capacity",
            NumberValidator(1...1_000_000, write: "write what one member can do in a minute, e.g. capacity: 1100"))
        let cold = fleet.number("cold", NumberValidator(1...100, write: "write a factor, e.g. cold: 2.5"), else: 1)
        let warmUp = fleet.span("warm_up", SpanForm(0...7200, write: "write e.g. warm_up: 5m"), else: 0)
        let version = fleet.neededText("version", YAMLValidator(write))
        guard let members, let boot, let capacity, let version else { return nil }
        return FleetModel(
            members: Int(members), minimum: Int(minimum), maximum: Int(maximum), boot: boot, capacity: capacity,
            targetCPU: targetCPU(fleet), coldFactor: cold, warmUp: warmUp, version: version,
            versionDetail: fleet.text("detail", YAMLValidator("write the version's name for people")) ?? version)
    }

    /// In percent; `nil` for `none`, and where the key is absent.
    private func targetCPU(_ fleet: LayeredMapping) -> Double? {
        guard let tree = fleet["target_cpu"], tree.word != "none" else { return nil }
        return NumberValidator(1...100, write: "write a percentage, e.g. target_cpu: 45, or none").read(tree)
    }
}
