import Bytes

/// Query parameters that identify the reader, the referrer or the session, never the article.
///
/// Sources: Mozilla's query-stripping list, Brave's `query_filter`, AdGuard's "URL Tracking filter" (`$removeparam` rules that apply to
/// every site), ClearURLs' `globalRules`, miniflux's `urlcleaner`, and the documentation of the services named beside the parameters.
/// Left out on purpose, although some lists have them, are parameters by which other sites distinguish articles: `ref`, `source`, `si`,
/// `spm`, `cid`, `feature`, `mc`.
package enum TrackingParameters {
    /// Whether a parameter distinguishes no articles. Names are compared without case.
    ///
    /// - Parameter parameter: percent-decoded as far as `CanonicalURL` decodes.
    package static func contains(_ parameter: ArraySlice<UInt8>) -> Bool {
        let equals = parameter.firstIndex(of: UInt8(ascii: "="))
        let name = parameter[..<(equals ?? parameter.endIndex)].map(ASCII.lowercased)
        if names.contains(StableHash.hash(name)) || prefixes.contains(where: { name.starts(with: $0) }) { return true }
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

    private static let prefixes =
        bytes("utm_ ga_")  // Google Analytics and its imitators
        + bytes("mtm_ matomo_ pk_ piwik_")  // Matomo
        + bytes("hsa_")  // HubSpot's ads
        + bytes("at_custom at_medium at_campaign at_recipient at_link")  // AT Internet
        + bytes("_bta_")  // Bronto
        + bytes("oly_")  // Omeda
        + bytes("vero_")  // Vero
        + bytes("oft_")  // Outfunnel
        + bytes("bsft_")  // Blueshift
        + bytes("otm_")  // Ovation
        + bytes("itm_ hmb_")  // imitations of utm_
        + bytes("amp_ aspsessionid")  // AMP's viewer; ASP

    private static let names: Set<UInt64> = Set(
        """
        fbclid fb_action_ids fb_action_types fb_source fb_ref fb_comment_id \
        action_object_map action_ref_map action_type_map __tn__ \
        gclid gclsrc dclid gbraid wbraid _ga _gl srsltid gs_l \
        campaign_id campaign_medium campaign_name campaign_source campaign_term campaign_content \
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
        rss_source ftag ocid smid partner_rss feature_share \
        amp _amp usqp \
        phpsessid jsessionid sessionid session_id sid_session oscsid zenid cfid cftoken
        """.split(whereSeparator: \.isWhitespace).map { StableHash.hash(String($0)) })

    private static func bytes(_ words: String) -> [[UInt8]] { words.split(separator: " ").map { Array($0.utf8) } }
}
