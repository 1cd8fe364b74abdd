// Tests that keep the whole machine busy.

import Testing

/// Of these, one runs at a time, so that what runs beside them has its time too.
@Suite(.serialized) enum OneAtATime {}
