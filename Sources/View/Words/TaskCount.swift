import Model

/// `6/8`: how many of a side's wanted instances or tasks serve (healthy behind a load balancer, otherwise running).
struct TaskCount {
    let text: String
    let role: Role

    init(_ service: Service, _ side: Side, _ scene: Scene) {
        let board = scene.board
        let running = board.count(\.running, side, of: service)
        let healthy = board.count(\.healthy, side, of: service)
        let up = healthy.presence == .none ? running : healthy
        let wanted = board.count(\.desired, side, of: service)
        let figure = scene.figure(up, .count)
        guard let serving = up.usable, let desired = wanted.usable else {
            text = up.usable != nil && wanted.presence == .missing ? "\(figure.text)/?" : figure.text
            role = figure.role
            return
        }
        text = "\(figure.text)/\(NumberFormat.number(desired, .count))"
        role = serving >= desired ? .text : serving == 0 ? .worse : .warn
    }
}
