import Model
import Store

/// The small migration of these tests, and its first moments.
enum Night {
    static let migration = "reservations"
    /// 2026-11-23T05:30:00Z, the start of a minute.
    static let start = Moment(milliseconds: 1_795_411_800_000)
    static let minute = start.minute

    static let configuration = Configuration(
        migration: migration, region: "ap-northeast-1",
        services: [
            ServiceConfiguration(name: "api", old: SideConfiguration(), new: SideConfiguration()),
            ServiceConfiguration(name: "予約", old: SideConfiguration(), new: SideConfiguration(), queue: "jobs"),
        ])

    static let requests = SeriesKey(service: "api", side: .new, metric: .requests)

    static func sample(
        _ offset: Int, _ value: Double?, _ presence: Presence = .ok, of key: SeriesKey = requests
    ) -> Sample {
        Sample(series: key, minute: minute.advanced(by: offset), value: value, presence: presence)
    }

    static func tick(_ seconds: Double = 0, source: Source = .cloudWatch) -> Tick {
        Tick(at: start + seconds, reading: Reading(source: source, lastTry: start + seconds))
    }

    static func samples(_ seconds: Double, _ samples: [Sample]) -> Tick {
        var tick = tick(seconds)
        tick.samples = samples
        return tick
    }

    static func event(_ offset: Double, _ kind: Event.Kind, service: String? = "api", evidence: String = "") -> Event {
        Event(at: start + offset, service: service, kind: kind, actor: "ecs", reason: "told", evidence: evidence)
    }

    static func pause(_ service: String?, _ offset: Double = 0, by actor: String = "mika@desk") -> Order {
        Order(kind: .pause, service: service, actor: actor, at: start + offset, reason: "p99 up")
    }
}

extension StateStore {
    /// Takes the lease as a poller and returns its token.
    func token(_ holder: String = "poller@host:1", at moment: Moment = Night.start) throws -> Int64 {
        guard let lease = try claimLease(holder: holder, at: moment) else { throw NoLease() }
        return lease.token
    }

    func board(_ minutes: Int = 15, after seconds: Double = 0) throws -> Board {
        try board(of: Night.configuration, minutes: minutes, at: Night.start + seconds)
    }
}

struct NoLease: Error {}

extension Board {
    func service(_ name: String) -> Service? { services.first { $0.name == name } }

    /// The value of a series of the new side of `api` in the minute `offset` after the first.
    func measured(_ offset: Int, _ metric: Metric = .requests) -> Measured? {
        service("api")?.new.series[metric]?[Night.minute.advanced(by: offset)]
    }
}

/// The content of a board, in which two minutes without a number are equal.
struct Told: Equatable {
    private var board: Board
    private var series: [SeriesKey: [Measured]] = [:]

    init(_ board: Board) {
        self.board = board
        for index in board.services.indices {
            let service = board.services[index]
            for (metric, series) in service.old.series { add(series, service.name, .old, metric) }
            for (metric, series) in service.new.series { add(series, service.name, .new, metric) }
            if let series = service.queueAge { add(series, service.name, nil, .queueAge) }
            self.board.services[index].old.series = [:]
            self.board.services[index].new.series = [:]
            self.board.services[index].shared = [:]
        }
    }

    private mutating func add(_ series: Series, _ service: String, _ side: Side?, _ metric: Metric) {
        let key = SeriesKey(service: service, side: side, metric: metric)
        self.series[key] = (series.start..<series.end).map { series[$0] }
    }
}
