import Bytes
internal import Markup

/// Writes the members of a JSON object. Members without a value are left out instead of being null.
struct MemberWriter {
    private var writer: JSONWriter

    init(reserving capacity: Int = 0) {
        writer = JSONWriter(reserving: capacity)
        writer.beginObject()
    }

    /// Returns the members, each preceded by a comma, and empties the writer.
    mutating func finish() -> [UInt8] {
        var bytes = writer.bytes
        // With the writer's reference released, the bytes are changed in place instead of being copied.
        writer = JSONWriter()
        guard bytes.count > 1 else { return [] }
        bytes[0] = UInt8(ascii: ",")
        // An item may wait in memory until its group is committed: unused capacity is returned.
        return bytes.capacity - bytes.count > bytes.count / 8 ? bytes.withUnsafeBufferPointer(Array.init) : bytes
    }

    /// Ends the object that the members are in.
    mutating func endObject() { writer.endObject() }

    /// What was written so far.
    var bytes: [UInt8] { writer.bytes }

    // MARK: Going back

    /// The number of bytes so far.
    var count: Int { writer.bytes.count }

    /// Where the output ends now, for going back to it.
    var mark: JSONWriter.Mark { writer.mark }

    /// Removes everything that was written after `mark` was taken.
    mutating func rollBack(to mark: JSONWriter.Mark) { writer.rollBack(to: mark) }

    // MARK: Members

