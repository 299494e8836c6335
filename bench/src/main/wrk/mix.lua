-- wrk … -- NAME FIRST COUNT ITEMS TAGS: of ten requests nine read an item or a tag, and one adds an item.

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

local function any(range)
  local from, to = range:match("(%d+)%-(%d+)")
  return math.random(from, to)
end

function init(args)
  math.randomseed(os.time() * 100 + number)
  name = args[1] .. " " .. number .. "-"
  first = tonumber(args[2])
  count = tonumber(args[3])
  reads = {}
  for i = 1, 8192 do
    reads[i] = wrk.format("GET", i % 2 == 0 and "/item/" .. any(args[4]) or "/tag/" .. any(args[5]))
  end
  headers = { ["Content-Type"] = "application/json", ["Host"] = wrk.headers["Host"] }
  sent = 0
end

function request()
  sent = sent + 1
  if sent % 10 ~= 0 then
    return reads[sent % #reads + 1]
  end
  local store = first + (sent / 10 + number) % count
  local body = '{"name":"' .. name .. sent .. '","price":9.99,"store_id":' .. store .. "}"
  return wrk.format("POST", "/item", headers, body)
end
