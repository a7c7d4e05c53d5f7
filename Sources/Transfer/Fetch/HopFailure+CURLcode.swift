import CCurl
import Glibc

extension HopFailure {
    /// Nil for `CURLE_OK`.
    init?(_ code: CURLcode, _ easy: Easy) {
        guard code != CURLE_OK else { return nil }
        let reason = easy.reason(code)
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: self = .nameNotResolved
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: self = .proxy(reason: reason)
        case CURLE_COULDNT_CONNECT: self = .notConnected(isRefused: easy.long(CURLINFO_OS_ERRNO) == Int(ECONNREFUSED), reason: reason)
        case CURLE_OPERATION_TIMEDOUT: self = .timedOut
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            self = .certificate(reason: reason)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
            CURLE_SSL_ENGINE_INITFAILED:
            self = Self.isPlaintext(reason) ? .notTLS : .tls(reason: reason)
        case CURLE_FILESIZE_EXCEEDED: self = .tooLarge
        // From 8.6 on, a header that is too large has a code of its own.
        case CURLE_OUT_OF_MEMORY, CURLcode(rawValue: 100): self = .outOfMemory
        case _ where Self.isBadChunk(reason): self = .notHTTP(reason: reason)
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2_STREAM, CURLE_HTTP2:
            // libcurl reports a refused CONNECT as a receive error.
            let isRefusedTunnel = easy.long(CURLINFO_HTTP_CONNECTCODE) >= 300
            self = isRefusedTunnel ? .proxy(reason: reason) : .connectionClosed
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_HTTP_RETURNED_ERROR: self = .notHTTP(reason: reason)
        case CURLE_ABORTED_BY_CALLBACK, CURLE_WRITE_ERROR: self = .aborted(reason: reason)
        case CURLE_URL_MALFORMAT: self = .badURL(reason: reason)
        default: self = .other(reason: reason)
        }
    }

    /// Whether libcurl's words, under the code of a failed connection, mean that a chunk of the body begins with no valid size.
    static func isBadChunk(_ reason: String) -> Bool { reason.contains("chunked-encoding") || reason.contains("chunk hex-length") }

    /// Whether OpenSSL's words mean that the peer's first bytes are not a TLS record. Which of them it uses depends on its version and on the bytes.
    static func isPlaintext(_ reason: String) -> Bool {
        ["wrong version number", "packet length too long", "unknown protocol", "http request"].contains { reason.contains($0) }
    }
}

extension HopEnding {
    init(_ code: CURLcode, _ easy: Easy) {
        self.init(
            failure: HopFailure(code, easy), isConnected: easy.size(CURLINFO_PRETRANSFER_TIME_T) > 0,
            receivedSize: easy.size(CURLINFO_SIZE_DOWNLOAD_T))
    }
}
