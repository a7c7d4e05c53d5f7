/// Query parameters that say who reads, from where, or in which session, and never what.
///
/// Sources: the `$removeparam` rules of AdGuard's tracking filter and uBlock Origin's "Privacy" list, Mozilla's query-stripping list, and the
/// documentation of the services named beside them.
enum TrackingParameters {
    static func contains(_ name: some StringProtocol) -> Bool {
        let name = name.lowercased()
        return names.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }

    private static let prefixes = [
        "utm_",  // Google Analytics and who imitates it
        "mtm_", "matomo_", "pk_", "piwik_",  // Matomo
        "hsa_",  // HubSpot ads
        "at_custom", "at_medium", "at_campaign",  // AT Internet
        "_bta_",  // Bronto
        "oly_",  // Omeda
        "vero_",  // Vero
    ]

    private static let names: Set<String> = [
        "fbclid", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref",  // Facebook
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "_ga", "_gl", "srsltid",  // Google
        "msclkid",  // Microsoft
        "yclid", "_openstat", "ysclid",  // Yandex
        "twclid",  // Twitter
        "ttclid",  // TikTok
        "li_fat_id",  // LinkedIn
        "igshid", "igsh",  // Instagram
        "mc_cid", "mc_eid",  // Mailchimp
        "mkt_tok",  // Marketo
        "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "hsctatracking",  // HubSpot
        "s_cid", "icid", "cmpid", "ncid",  // Adobe Analytics' campaign ids as publishers name them
        "wt_mc", "wtmc", "wt.mc_id",  // Webtrekk
        "__s", "ss_source", "ss_campaign_id",  // Drip, SharpSpring
        "xtor",  // AT Internet
        "feature_share", "guccounter", "guce_referrer", "guce_referrer_sig",  // Yahoo
        "rss_source", "ftag", "ocid", "smid", "partner_rss",  // who reads by feed
        "phpsessid", "jsessionid", "aspsessionid", "sessionid", "session_id", "sid_session",  // sessions
    ]
}
