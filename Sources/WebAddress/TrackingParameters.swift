import Bytes
import Glibc

/// Query parameters that identify the reader, the referrer or the session, never the article.
///
/// Sources: Mozilla's query-stripping list, Brave's `query_filter`, AdGuard's "URL Tracking filter" (`$removeparam` rules that apply to
/// every site), ClearURLs' `globalRules`, miniflux's `urlcleaner`, and the documentation of the services named beside the parameters.
/// Left out on purpose, although some lists have them, are parameters by which other sites distinguish articles: `ref`, `source`, `si`,
/// `spm`, `cid`, `feature`, `mc`.
///
/// Two rules use one list. Identity ignores all of these parameters where it compares URLs (``contains(_:)``). The output loses those that only
/// track (``removed(from:publisher:)``): what selects a form of the page, or carries a session, stays.
package enum TrackingParameters {
    private static let names = Names(
        """
        fbclid fb_action_ids fb_action_types fb_source fb_ref fb_comment_id \
        action_object_map action_ref_map action_type_map __tn__ \
        gclid gclsrc dclid gbraid wbraid _ga _gl srsltid gs_l \
        campaign_medium campaign_source campaign_term campaign_content \
        msclkid \
        yclid ymclid ysclid _openstat \
        twclid __twitter_impression \
        ttclid \
        li_fat_id \
        igshid igsh \
        mc_cid mc_eid mc_tc \
        ml_subscriber ml_subscriber_hash \
        mkt_tok \
        _hsenc _hsmi __hstc __hssc __hsfp hsctatracking hss_channel \
        s_cid sc_cid s_kwcid ef_id \
        icid cmpid ncid intcid int_cmp int_source \
        wt_mc wtmc wt.mc_id wt_zmc wtzmc wtrid \
        __s _kx ss_source ss_campaign_id ss_email_id \
        sc_customer sc_eh sc_uid bbeml et_rid unicorn_click_id vgo_ee \
        xtor \
        guccounter guce_referrer guce_referrer_sig \
        rb_clickid wickedid irclickid \
        _bhlid _branch_match_id _branch_referrer __readwiselocation \
        tracking_source os_ehash echobox asgtbndr \
        rss_source ftag ocid smid partner_rss feature_share usqp
        """)

    /// Ignored by identity, and left in the output: AMP forms, sessions, campaigns that a site may have pages for.
    private static let ignoredNames = Names(
        """
        amp _amp campaign_id campaign_name \
        phpsessid jsessionid sessionid session_id sid_session oscsid zenid cfid cftoken
        """)

    /// Removed from the output, and not ignored by identity, which stores hashes of canonical URLs: they must not change.
    private static let removedNames = Names("ref_src ref_url")

    private static let prefixes =
        bytes("utm_")  // Google Analytics and its imitators
        + bytes("mtm_ matomo_ piwik_ pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid")  // Matomo
        + bytes("ga_source ga_medium ga_term ga_content ga_campaign ga_place")
        + bytes("hsa_")  // HubSpot's ads
        + bytes("at_custom at_medium at_campaign at_recipient at_link")  // AT Internet
        + bytes("_bta_")  // Bronto
        + bytes("oly_")  // Omeda
        + bytes("vero_")  // Vero
        + bytes("oft_")  // Outfunnel
        + bytes("bsft_")  // Blueshift
        + bytes("otm_")  // Ovation
        + bytes("itm_ hmb_")  // imitations of utm_

    /// Ignored by identity, and left in the output: Matomo's and Google's prefixes, which others use, too; AMP's viewer; ASP.
    private static let ignoredPrefixes = bytes("pk_ ga_ amp_ aspsessionid")

    /// Names in lower case, which are looked up by their hashes.
    private struct Names {
        let words: [[UInt8]]
        private let hashes: Set<UInt64>

        init(_ text: String) {
            words = bytes(text)
            hashes = Set(words.map { StableHash.hash($0) })
        }

        func contains(_ hash: UInt64) -> Bool { hashes.contains(hash) }
    }

    fileprivate static func bytes(_ words: String) -> [[UInt8]] { words.split(separator: " ").map { Array($0.utf8) } }
}

// MARK: - Identity

