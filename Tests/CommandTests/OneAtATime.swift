// Tests that keep the whole machine busy, run one at a time.

import RunningNewsroom
import Testing

/// Only one of these tests runs at a time, so that the tests beside it get processor time.
@Suite(.serialized, .ownThread) enum OneAtATime {}
