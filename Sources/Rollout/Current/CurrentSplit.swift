package import Model

/// A service's present weights in AWS, with everything the plan needs.
package enum CurrentSplit: Sendable, Equatable {
    case records(CurrentRecords)
    case forward(CurrentForward)

    /// Percent on new by the present weights; with several types, that of the first.
    package var percent: Double? {
        switch self {
        case .records(let records): records.pairs.first?.weights.percent
        case .forward(let forward): forward.weights.percent
        }
    }
}

/// The records of a service's name.
package struct CurrentRecords: Sendable, Equatable {
    /// The hosted zone's id.
    package var zone: String
    package var name: String
    /// The types that can be moved: those with a weighted record of each side.
    package var pairs: [StandingPair]
    /// What is wrong with the records, whatever the step.
    package var warnings: [PlanWarning]
    /// What Route 53 knows of each side's records by type.
    package var health: [SideOfType: RecordHealth] = [:]

    /// One side's record of one type.
    package struct SideOfType: Sendable, Hashable {
        package var type: String
        package var side: Side

        package init(type: String, side: Side) {
            self.type = type
            self.side = side
        }
    }

    /// - Parameters:
    ///   - records: All records of the name, of any type.
    ///   - types: The types to move; empty for all of A, AAAA and CNAME that exist.
    ///
    /// Throws when nothing can be moved.
    package init(
        zone: String, name: String, records: [CurrentRecord], types: [String], old: String, new: String
    ) throws(StandingFault) {
        self.zone = zone
        self.name = name
        pairs = []
        warnings = []
        for type in types.isEmpty ? ["A", "AAAA", "CNAME"] : types {
            let ofType = records.filter { $0.type == type }
            let weighted = ofType.filter { $0.weight != nil && $0.identifier != nil }
            if ofType.isEmpty, types.isEmpty { continue }
            warnings += PlanWarning.beside(ofType, type: type)
            let there = PresentNames.words(weighted.compactMap(\.identifier))
            let sides = (weighted.first { $0.identifier == old }, weighted.first { $0.identifier == new })
            switch sides {
            case (let old?, let new?):
                let others = weighted.filter { !$0.isSameRecord(as: old) && !$0.isSameRecord(as: new) }
                pairs.append(StandingPair(old: old, new: new, others: others))
            case (nil, nil):
                warnings.append(.missing(type, "has no weighted record “\(old)” or “\(new)”\(there)"))
            case (_?, nil):
                warnings.append(.missing(type, "has no weighted record “\(new)”\(there): all of it stays on old"))
            case (nil, _?):
                warnings.append(.missing(type, "has no weighted record “\(old)”\(there): all of it goes to new"))
            }
        }
        for record in records where ["HTTPS", "SVCB"].contains(record.type) {
            warnings.append(.unmoved(record))
        }
        guard !pairs.isEmpty else {
            let why = warnings.isEmpty ? "the zone has no such record" : warnings.map(\.words).joined(separator: "; ")
            throw StandingFault("\(name): \(why)")
        }
        warnings += PlanWarning.standing(pairs)
    }

    /// The known health of one side's record of a type; unknown where nothing was read.
    package func health(_ type: String, _ side: Side) -> RecordHealth {
        health[SideOfType(type: type, side: side)] ?? .unknown("its health was not read")
    }
}
