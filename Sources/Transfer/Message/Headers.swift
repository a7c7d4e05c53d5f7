import Bytes

/// The header of a response. It is kept as it was received, and searched when a field is asked for: so a 304 makes no strings.
public struct Headers: Sendable, Hashable {
    /// Whole lines, the status line first if there was one.
    private let bytes: [UInt8]

    /// - Parameter bytes: whole lines that end in LF or CRLF. A line without a colon (the status line, the blank line) is not a field.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    public init(_ fields: [HeaderField] = []) {
        var bytes: [UInt8] = []
        for field in fields {
            bytes += Array(field.name.utf8) + [UInt8(ascii: ":"), 0x20]
            bytes += ([UInt8](latin1: field.value) ?? Array(field.value.utf8)).map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
            bytes.append(0x0A)
        }
        self.bytes = bytes
    }

    /// The first value of the field of that name, without white space around it. Names are compared without regard to case.
    public subscript(name: String) -> String? {
        var found: String?
        forEach(named: name) { value in
            found = value
            return false
        }
        return found
    }

    /// All values of the field of that name, in the order in which they were received.
    public func values(_ name: String) -> [String] {
        var all: [String] = []
        forEach(named: name) { value in
            all.append(value)
            return true
        }
        return all
    }

    /// All fields, in the order in which they were received.
    public var fields: [HeaderField] {
        var all: [HeaderField] = []
        forEachLine { name, value in
            all.append(HeaderField(name: String(latin1: name), value: Self.text(value)))
            return true
        }
        return all
    }

    /// `ETag` and `Last-Modified`; an empty one counts as absent.
    public var validators: Validators {
        func present(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
        return Validators(etag: present("ETag"), lastModified: present("Last-Modified"))
    }

    private func forEach(named name: String, _ body: (String) -> Bool) {
        var name = name
        name.withUTF8 { wanted in
            forEachLine { name, value in
                Self.matches(name, wanted) ? body(Self.text(value)) : true
            }
        }
    }

    /// Calls `body` with the name and value of each field until it returns false. The values are trimmed; folded ones still contain their line ends.
    private func forEachLine(_ body: (Slice<UnsafeBufferPointer<UInt8>>, Slice<UnsafeBufferPointer<UInt8>>) -> Bool) {
        bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                var end = Self.endOfLine(bytes, from: start)
                // A line that begins with white space continues the line before it (obs-fold, RFC 9112, section 5.2).
                while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end = Self.endOfLine(bytes, from: end) }
                let line = bytes[start..<end]
                start = end
                guard let colon = line.firstIndex(of: UInt8(ascii: ":")), !line.starts(with: "HTTP/".utf8) else { continue }
                let name = Self.trimmed(line[line.startIndex..<colon])
                let value = Self.trimmed(line[(colon + 1)...])
                if !body(name, value) { return }
            }
        }
    }

    private static func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        (bytes[start...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
    }

    private static func trimmed(_ slice: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
        var slice = slice
        while let first = slice.first, isSpace(first) { slice.removeFirst() }
        while let last = slice.last, isSpace(last) { slice.removeLast() }
        return slice
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

    private static func matches(_ name: Slice<UnsafeBufferPointer<UInt8>>, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        guard name.count == wanted.count else { return false }
        return zip(name, wanted).allSatisfy { ASCII.lowercased($0) == ASCII.lowercased($1) }
    }

    private static func text(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        guard value.contains(0x0A) else { return String(latin1: value) }
        let lines = value.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).map(trimmed)
        return lines.map { String(latin1: $0) }.joined(separator: " ")
    }
}
