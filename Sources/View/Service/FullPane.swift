import Model

/// One tab of a service on the whole screen.
enum FullPane {
    static func draw(_ scene: Scene, into frame: inout Frame, y top: Int, bottom: Int) {
        guard let service = scene.selected else {
            frame.put("no service is selected", x: 1, y: top + 1, role: .dim)
            return
        }
        ServicePanel(service, scene, rows: bottom - top - 1).draw(into: &frame, y: top)
    }
}
