extension Route53 {
    /// The record sets of one name, of the types given or of all.
    package func recordSets(
        zone id: String, name: String, types: [String] = [], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [RecordSet] {
        try await recordSets(zone: id, names: [name], types: types, deadline: deadline)
    }

    /// The record sets of several names of one zone, in as few calls as the zone's order allows.
    ///
    /// A listing begins at a name and goes on in the zone's order, so names that stand near each other come in one page
    /// and a far one costs a call of its own, never the pages between. Which names a page has seen completely is read
    /// from the page, not from our idea of the order. Throws ``AWSError/malformed(_:_:)`` when paging does not move on, or
    /// when a record set of these names cannot be read; one of another name costs nothing.
    package func recordSets(
        zone id: String, names: [String], types: [String] = [], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [RecordSet] {
        let found = try await recordSetsApart(zone: id, names: names, types: types, deadline: deadline)
        for name in names { try found.refuseOdd(name, zone: id) }
        return found.values
    }

    /// The same with the record sets apart that cannot be read, for whoever asks for several services at once.
    package func recordSetsApart(
        zone id: String, names: [String], types: [String] = [], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Elements<RecordSet> {
        var listing = RecordSetListing(names: names, types: types)
        while let position = listing.position {
            let request = listRequest(zone: id, from: position)
            let page = try await sender.xml(
                RecordSetsPage.self, root: "ListResourceRecordSetsResponse", request, deadline: deadline)
            guard listing.take(page) else {
                throw AWSError.malformed(request, "its next page begins where an earlier one did")
            }
        }
        return Elements(values: listing.recordSets, odd: listing.odd)
    }

    private func listRequest(zone id: String, from position: RecordSetPosition) -> AWSRequest {
        var query = [("name", position.name.escaped)]
        if let type = position.type { query.append(("type", type)) }
        if let identifier = position.identifier { query.append(("identifier", identifier)) }
        query.append(("maxitems", String(pageSize)))
        return .get(
            .route53, "ListResourceRecordSets", path: "/2013-04-01/hostedzone/\(Self.pathID(id))/rrset",
            query: query, resource: "\(position.name) in zone \(Self.bareID(id))")
    }
}

extension Elements<RecordSet> {
    /// Throws ``AWSError/Kind/malformed`` when a record set of that name cannot be read, or one whose name cannot be read
    /// either: then the weights of the name are not known.
    package func refuseOdd(_ name: String, zone: String) throws(AWSError) {
        guard
            let odd = odd.first(where: { $0.names.isEmpty || $0.names.contains { RecordName($0) == RecordName(name) } })
        else { return }
        throw AWSError(
            .malformed, service: .route53, operation: "ListResourceRecordSets", resource: "\(name) in zone \(zone)",
            message: odd.sentence)
    }
}

/// Where a page begins.
struct RecordSetPosition: Hashable {
    let name: RecordName
    var type: String?
    var identifier: String?
}

/// The state of a listing between its pages: which names are still to be seen, and where the next page begins.
struct RecordSetListing {
    private(set) var recordSets: [RecordSet] = []
    /// Those that cannot be read.
    private(set) var odd: [OddElement] = []
    /// Nil when all names have been seen.
    private(set) var position: RecordSetPosition?

    private let wanted: Set<RecordName>
    private let types: Set<String>
    private var pending: [RecordName]
    private var asked: Set<RecordSetPosition> = []

    init(names: [String], types: [String]) {
        wanted = Set(names.map { RecordName($0) })
        self.types = Set(types)
        pending = wanted.sorted()
        position = pending.first.map { RecordSetPosition(name: $0) }
        // Beginning at the only type saves rows; with several names it would skip types of the ones that follow.
        if pending.count == 1, types.count == 1 { position?.type = types[0] }
        if let position { asked.insert(position) }
    }

    /// Takes a page in; false when the next page would begin where an earlier one did.
    mutating func take(_ page: RecordSetsPage) -> Bool {
        guard let current = position else { return true }
        for recordSet in page.recordSets.values where wanted.contains(recordSet.name) { keep(recordSet) }
        odd += page.recordSets.odd
        let next = page.next
        let oddNames = page.recordSets.odd.flatMap(\.names).map { RecordName($0) }
        let seen = Set(page.recordSets.values.map(\.name) + oddNames).union([current.name])
        pending.removeAll { seen.contains($0) && $0 != next?.name }
        if let next, pending.contains(next.name) {
            position = next
        } else {
            position = pending.first.map { RecordSetPosition(name: $0) }
        }
        return position.map { asked.insert($0).inserted } ?? true
    }

    /// A record set that an earlier page gave already is replaced: counted twice it would falsify the shares.
    private mutating func keep(_ recordSet: RecordSet) {
        guard types.isEmpty || types.contains(recordSet.type) else { return }
        let earlier = recordSets.firstIndex { known in
            known.name == recordSet.name && known.type == recordSet.type
                && known.setIdentifier == recordSet.setIdentifier
        }
        if let earlier { recordSets[earlier] = recordSet } else { recordSets.append(recordSet) }
    }
}

/// One answer of ListResourceRecordSets.
struct RecordSetsPage: Decodable {
    let recordSets: Elements<RecordSet>
    /// Where the next page begins, nil on the last.
    let next: RecordSetPosition?

    private enum CodingKeys: String, CodingKey {
        case recordSets = "ResourceRecordSets"
        case isTruncated = "IsTruncated"
        case nextName = "NextRecordName"
        case nextType = "NextRecordType"
        case nextIdentifier = "NextRecordIdentifier"
    }

    /// Written by hand: where the next page begins is of three fields, and they count only in a listing that was cut.
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        recordSets = try fields.answer(Wire.NeededEach<RecordSet>.self, .recordSets)
        guard try fields.decode(Bool.self, forKey: .isTruncated) else {
            next = nil
            return
        }
        next = RecordSetPosition(
            name: RecordName(try fields.decode(String.self, forKey: .nextName)),
            type: try fields.answer(Wire.Text.self, .nextType),
            identifier: try fields.answer(Wire.Text.self, .nextIdentifier))
    }
}
