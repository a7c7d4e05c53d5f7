/// The ranks of the elements that have filled the fields of the open item.
struct ItemRanks {
    var title = Rank()
    var summary = Rank()
    var otherSummary = Rank()
    var content = Rank()
    var rights = Rank()
    var guid = Rank()
    var url = Rank()
    var published = Rank()
    var modified = Rank()
    var authors = Rank()
    var image = Rank()
    var language = Rank()
}
