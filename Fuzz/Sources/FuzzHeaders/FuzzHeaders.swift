import Syndication

@testable import Transfer

/// libFuzzer's target: the header of a response, line by line as libcurl hands it over, to all that is made of it. Nothing may trap or take a second; no time lies
/// outside its bounds, no redirect leads to anything but http, and nothing that is sent back adds a header field.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHeaders(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    checkTransfer(bytes)
    let headers = Headers(bytes: bytes)
    checkTimes(headers)
    checkRedirect(headers)
    for value in [headers.validators.etag, headers.validators.lastModified].compactMap({ $0 }) {
        let line = HeaderField(name: "If-None-Match", value: value).line
        precondition(line?.dropLast().contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 } != true, "a validator ends its line")
    }
    let fields = headers.fields
    for field in fields where field.name.utf8.allSatisfy({ $0 < 0x80 }) {
        precondition(headers.values(field.name).contains(field.value), "the field \(field.name) is not found by its name")
    }
    // What the reader of feeds uses of a header.
    let report = ParseReport(
        Array("<rss version='2.0'><channel><title>t</title><link>/</link></channel></rss>".utf8), url: "https://fuzz.test/feed",
        headers: fields.map { "\($0.name): \($0.value)" })
    precondition((try? JSONValue.parse(report.line)) != nil, "the report is not JSON")
    return 0
}

/// The state machine of a transfer: all lines, then the end of the response, and the redirects that it follows.
private func checkTransfer(_ bytes: [UInt8]) {
    guard let url = try? FetchURL("https://fuzz.test/feed") else { return }
    let now = ContinuousClock.now
    var state = TransferState(Request(url: url.full), url: url, redirectLimit: 3)
    for _ in 0..<5 {
        guard (try? state.start(at: now, connectTimeout: .seconds(9), allowsPrivateAddresses: false, proxy: nil)) != nil else { return }
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let action = (line + [0x0A]).withUnsafeBytes { state.receiveHeader(line: $0) }
            if action == .abort { break }
        }
        switch state.ended(HopEnding(receivedSize: bytes.count), at: now) {
        case .follow: checkWeb(state.url.display)
        case .finish(.success(let received)):
            precondition((0...999).contains(received.response.status), "status \(received.response.status)")
            return
        case .finish(.failure(let error)):
            precondition(error.description.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "an error has a control character")
            return
        }
    }
    preconditionFailure("more redirects than the limit")
}

private func checkTimes(_ headers: Headers) {
    let now: Int64 = 1_700_000_000
    for status in [200, 304, 404, 503] {
        guard let lifetime = Freshness.lifetime(of: headers, status: status, now: now) else { continue }
        precondition(lifetime >= .zero, "fresh for \(lifetime)")
    }
    let retryAfter = Freshness.retryAfter(headers, now: now)
    if let retryAfter { precondition((.zero...Freshness.longestRetryAfter).contains(retryAfter), "to be asked again after \(retryAfter)") }
    precondition(Freshness.holdAfterOverload(retryAfter: retryAfter) >= Freshness.shortestHold, "the host is not spared")
    for name in ["Date", "Expires", "Last-Modified"] {
        guard let seconds = headers[name].flatMap(HTTPDate.parse) else { continue }
        // The years 0 to 9999.
        precondition((-62_167_219_200...253_402_300_800).contains(seconds), "\(name) is \(seconds)")
    }
}

private func checkRedirect(_ headers: Headers) {
    let response = Response(status: 302, url: "https://fuzz.test/feed", headers: headers)
    if let target = response.target { checkWeb(target) }
}

private func checkWeb(_ url: String) {
    precondition(url.hasPrefix("http://") || url.hasPrefix("https://"), "a redirect leads to \(url)")
    precondition(url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a redirect's URL is not in ASCII: \(url)")
}
