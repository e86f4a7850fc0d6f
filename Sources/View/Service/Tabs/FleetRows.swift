import Model

/// The instances of one side beside the tasks of the other: which serve, where, since when, how long they took to become
/// healthy, and why one does not. Above them the sums, and what differs between versions.
struct FleetRows: TabRows {
    private let sides: [[Line]]
    private let places: [(x: Int, width: Int)]

    var count: Int { max(1, sides.map(\.count).max() ?? 0) }

    init(_ service: Service, _ scene: Scene) {
        places = Self.places(service, width: scene.state.width)
        sides = zip(Side.allCases, places).map { side, place in
            FleetColumn(service: service, side: side, scene: scene, width: place.width).lines
        }
    }

    /// Both ids are whole where there is room; a task's is longer than an instance's.
    private static func places(_ service: Service, width: Int) -> [(x: Int, width: Int)] {
        let ids = Side.allCases.map { service.configuration($0).ecs == nil ? 19 : 32 }
        let room = width - 5
        let left = room >= 110 ? ids[0] + (room - ids[0] - ids[1]) / 2 : room / 2
        return [(1, left), (left + 4, room - left)]
    }

    func draw(into frame: inout Frame, y: Int, rows: Int, top: Int) {
        for row in 0..<rows { frame.fill("│", x: places[1].x - 2, y: y + row, count: 1, role: .rule) }
        for (lines, place) in zip(sides, places) {
            for (row, line) in lines.dropFirst(top).prefix(rows).enumerated() {
                frame.put(line, x: place.x, y: y + row, limit: place.width)
            }
        }
    }

    /// Whether a member is in trouble, or a side runs more than one version.
    static func isTroubled(_ service: Service) -> Bool {
        Side.allCases.contains { side in
            guard let inventory = service[side].inventory else { return false }
            return inventory.versions.count > 1 || inventory.members.contains { FleetColumn.role($0) == .worse }
        }
    }

    /// `instances` or `tasks`.
    static func noun(_ service: Service, _ side: Side) -> String {
        service.configuration(side).ecs == nil ? "instances" : "tasks"
    }
}
