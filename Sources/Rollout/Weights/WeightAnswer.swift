import AWS

/// AWS's response when it has accepted a change of weights.
struct WeightAnswer {
    /// The change's id in Route 53; `nil` for a forward, which takes effect at once.
    let change: String?
    let requestID: String?

    init(_ response: AWSResponse) {
        let root = XMLElement(document: response.body)
        let id = root?["ChangeInfo"]?["Id"]?.text
        change = id?.split(separator: "/").last.map(String.init)
        requestID = response.requestID ?? root?["ResponseMetadata"]?["RequestId"]?.text
    }

    /// `change C123`, `request 4f1c`: the ids under which it can be looked up.
    var evidence: [String] { (change.map { ["change \($0)"] } ?? []) + (requestID.map { ["request \($0)"] } ?? []) }
}