    /// Whatever the field, no control character reaches the output, and what turns the direction of text ends with the value (docs/READING.md, Text).
    mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        writer.key(name)
        writer.string(TextControls.removed(from: value))
    }

    /// A value that is one of ``FeedNormalizer``'s texts, or identifies something: it is written as it is.
    mutating func member(_ name: StaticString, exactly value: String?) {
        guard let value else { return }
        writer.key(name)
        writer.string(value)
    }

    /// What was wrong, in which the document may be quoted.
    mutating func warnings(_ warnings: [String]) {
        if !warnings.isEmpty { member("warnings", warnings.map(\.onOneLine)) }
    }

    mutating func member(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        writer.key(name)
        writer.integer(Int64(value))
    }

    mutating func member(_ name: StaticString, _ value: Double?) {
        guard let value, value.isFinite else { return }
        writer.key(name)
        if value == value.rounded(), value.magnitude < 1e15 { writer.integer(Int64(value)) } else { writer.double(value) }
    }

    mutating func member(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        writer.key(name)
        writer.bool(value)
    }

    mutating func member(_ name: StaticString, _ value: Timestamp?) {
        guard let value else { return }
        writer.key(name)
        writer.timestamp(value)
    }

    mutating func member(_ name: StaticString, _ values: [String]) {
        guard !values.isEmpty else { return }
        writer.key(name)
        writer.beginArray()
        for value in values { writer.string(TextControls.removed(from: value)) }
        writer.endArray()
    }

    mutating func member(_ name: StaticString, _ values: [Int]) {
        guard !values.isEmpty else { return }
        writer.key(name)
        writer.beginArray()
        for value in values { writer.integer(Int64(value)) }
        writer.endArray()
    }

    /// - Parameter pairs: names, none of them twice, and values.
    mutating func member(_ name: StaticString, _ pairs: [(String, String)]) {
        guard !pairs.isEmpty else { return }
        writer.key(name)
        writer.beginObject()
        for (name, value) in pairs {
            writer.key(name)
            writer.string(TextControls.removed(from: value))
        }
        writer.endObject()
    }

    mutating func member(_ name: StaticString, _ link: Link?) {
        guard let link else { return }
        object(name) { $0.writeMembers(of: link) }
    }

    mutating func member(_ name: StaticString, _ location: Location?) {
        guard let location else { return }
        object(name) { writer in
            writer.member("latitude", location.latitude)
            writer.member("longitude", location.longitude)
            writer.member("name", location.name)
            writer.member("elevation_in_meters", location.elevationInMeters)
            writer.member("radius_in_meters", location.radiusInMeters)
            guard let shape = location.shape else { return }
            writer.member("shape", shape.kind.rawValue)
            writer.list("points", shape.points) { writer, point in
                writer.member("latitude", point.latitude)
                writer.member("longitude", point.longitude)
            }
        }
    }

    mutating func member(_ name: StaticString, _ youtube: YouTube?) {
        guard let youtube else { return }
        object(name) { writer in
            writer.member("video_id", youtube.video)
            writer.member("channel_id", youtube.channel)
            writer.member("playlist_id", youtube.playlist)
        }
    }

    mutating func member(_ name: StaticString, _ persons: [Person]) {
        list(name, persons) { $0.writeMembers(of: $1) }
    }

    mutating func member(_ name: StaticString, _ person: Person?) {
        guard let person else { return }
        object(name) { $0.writeMembers(of: person) }
    }

    private mutating func writeMembers(of person: Person) {
        member("name", person.name)
        // An author has a name, a URL or an avatar, and the URL may be that of a mail address (JSON Feed 1.1, authors).
        member("url", person.url ?? (person.name == nil && person.avatar == nil ? person.email.map(Self.mailURL) : nil))
        member("avatar", person.avatar)
        member("_email", person.email)
    }

    /// The `mailto:` URL of an address (RFC 6068).
    private static func mailURL(_ address: String) -> String {
        "mailto:"
            + PercentEncoding.encoded(address) { PercentEncoding.isUnreserved($0) || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "+") }
    }

    mutating func member(_ name: StaticString, _ categories: [Category]) {
        list(name, categories) { writer, category in
            writer.member("term", category.term)
            writer.member("scheme", category.scheme)
            writer.member("label", category.label)
        }
    }

    mutating func member(_ name: StaticString, _ origin: Origin?) {
        guard let origin else { return }
        object(name) { writer in
            writer.member("title", origin.title)
            writer.member("url", origin.url)
            writer.member("feed_url", origin.feedURL)
            writer.member("id", origin.id)
            writer.member("subtitle", origin.subtitle)
            writer.member("icon", origin.icon)
            writer.member("logo", origin.logo)
            writer.member("updated", origin.updated)
            writer.member("authors", origin.authors)
            writer.member("contributors", origin.contributors)
            writer.member("tags", origin.tags)
            writer.member("categories", origin.categories)
            writer.member("rights", origin.rights)
            writer.member("generator", origin.generator)
            writer.member("links", origin.links)
        }
    }

    mutating func member(_ name: StaticString, _ links: [Link]) {
        list(name, links) { $0.writeMembers(of: $1) }
    }

    private mutating func writeMembers(of link: Link) {
        member("url", link.url)
        member("rel", link.rel)
        member("type", link.type)
        member("title", link.title)
        member("hreflang", link.hreflang)
        member("length", link.length)
    }

    /// Begins a member that is an array. Its elements are objects (``element(_:)``).
    mutating func beginArray(_ name: StaticString) {
        writer.key(name)
        writer.beginArray()
    }

    /// Ends the innermost array.
    mutating func endArray() { writer.endArray() }

    /// An element of the innermost array.
    mutating func element(_ body: (inout MemberWriter) -> Void) {
        writer.beginObject()
        body(&self)
        writer.endObject()
    }

    mutating func object(_ name: StaticString, _ body: (inout MemberWriter) -> Void) {
        writer.key(name)
        writer.beginObject()
        body(&self)
        writer.endObject()
    }

    /// An array of objects; left out where it is empty.
    mutating func list<Element>(_ name: StaticString, _ elements: [Element], _ body: (inout MemberWriter, Element) -> Void) {
        if !elements.isEmpty { array(name, elements, body) }
    }

    mutating func array<Element>(_ name: StaticString, _ elements: [Element], _ body: (inout MemberWriter, Element) -> Void) {
        beginArray(name)
        for element in elements { self.element { body(&$0, element) } }
        endArray()
    }
}
