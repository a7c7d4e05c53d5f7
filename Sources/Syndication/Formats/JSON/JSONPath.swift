import Bytes

/// Where a value stands in a JSON document: names and places joined by dots, as in `data.items`, `links[0].href` or `["a.b"].c`. `[-1]` is the last element of an
/// array. The empty path is the value itself.
public struct JSONPath: Sendable, Hashable, CustomStringConvertible {
    private enum Step: Sendable, Hashable {
        case name(String)
        /// Negative places count from the end.
        case place(Int)
    }

    private let steps: [Step]
    public let description: String

    /// Why a text is no path.
    public struct Mistake: Error, Sendable, Equatable {
        /// In bytes from the beginning of the text.
        public var offset: Int
        public var message: String
        public var suggestion: String?
    }

    private static let mostSteps = 64

    public init(_ text: String) throws(Mistake) {
        var scanner = Scanner(bytes: Array(text.utf8))
        steps = try scanner.steps()
        description = text
        if steps.count > Self.mostSteps { throw Mistake(offset: 0, message: "it has more than \(Self.mostSteps) steps") }
    }

    /// The value at the path; nil where there is none, or null.
    func value(in root: JSONValue) -> JSONValue? {
        var value = root
        for step in steps {
            switch step {
            case .name(let name):
                guard let next = value[name] else { return nil }
                value = next
            case .place(let place):
                guard let elements = value.array else { return nil }
                let index = place < 0 ? elements.count + place : place
                guard elements.indices.contains(index) else { return nil }
                value = elements[index]
            }
        }
        return value == .null ? nil : value
    }

    private struct Scanner {
        let bytes: [UInt8]
        var at = 0

        mutating func steps() throws(Mistake) -> [Step] {
            var steps: [Step] = []
            // As in JSONPath (RFC 9535), `$` is the document.
            if bytes.first == UInt8(ascii: "$"), bytes.count == 1 || bytes[1] == UInt8(ascii: ".") || bytes[1] == UInt8(ascii: "[") {
                at = 1
                if at < bytes.count, bytes[at] == UInt8(ascii: ".") { at += 1 }
            }
            while at < bytes.count {
                if bytes[at] == UInt8(ascii: "[") {
                    steps.append(try bracket())
                } else {
                    steps.append(.name(try name()))
                }
                guard at < bytes.count else { break }
                if bytes[at] == UInt8(ascii: ".") {
                    at += 1
                    if at == bytes.count {
                        throw Mistake(offset: at - 1, message: "a name is missing behind the last '.'", suggestion: "remove the dot")
                    }
                } else if bytes[at] != UInt8(ascii: "[") {
                    throw Mistake(offset: at, message: "'.' or '[' is missing here")
                }
            }
            return steps
        }

        private mutating func name() throws(Mistake) -> String {
            let start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: "."), bytes[at] != UInt8(ascii: "[") {
                if bytes[at] == UInt8(ascii: "]") { throw Mistake(offset: at, message: "']' has no '[' before it") }
                if bytes[at] == UInt8(ascii: "*"), at == start {
                    throw Mistake(
                        offset: at, message: "'*' is no name",
                        suggestion: "a path names one value: 'items' takes all elements of the array that it names")
                }
                at += 1
            }
            if at == start {
                throw Mistake(offset: start, message: "a name is missing here", suggestion: "write a single dot between two names")
            }
            return String(decoding: bytes[start..<at], as: UTF8.self)
        }

        private mutating func bracket() throws(Mistake) -> Step {
            let start = at
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") {
                let quote = bytes[at]
                let text = at + 1
                guard let end = bytes[text...].firstIndex(of: quote), end + 1 < bytes.count, bytes[end + 1] == UInt8(ascii: "]") else {
                    throw Mistake(
                        offset: start, message: "the name in '[' is not closed", suggestion: "close it with \(quote == 0x22 ? "\"" : "'")]")
                }
                at = end + 2
                return .name(String(decoding: bytes[text..<end], as: UTF8.self))
            }
            guard let end = bytes[at...].firstIndex(of: UInt8(ascii: "]")) else {
                throw Mistake(offset: start, message: "'[' is not closed", suggestion: "write ']' behind the place")
            }
            let written = String(decoding: bytes[at..<end], as: UTF8.self)
            guard let place = Int(written) else {
                throw Mistake(
                    offset: at, message: "'\(written.printable)' is no place in an array",
                    suggestion: written == "*"
                        ? "'items' takes all elements of the array that it names"
                        : "write a number such as [0], or a name in quotation marks")
            }
            at = end + 1
            return .place(place)
        }
    }
}