extension TrackingParameters {
    /// Whether a parameter distinguishes no articles. Names are compared without case.
    ///
    /// - Parameter parameter: percent-decoded as far as identity decodes.
    package static func contains(_ parameter: ArraySlice<UInt8>) -> Bool {
        let equals = parameter.firstIndex(of: UInt8(ascii: "="))
        let name = parameter[..<(equals ?? parameter.endIndex)].map(ASCII.lowercased)
        let hash = StableHash.hash(name)
        if names.contains(hash) || ignoredNames.contains(hash) { return true }
        if prefixes.contains(where: { name.starts(with: $0) }) || ignoredPrefixes.contains(where: { name.starts(with: $0) }) { return true }
        guard let equals else { return false }
        let value = parameter[(equals + 1)...]
        return saysFeed(name, value) || saysAMP(name, value) || isSession(name, value)
    }

    /// Whether a path parameter (`/a;jsessionid=…`) carries a session.
    package static func isPathSession(_ parameter: ArraySlice<UInt8>) -> Bool {
        let name = parameter.prefix { $0 != UInt8(ascii: "=") }.map(ASCII.lowercased)
        return name.count < parameter.count && pathSessions.contains(name)
    }

    /// Parameters that mark a link as coming from a feed: `partner=rss&emc=rss` (The New York Times), `cmpid=rss`,
    /// `source=rss-1f…------2` (Medium).
    private static func saysFeed(_ name: [UInt8], _ value: ArraySlice<UInt8>) -> Bool {
        guard value.starts(with: "rss".utf8) else { return false }
        if name.elementsEqual("source".utf8), value.starts(with: "rss-".utf8) { return true }
        return feedValues.contains(Array(value)) && !formats.contains(name)
    }

    /// Parameters that select the AMP form of an article: `outputType=amp` (Arc), `view=amp`.
    private static func saysAMP(_ name: [UInt8], _ value: ArraySlice<UInt8>) -> Bool {
        value.elementsEqual("amp".utf8) && (formats.contains(name) || ampFormats.contains(name))
    }

    /// `sid` is a story's number on some sites and a session on others (phpBB): an MD5 or SHA-1 digest in hexadecimal is a session.
    private static func isSession(_ name: [UInt8], _ value: ArraySlice<UInt8>) -> Bool {
        guard value.count == 32 || value.count == 40, sessions.contains(name) else { return false }
        return value.allSatisfy { Hexadecimal.value(of: $0) != nil }
    }

    private static let feedValues = bytes("rss rssfeed rss_feed rss-feed rssfeeds rss2")
    private static let formats = bytes("feed type format output outputtype")
    private static let ampFormats = bytes("view mode variant render template layout")
    private static let sessions = bytes("sid s session sess sessid")
    private static let pathSessions = bytes("jsessionid phpsessid sessionid sid")
}

// MARK: - Output

extension TrackingParameters {
    /// `url` without the parameters of its query, and of a fragment in the form of a query, that only track; nil where it has none. Everything else
    /// stays byte for byte. A query with a signature stays whole, since the signature may be over all of it.
    ///
    /// - Parameters:
    ///   - url: absolute.
    ///   - publisher: the host of the publisher whose link this is: some software writes it into links to other sites (`ref=example.org`).
    package static func removed(from url: String, publisher: @autoclosure () -> String? = nil) -> String? {
        var url = url
        return url.withUTF8 { bytes in
            without(bytes, publisher: publisher()).map { $0.withUnsafeBufferPointer(String.init(validUTF8:)) }
        }
    }

