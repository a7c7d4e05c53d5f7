/// How many items a list on a page is expected to have, where the configuration does not say: at least one, and a third of the usual number. A page with fewer
/// has another template, or is another page.
enum ExpectedItems {
    static func least(usual: Int?) -> Int { max(1, (usual ?? 0) / 3) }

    /// The usual number after a list with `count` items was read: an average that follows slowly.
    static func usual(_ before: Int?, after count: Int) -> Int { before.map { ($0 * 3 + count + 2) / 4 } ?? count }

    /// The usual number after a list that had too few items. It falls, so that a list which has become short for good is believed after some polls.
    static func usual(_ before: Int?, afterFew count: Int) -> Int? {
        before.map { count == 0 ? $0 : max(count, $0 * 7 / 8) }
    }
}
