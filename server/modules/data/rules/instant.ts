/** The last instant that a sender may mean, in milliseconds: year 5138. Larger numbers are of another unit. */
const most = 1e14

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d{0,9})?)?[ ]?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/

/** As most clients write it, and as the runtime reads it by itself. */
const usual = /^[12]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/

/**
 * An instant as clients write it, in milliseconds: ISO 8601 text (without a zone it is UTC), or a number of seconds or milliseconds
 * since 1970, also as text. Nothing for all else; a day that no calendar has (2026-02-30) is no instant, and is never moved to one.
 */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number') return numeric(value)
  if (typeof value !== 'string' || value.length > 64) return undefined
  if (usual.test(value)) {
    const at = new Date(value)
    // the runtime moves a day that no calendar has to one that it has
    if (at.getUTCDate() === Number(value.slice(8, 10))) return at.getTime()
  }
  const text = value.trim()
  if (/^\d{9,14}(\.\d{1,9})?$/.test(text)) return numeric(Number(text))
  const found = iso.exec(text)
  if (!found) return undefined
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second, Number((found[7] ?? '0').padEnd(3, '0').slice(0, 3))))
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return undefined
  const zone = zoneMinutes(found[8])
  return zone === undefined ? undefined : at.getTime() - zone * 60_000
}

/** Seconds below 10^11 (year 5138), milliseconds from there (1973): no instant of our time is both. */
function numeric(value: number): number | undefined {
  if (!(value >= 1e8 && value < most)) return undefined
  return Math.round(value < 1e11 ? value * 1000 : value)
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (!zone || zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  if (hours > 18 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
