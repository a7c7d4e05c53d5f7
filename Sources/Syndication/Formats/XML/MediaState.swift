/// The state of reading Media RSS in an item or in a feed. Elements of a `media:group` apply to all objects in it, elements of the item to all
/// objects of the item. It is a class since it is large, and most items have none.
final class MediaState {
    /// What is said of media objects, as the item itself could have it.
    struct Statements {
        var title: Text?
        var description: Text?
        var text: Text?
        var copyright: Text?
        /// The first `media:credit` with the role `author` or none.
        var author: String?

        /// Fills what is empty.
        mutating func add(_ other: Statements) {
            title = title ?? other.title
            description = description ?? other.description
            text = text ?? other.text
            copyright = copyright ?? other.copyright
            author = author ?? other.author
        }
    }

    /// What a `media:content`, a `media:group` or the item has for itself.
    private struct Level {
        var details = SparseBox<MediaDetails>()
        var statements = Statements()
        /// Whether an element of the level has been read.
        var isSet = false

        mutating func update(_ change: (inout Level) -> Void) {
            isSet = true
            change(&self)
        }
    }

    /// What the levels of one kind say.
    private struct Said {
        var ofPictures = Statements()
        var ofOthers = Statements()

        mutating func add(_ statements: Statements, isPicture: Bool) {
            if isPicture { ofPictures.add(statements) } else { ofOthers.add(statements) }
        }

        mutating func add(_ other: Said) {
            ofPictures.add(other.ofPictures)
            ofOthers.add(other.ofOthers)
        }
    }

    private static let mostObjects = 1024
    /// What a group or an item says of its objects, repeated in each of them, takes no more bytes than this all together: beyond it the first object alone
    /// has it.
    private static let mostRepeated = 64 << 10

    /// At most ``mostObjects``.
    private(set) var objects: [Media] = []
    /// What is said of pictures: by the item, else by the first group that says it, else by the first object.
    var ofPictures: Statements { said.ofPictures }
    /// What is said of other objects, or of none.
    var ofOthers: Statements { said.ofOthers }
    /// The elements of an item or group without objects.
    private(set) var ofNone = MediaDetails()
    /// Whether anything is said of objects that an item itself could have.
    private(set) var hasStatements = false
    /// Whether objects lack what is said of all of them.
    private(set) var isCut = false
    /// The first `media:player`.
    private(set) var player: String?

    /// The open object, the last of ``objects`` if it is kept.
    private var open: (isKept: Bool, level: Level)?
    /// The open group, and the index of its first object.
    private var group: (start: Int, level: Level)?
    private var own = Level()
    private var said = Said()
    private var saidByGroups = Said()
    private var saidByObjects = Said()

    func beginGroup() {
        group = (objects.count, Level())
    }

    /// - Parameter object: nil for a `media:content` without a URL: what is in it is read, and says nothing.
    func beginObject(_ object: Media?) {
        let isKept = object != nil && objects.count < Self.mostObjects
        if isKept, let object { objects.append(object) }
        open = (isKept, Level())
    }

    func endObject() {
        guard let ended = open.take(), ended.isKept, ended.level.isSet else { return }
        objects[objects.count - 1].inherit(ended.level.details)
        saidByObjects.add(ended.level.statements, isPicture: objects[objects.count - 1].isImage)
    }

    func endGroup() {
        guard let ended = group.take() else { return }
        if ended.level.isSet { saidByGroups.add(ended.level.statements, isPicture: finish(ended.level, from: ended.start)) }
    }

    /// Ends the reading: the item's elements are those of its objects, and thumbnails without an object become objects.
    func finish() {
        endObject()
        endGroup()
        if own.isSet { said.add(own.statements, isPicture: finish(own, from: 0)) }
        said.add(saidByGroups)
        said.add(saidByObjects)
    }

    /// - Returns: whether the objects of the level are pictures.
    private func finish(_ level: Level, from start: Int) -> Bool {
        let hasObjects = objects.count > start
        var details = level.details
        if !hasObjects {
            let thumbnails = details.value.thumbnails
            details.value.thumbnails = []
            for thumbnail in thumbnails where objects.count < Self.mostObjects {
                var object = Media(url: thumbnail.url)
                object.medium = "image"
                object.width = thumbnail.width
                object.height = thumbnail.height
                if thumbnail.timeInSeconds != nil { object.details.thumbnails = [thumbnail] }
                objects.append(object)
            }
        }
        if objects.count == start { ofNone.inherit(details.value) }
        if !details.isEmpty {
            let count = objects.count - start
            let isTooLong = count > 1 && details.value.encodedSize > Self.mostRepeated / count
            if isTooLong { isCut = true }
            for index in objects.indices[start...].prefix(isTooLong ? 1 : count) { objects[index].inherit(details) }
        }
        return objects.count > start && details.value.player == nil && objects[start...].allSatisfy(\.isImage)
    }

    // MARK: Elements

    func add(title: Text) {
        hasStatements = true
        change {
            $0.details.value.title = title.line
            $0.statements.title = $0.statements.title ?? title
        }
    }

    func add(description: Text) {
        hasStatements = true
        change {
            $0.details.value.description = description.line
            $0.statements.description = $0.statements.description ?? description
        }
    }

    func add(text: Text) {
        hasStatements = true
        change { $0.statements.text = $0.statements.text ?? text }
    }

    func add(copyright: Text) {
        hasStatements = true
        change { $0.statements.copyright = $0.statements.copyright ?? copyright }
    }

    func add(_ thumbnail: MediaDetails.Thumbnail) {
        change { if $0.details.value.thumbnails.count < 256 { $0.details.value.thumbnails.append(thumbnail) } }
    }

    func add(player: String) {
        self.player = self.player ?? player
        change { $0.details.value.player = player }
    }

    /// Reads one of the elements of ``MediaDetails``.
    func read(_ tag: FeedTag, _ element: ExtensionElement, _ resolve: (String) -> String?) {
        if tag == .mediaCredit { hasStatements = true }
        change { level in
            level.details.value.read(tag, element, resolve)
            if tag == .mediaCredit, level.statements.author == nil, element["role"].map({ $0.lowercased() == "author" }) ?? true {
                level.statements.author = element.line
            }
        }
    }

    /// Changes the open object, else the open group, else the item.
    private func change(_ body: (inout Level) -> Void) {
        if open?.level.update(body) != nil { return }
        if group?.level.update(body) != nil { return }
        own.update(body)
    }
}
