import CCurl

/// One libcurl easy handle, made ready once and used for one transfer after another: most options are the same for all.
///
/// Connections, DNS answers and TLS sessions live in the multi handle and the share, not here.
final class Easy {
    let handle: UnsafeMutableRawPointer
    /// Of the configuration it was made for.
    let generation: Int
    /// What the callbacks serve.
    unowned(unsafe) var transfer: Transfer?
    /// Whether libcurl unpacks bodies, or hands them over as they come.
    var unpacks = true {
        didSet { if unpacks != oldValue { set(CURLOPT_HTTP_CONTENT_DECODING, unpacks ? 1 : 0) } }
    }
    private let errorText: UnsafeMutablePointer<CChar>
    /// RFC 3229: who understands it sends only what is new, as a 226.
    private let feedOnly = curl_slist_append(nil, "A-IM: feed")
    /// The transfer's own lines, before `feedOnly` in one list.
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
        bound(configuration)
        listen(configuration)
    }

    deinit {
        curl_easy_cleanup(handle)
        dropOwn()
        curl_slist_free_all(feedOnly)
        errorText.deallocate()
    }

    private func bound(_ configuration: Fetcher.Configuration) {
        set(CURLOPT_USERAGENT, configuration.userAgent)
        set(CURLOPT_LOW_SPEED_LIMIT, configuration.slowSpeed)
        set(CURLOPT_LOW_SPEED_TIME, max(1, configuration.slowTime.inMilliseconds / 1000))
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_ACCEPT_ENCODING, "")
        set(CURLOPT_NOSIGNAL, 1)
        // Else a slow name server holds up all transfers: libcurl joins its resolver's thread when one is dropped.
        set(CURLOPT_QUICK_EXIT, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        if let authorities = configuration.certificateAuthorities { set(CURLOPT_CAINFO, authorities) }
    }

    private func listen(_ configuration: Fetcher.Configuration) {
        feedd_easy_set_write(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, easy in
            Easy.at(easy)?.transfer?.receiveHead(UnsafeRawBufferPointer(start: bytes, count: size &* count)) ?? 0
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
        guard !configuration.allowsPrivateAddresses else { return }
        feedd_easy_set_before_request(handle) { easy, address, _, _, _ in
            guard let address, let transfer = Easy.at(easy)?.transfer else { return CURL_PREREQFUNC_ABORT }
            return transfer.mayUse(String(cString: address)) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        set(CURLOPT_PREREQDATA, pointer)
    }

    private var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static func at(_ pointer: UnsafeMutableRawPointer?) -> Easy? {
        pointer.map { Unmanaged<Easy>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The lines sent beside libcurl's own and the user agent, which a line of that name replaces.
    func setHeaders(_ fields: [HeaderField]) {
        errorText.pointee = 0
        dropOwn()
        for field in fields {
            guard let line = field.line else { continue }
            line.withUnsafeBytes { line in
                let appended = curl_slist_append(ownEnd, line.baseAddress?.assumingMemoryBound(to: CChar.self))
                if own == nil { own = appended }
                ownEnd = ownEnd?.pointee.next ?? appended
            }
        }
        if !fields.contains(where: { $0.name.lowercased() == "a-im" }) { ownEnd?.pointee.next = feedOnly }
        set(CURLOPT_HTTPHEADER, own ?? feedOnly)
    }

    private func dropOwn() {
        ownEnd?.pointee.next = nil
        curl_slist_free_all(own)
        (own, ownEnd) = (nil, nil)
    }

    /// What libcurl said went wrong, on one line.
    func reason(_ code: CURLcode) -> String {
        let text = errorText.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
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

    func text(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        feedd_easy_get_string(handle, info, &value)
        return value.map { String(cString: $0) }
    }
}
