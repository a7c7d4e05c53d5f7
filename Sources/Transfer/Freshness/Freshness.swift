/// How long an answer stays fresh, and when a server wants to be asked again. Pure: the time is passed in.
public enum Freshness {
    /// Retry-After is heeded up to here.
    public static let longestRetryAfter = Duration.seconds(7 * 86_400)
    /// The shortest time for which a host is not asked after 429 or 503.
    public static let shortestHold = Duration.seconds(60)

    /// What is left of the freshness that the server stated (RFC 9111 §4.2): `Cache-Control: max-age`, else `Expires` less `Date`, less `Age`.
    ///
    /// Nil where it states none, forbids storing or reusing, or the status is none that stays (5xx, most 4xx). `s-maxage` concerns shared caches and is not looked at.
    /// `now` is in seconds since 1970 and stands in for a missing `Date`.
    public static func lifetime(of headers: Headers, status: Int, now: Int64) -> Duration? {
        guard (200..<400).contains(status) || status == 404 || status == 410 else { return nil }
        guard let stated = statedLifetime(headers, now: now) else { return nil }
        return .seconds(max(0, stated - (headers["Age"].flatMap(deltaSeconds) ?? 0)))
    }

    /// `Retry-After` in either form (RFC 9110 §10.2.3), as a time from now; never negative and never more than ``longestRetryAfter``.
    public static func retryAfter(_ headers: Headers, now: Int64) -> Duration? {
        guard let value = headers["Retry-After"] else { return nil }
        guard let seconds = deltaSeconds(value) ?? HTTPDate.parse(value).map({ $0 &- now }) else { return nil }
        return min(.seconds(max(0, seconds)), longestRetryAfter)
    }

    /// How long a host is not asked after 429 or 503 (``ResponseClass/overloaded``): what `Retry-After` says, but at least ``shortestHold``.
    public static func holdAfterOverload(retryAfter: Duration?) -> Duration {
        max(retryAfter ?? .zero, shortestHold)
    }

    private static func statedLifetime(_ headers: Headers, now: Int64) -> Int64? {
        let directives = headers.values("Cache-Control").flatMap(CacheDirective.parse)
        if directives.contains(where: { $0.name == "no-store" || $0.name == "no-cache" && $0.value == nil }) { return nil }
        // Of several the first counts, and one that cannot be read means stale (RFC 9111 §4.2.1).
        if let maxAge = directives.first(where: { $0.name == "max-age" }) { return maxAge.value.flatMap(deltaSeconds) ?? 0 }
        guard let expires = headers["Expires"] else { return nil }
        // "0" and other non-dates mean "already expired" (RFC 9111 §5.3).
        guard let end = HTTPDate.parse(expires) else { return 0 }
        return end &- (headers["Date"].flatMap(HTTPDate.parse) ?? now)
    }

    /// A non-negative number of seconds; one too large to matter counts as 2³¹ (RFC 9111 §1.2.2).
    private static func deltaSeconds(_ text: String) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return min(Int64(text) ?? 1 << 31, 1 << 31)
    }
}
