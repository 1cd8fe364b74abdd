-- Distinct queries for wrk, so that no cache can help: no target is requested twice in a benchmark.
-- FORM selects the query syntax of the server.
local directory = debug.getinfo(1, "S").source:match("^@(.*)/[^/]*$")
dofile(directory .. "/report.lua")

local forms = {
  newsroom = "/releases?from=%s&to=%s&theme=%s&pageSize=%d",
  fastapi = "/releases?since=%s&until=%s&theme=%s&pageSize=%d",
  datasette = "/peers/releases.json?_shape=array&_nocount&_nofacet&_sort_desc=release_date"
    .. "&release_date__gte=%s&release_date__lte=%s&themes__contains=%s&_size=%d",
}
local form = forms[os.getenv("FORM")]
local themes = {
  "economy", "employment", "taxation", "environment", "mobility", "housing", "poverty", "diversity",
  "spatialPlanning", "socialAffairs", "health", "equalOpportunities",
}
local days, spans, sizes = 4000, 600, 5
local combinations = days * spans * #themes * sizes
-- Coprime with the number of combinations (2, 3 and 5), so that its multiples visit all of them.
local step = 7368787
local block = 1000000
local threads = 0

setup = function(thread)
  thread:set("number", threads)
  threads = threads + 1
end

init = function()
  -- Each thread of each round has its own block.
  count = (tonumber(os.getenv("ROUND")) * 8 + number) * block
  dates = {}
  for day = 0, days + spans + 30 do
    dates[day] = os.date("!%Y-%m-%d", 1262304000 + day * 86400)
  end
end

request = function()
  count = count + 1
  local rest = count * step % combinations
  local from = rest % days
  rest = math.floor(rest / days)
  local to = from + 30 + rest % spans
  rest = math.floor(rest / spans)
  local theme = themes[rest % #themes + 1]
  local size = 18 + math.floor(rest / #themes)
  return wrk.format("GET", form:format(dates[from], dates[to], theme, size))
end
