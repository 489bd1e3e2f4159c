import { Refusal } from '../../../kernel/refusal.ts'

/** Levels of teams at most. */
const mostLevels = 4

/**
 * A team may stand below any team but itself and its own parts, and no team deeper than the fourth level. `parents` maps each open team
 * to the one above it. Refuses `group.parent_unknown`, `group.circle`, `group.too_deep`.
 */
export function fitTree(parents: ReadonlyMap<string, string | null>, team: string, parent: string): void {
  if (!parents.has(parent)) throw new Refusal('refused', 'group.parent_unknown', 'The team above does not exist.')
  const above = chain(parents, parent)
  if (above.includes(team)) throw new Refusal('refused', 'group.circle', 'A team cannot stand below itself.')
  if (above.length + heightOf(parents, team) > mostLevels) {
    throw new Refusal('refused', 'group.too_deep', `Teams stand on at most ${mostLevels} levels. Choose a team further up.`)
  }
}

/** Nobody leads whom they report to, over any number of steps: `person.manager_cycle`. `managers` maps each person to the one above. */
export function fitManager(managers: ReadonlyMap<string, string | null>, person: string, manager: string): void {
  if (manager === person || chain(managers, manager).includes(person)) {
    throw new Refusal(
      'refused',
      'person.manager_cycle',
      'This person reports to the one that you want to change. Nobody is above themselves.',
    )
  }
}

/** The ids from one upwards, the first included; a circle in the data ends it. */
export function chain(above: ReadonlyMap<string, string | null>, from: string): string[] {
  const ids: string[] = []
  for (let at: string | null | undefined = from; at && !ids.includes(at); at = above.get(at)) ids.push(at)
  return ids
}

/** All below one, itself included. */
export function below(parents: ReadonlyMap<string, string | null>, from: string): string[] {
  return [...parents.keys()].filter((id) => chain(parents, id).includes(from)).concat(parents.has(from) ? [] : [from])
}

/** Levels that a team and its parts fill. */
function heightOf(parents: ReadonlyMap<string, string | null>, team: string): number {
  return Math.max(1, ...below(parents, team).map((id) => chain(parents, id).indexOf(team) + 1))
}
