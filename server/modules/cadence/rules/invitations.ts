/** Days ahead for which dates go out by letter; a feed shows half a year. */
export const invitedAhead = 28

type Method = 'REQUEST' | 'CANCEL'
/** What a guest was told of a date last. */
type Told = { person_id: string; sequence: number; method: Method }
type Dated = { sequence: number; cancelled: boolean; over: boolean; near: boolean; guests: readonly string[] }

/**
 * Who is told what of a date (RFC 5546). A new one is told when it is near, one that was changed at once, a cancelled one to whoever knew of
 * it; who belongs to it no more is told that it is off for them. Who looks at a feed has the date there, and is told by letter only what was
 * begun by letter.
 */
export function owed(date: Dated, told: readonly Told[], feeds: ReadonlySet<string>): { person_id: string; method: Method }[] {
  if (date.over) return []
  const last = new Map(told.map((one) => [one.person_id, one]))
  const knows = (person: string) => last.get(person)?.method === 'REQUEST'
  const guests = date.cancelled ? [] : date.guests
  const asked = guests.filter((person) => {
    const before = last.get(person)
    if (before) return before.method === 'CANCEL' || before.sequence < date.sequence
    return !feeds.has(person) && (date.near || date.sequence > 0)
  })
  const off = [...last.keys()].filter((person) => knows(person) && !guests.includes(person))
  return [
    ...asked.map((person_id) => ({ person_id, method: 'REQUEST' as const })),
    ...off.map((person_id) => ({ person_id, method: 'CANCEL' as const })),
  ]
}
