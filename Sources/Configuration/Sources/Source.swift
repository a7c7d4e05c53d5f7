import Bytes
package import Transfer

/// A configured source: a document that is polled, under a name that belongs to its items' identity.
@dynamicMemberLookup
public struct Source: Sendable, Equatable {
    /// Unique; 1 to 128 ASCII letters, digits, `-`, `_` and `.`. Part of the identity of the items: a renamed source is a new source.
    public let name: String
    package let origin: SourceOrigin
    /// The program that converts the fetched document into the one that is parsed (`convert`); nil without one.
    package let converter: ProgramCommand?
    /// How the document becomes items.
    package let reading: SourceReading
    public var settings: SourceSettings

    /// The source's settings read as its own: `source.interval`.
    public subscript<Value>(dynamicMember key: WritableKeyPath<SourceSettings, Value>) -> Value {
        get { settings[keyPath: key] }
        set { settings[keyPath: key] = newValue }
    }

    package init(
        name: String, origin: SourceOrigin, converter: ProgramCommand? = nil, reading: SourceReading = .feed, settings: SourceSettings
    ) {
        self.name = name
        self.origin = origin
        self.converter = converter
        self.reading = reading
        self.settings = settings
    }

    /// A source with the absolute http, https, file or maildir URL `url`; nil if `url` is not one.
    public init?(name: String, url: String, settings: SourceSettings = SourceSettings()) {
        guard let address = try? SourceURL(url, relativeTo: nil) else { return nil }
        self.init(name: name, origin: .url(address), settings: settings)
    }

    private var address: SourceURL? {
        if case .url(let address) = origin { address } else { nil }
    }

    /// The URL to fetch: absolute and in ASCII; empty where a program gives the document. May hold secrets, so it must not be logged.
    public var url: String { address?.text ?? "" }

    /// Where the document comes from, for people and logs: the URL without user info and without the values in its query, or the program's name.
    public var displayURL: String {
        switch origin {
        case .url(let address): address.redacted
        case .program(let command): "exec: \(command.name.printable)"
        }
    }

    /// Lower case, without port or brackets; empty for a file and a program.
    public var host: String { address?.host ?? "" }

    /// Whether the source is a local file, named by a file URL.
    public var isFile: Bool { address?.isFile ?? false }

    /// Whether the source is a Maildir, whose messages are its items.
    public var isMaildir: Bool { address?.isMaildir ?? false }

    /// Whether the document comes from this machine: no host is asked for it.
    public var isLocal: Bool { host.isEmpty }

    /// A hash of everything that the fetched document and its reading depend on. The same in every run and release. When it changes, the stored validators, body
    /// hash and moved URL are invalid.
    public var digest: UInt64 {
        let document =
            switch origin {
            case .url(let address): StableHash.hash("url\0\(address.text)")
            case .program(let command): StableHash.hash("exec\0\(Self.text(of: command))")
            }
        let converted = converter.map { StableHash.combine(document, StableHash.hash("convert\0\(Self.text(of: $0))")) } ?? document
        return reading.digest.map { StableHash.combine(converted, $0) } ?? converted
    }

    private static func text(of command: ProgramCommand) -> String {
        ([command.directory, command.executable] + command.arguments).joined(separator: "\0")
    }

    /// `url` for the journal: without user info. Empty where a program gives the document.
    public var publicURL: String { address?.withoutUserInfo ?? "" }
}
