// Prints a pprof file as JSON: its sample types, and its functions by the last of them, alone and with what they call.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Profile } from 'pprof-format'

const profile = Profile.decode(gunzipSync(readFileSync(process.argv[2])))
const text = index => profile.stringTable.strings[Number(index)]
const functions = new Map(profile.function.map(item => [Number(item.id), item]))
const locations = new Map(profile.location.map(item => [Number(item.id), item]))
const place = id => {
  const line = locations.get(Number(id)).line[0]
  const called = functions.get(Number(line.functionId))
  return { name: text(called.name), file: text(called.filename), line: Number(line.line) }
}
const flat = new Map()
const all = new Map()
const add = (map, item, value) => {
  const known = map.get(item.name) ?? { ...item, value: 0 }
  known.value += value
  map.set(item.name, known)
}
for (const sample of profile.sample) {
  const value = Number(sample.value.at(-1))
  const places = sample.locationId.map(place)
  add(flat, places[0], value)
  const seen = new Set()
  for (const item of places.filter(item => !seen.has(item.name) && seen.add(item.name))) {
    add(all, item, value)
  }
}
const sorted = map => [...map.values()].sort((a, b) => b.value - a.value)
console.log(JSON.stringify({
  types: profile.sampleType.map(item => `${text(item.type)}/${text(item.unit)}`),
  samples: profile.sample.length,
  timeNanos: profile.timeNanos.toString(),
  durationNanos: profile.durationNanos.toString(),
  flat: sorted(flat).slice(0, 300),
  all: sorted(all).slice(0, 200),
}))
