import Bytes

/// Reads messages as items: newsletters and mailing lists. The document is the messages as ``ByteFrames``, in the order of their delivery.
enum MailReader {
    /// - Parameter messages: as they lie in the mailbox.
    static func read(_ messages: [ArraySlice<UInt8>], itemLimit: Int, deadline: CPUDeadline) -> ParsedFeed {
        var parsed = ParsedFeed(feed: Feed(format: .mail))
        // The newest ones are the last.
        for message in messages.suffix(itemLimit).reversed() {
            if deadline.isPassed { break }
            parsed.items.append(item(message))
        }
        if messages.count > itemLimit {
            parsed.feed.warnings.append("The mailbox has \(messages.count) messages; only the newest \(itemLimit) were read.")
        }
        return parsed
    }

    private static func item(_ message: ArraySlice<UInt8>) -> ParsedItem {
        let part = MailPart(message)
        let header = part.header
        var parsed = ParsedItem()
        parsed.digest = message.withUnsafeBytes { StableHash.hash($0, seed: 0) }
        parsed.title = header["subject"].map { Text($0, form: .plain) }
        parsed.item.guid = header.raw("message-id").flatMap(messageID)
        // RFC 5064: where the message stands in an archive.
        parsed.item.url = header.raw("archived-at").flatMap(bracketed).flatMap { FeedURL.absolute($0, against: nil) }
        parsed.item.published = date(header)
        parsed.item.authors = authors(header)
        parsed.item.language = header.raw("content-language").flatMap(FeedReader.languageTag)
        if let list = header["list-id"], let name = listName(list) {
            parsed.item.source = Origin()
            parsed.item.source?.title = name
        }
        let content = MailContent(part)
        parsed.content = content.text
        if let html = content.text, html.form == .html {
            parsed.content?.value = UnsubscribeLinks.removed(from: html.value, named: header.all("list-unsubscribe"))
        }
        if !content.leftOut.isEmpty {
            let names = content.leftOut.prefix(5).joined(separator: ", ")
            parsed.item.warnings.append(
                "The message has \(content.leftOut.count) attachments, which are not journaled: \(names.limited(toBytes: 200)).")
        }
        return parsed
    }

    /// Without the angle brackets; nil for what is no identifier.
    private static func messageID(_ text: String) -> String? {
        let id = bracketed(text) ?? text
        return id.contains(where: \.isWhitespace) || id.utf8.count > 998 ? nil : id.nonEmpty
    }

    private static func bracketed(_ text: String) -> String? {
        guard let open = text.firstIndex(of: "<"), let close = text[open...].firstIndex(of: ">") else { return nil }
        return String(text[text.index(after: open)..<close]).trimmingSpace().nonEmpty
    }

    /// `Date`; else the date that the first server to have it noted behind the semicolon of the last `Received`.
    private static func date(_ header: MailHeader) -> Timestamp? {
        if let date = header.raw("date").flatMap({ DateParser.parse(withoutComment($0)) }) { return date }
        return header.all("received").last.flatMap { received in
            received.lastIndex(of: ";").flatMap { DateParser.parse(withoutComment(String(received[received.index(after: $0)...]))) }
        }
    }

    /// `Sat, 28 Nov 2026 11:00:00 +0000 (UTC)`.
    private static func withoutComment(_ date: String) -> String {
        guard let open = date.firstIndex(of: "("), date.last == ")" else { return date }
        return String(date[..<open]).trimmingSpace()
    }

    /// `From`, each mailbox decoded for itself: a decoded name may have a comma in it.
    private static func authors(_ header: MailHeader) -> [Person] {
        guard let from = header.raw("from") else { return [] }
        return PersonText.list(from).map { person in
            Person(name: person.name.flatMap { EncodedWords.decode($0).trimmingSpace().nonEmpty }, email: person.email)
        }
    }

    /// The phrase before the identifier (RFC 2919); nil where the field has the identifier alone.
    private static func listName(_ list: String) -> String? {
        guard let open = list.firstIndex(of: "<") else { return nil }
        let phrase = list[..<open].trimmingSpace()
        return (phrase.hasPrefix("\"") && phrase.hasSuffix("\"") ? String(phrase.dropFirst().dropLast()) : phrase).nonEmpty
    }
}
