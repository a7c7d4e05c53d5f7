import Testing

@testable import Transfer

@Suite("Failures that libcurl reports")
struct HopFailureTests {
    @Test(
        "OpenSSL's messages about a server that does not speak TLS are recognised",
        arguments: [
            ("OpenSSL/3.0.22: error:0A00010B:SSL routines::wrong version number", true),
            ("TLS connect error: error:0A0000C6:SSL routines::packet length too long", true),
            ("error:140770FC:SSL routines:SSL23_GET_SERVER_HELLO:unknown protocol", true),
            ("error:0A00009C:SSL routines::http request", true),
            ("OpenSSL SSL_connect: Connection reset by peer", false),
            ("error:0A000410:SSL routines::sslv3 alert handshake failure", false),
        ])
    func plaintext(reason: String, isPlaintext: Bool) {
        #expect(HopFailure.isPlaintext(reason) == isPlaintext)
    }
}
