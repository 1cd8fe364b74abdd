// libcurl's easy handles, each of which is reused for one transfer after another.

import CCurl

/// A new easy handle, which the caller must clean up.
func newHandle() throws(TransferError) -> UnsafeMutableRawPointer {
  guard libraryIsReady, let handle = curl_easy_init() else { throw .failed("libcurl cannot start") }
  return handle
}

/// libcurl's global setup; Swift initializes a global once for all threads.
private let libraryIsReady = ccurl_global_init() == CURLE_OK
