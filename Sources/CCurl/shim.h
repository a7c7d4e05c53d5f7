#pragma once
#include <curl/curl.h>

// curl_easy_setopt and its siblings are variadic, which Swift cannot call: one function a value type.
static inline CURLcode feedd_easy_set_long(CURL *easy, CURLoption option, long value) { return curl_easy_setopt(easy, option, value); }
