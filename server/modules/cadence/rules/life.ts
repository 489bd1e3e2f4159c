import { Refusal } from '../../../kernel/refusal.ts'

export type MeetingState = 'draft' | 'open' | 'in_progress' | 'closed' | 'cancelled'
export type ItemState = 'open' | 'parked' | 'done' | 'carried'
export type Outcome = 'none' | 'information' | 'decision' | 'action'

/** In which states an act is done. */
const legal = {
  open: ['draft'],
  move: ['draft', 'open'],
  cancel: ['draft', 'open'],
  start: ['draft', 'open'],
  pause: ['in_progress'],
  resume: ['in_progress'],
  turn: ['in_progress'],
  take_over: ['in_progress'],
  arrive: ['in_progress'],
  leave: ['in_progress'],
  close: ['in_progress'],
  raise: ['draft', 'open', 'in_progress'],
  arrange: ['draft', 'open', 'in_progress'],
  remove: ['draft', 'open'],
  vote: ['open', 'in_progress'],
  conclude: ['in_progress'],
  message: ['open', 'in_progress'],
  note: ['draft', 'open', 'in_progress'],
} as const satisfies Record<string, readonly MeetingState[]>
export type Act = keyof typeof legal

export function allows(state: MeetingState, act: Act): boolean {
  const states: readonly MeetingState[] = legal[act]
  return states.includes(state)
}

const words: Record<MeetingState, string> = {
  draft: 'planned',
  open: 'open for its agenda',
  in_progress: 'under way',
  closed: 'closed',
  cancelled: 'cancelled',
}

/** Refuses `meeting.wrong_state` with the states that would do. */
export function fitState(state: MeetingState, act: Act): void {
  if (allows(state, act)) return
  const would = legal[act].map((one) => words[one]).join(' or ')
  throw new Refusal('conflict', 'meeting.wrong_state', `The meeting is ${words[state]}; this is done while it is ${would}.`, {
    facts: { state, legal: legal[act] },
  })
}

/** Refuses `agenda_item.wrong_state`: what is done, or has gone on to another meeting, is not touched here any more. */
export function fitItem(state: ItemState): void {
  if (state === 'open' || state === 'parked') return
  const text = state === 'done' ? 'This item is done. Raise it anew if there is more to it.' : 'This item has gone on to the next meeting.'
  throw new Refusal('conflict', 'agenda_item.wrong_state', text, { facts: { state, legal: ['open', 'parked'] } })
}

/** How long before its hour a meeting of leadership may start: what it decides binds plans, and nobody holds it alone on another day. */
const earliest = 24 * 3_600_000

/** Refuses `meeting.too_early`. */
export function fitHour(leadership: boolean, startsAt: Date, now: Date): void {
  if (leadership && startsAt.getTime() - now.getTime() > earliest)
    throw new Refusal('refused', 'meeting.too_early', 'A meeting of leadership starts on its day. Move the date to meet earlier.')
}

/** So many members must be here before a meeting of leadership decides: half of them, and never fewer than two. */
export function quorumOf(members: number): number {
  return Math.max(2, Math.ceil(members / 2))
}

type Seat = { person_id: string; name: string; member: boolean; here: boolean; left_at: Date | null }

type Quorum<One> = { members: number; wanted: number; here: number; waits_for: One[] }

/**
 * How many of leadership are here, of how many that it takes. `shown`: who has shown themselves in the meeting; whoever was only ticked by
 * somebody else counts for nobody, and it is for them that the room waits.
 */
export function quorumIn<One extends Seat>(attendance: readonly One[], shown: ReadonlySet<string>): Quorum<One> {
  const members = attendance.filter(({ member }) => member)
  const there = members.filter((one) => one.here && one.left_at === null)
  const waits_for = there.filter((one) => !shown.has(one.person_id))
  return { members: members.length, wanted: quorumOf(members.length), here: there.length - waits_for.length, waits_for }
}

/** Refuses `meeting.no_quorum`: what leadership decides binds plans, and nobody is leadership alone. */
export function fitQuorum(attendance: readonly Seat[], shown: ReadonlySet<string>): void {
  const { members, wanted, here, waits_for: missing } = quorumIn(attendance, shown)
  if (here >= wanted) return
  const waits_for = missing.map(({ name }) => name)
  const next =
    waits_for.length > 0
      ? `${waits_for.join(', ')}: open the page of the meeting to be counted.`
      : 'Put it on the next date, or wait for the others.'
  const text = `Leadership decides when ${wanted} of its ${members} members are here and have the meeting’s page open; ${here === 0 ? 'none has' : here === 1 ? 'one has' : `${here} have`}. ${next}`
  throw new Refusal('refused', 'meeting.no_quorum', text, { facts: { here, wanted, waits_for } })
}

/** Refuses what a list cannot hold: what is beyond its limit would be read by nobody. */
export function fitMore(there: number, most: number, code: string, what: string): void {
  if (there >= most) throw new Refusal('refused', code, `A meeting has at most ${most} ${what}. Take some of them off first.`)
}

export type Seats = {
  chair: string
  vice_chair: string | null
  scribe: string | null
  lead: string | null
  participants: readonly string[]
}
/** Who is here: nobody is known before it starts. */
export type Here = ReadonlyMap<string, { here: boolean; left: boolean }>

/**
 * Who may lead: the chair always; the vice chair before it starts, and while it is under way when they have taken over or the chair is not
 * here. `house`: whoever runs the series of the house.
 */
export function leads(person: string, seats: Seats, here: Here, state: MeetingState): boolean {
  if (person === seats.chair) return true
  if (person !== seats.vice_chair) return false
  if (state !== 'in_progress') return true
  return seats.lead === person || !isHere(seats.chair, here)
}

/** Who writes: whoever leads, the scribe, and the chair or vice chair beside whoever leads. */
export function writes(person: string, seats: Seats, here: Here, state: MeetingState): boolean {
  return person === seats.scribe || person === seats.chair || person === seats.vice_chair || leads(person, seats, here, state)
}

export function takesPart(person: string, seats: Seats, here: Here): boolean {
  return seats.participants.includes(person) || here.has(person)
}

export function isHere(person: string, here: Here): boolean {
  const one = here.get(person)
  return one?.here === true && !one.left
}

/** Who leads when it starts: the chair if here, else the vice chair if here, else whoever starts it. */
export function leadAtStart(seats: Seats, here: ReadonlySet<string>, starter: string): string {
  if (here.has(seats.chair)) return seats.chair
  if (seats.vice_chair && here.has(seats.vice_chair)) return seats.vice_chair
  return starter
}

/** Who leads when somebody has left: of whoever leads the other of the two who is here; else it stays. */
export function leadAfter(seats: Seats, here: Here): string | null {
  if (seats.lead && isHere(seats.lead, here)) return seats.lead
  const next = [seats.chair, seats.vice_chair].find((one) => one !== null && isHere(one, here))
  return next ?? seats.lead
}
