import CCurl
import Glibc

extension TransferError {
    /// What libcurl's code means for the one who asked.
    init(_ code: CURLcode, _ transfer: Transfer) {
        let host = transfer.url.host
        let reason = transfer.easy?.reason(code) ?? String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: self = .nameNotResolved(host: host)
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: self = .proxy(reason: reason)
        case CURLE_COULDNT_CONNECT:
            let isRefused = transfer.easy?.long(CURLINFO_OS_ERRNO) == Int(ECONNREFUSED)
            self = isRefused ? .connectionRefused(host: host) : .connectionFailed(host: host, reason: reason)
        case CURLE_OPERATION_TIMEDOUT:
            self = transfer.isSlow ? .tooSlow(host: host) : .timedOut(host: host, after: transfer.request.timeout)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED,
            CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            self = .tls(host: host, reason: reason)
        case CURLE_FILESIZE_EXCEEDED: self = .tooLarge(host: host, limit: transfer.request.bodyLimit)
        case CURLE_BAD_CONTENT_ENCODING: self = .badContentEncoding(host: host)
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2_STREAM, CURLE_HTTP2:
            self = .brokenOff(host: host)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_HTTP_RETURNED_ERROR:
            self = .badResponse(host: host, reason: reason)
        case CURLE_URL_MALFORMAT: self = .badURL(reason: reason)
        default: self = .failed(reason: reason)
        }
    }

    /// Whether what had arrived before, if anything, is worth having: it did arrive well.
    func leaves(_ body: [UInt8], of request: Request) -> Bool {
        switch self {
        case _ where body.isEmpty: false
        case .brokenOff, .timedOut, .tooSlow, .badContentEncoding, .badResponse: true
        case .tooLarge: request.isCutAtLimit
        default: false
        }
    }
}
