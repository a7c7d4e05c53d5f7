extension FetchSettings {
    static let timeouts: ClosedRange<Duration> = .seconds(1) ... .seconds(3_600)
    static let bodySizes = (1 << 10)...(1 << 30)

    init(_ table: TableReader, into diagnostics: inout Diagnostics) {
        self.init()
        Schema.fetch.check(table, into: &diagnostics)
        contact = Self.contact(table, into: &diagnostics) ?? contact
        connections = table.integer("connections", in: 1...10_000, into: &diagnostics) ?? connections
        perHost = table.integer("per_host", in: 1...1_000, into: &diagnostics) ?? perHost
        delayPerHost =
            table.duration("delay_per_host", in: .zero ... .seconds(3_600), example: "1s", into: &diagnostics) ?? delayPerHost
        timeout = table.duration("timeout", in: Self.timeouts, example: "60s", into: &diagnostics) ?? timeout
        maxBody = table.size("max_body", in: Self.bodySizes, example: "16MiB", into: &diagnostics) ?? maxBody
        allowPrivateAddresses = table.boolean("allow_private_addresses", into: &diagnostics) ?? allowPrivateAddresses
    }

    private static func contact(_ table: TableReader, into diagnostics: inout Diagnostics) -> String? {
        guard let text = table.string("contact", example: "feeds@example.org", into: &diagnostics) else { return nil }
        let position = table.position(of: "contact")
        // It becomes a comment in the User-Agent header (RFC 9110, 5.6.5).
        if !text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && !#"()\"#.utf8.contains($0) }) {
            diagnostics.error(
                table.file, position, "'contact' \(table.place) has characters that are not allowed in a User-Agent",
                "write a mail address or a URL, in ASCII and without parentheses")
            return nil
        }
        if !text.isEmpty, !text.contains("@"), !text.contains("://") {
            diagnostics.warning(
                table.file, position, "'contact' \(table.place) is neither a mail address nor a URL",
                "write one at which publishers can reach you")
        }
        return text
    }
}
