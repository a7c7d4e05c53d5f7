import Extraction
import Markup

/// libFuzzer's target: a page as it comes from the network, through all that reads it. Anything may come; nothing may trap, take a second, or let a script out.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzExtraction(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let base = "https://fuzz.test/story/1"
    let text = String(decoding: bytes, as: UTF8.self)
    let content = HTMLSanitizer(base: base).sanitize(text).html
    check(content)
    checkItems([content, text, content + text], ItemMemory(stored: bytes) ?? ItemMemory())
    guard let article = ArticleExtractor.extract(bytes, url: base, contentType: nil) else { return 0 }
    check(article.contentHTML)
    // Read with another page, that has the half of it.
    let half = String(article.contentHTML.unicodeScalars.prefix(article.contentHTML.unicodeScalars.count / 2).map(Character.init))
    var cleaner = SiteCleaner(memory: SiteMemory(stored: bytes) ?? SiteMemory())
    cleaner.read(article.contentHTML, related: article.related, page: base)
    cleaner.read(half, related: [], page: base + "/2")
    check(cleaner.clean(article.contentHTML, text: article.contentText, related: article.related, base: base).html)
    precondition(SiteMemory(stored: cleaner.memory.stored) == cleaner.memory, "the site's memory does not come back from its bytes")
    _ = SiteCleaner.neighbours(of: half, at: base)
    return 0
}

/// As a feed's items, read together three times over; of those that are not safe, too, nothing may trap.
private func checkItems(_ items: [String], _ memory: ItemMemory) {
    var memory = memory
    for _ in 0..<3 {
        var cleaner = ItemCleaner(memory: memory)
        let findings = items.indices.map { cleaner.read(items[$0], address: "https://fuzz.test/story/\($0)", item: UInt32($0)) }
        for (html, found) in zip(items, findings) { if let clean = cleaner.clean(html, found) { check(clean.html) } }
        memory = cleaner.settled
        precondition(ItemMemory(stored: memory.stored)?.stored == memory.stored, "the items' memory does not come back from its bytes")
    }
}

/// What is safe has no script: no element of one, no attribute that is one, no address that is one.
private func check(_ html: String) {
    precondition(String(validating: Array(html.utf8), as: UTF8.self) != nil, "what is safe is not UTF-8")
    var rest = Array(html.utf8)[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
        rest = rest[(start + 1)...]
        let name = String(decoding: rest.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }, as: UTF8.self).lowercased()
        precondition(!["script", "iframe", "object", "embed", "style", "form", "base", "meta"].contains(name), "<\(name)> in what is safe")
        checkAttributes(&rest)
    }
}

/// Attributes that are never taken for an address, whatever they say.
private let texts: Set<String> = ["alt=", "title=", "datetime=", "abbr=", "lang="]

/// Up to the tag's end; values are quoted.
private func checkAttributes(_ rest: inout ArraySlice<UInt8>) {
    var name: [UInt8] = []
    while let byte = rest.popFirst(), byte != UInt8(ascii: ">") {
        switch byte {
        case UInt8(ascii: "\""):
            let value = rest.prefix { $0 != byte }
            rest = rest[value.endIndex...].dropFirst()
            let text = String(decoding: value.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
            precondition(!name.starts(with: Array("on".utf8)), "\(String(decoding: name, as: UTF8.self)) in what is safe")
            let isScript = text.hasPrefix("javascript:") || text.hasPrefix("vbscript:")
            precondition(!isScript || texts.contains(String(decoding: name, as: UTF8.self)), "\(text) in what is safe")
            name = []
        case 0...0x20: name = []
        default: name.append(byte | 0x20)
        }
    }
}
