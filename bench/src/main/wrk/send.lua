-- wrk … -- FILE THREADS [PREFER]: posts each line of the file once, a path and after a tab its body, and ends.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  local count = tonumber(args[2])
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Prefer"] = args[3]
  requests = {}
  local n = 0
  for line in io.lines(args[1]) do
    if n % count == number then
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
