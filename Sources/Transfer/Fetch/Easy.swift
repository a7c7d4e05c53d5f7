import Bytes
import CCurl

/// One libcurl easy handle, configured once and used for many transfers, one after another: most options are the same for all.
///
/// Connections, DNS answers and TLS sessions belong to the multi handle and the share, not to this.
final class Easy {
    let handle: UnsafeMutableRawPointer
    /// The generation of the configuration that this handle was made for.
    let generation: Int
    /// The transfer that receives the callbacks.
    unowned(unsafe) var transfer: HTTPTransfer?
    /// The proxy of the next transfer.
    var proxy: Proxy? {
        didSet { if proxy != oldValue { set(CURLOPT_PROXY, proxy?.url ?? "") } }
    }
    /// Whether the handle was given a user's name or password. It may remember them, so it serves no further hop.
    var hasSeenUserInfo = false
    private let errorText: UnsafeMutablePointer<CChar>
    /// Without `CURLOPT_ACCEPT_ENCODING`, libcurl does not decode what this line brings.
    private let encodings = curl_slist_append(nil, "Accept-Encoding: \(ContentCoding.offered)")
    /// RFC 3229: a server that understands it sends new items only, with status 226.
    private let feedOnly = curl_slist_append(nil, "A-IM: feed")
    /// The transfer's own header lines. `encodings` and `feedOnly` follow them in the same list, unless they replace them.
    private var own: UnsafeMutablePointer<curl_slist>?
    private var ownEnd: UnsafeMutablePointer<curl_slist>?

    init?(_ configuration: Fetcher.Configuration, generation: Int, share: UnsafeMutableRawPointer) {
        guard let handle = curl_easy_init() else { return nil }
        self.generation = generation
        self.handle = handle
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.pointee = 0
        set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(errorText))
        set(CURLOPT_SHARE, share)
        set(CURLOPT_PRIVATE, pointer)
        setOptions(configuration)
        setCallbacks(configuration)
    }

    deinit {
        curl_easy_cleanup(handle)
        freeOwnHeaders()
        encodings?.pointee.next = nil
        curl_slist_free_all(encodings)
        curl_slist_free_all(feedOnly)
        errorText.deallocate()
    }

    private func setOptions(_ configuration: Fetcher.Configuration) {
        set(CURLOPT_USERAGENT, configuration.userAgent)
        set(CURLOPT_LOW_SPEED_LIMIT, configuration.slowSpeed)
        set(CURLOPT_LOW_SPEED_TIME, max(1, configuration.slowTime.inMilliseconds / 1000))
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_NOSIGNAL, 1)
        // libcurl would wait for its resolver's thread when a transfer ends, so that one slow name server delayed all transfers.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // libcurl must not read the environment itself: only `ProxySettings` decides whether a proxy is used.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NOPROXY, "")
        if let authorities = configuration.certificateAuthorities { set(CURLOPT_CAINFO, authorities) }
    }

    private func setCallbacks(_ configuration: Fetcher.Configuration) {
        feedd_easy_set_write(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, easy in
            Easy.at(easy)?.transfer?.receiveHeader(line: UnsafeRawBufferPointer(start: bytes, count: size &* count)) ?? 0
        }
        set(CURLOPT_HEADERDATA, pointer)
        feedd_easy_set_write(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, easy in
            Easy.at(easy)?.transfer?.receiveBody(UnsafeRawBufferPointer(start: bytes, count: size &* count)) ?? 0
        }
        set(CURLOPT_WRITEDATA, pointer)
        feedd_easy_set_open_socket(handle) { easy, _, address in
            guard let address, let transfer = Easy.at(easy)?.transfer else { return CURL_SOCKET_BAD }
            return transfer.openSocket(address)
        }
        set(CURLOPT_OPENSOCKETDATA, pointer)
        feedd_easy_set_before_request(handle) { easy, address, _, _, _ in
            guard let address, let transfer = Easy.at(easy)?.transfer else { return CURL_PREREQFUNC_ABORT }
            return transfer.mayUseConnection(to: address) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        set(CURLOPT_PREREQDATA, pointer)
    }

    private var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static func at(_ pointer: UnsafeMutableRawPointer?) -> Easy? {
        pointer.map { Unmanaged<Easy>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Sets the header lines to send beside libcurl's own. A line of the same name replaces libcurl's.
    func setHeaders(_ fields: [HeaderField]) {
        errorText.pointee = 0
        freeOwnHeaders()
        for field in fields {
            guard let line = field.line else { continue }
            line.withUnsafeBytes { line in
                let appended = curl_slist_append(ownEnd, line.baseAddress?.assumingMemoryBound(to: CChar.self))
                if own == nil { own = appended }
                ownEnd = ownEnd?.pointee.next ?? appended
            }
        }
        var usual = fields.contains { $0.name.lowercased() == "a-im" } ? nil : feedOnly
        if !fields.contains(where: { $0.name.lowercased() == "accept-encoding" }) {
            encodings?.pointee.next = usual
            usual = encodings
        }
        ownEnd?.pointee.next = usual
        set(CURLOPT_HTTPHEADER, own ?? usual)
    }

    private func freeOwnHeaders() {
        ownEnd?.pointee.next = nil
        curl_slist_free_all(own)
        (own, ownEnd) = (nil, nil)
    }

    /// libcurl's explanation of an error, on one line. One that quotes a URL is replaced by the general text for its code: URLs may hold secrets.
    func reason(_ code: CURLcode) -> String {
        let text = String(cString: errorText)
        return (text.isEmpty || text.contains("://") ? String(cString: curl_easy_strerror(code)) : text).onOneLine
    }

    func set(_ option: CURLoption, _ value: Int) { feedd_easy_set_long(handle, option, value) }
    func set(_ option: CURLoption, _ value: String) { feedd_easy_set_string(handle, option, value) }
    func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) { feedd_easy_set_pointer(handle, option, value) }
    func set(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>?) { feedd_easy_set_list(handle, option, value) }

    func size(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        feedd_easy_get_size(handle, info, &value)
        return Int(value)
    }

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        feedd_easy_get_long(handle, info, &value)
        return value
    }
}
