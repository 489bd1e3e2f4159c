/** Seconds for which a word from a page holds: it says so every twenty. */
const heldFor = 45
/** Seconds after which whoever has gone is away: a page that is loaded again is back by then. */
const awayAfter = 10

type Seen = { person_id: string; seen_at: Date; gone_at: Date | null }

/** The instant before which whoever was last seen has gone. */
export function silentBefore(now: Date): Date {
  return new Date(now.getTime() - heldFor * 1000)
}

export function isHereNow({ seen_at, gone_at }: Seen, now: Date): boolean {
  return gone_at === null && seen_at >= silentBefore(now)
}

/** Who has shown themselves in a meeting by their own page: it was open when the meeting started, or since. */
export function shownSince(startedAt: Date, seen: readonly Seen[]): string[] {
  const open = ({ seen_at, gone_at }: Seen) => seen_at >= silentBefore(startedAt) && (gone_at === null || gone_at >= startedAt)
  return seen.filter(open).map(({ person_id }) => person_id)
}

type Seats = { chair: string; vice_chair: string | null; lead: string | null }

/**
 * Whether a person who is here leads on: the chair and the vice chair stand in for each other when the page of whoever leads was there and
 * has gone. Of whoever never had a page open nobody knows whether they sit in the room.
 */
export function leadsOn(person: string, seats: Seats, seen: readonly Seen[], now: Date): boolean {
  const { lead } = seats
  const pair = [seats.chair, seats.vice_chair]
  if (lead === null || lead === person || !pair.includes(person) || !pair.includes(lead)) return false
  const last = seen.find(({ person_id }) => person_id === lead)
  if (!last) return false
  const gone = last.gone_at ?? (isHereNow(last, now) ? null : last.seen_at)
  return gone !== null && now.getTime() - gone.getTime() >= awayAfter * 1000
}
