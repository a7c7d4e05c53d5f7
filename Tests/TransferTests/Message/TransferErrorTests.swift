import Testing

@testable import Transfer

@Suite("Messages of transfer errors")
struct TransferErrorTests {
    @Test("every error says what happened, why, and what to do, briefly")
    func errors() {
        let errors: [TransferError] = [
            .badURL(reason: "r"), .unsupportedScheme(String(repeating: "x", count: 10_000)), .nameNotResolved(host: "h"),
            .refusedAddress(host: "h", address: "10.0.0.1"),
            .connectionRefused(host: "h"), .connectionFailed(host: "h", reason: "r"), .connectTimedOut(host: "h", after: .seconds(30)),
            .tls(host: "h", reason: "r"), .certificate(host: "h", reason: "r"),
            .notTLS(host: "h"), .proxy(host: "h", reason: "r"),
            .timedOut(host: "h", after: .milliseconds(1500)), .tooSlow(host: "h"), .tooLarge(host: "h", limit: 1),
            .headerTooLarge(host: "h", limit: 1),
            .tooManyRedirects(host: "h", limit: 10), .badContentEncoding(host: "h"), .notHTTP(host: "h", reason: "r"),
            .connectionClosed(host: "h"),
            .noSuchFile(path: "/p"), .unreadableFile(path: "/p", reason: "r"), .cancelled, .failed(reason: "r"),
        ]
        for error in errors {
            #expect("\(error)".split(separator: ": ").count >= 2, "\(error)")
            #expect("\(error)".utf8.count < 200, "\(error)")
        }
        #expect("\(TransferError.timedOut(host: "h", after: .milliseconds(1500)))".contains("within 1.500 s:"))
        #expect("\(TransferError.timedOut(host: "h", after: .seconds(60)))".contains("within 60 s:"))
        #expect("\(TransferError.tooLarge(host: "h", limit: 16 << 20))".contains("more than 16 MiB:"))
        #expect("\(TransferError.tooLarge(host: "h", limit: 5001))".contains("more than 5001 bytes:"))
    }

    @Test("only a bad certificate advises to check the clock")
    func clock() {
        #expect("\(TransferError.certificate(host: "h", reason: "r"))".contains("clock"))
        for error: TransferError in [.tls(host: "h", reason: "r"), .notTLS(host: "h")] { #expect(!"\(error)".contains("clock")) }
    }
}
