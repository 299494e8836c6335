-- wrk … -- PATTERN…: asks for what the patterns stand for, in which {1-9} is any number from 1 to 9.

local KNOWN = 8192
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("seed", threads)
end

function init(args)
  math.randomseed(os.time() * 100 + seed)
  requests = {}
  for i = 1, KNOWN do
    local path = args[math.random(#args)]:gsub("{(%d+)%-(%d+)}", function(from, to)
      return math.random(from, to)
    end)
    requests[i] = wrk.format("GET", path)
  end
  last = 0
end

function request()
  last = last % KNOWN + 1
  return requests[last]
end
