/** One who is asked, as much of it as says whose agreement it is. */
export type AskedParty = { letter: string; person_id: string | null; group_id: string | null; objection: unknown }

/** What was signed before an amendment began: its parts, and everybody who was asked about it. */
export type Signed = { number: string; parts: Readonly<Record<string, string>>; parties: readonly AskedParty[] }

/**
 * What somebody who agreed to the edition that is amended has not agreed to: parts that came, went or say something else. Nothing where they
 * did not agree to that one: they were not asked, or objected and were decided against. An edition was vetted with the agreement of all others.
 */
export function movedSince(party: AskedParty, signed: Signed, now: Readonly<Record<string, string>>): string[] | undefined {
  if (party.letter !== 'A') return undefined
  const before = signed.parties.find((one) => one.letter === 'A' && one.person_id === party.person_id && one.group_id === party.group_id)
  if (!before || before.objection) return undefined
  return partsMoved(signed.parts, now)
}

/** Parts that came or say something else, and then those that went. */
export function partsMoved(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  return [...Object.keys(now).filter((part) => now[part] !== before[part]), ...Object.keys(before).filter((part) => !(part in now))]
}
