// libcurl's easy handles, each of which makes one transfer after another.

import CCurl

/// A new easy handle, which the caller must clean up.
func newHandle() throws(TransferError) -> UnsafeMutableRawPointer {
  guard libraryIsReady, let handle = curl_easy_init() else { throw .failed("libcurl does not start") }
  return handle
}

/// libcurl's own set-up, once for the process; a global is made once whichever thread comes first.
private let libraryIsReady = ccurl_global_init() == CURLE_OK
