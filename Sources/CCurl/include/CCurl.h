// libcurl's variadic calls, with a fixed type for each argument so that Swift can call them.
#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>

CURLcode ccurl_global_init(void);

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_bytes(CURL *handle, CURLoption option, const unsigned char *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_writer(CURL *handle, CURLoption option, curl_write_callback value);
CURLcode ccurl_set_reader(CURL *handle, curl_read_callback value);
CURLcode ccurl_set_tracer(CURL *handle, curl_debug_callback value);
CURLcode ccurl_set_opener(CURL *handle, curl_opensocket_callback value);

CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value);

CURLMcode ccurl_multi_set_long(CURLM *handle, CURLMoption option, long value);

#endif
