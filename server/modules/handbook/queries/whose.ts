import type { Context } from '../../../kernel/context.ts'
import type { Unmet } from '../../../kernel/refusal.ts'
import { colleaguesOf, membersBehind, partiesMeant, peopleInRoles, staffRoles } from '../../people/index.ts'
import { stepsOf } from '../rules/steps.ts'

type Now = Pick<Context, 'tx' | 'today'>

/** Whom the words of steps mean, those who are with us: a person, the members of a group, or who holds a role. Words that mean nobody are left out. */
export async function whoseSteps(ctx: Now, said: readonly string[]): Promise<Map<string, string[]>> {
  const words = [...new Set(said)]
  if (words.length === 0) return new Map()
  const [parties, held] = await Promise.all([
    partiesMeant(ctx, words, ctx.today),
    peopleInRoles(
      ctx,
      words.flatMap((one) => roleOf(one) ?? []),
    ),
  ])
  const groups = words.flatMap((one) => {
    const party = parties.get(one)
    return party?.kind === 'group' ? [{ one, id: party.group.id }] : []
  })
  const members = new Map(await Promise.all(groups.map(async ({ one, id }) => [one, await membersBehind(ctx, [id], ctx.today)] as const)))
  const meant = words.flatMap((one): [string, string[]][] => {
    const party = parties.get(one)
    if (party?.kind === 'person') return [[one, [party.person.id]]]
    if (party?.kind === 'group') return [[one, members.get(one) ?? []]]
    const role = roleOf(one)
    return role ? [[one, held.get(role) ?? []]] : []
  })
  const here = await colleaguesOf(
    ctx,
    meant.flatMap(([, ids]) => ids),
  )
  const fit = (id: string) => here.get(id)?.left === false && here.get(id)?.kind !== 'service'
  return new Map(meant.map(([one, ids]) => [one, [...new Set(ids)].filter(fit).toSorted()]))
}

function roleOf(words: string): string | undefined {
  const role = words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  return staffRoles.find((one) => one === role)
}

/** Steps whose `Who:` means nobody here. */
export async function whoUnmet(ctx: Now, source: string): Promise<Unmet[]> {
  const steps = stepsOf(source).flatMap(({ who, position }) => (who === null ? [] : [{ who, position }]))
  const meant = await whoseSteps(
    ctx,
    steps.map(({ who }) => who),
  )
  return steps.flatMap(({ who, position }) =>
    meant.has(who)
      ? []
      : [
          {
            ...{ code: 'step.who_unknown', path: 'source', item: position },
            text: `Step ${position}, “Who: ${who}” is nobody here. Write initials, the short name of a group, or a role such as ${staffRoles.slice(0, 3).join(', ')}.`,
          },
        ],
  )
}
