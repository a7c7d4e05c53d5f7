/// Status codes for people.
public enum HTTPStatus {
    /// The code with its reason phrase (RFC 9110 § 15, RFC 6585), such as `404 Not Found`; without one where the code is not a common one.
    public static func description(of status: Int) -> String {
        phrase(status).map { "\(status) \($0)" } ?? "HTTP status \(status)"
    }

    private static func phrase(_ status: Int) -> String? {
        switch status {
        case 200: "OK"
        case 204: "No Content"
        case 206: "Partial Content"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 402: "Payment Required"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 407: "Proxy Authentication Required"
        case 408: "Request Timeout"
        case 410: "Gone"
        case 421: "Misdirected Request"
        case 425: "Too Early"
        case 429: "Too Many Requests"
        case 451: "Unavailable For Legal Reasons"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        default: nil
        }
    }
}
