-- Targets for wrk from the file TARGETS, one per line. With SPREAD=zipf the nth target is requested 1/n as often as the
-- first; else all take turns. With FRESH each request has another Accept-Language, so that no cache can answer it.
local directory = debug.getinfo(1, "S").source:match("^@(.*)/[^/]*$")
dofile(directory .. "/report.lua")

local threads = 0

setup = function(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local function zipf(targets)
  local sum, sums = 0, {}
  for rank = 1, #targets do
    sum = sum + 1 / rank
    sums[rank] = sum
  end
  local spread = {}
  for index = 1, 50000 do
    local point, low, high = math.random() * sum, 1, #targets
    while low < high do
      local middle = math.floor((low + high) / 2)
      if sums[middle] < point then low = middle + 1 else high = middle end
    end
    spread[index] = targets[low]
  end
  return spread
end

init = function()
  local targets = {}
  for line in io.lines(os.getenv("TARGETS")) do targets[#targets + 1] = line end
  math.randomseed(number + 1)
  if os.getenv("SPREAD") == "zipf" then targets = zipf(targets) end
  fresh = os.getenv("FRESH") ~= nil
  requests = {}
  for index, target in ipairs(targets) do
    requests[index] = fresh and target or wrk.format("GET", target)
  end
  -- Threads start at different places.
  count = number * 7919
  stamp = string.format("x-%s%d%d", os.getenv("ROUND"), number, os.time())
end

request = function()
  count = count + 1
  local found = requests[count % #requests + 1]
  if not fresh then return found end
  return wrk.format("GET", found, { ["Accept-Language"] = stamp .. count })
end
