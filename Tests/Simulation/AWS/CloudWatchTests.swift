import Model
import Testing

@testable import Simulation

@Suite("CloudWatch's manner")
struct CloudWatchTests {
    private let first = Minute(index: 29_923_530)

    /// The recorded values of a side with 1000 requests a minute and three errors.
    private let busy: [Metric: Double] = [
        .requests: 1000, .target2xx: 990, .target4xx: 7, .target5xx: 3, .p50: 40, .p95: 120, .p99: 288,
        .responseAverage: 55, .healthyHosts: 6, .unhealthyHosts: 0, .cpu: 38,
    ]

    private func world(_ minutes: Int, seed: UInt64 = 1, values: [Metric: Double]? = nil) -> SimulatedCloudWatch {
        var world = SimulatedCloudWatch(seed: seed)
        for offset in 0..<minutes {
            world.record(
                first.advanced(by: offset), service: "api", side: .new, values: values ?? busy, isBalanced: true)
        }
        return world
    }

    private func key(_ metric: Metric, _ service: String = "api", _ side: Side? = .new) -> SeriesKey {
        SeriesKey(service: service, side: side, metric: metric)
    }

    private func sample(_ metric: Metric, _ world: SimulatedCloudWatch, after seconds: Double) -> Sample? {
        world.samples(at: first.end + seconds, since: nil).samples
            .first { $0.series == key(metric) && $0.minute == first }
    }

    /// The published numbers of requests and their times, polled each second after the end of each minute.
    private func history(
        of offset: Int, _ world: SimulatedCloudWatch
    ) -> (newestAt: Int?, told: [(at: Int, value: Double)]) {
        let minute = first.advanced(by: offset)
        var newestAt: Int?
        var told: [(at: Int, value: Double)] = []
        for second in 0..<300 {
            let (samples, newest) = world.samples(at: minute.end + Double(second), since: nil)
            if newestAt == nil, let newest, newest >= minute { newestAt = second }
            // A poller keeps what is told before that aside.
            guard second >= 120,
                let value = samples.first(where: { $0.series == key(.requests) && $0.minute == minute })?.value
            else { continue }
            if told.last?.value != value { told.append((second, value)) }
        }
        return (newestAt, told)
    }

    @Test func `a minute comes 60 to 180 s late, mostly within 90 s, incomplete at first and right within 90 s more`() {
        var late = 0
        var slow = 0
        var incomplete = 0
        let count = 300
        for seed in 0..<UInt64(count) {
            let (newestAt, told) = history(of: 0, world(1, seed: seed))
            let newest = newestAt ?? 0
            #expect((60...181).contains(newest))
            if newest > 131 { late += 1 }
            if newest > 91 { slow += 1 }
            #expect(told.count == 1 || told.count == 2)
            #expect((told.last?.value ?? 0) == 1000)
            #expect((120...181).contains(told.first?.at ?? 0))
            #expect((told.last?.at ?? 0) <= 271)
            if let first = told.first, first.value != 1000 {
                incomplete += 1
                #expect((550...970).contains(first.value))
            }
        }
        // 4 % of 300: 12, deviation 3.4.
        #expect((1...26).contains(late), "\(late) of \(count)")
        // 4 % and the twelfth of the others that takes longer than two and a half times the mean: 36, deviation 5.6.
        #expect((14...58).contains(slow), "\(slow) of \(count)")
        // Those whose both delays come to more than 120 s, a quarter of the usual ones: 82, deviation 7.7.
        #expect((51...113).contains(incomplete), "\(incomplete) of \(count)")
    }

    @Test func `what is zero has no point, and beside traffic that is told as zero`() {
        let world = world(1)
        for metric in [Metric.balancer5xx, .balancer500, .balancer502, .connectionErrors, .rejectedConnections] {
            let sample = sample(metric, world, after: 300)
            #expect(sample?.presence == .zero && sample?.value == 0, "\(metric)")
        }
        #expect(sample(.target5xx, world, after: 300)?.value == 3)
        #expect(sample(.p99, world, after: 300)?.value == 288)
        #expect(sample(.unhealthyHosts, world, after: 300)?.presence == .ok, "a gauge of zero is a point")
    }

