/// What the records of older forms lack begins anew.
extension KeyedDecodingContainer {
    func decode(_ type: RecentErrors.Type, forKey key: Key) throws -> RecentErrors {
        try decodeIfPresent(type, forKey: key) ?? RecentErrors()
    }

    func decode(_ type: RatioChange.Type, forKey key: Key) throws -> RatioChange {
        try decodeIfPresent(type, forKey: key) ?? RatioChange()
    }
}
