-- wrk … -- NAME FIRST COUNT [PREFER]: adds items to COUNT stores from FIRST on, each with a name of its own.

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  name = args[1] .. " " .. number .. "-"
  first = tonumber(args[2])
  count = tonumber(args[3])
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Prefer"] = args[4]
  added = 0
end

function request()
  added = added + 1
  local price = added % 500 .. "." .. 10 + added % 90
  local store = first + (added + number) % count
  local body = '{"name":"' .. name .. added .. '","price":' .. price .. ',"store_id":' .. store .. "}"
  return wrk.format("POST", "/item", nil, body)
end
