import Bytes

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

    mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        writer.key(name)
        writer.string(value)
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
        for value in values { writer.string(value) }
        writer.endArray()
    }

    mutating func member(_ name: StaticString, _ values: [Int]) {
        guard !values.isEmpty else { return }
        writer.key(name)
        writer.beginArray()
        for value in values { writer.integer(Int64(value)) }
        writer.endArray()
    }

    mutating func member(_ name: StaticString, _ location: Location?) {
        guard let location else { return }
        object(name) { writer in
            writer.member("latitude", location.latitude)
            writer.member("longitude", location.longitude)
        }
    }

    mutating func member(_ name: StaticString, _ persons: [Person]) {
        guard !persons.isEmpty else { return }
        array(name, persons) { writer, person in
            writer.member("name", person.name)
            writer.member("url", person.url)
            writer.member("avatar", person.avatar)
            writer.member("_email", person.email)
        }
    }

    mutating func member(_ name: StaticString, _ links: [Link]) {
        guard !links.isEmpty else { return }
        array(name, links) { writer, link in
            writer.member("url", link.url)
            writer.member("rel", link.rel)
            writer.member("type", link.type)
            writer.member("title", link.title)
        }
    }

    mutating func object(_ name: StaticString, _ body: (inout MemberWriter) -> Void) {
        writer.key(name)
        writer.beginObject()
        body(&self)
        writer.endObject()
    }

    mutating func array<Element>(_ name: StaticString, _ elements: [Element], _ body: (inout MemberWriter, Element) -> Void) {
        writer.key(name)
        writer.beginArray()
        for element in elements {
            writer.beginObject()
            body(&self, element)
            writer.endObject()
        }
        writer.endArray()
    }
}
