import Markup

/// libFuzzer's target: markup and plain text through the sanitizer, twice. Nothing may trap or take a second, and the second time changes nothing.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSanitizer(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
    for base in ["https://fuzz.test/story/1", nil] {
        let sanitizer = HTMLSanitizer(base: base)
        check(sanitizer.sanitize(text), sanitizer, "markup")
        check(sanitizer.sanitize(plain: text), sanitizer, "plain text")
    }
    let line = HTMLText.line(plain: text)
    precondition(HTMLText.line(plain: line) == line, "a line changes when it is made a line again")
    return 0
}

private func check(_ first: SanitizedHTML, _ sanitizer: HTMLSanitizer, _ what: String) {
    let second = sanitizer.sanitize(first.html)
    precondition(
        second.html.utf8.elementsEqual(first.html.utf8),
        "HTML of \(what) changes: \(first.html.debugDescription) to \(second.html.debugDescription)")
    precondition(
        second.text.utf8.elementsEqual(first.text.utf8),
        "text of \(what) changes: \(first.text.debugDescription) to \(second.text.debugDescription)")
    precondition(
        second.isPlain == first.isPlain && second.hasMedia == first.hasMedia,
        "what is said of \(what) changes: \(first.html.debugDescription)")
}
