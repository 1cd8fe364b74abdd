#!/bin/sh
# A process that never answers: it keeps its output open for HTML, and closes it for other types.
if [ "$2" = text/html ]; then exec sleep 60; fi
exec sleep 60 <&- >&-
