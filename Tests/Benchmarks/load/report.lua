-- Prints the results of wrk as one line for the script that started it.
done = function(summary, latency)
  local errors = summary.errors
  print(string.format("result %d %d %d %d %d",
    summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.timeout + errors.status,
    latency:percentile(50), latency:percentile(99)))
end