    /// The same in bytes. Allocates nothing where nothing is removed.
    package static func without(_ url: UnsafeBufferPointer<UInt8>, publisher: @autoclosure () -> String? = nil) -> [UInt8]? {
        guard let parts = Parts(url) else { return nil }
        let isInQuery = areRemoved(from: parts.query, in: url, publisher)
        let isInFragment = areRemoved(from: parts.fragment, in: url, publisher)
        guard isInQuery || isInFragment else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(url.count)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: url[..<parts.start]))
        write(parts.query, after: UInt8(ascii: "?"), removing: isInQuery, from: url, to: &output, publisher)
        write(parts.fragment, after: UInt8(ascii: "#"), removing: isInFragment, from: url, to: &output, publisher)
        return output
    }

    /// Whether something is removed from `url`, whoever its publisher is.
    package static func areIn(_ url: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let parts = Parts(url) else { return false }
        return areRemoved(from: parts.query, in: url, { nil }) || areRemoved(from: parts.fragment, in: url, { nil })
    }

    /// Where query and fragment are, without their `?` and `#`.
    private struct Parts {
        /// Where the first of them begins.
        let start: Int
        let query: Range<Int>?
        let fragment: Range<Int>?

        /// Nil where there is neither.
        init?(_ url: UnsafeBufferPointer<UInt8>) {
            guard let base = url.baseAddress else { return nil }
            let hash = memchr(base, Int32(UInt8(ascii: "#")), url.count).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
            let end = hash ?? url.count
            let mark = memchr(base, Int32(UInt8(ascii: "?")), end).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
            guard let start = mark ?? hash else { return nil }
            self.start = start
            query = mark.map { $0 + 1..<end }
            fragment = hash.map { $0 + 1..<url.count }
        }
    }

    private static func areRemoved(from range: Range<Int>?, in url: UnsafeBufferPointer<UInt8>, _ publisher: () -> String?) -> Bool {
        guard let range, !range.isEmpty else { return false }
        var areFound = false
        var isSigned = false
        forEachParameter(in: range, of: url) { parameter in
            switch kind(of: UnsafeBufferPointer(rebasing: url[parameter]), publisher) {
            case .tracking: areFound = true
            case .signature: isSigned = true
            case .content: break
            }
        }
        return areFound && !isSigned
    }

    private static func write(
        _ range: Range<Int>?, after mark: UInt8, removing: Bool, from url: UnsafeBufferPointer<UInt8>, to output: inout [UInt8],
        _ publisher: () -> String?
    ) {
        guard let range else { return }
        guard removing else {
            output.append(mark)
            return output.append(contentsOf: UnsafeBufferPointer(rebasing: url[range]))
        }
        var separator = mark
        forEachParameter(in: range, of: url) { parameter in
            if case .tracking = kind(of: UnsafeBufferPointer(rebasing: url[parameter]), publisher) { return }
            output.append(separator)
            output.append(contentsOf: UnsafeBufferPointer(rebasing: url[parameter]))
            separator = UInt8(ascii: "&")
        }
    }

    private static func forEachParameter(in range: Range<Int>, of url: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
        var start = range.lowerBound
        for place in range where url[place] == UInt8(ascii: "&") {
            body(start..<place)
            start = place + 1
        }
        body(start..<range.upperBound)
    }

    private enum Kind {
        case tracking, signature, content
    }

    private static func kind(of parameter: UnsafeBufferPointer<UInt8>, _ publisher: () -> String?) -> Kind {
        let equals = parameter.firstIndex(of: UInt8(ascii: "="))
        var written = UnsafeBufferPointer(rebasing: parameter[..<(equals ?? parameter.endIndex)])
        // `&amp;` that was escaped once too often.
        if written.starts(with: "amp;".utf8) { written = UnsafeBufferPointer(rebasing: written[4...]) }
        guard !written.isEmpty, written.count <= longestName, mayBeListed(written) else { return .content }
        let value = equals.map { UnsafeBufferPointer(rebasing: parameter[($0 + 1)...]) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longestName) { buffer in
            let name = UnsafeBufferPointer(rebasing: buffer[..<decode(written, into: buffer)])
            let hash = StableHash.hash(UnsafeRawBufferPointer(name), seed: 0)
            let list = lists[hash] ?? 0
            if list & List.removed != 0 || prefixesByFirst[Int(name[0])].contains(where: { name.starts(with: $0) }) { return .tracking }
            guard let value else { return .content }
            if list & List.origin != 0, saysOrigin(value) { return .tracking }
            if list & List.referrer != 0, isPublisher(value, publisher) { return .tracking }
            return list & List.signature != 0 || name.suffix(signature.count).elementsEqual(signature) ? .signature : .content
        }
    }

    /// Whether a name is as long as a listed one, or longer than a listed prefix or suffix, and begins with the same letter. Most names of parameters
    /// are not, which saves their hashes.
    private static func mayBeListed(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let first = ASCII.lowercased(name[0])
        if first == UInt8(ascii: "%") || name.count >= 64 { return true }
        if lengths[Int(first)] & 1 &<< UInt64(name.count) != 0 { return true }
        // An encoded letter makes a name longer than it is.
        return name.contains(UInt8(ascii: "%")) || name.count > signature.count && ASCII.lowercased(name[name.count - 1]) == signature.last
    }

    private enum List {
        static let removed: UInt8 = 1
        static let origin: UInt8 = 2
        static let referrer: UInt8 = 4
        static let signature: UInt8 = 8
    }

    /// The lists that a name is in, by its hash, so that one look-up answers for all.
    private static let lists: [UInt64: UInt8] = {
        var lists: [UInt64: UInt8] = [:]
        for (list, words) in [
            (List.removed, names.words + removedNames.words), (List.origin, origins.words), (List.referrer, referrers.words),
            (List.signature, signatures.words),
        ] {
            for word in words { lists[StableHash.hash(word), default: 0] |= list }
        }
        return lists
    }()

    private static let prefixesByFirst: [[[UInt8]]] = (0..<256).map { first in prefixes.filter { Int($0[0]) == first } }

    /// By the first byte of a name, the lengths that a listed name may have, as bits.
    private static let lengths: [UInt64] = {
        var lengths = [UInt64](repeating: 0, count: 256)
        for name in [names, removedNames, origins, referrers, signatures].flatMap(\.words) {
            lengths[Int(name[0])] |= 1 &<< UInt64(name.count)
        }
        // A name of any length from that of the prefix on may begin with it.
        for prefix in prefixes { lengths[Int(prefix[0])] |= ~0 &<< UInt64(prefix.count) }
        return lengths
    }()

    /// Writes a name in lower case and percent-decoded.
    /// - Returns: its length.
    private static func decode(_ written: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var (from, count) = (0, 0)
        while from < written.count {
            var byte = written[from]
            from += 1
            if byte == UInt8(ascii: "%"), from + 1 < written.count, let high = Hexadecimal.value(of: written[from]),
                let low = Hexadecimal.value(of: written[from + 1])
            {
                byte = high << 4 | low
                from += 2
            }
            buffer[count] = ASCII.lowercased(byte)
            count += 1
        }
        return count
    }

    /// Whether a parameter that names where a reader comes from names the feed: `ref=rss`, `source=rss_home`, `cmp=rss`. Under other names, such a value
    /// may select content: `tag=rss`, `q=feed`.
    private static func saysOrigin(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = value.first,
            first == UInt8(ascii: "r") || first == UInt8(ascii: "R") || first == UInt8(ascii: "f") || first == UInt8(ascii: "F")
        else { return false }
        let word = value.prefix { ASCII.isAlphanumeric($0) }.map(ASCII.lowercased)
        return originWords.contains(word)
    }

    /// Whether a link to another site says from which one it comes, as Ghost writes it.
    private static func isPublisher(_ value: UnsafeBufferPointer<UInt8>, _ publisher: () -> String?) -> Bool {
        guard value.contains(UInt8(ascii: ".")), let host = publisher() else { return false }
        let bare = host.starts(withASCII: "www.") ? host.utf8.dropFirst(4) : host.utf8[...]
        let named = value.starts(with: "www.".utf8) ? value.dropFirst(4) : value[...]
        return named.elementsEqual(bare)
    }

    private static let longestName = 48
    private static let origins = Names(
        """
        ref ref_source referer referrer source src from via partner emc cmp cmpid campaign medium channel origin traffic_source \
        ns_mchannel ns_source ns_campaign
        """)
    private static let originWords = bytes("rss rss2 rssfeed rssfeeds feed feeds")
    private static let referrers = Names("ref source referrer")
    private static let signature = Array("signature".utf8)
    private static let signatures = Names(
        """
        sig sign hmac hdnea hdnts hdntl hdntk policy key-pair-id token access_token auth_token jwt auth authkey auth_key verify usg hash md5 \
        checksum digest secret
        """)
}
