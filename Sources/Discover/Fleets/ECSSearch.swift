import AWS
import Model

/// Finds the ECS services that register their tasks in target groups.
///
/// ECS offers no search by target group. DescribeServices takes ten services a call, DescribeTasks a hundred tasks.
/// Where there are many services, the search therefore begins with the tasks that have the targets' addresses. It then
/// describes services, those with likely names first, until the calls are used up.
struct ECSSearch {
    private let walk: Walk
    private let region: String
    private let words: Set<String>
    private let wanted: [GroupFinding]
    /// How many calls are left.
    private var budget = Self.mostCalls
    private var found: [String: [FleetFinding]] = [:]
    private var describedCount = 0
    private var listed = 0
    private(set) var doubts: [String] = []

    /// The search for one service may take 40 calls in all. The steps before this one take about 15.
    private static let mostCalls = 22
    /// With more clusters than these, one call asks how many services and tasks each cluster has. With fewer, listing
    /// them costs no more.
    private static let fewClusters = 4
    /// If describing all services costs more calls than this, the search by task address may come first.
    private static let fewCalls = 12
    /// The largest number of services in one call of DescribeServices.
    private static let batch = 10
    /// The largest number of tasks in one call of DescribeTasks, and of ARNs in one page of ListTasks.
    private static let taskBatch = 100

    init(walk: Walk, region: String, words: [String], wanted: [GroupFinding]) {
        self.walk = walk
        self.region = region
        self.words = NameWords.of(words + wanted.map(\.group.name))
        self.wanted = wanted
    }

    /// Returns the services by the ARN of the target group. ``doubts`` says what could not be searched.
    mutating func find() async throws(AWSError) -> [String: [FleetFinding]] {
        if let hint = walk.hints.ecs { try await describe([hint.service], in: hint.cluster) }
        guard !isDone else { return found }
        guard let clusters = try await clusters() else {
            doubts.append("ECS services can't be listed; name the service with --ecs CLUSTER/SERVICE")
            return found
        }
        if costOfServices(clusters) > Self.fewCalls, costOfTasks(clusters) < costOfServices(clusters) {
            try await findByAddress(clusters)
        }
        guard !isDone else { return found }
        var candidates: [Candidate] = []
        for cluster in clusters {
            guard budget > 0 else {
                hasMoreClusters = true
                break
            }
            candidates += try await services(of: cluster)
        }
        listed = candidates.count
        candidates.sort { ($0.score, $1.name) > ($1.score, $0.name) }
        try await describe(Array(candidates.filter { $0.score > 0 }.prefix(Self.batch)))
        if !isDone { try await describe(candidates.filter { !described.contains($0) }) }
        let denied = walk.gaps.map(\.action).filter { ["ecs:ListServices", "ecs:DescribeServices"].contains($0) }
        if !isDone, !denied.isEmpty {
            doubts.append(
                "not all ECS services in \(region) can be looked at without \(denied.joined(separator: " and ")); "
                    + "name the service with --ecs CLUSTER/SERVICE")
        } else if !isDone, describedCount < listed || hasMoreClusters {
            doubts.append(
                "\(describedCount) of \(listed)\(hasMoreClusters ? " and more" : "") ECS services in \(region) were looked at; "
                    + "name the service with --ecs CLUSTER/SERVICE")
        }
        return found
    }

    // MARK: Describing

    private struct Candidate: Hashable {
        let cluster: String
        let name: String
        let score: Int
    }

    private var described: Set<Candidate> = []
    private var hasMoreClusters = false

    private var isDone: Bool { wanted.allSatisfy { found[$0.group.arn] != nil } }

    /// Calls to list and describe all services of the clusters.
    private func costOfServices(_ clusters: [ECSCluster]) -> Int {
        clusters.reduce(0) { $0 + 1 + (($1.activeServices ?? Self.batch) + Self.batch - 1) / Self.batch }
    }

    /// Calls to list and describe all tasks that run in the clusters.
    private func costOfTasks(_ clusters: [ECSCluster]) -> Int {
        clusters.reduce(0) { $0 + 2 * pages(of: $1) }
    }

    private func pages(of cluster: ECSCluster) -> Int {
        ((cluster.runningTasks ?? Self.taskBatch) + Self.taskBatch - 1) / Self.taskBatch
    }

