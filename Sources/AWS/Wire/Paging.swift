/// One page of a list, with the marker that requests the next page.
struct Page<Element: Sendable>: Sendable {
    let elements: [Element]
    /// What the page lists and cannot be read.
    var odd: [OddElement] = []
    /// Nil or empty on the last page.
    let next: String?
    /// The request that returned this page.
    let request: AWSRequest

    /// The elements of a list that is counted: one without an odd element would lie. Throws
    /// ``AWSError/malformed(_:_:)`` where there is one.
    func whole() throws(AWSError) -> [Element] {
        if let odd = odd.first { throw AWSError.malformed(request, odd.sentence) }
        return elements
    }
}

/// Requests all pages of a list and returns their elements. `ask` takes the marker of a page; nil for the first.
///
/// Throws ``AWSError/malformed(_:_:)`` when an element is odd, or when a marker comes twice, because paging would never
/// end.
func allPages<Element>(
    ask: (String?) async throws(AWSError) -> Page<Element>
) async throws(AWSError) -> [Element] {
    try await allPagesApart { marker throws(AWSError) in
        let page = try await ask(marker)
        return Page(elements: try page.whole(), next: page.next, request: page.request)
    }.values
}

/// The same with the odd elements apart.
func allPagesApart<Element>(
    ask: (String?) async throws(AWSError) -> Page<Element>
) async throws(AWSError) -> Elements<Element> {
    var elements = Elements<Element>()
    var followed: Set<String> = []
    var marker: String?
    while true {
        let page = try await ask(marker)
        elements.values += page.elements
        elements.odd += page.odd
        guard let next = page.next, !next.isEmpty else { return elements }
        guard followed.insert(next).inserted else {
            throw AWSError.malformed(page.request, "its marker for the next page came before: paging would never end")
        }
        marker = next
    }
}
