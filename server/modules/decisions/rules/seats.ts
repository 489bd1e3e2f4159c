import type { Answer } from './answers.ts'
import type { Letter, Party } from './letters.ts'

type Matter = {
  opened_by: string
  decider: string
  parties: readonly Pick<Party, 'id' | 'letter' | 'members'>[]
  answers: readonly Pick<Answer, 'party_id' | 'person_id'>[]
}
type Partaking = Pick<Matter, 'opened_by' | 'decider'> & { parties: readonly Pick<Party, 'members'>[] }
/** A party that one answers for; `forPerson`: in whose place, where it is not one's own. */
export type Seat<P> = { party: P; forPerson: string | null }

/** Under these letters one answers. */
const answering: ReadonlySet<Letter> = new Set(['A', 'P', 'I'])

/**
 * From where somebody may answer: for the parties that they belong to, else in the place of one who is away. Who decides never agrees,
 * not for a group either. Who stands in has no other part in the matter: did not open it, stands under no letter, and answered for no
 * other party, so that nobody passes for two.
 */
export function seatsFor<P extends Matter['parties'][number]>(
  person: string,
  away: readonly string[],
  matter: Omit<Matter, 'parties'> & { parties: readonly P[] },
): Seat<P>[] {
  const seats = matter.parties.filter(({ letter }) => answering.has(letter))
  const own = seats.filter((party) => party.members.includes(person) && mayAnswer(person, party, matter))
  if (own.length > 0) return own.map((party) => ({ party, forPerson: null }))
  if (takesPart(person, matter)) return []
  return seats.flatMap((party) => {
    const forPerson = party.members.find((one) => away.includes(one) && mayAnswer(one, party, matter))
    return forPerson !== undefined && !answeredBeside(person, matter, party.id) ? [{ party, forPerson }] : []
  })
}

/** Who decides never agrees, and so nobody agrees in their place. */
function mayAnswer(member: string, { letter }: Pick<Party, 'letter'>, { decider }: Pick<Matter, 'decider'>): boolean {
  return letter !== 'A' || member !== decider
}

/**
 * Those of a party who are away and whose stand-in has answered for another party: one voice is heard once, so that they answer themselves, or
 * another member does. `standIns`: who is away → who stands in.
 */
export function leftAlone(
  party: Pick<Party, 'id' | 'members'>,
  matter: Pick<Matter, 'answers'>,
  standIns: ReadonlyMap<string, { id: string }>,
): { away: string; standIn: string }[] {
  return party.members.flatMap((away) => {
    const standIn = standIns.get(away)?.id
    return standIn !== undefined && answeredBeside(standIn, matter, party.id) ? [{ away, standIn }] : []
  })
}

/** Who answered for a party that is waited for no longer, and so answers for nobody else: beside `partakers`, nobody asks them in another's place. */
export function spentOn(matter: Pick<Matter, 'answers'>, waiting: readonly Pick<Party, 'id'>[]): string[] {
  return matter.answers.flatMap(({ party_id, person_id }) =>
    person_id !== null && !waiting.some(({ id }) => id === party_id) ? [person_id] : [],
  )
}

/** Whether somebody who is not the decider may decide in the decider's place: they have no part in it and answered for nobody. */
export function maySitIn(person: string, matter: Matter): boolean {
  return !takesPart(person, matter) && !answeredBeside(person, matter)
}

/** Whoever opened it or stands under any letter stands in for nobody. */
export function takesPart(person: string, matter: Partaking): boolean {
  return partakers(matter).includes(person)
}

/** Everybody with a part of their own in it. */
export function partakers({ opened_by, decider, parties }: Partaking): string[] {
  return [opened_by, decider, ...parties.flatMap(({ members }) => members)]
}

function answeredBeside(person: string, { answers }: Pick<Matter, 'answers'>, party?: string): boolean {
  return answers.some((one) => one.person_id === person && one.party_id !== party)
}