    /// The clusters that have services, those with likely names first; `nil` when listing them is denied.
    private mutating func clusters() async throws(AWSError) -> [ECSCluster]? {
        let ecs = try walk.sender(in: region).ecs
        budget -= 1
        let arns = try await walk.ask { () throws(AWSError) in
            try await ecs.clusterARNs(deadline: walk.deadline)
        }
        guard let arns else { return nil }
        var clusters = arns.map { ECSCluster(arn: $0, name: ARN($0)?.name ?? $0) }
        hasMoreClusters = arns.count > 100
        if arns.count > Self.fewClusters {
            budget -= 1
            let details = try await walk.ask { () throws(AWSError) in
                try await ecs.clusters(arns: Array(arns.prefix(100)), deadline: walk.deadline).values
            }
            clusters = details ?? clusters
        }
        return clusters.filter { $0.activeServices != 0 }
            .sorted { NameWords.shared(words, $0.name) > NameWords.shared(words, $1.name) }
    }

    private mutating func services(of cluster: ECSCluster) async throws(AWSError) -> [Candidate] {
        let ecs = try walk.sender(in: region).ecs
        let arns = try await walk.ask { () throws(AWSError) in
            try await ecs.serviceARNs(cluster: cluster.arn, deadline: walk.deadline)
        }
        budget -= max(1, ((arns?.count ?? 0) + 99) / 100)
        return (arns ?? []).map { arn in
            let name = ARN(arn)?.name ?? arn
            return Candidate(cluster: cluster.arn, name: name, score: NameWords.shared(words, name))
        }
    }

    /// Describes these services, cluster by cluster and likely ones first, until everything is found or the calls are
    /// used up.
    private mutating func describe(_ candidates: [Candidate]) async throws(AWSError) {
        for cluster in candidates.map(\.cluster).withoutRepeats() {
            for batch in candidates.filter({ $0.cluster == cluster }).batches(of: Self.batch) {
                guard !isDone, budget > 0 else { return }
                try await describe(batch.map(\.name), in: cluster)
                described.formUnion(batch)
                describedCount += batch.count
            }
        }
    }

    private mutating func describe(_ names: [String], in cluster: String) async throws(AWSError) {
        let ecs = try walk.sender(in: region).ecs
        budget -= 1
        let answer = try await walk.askFor { () throws(AWSError) in
            try await ecs.services(cluster: cluster, names: names, deadline: walk.deadline)
        }
        for service in answer?.values ?? [] where !service.isGone {
            for group in service.targetGroupARNs
            where wanted.contains(where: { $0.group.arn == group }) {
                let finding = FleetFinding.ecs(service, cluster: ARN(service.clusterARN ?? cluster)?.name ?? cluster)
                found[group, default: []].append(finding)
            }
        }
    }

    // MARK: By address

    /// Finds services by the tasks that have the targets' addresses: a task names its service.
    private mutating func findByAddress(_ clusters: [ECSCluster]) async throws(AWSError) {
        let ecs = try walk.sender(in: region).ecs
        let addresses = Set(wanted.flatMap(\.targetIDs).filter { !$0.hasPrefix("i-") })
        guard !addresses.isEmpty else { return }
        for cluster in clusters where !isDone && cluster.runningTasks != 0 {
            guard 2 * pages(of: cluster) < budget else { continue }
            budget -= 2 * pages(of: cluster)
            let tasks = try await walk.ask { () throws(AWSError) in
                let arns = try await ecs.taskARNs(cluster: cluster.arn, deadline: walk.deadline)
                return try await ecs.tasks(cluster: cluster.arn, arns: arns, deadline: walk.deadline).values
            }
            // Tasks in the network mode `bridge` or `host` have no address of their own, so this search cannot find
            // them.
            if let tasks, !tasks.isEmpty, tasks.allSatisfy({ $0.privateAddresses.isEmpty }) { return }
            let names = (tasks ?? []).filter { !addresses.isDisjoint(with: $0.privateAddresses) }
                .compactMap { $0.group }.filter { $0.hasPrefix("service:") }
                .map { String($0.dropFirst("service:".count)) }.withoutRepeats()
            if !names.isEmpty, budget > 0 { try await describe(names, in: cluster.arn) }
        }
    }
}

/// The words in names. Resources that belong together mostly share some.
enum NameWords {
    /// Words that do not say which service a resource belongs to.
    private static let common: Set<String> = [
        "alb", "lb", "tg", "target", "group", "asg", "ecs", "ec2", "svc", "service", "old", "new", "com", "net", "org",
        "www", "http", "https", "prod", "production", "blue", "green",
    ]

    static func of(_ names: [String]) -> Set<String> {
        Set(names.flatMap { $0.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init) })
            .subtracting(common)
    }

    /// How much a name has in common with these words: the number of letters in the shared words.
    static func shared(_ words: Set<String>, _ name: String) -> Int {
        of([name]).intersection(words).reduce(0) { $0 + $1.count }
    }
}
