/// The state of reading Media RSS in an item. Elements of a `media:group` apply to all objects in it, elements of the item to all objects
/// of the item.
struct MediaState {
    /// The open `media:content`.
    var open: Media?
    /// The index of the first object of the open `media:group`; nil outside of groups.
    var groupStart: Int?
    /// The elements of the open group.
    var group = Common()
    /// The elements of the item.
    var item = Common()
    /// The first `media:player` of the item.
    var player: String?
    /// The role of the open `media:credit`.
    var creditRole: String?

    /// Elements that apply to several objects.
    struct Common {
        var title: String?
        var description: String?
        var thumbnails: [String] = []
        var credits: [Media.Credit] = []
        var player: String?
    }
}
