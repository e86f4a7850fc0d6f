/// One page of a list, with the marker that requests the next page.
struct Page<Element: Sendable>: Sendable {
    let elements: [Element]
    /// Nil or empty on the last page.
    let next: String?
    /// The request that returned this page.
    let request: AWSRequest
}

/// Requests all pages of a list and returns their elements. `ask` takes the marker of a page; nil for the first.
///
/// Throws ``AWSError/malformed(_:_:)`` when a marker comes twice, because paging would never end.
func allPages<Element>(
    ask: (String?) async throws(AWSError) -> Page<Element>
) async throws(AWSError) -> [Element] {
    var elements: [Element] = []
    var followed: Set<String> = []
    var marker: String?
    while true {
        let page = try await ask(marker)
        elements += page.elements
        guard let next = page.next, !next.isEmpty else { return elements }
        guard followed.insert(next).inserted else {
            throw AWSError.malformed(page.request, "its marker for the next page came before: paging would never end")
        }
        marker = next
    }
}
