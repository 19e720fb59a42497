-- wrk asks for the addresses of a file in turn, each thread from a place of its own.
local addresses, place, threads = {}, 0, {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
end

function init(arguments)
  for line in io.lines(arguments[1]) do
    table.insert(addresses, wrk.format("GET", line, { ["Accept-Encoding"] = "gzip" }))
  end
  place = math.floor(#addresses / 2) * number
end

function request()
  place = place % #addresses + 1
  return addresses[place]
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\nfigures {"rate": %f, "p99": %f, "errors": %d}\n',
    summary.requests / (summary.duration / 1e6),
    latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
