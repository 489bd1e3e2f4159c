import type { Day } from '../../../kernel/period.ts'
import { holdsOn, type Run } from './membership.ts'
import { below } from './tree.ts'

export type MemberRun = Run & { group_id: string; person_id: string }
export type Present = { id: string; left_on: Day | null }
export type Expanded = { person_ids: string[]; by: 'members' | 'lead' | 'nobody' }

/**
 * Who stands behind a group on a day: its members and those of the teams below it, without those who were not with us that day. Nobody
 * left to answer falls to the lead, and the answer says so.
 */
export function expandGroup(
  group: { id: string; lead_id: string | null },
  facts: { parents: ReadonlyMap<string, string | null>; runs: readonly MemberRun[]; persons: readonly Present[] },
  day: Day,
): Expanded {
  const here = new Set(facts.persons.filter((person) => isHere(person, day)).map(({ id }) => id))
  const groups = new Set([group.id, ...below(facts.parents, group.id)])
  const members = facts.runs.filter((run) => groups.has(run.group_id) && holdsOn(run, day) && here.has(run.person_id))
  const ids = [...new Set(members.map((run) => run.person_id))]
  if (ids.length > 0) return { person_ids: ids, by: 'members' }
  return group.lead_id && here.has(group.lead_id) ? { person_ids: [group.lead_id], by: 'lead' } : { person_ids: [], by: 'nobody' }
}

/** With us on a day: on the day of leaving no more, since the doors are shut. */
function isHere(person: Pick<Present, 'left_on'>, day: Day): boolean {
  return person.left_on === null || day < person.left_on
}
