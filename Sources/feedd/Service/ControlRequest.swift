import Syndication

/// What a client asks of the daemon: one line, `{"poll":["name",…]}`.
struct ControlRequest: Equatable {
    /// The sources to poll, each once; empty for all.
    let names: [String]

    /// The longest line, in bytes: the names of 8,000 sources at their longest.
    static let longest = 1 << 20

    /// Why a line is no request, for the client.
    enum Refusal: Error, Equatable, CustomStringConvertible {
        case notJSON
        case other
        case tooLong

        var description: String {
            switch self {
            case .notJSON: "the request is not JSON"
            case .other: "the request is not {\"poll\":[…]} with the names of sources"
            case .tooLong: "the request is longer than \(ControlRequest.longest) bytes"
            }
        }
    }

    init(line: [UInt8]) throws(Refusal) {
        guard let value = try? JSONValue.parse(line) else { throw .notJSON }
        // A request that is not understood must not be taken for one that polls everything.
        guard let elements = value["poll"]?.array else { throw .other }
        var names: [String] = []
        var known: Set<String> = []
        for element in elements {
            guard let name = element.string else { throw .other }
            if known.insert(name).inserted { names.append(name) }
        }
        self.names = names
    }
}