    @Test func `every metric of a load balancer is told beside traffic, whether anything was counted or not`() {
        let values = Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0, 5.0) })
        let world = world(1, values: values)
        for metric in Metric.allCases { #expect(sample(metric, world, after: 300)?.value == 5, "\(metric.rawValue)") }
        let quiet = self.world(1, values: [.requests: 100])
        for metric in Metric.allCases where metric.absence == .zeroWhenTraffic {
            #expect(sample(metric, quiet, after: 300)?.presence == .zero, "\(metric.rawValue)")
        }
    }

    @Test func `without requests there is none of anything but the gauges`() {
        let world = world(1, values: [.requests: 0, .healthyHosts: 2, .cpu: 3])
        for metric in [Metric.requests, .target5xx, .balancer502, .p50, .p99, .responseAverage] {
            let sample = sample(metric, world, after: 300)
            #expect(sample?.presence == Presence.none && sample?.value == nil, "\(metric)")
        }
        #expect(sample(.healthyHosts, world, after: 300)?.value == 2)
        #expect(sample(.memory, world, after: 300) == nil, "what is missing is not told")
        #expect(world.samples(at: first.end + 300, since: nil).newest == nil)
    }

    @Test func `errors of a load balancer without targets are counted beside no request`() {
        let world = world(1, values: [.requests: 0, .balancer5xx: 40, .balancer503: 40])
        #expect(sample(.balancer503, world, after: 300)?.value == 40)
        #expect(sample(.requests, world, after: 300)?.presence == Presence.none)
    }

    @Test func `a worker and a queue have no request metrics`() {
        var world = SimulatedCloudWatch(seed: 3)
        world.record(first, service: "worker", side: .old, values: [.cpu: 40, .memory: 50], isBalanced: false)
        world.record(first, service: "worker", side: nil, values: [.queueAge: 12], isBalanced: false)
        let (samples, newest) = world.samples(at: first.end + 300, since: nil)
        #expect(
            samples == [
                Sample(series: key(.cpu, "worker", .old), minute: first, value: 40, presence: .ok),
                Sample(series: key(.memory, "worker", .old), minute: first, value: 50, presence: .ok),
                Sample(series: key(.queueAge, "worker", nil), minute: first, value: 12, presence: .ok),
            ])
        #expect(newest == nil)
    }

    @Test(arguments: [7.0, 60, 61.5])
    func `who asks for what is new gets in the end what one gets who asks for everything`(pace: Double) {
        let world = world(30)
        var known: [SeriesKey: [Minute: Sample]] = [:]
        var told = 0
        var last: Moment?
        var now = first.end
        while now < first.end + 45 * 60 {
            for sample in world.samples(at: now, since: last).samples {
                known[sample.series, default: [:]][sample.minute] = sample
                // What has not settled is told each time.
                if sample.minute <= .settled(at: now) { told += 1 }
            }
            (last, now) = (now, now + pace)
        }
        let all = world.samples(at: now, since: nil).samples
        #expect(!all.isEmpty)
        for sample in all { #expect(known[sample.series]?[sample.minute] == sample) }
        #expect(known.values.reduce(0) { $0 + $1.count } == all.count)
        #expect(told <= 2 * all.count, "each is told once and revised once at most")
        #expect(world.samples(at: now, since: last).samples.isEmpty)
    }

    @Test func `old minutes are forgotten`() {
        let world = world(500)
        let now = first.advanced(by: 500).start
        let minutes = Set(world.samples(at: now + 60, since: nil).samples.map(\.minute))
        #expect(minutes.min() ?? first >= now.minute.advanced(by: -SimulatedCloudWatch.kept))
        #expect(world.samples(at: first.end + 3600, since: nil).samples.isEmpty)
    }

    @Test func `sides are late independently of each other, and a seed tells the same again`() {
        /// The first published value of each of twenty minutes, polled every ten seconds.
        func first(_ seed: UInt64, _ side: Side) -> [Double] {
            var world = SimulatedCloudWatch(seed: seed)
            for offset in 0..<20 {
                world.record(
                    self.first.advanced(by: offset), service: "api", side: side, values: busy, isBalanced: true)
            }
            var told: [Minute: Double] = [:]
            for second in stride(from: 0.0, through: 1500, by: 10) {
                for sample in world.samples(at: self.first.end + second, since: nil).samples
                where sample.series.metric == .requests && told[sample.minute] == nil {
                    told[sample.minute] = sample.value
                }
            }
            return told.sorted { $0.key < $1.key }.map(\.value)
        }
        let one = first(1, .old)
        #expect(one.count == 20 && one == first(1, .old))
        #expect(one != first(2, .old))
        #expect(one != first(1, .new))
    }
}
