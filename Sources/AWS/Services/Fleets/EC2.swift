/// Questions to EC2: instances.
package struct EC2: Sendable {
    let sender: any RequestSender

    /// Ids a call; the API takes more, but a shorter answer comes sooner and is asked again sooner.
    static let batchSize = 200

    /// The instances of those ids; ids that EC2 does not know (it forgets a terminated instance after about an hour)
    /// are reported as missing, not thrown.
    package func instances(
        ids: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BatchResult<EC2Instance> {
        let batches = ids.withoutRepeats().batches(of: Self.batchSize)
        let parts = try await concurrently(batches) { batch throws(AWSError) -> BatchResult<EC2Instance> in
            try await findEach(batch) { ids throws(AWSError) -> Elements<EC2Instance> in
                try await describe(ids, deadline: deadline)
            }
        }
        return BatchResult(joining: parts)
    }

    private func describe(
        _ ids: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Elements<EC2Instance> {
        try await allPagesApart { marker throws(AWSError) in
            let request = AWSRequest.form(
                .ec2, "DescribeInstances", version: "2016-11-15",
                .items("InstanceId", ids) + (marker.map { [("NextToken", $0)] } ?? []),
                resource: ids.joined(separator: ", "))
            let answer = try await sender.xml(
                Reservations.self, root: "DescribeInstancesResponse", request, deadline: deadline)
            let found = answer.reservations.map(\.instances)
            return Page(
                elements: found.flatMap(\.values), odd: found.flatMap(\.odd), next: answer.next, request: request)
        }
    }
}

extension RequestSender {
    /// Questions to EC2.
    package var ec2: EC2 { EC2(sender: self) }
}

extension EC2Instance: ListedApart {
    static var namingFields: [String] { ["instanceId"] }
}

/// Instances stand in reservations, one for each launch; who was launched with whom is of no interest here.
private struct Reservations: Decodable {
    struct Reservation: Decodable {
        @Answered<Wire.Each<EC2Instance>> var instances: Elements<EC2Instance>

        enum CodingKeys: String, CodingKey {
            case instances = "instancesSet"
        }
    }

    @Answered<Wire.NeededList<Reservation>> var reservations: [Reservation]
    @Answered<Wire.Text> var next: String?

    enum CodingKeys: String, CodingKey {
        case reservations = "reservationSet"
        case next = "nextToken"
    }
}
