/// How long a response stays fresh, and when a server wants the next request. Pure functions: the time is passed in.
public enum Freshness {
    /// The longest time for which `Retry-After` is obeyed.
    public static let longestRetryAfter = Duration.seconds(7 * 86_400)
    /// The shortest time for which a host is not asked after 429 or 503.
    public static let shortestHold = Duration.seconds(60)

    /// The remaining freshness lifetime that the server stated (RFC 9111, section 4.2): `Cache-Control: max-age`, else `Expires` minus `Date`; minus `Age`.
    ///
    /// Nil where the server states none, forbids storing or reuse, or where the status is a temporary one (5xx, most 4xx). `s-maxage` is for shared caches
    /// and ignored.
    ///
    /// - Parameter now: seconds since 1970, in place of a missing `Date`.
    public static func lifetime(of headers: Headers, status: Int, now: Int64) -> Duration? {
        guard (200..<400).contains(status) || status == 404 || status == 410 else { return nil }
        guard let stated = statedLifetime(headers, now: now) else { return nil }
        return .seconds(max(0, stated - (headers["Age"].flatMap(deltaSeconds) ?? 0)))
    }

    /// `Retry-After` in either form, seconds or a date (RFC 9110, section 10.2.3), counted from now: from zero to ``longestRetryAfter``.
    ///
    /// - Parameter now: seconds since 1970.
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
        // The first of several counts, and an invalid one means that the response is stale (RFC 9111, section 4.2.1).
        if let maxAge = directives.first(where: { $0.name == "max-age" }) { return maxAge.value.flatMap(deltaSeconds) ?? 0 }
        guard let expires = headers["Expires"] else { return nil }
        // "0" and other invalid dates mean "already expired" (RFC 9111, section 5.3).
        guard let end = HTTPDate.parse(expires) else { return 0 }
        return end &- (headers["Date"].flatMap(HTTPDate.parse) ?? now)
    }

    /// A non-negative number of seconds; 2³¹ for all that are larger (RFC 9111, section 1.2.2).
    private static func deltaSeconds(_ text: String) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return min(Int64(text) ?? 1 << 31, 1 << 31)
    }
}
