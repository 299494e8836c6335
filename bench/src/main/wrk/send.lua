-- wrk … -- FILE [PREFER]: posts each line of the file once, a path and after a tab its body, and ends.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
  for _, each in ipairs(started or {}) do
    each:set("threads", threads)
  end
  started = started or {}
  table.insert(started, thread)
  thread:set("threads", threads)
end

function init(args)
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Prefer"] = args[2]
  requests = {}
  local n = 0
  for line in io.lines(args[1]) do
    if n % threads == number then
      local path, body = line:match("^([^\t]*)\t?(.*)$")
      requests[#requests + 1] = wrk.format("POST", path, nil, body)
    end
    n = n + 1
  end
  last = 0
end

function request()
  last = last + 1
  if last >= #requests then
    wrk.thread:stop()
  end
  return requests[last] or requests[#requests]
end
