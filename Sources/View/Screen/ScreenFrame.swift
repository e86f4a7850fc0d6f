package import Model

extension ScreenState {
    /// The smallest screen with complete panes.
    static let least = (width: 60, height: 15)

    /// The whole screen at a moment. The same state and moment always give the same frame.
    package func frame(at now: Moment) -> Frame {
        var state = self
        return state.nextFrame(at: now)
    }

    /// The same; what was drawn is noted, so that keys mean the service which the frame shows as selected.
    package mutating func nextFrame(at now: Moment) -> Frame {
        var frame = Frame(width: width, height: height)
        var scene = Scene(self, at: now)
        if let drawn = scene {
            follow(drawn.headline)
            sortIfNeeded(drawn)
            scene = Scene(self, like: drawn)
        }
        if isSmall {
            SmallScreen.draw(self, scene, at: now, into: &frame)
        } else {
            draw(scene, at: now, into: &frame)
        }
        if !isUTF8 { frame.becomeASCII() }
        return frame
    }

    private func draw(_ scene: Scene?, at now: Moment, into frame: inout Frame) {
        Header.draw(self, scene, at: now, into: &frame)
        let bottom = height - 1
        let covered = Footer.height(self, scene) - 1
        if let scene {
            HeadlineBand.draw(scene, into: &frame, y: 1)
            let top = 1 + HeadlineBand.height(self)
            switch pane {
            case .overview: OverviewPane.draw(scene, into: &frame, y: top, bottom: bottom, covered: covered)
            case .service: ServicePane.draw(scene, into: &frame, y: top, bottom: bottom)
            case .full: FullPane.draw(scene, into: &frame, y: top, bottom: bottom)
            case .help: HelpPane.draw(self, into: &frame, y: top, bottom: bottom)
            }
        } else if pane == .help {
            HelpPane.draw(self, into: &frame, y: 1, bottom: bottom)
        } else {
            frame.put("reading the store: no picture yet", x: 1, y: 2, role: .dim)
        }
        Footer.draw(self, scene, at: now, into: &frame)
    }
}
