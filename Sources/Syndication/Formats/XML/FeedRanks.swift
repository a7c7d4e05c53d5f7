/// The ranks of the elements that have filled the fields of the feed.
struct FeedRanks {
    var id = Rank()
    var title = Rank()
    var description = Rank()
    var rights = Rank()
    var url = Rank()
    var feedURL = Rank()
    var icon = Rank()
    var favicon = Rank()
    var authors = Rank()
    var language = Rank()
    var published = Rank()
    var updated = Rank()
    var generator = Rank()
    /// `sy:updatePeriod` in seconds.
    var syPeriod: Int?
    /// `sy:updateFrequency`: updates per period.
    var syFrequency: Int?
}
