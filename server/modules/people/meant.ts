import { recordAll } from '../../kernel/audit.ts'
import type { Context } from '../../kernel/context.ts'
import type { Day } from '../../kernel/period.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { mayDo } from '../../kernel/rights.ts'
import { unseenBy } from './group-queries.ts'
import { type Group, type Party, shortGroup } from './parties.ts'
import { colleague, colleaguesOf } from './persons.ts'
import { findGroups } from './store/groups.ts'
import { presentAmong } from './store/names.ts'
import { leftWithSigns } from './store/persons.ts'
import { takeSigns } from './store/signs.ts'
import { groupsWithSigns, personsWithSigns, saveToldSigns, signsEverHad, toldSigns } from './store/told-signs.ts'

type Reads = Pick<Context, 'tx'>

/**
 * Whom a plan or a procedure means by each of these signs on a day, as each was asked: the person with these initials who was with us that
 * day, else the group of that short name, else the one colleague of that name, else whom somebody told us. A text that is none of them is
 * kept as it stands. A handful of queries, however many signs.
 */
export async function partiesMeant(ctx: Reads, texts: readonly string[], day: Day): Promise<Map<string, Party>> {
  const wanted = new Map(texts.map((text) => [text, text.trim().toLowerCase()]))
  const signs = [...new Set(wanted.values())].filter((sign) => sign !== '')
  const rows = await personsWithSigns(ctx.tx, signs)
  const leaving = new Map(
    (
      await presentAmong(
        ctx.tx,
        rows.map(({ id }) => id),
      )
    ).map(({ id, left_on }) => [id, left_on]),
  )
  const here = rows.filter(({ id, started_on }) => {
    const left = leaving.get(id) ?? null
    return (left === null || day < left) && (started_on === null || started_on <= day)
  })
  const initials = Map.groupBy(here, (row) => row.initials?.toLowerCase() ?? '')
  const names = Map.groupBy(
    here.filter(({ left_at, kind }) => left_at === null && kind !== 'service'),
    (row) => row.name.toLowerCase(),
  )
  const groups = new Map((await groupsWithSigns(ctx.tx, signs)).map((row) => [row.short_name?.toLowerCase() ?? '', shortGroup(row)]))
  const own = (sign: string): Party | undefined => {
    const person = initials.get(sign)?.[0]
    if (person) return { kind: 'person', person: colleague(person) }
    const group = groups.get(sign)
    if (group) return { kind: 'group', group }
    const [named, other] = names.get(sign) ?? []
    return named && !other ? { kind: 'person', person: colleague(named) } : undefined
  }
  const told = await meantByWord(
    ctx,
    signs.filter((sign) => own(sign) === undefined),
  )
  return new Map([...wanted].map(([text, sign]) => [text, own(sign) ?? told.get(sign) ?? { kind: 'unknown', text: text.trim() }]))
}

/** The persons among whom these signs mean, each as it was asked; where nobody who is with us is meant, whoever left last with that sign. */
export async function personsMeant(
  ctx: Reads,
  texts: readonly string[],
  day: Day,
): Promise<Map<string, { id: string; name: string; gone: boolean }>> {
  const meant = await partiesMeant(ctx, texts, day)
  const unknown = texts.filter((text) => meant.get(text)?.kind === 'unknown').map((text) => text.trim().toLowerCase())
  const left = await leftWithSigns(ctx.tx, [...new Set(unknown)])
  const leaver = (sign: string) => left.find(({ initials, name }) => initials?.toLowerCase() === sign || name.toLowerCase() === sign)
  return new Map(
    [...meant].flatMap(([text, party]) => {
      if (party.kind === 'group') return []
      const person = party.kind === 'person' ? party.person : leaver(text.trim().toLowerCase())
      return person ? [[text, { id: person.id, name: person.name, gone: party.kind !== 'person' }] as const] : []
    }),
  )
}

/** Whom somebody told us that these signs mean, of those who are with us and groups that are open. */
async function meantByWord(ctx: Reads, signs: readonly string[]): Promise<Map<string, Party>> {
  const rows = await toldSigns(ctx.tx, signs)
  const persons = await colleaguesOf(
    ctx,
    rows.flatMap(({ person_id }) => person_id ?? []),
  )
  const groups = await groupsById(
    ctx,
    rows.flatMap(({ group_id }) => group_id ?? []),
  )
  return new Map(
    rows.flatMap(({ sign, person_id, group_id }): [string, Party][] => {
      const person = person_id === null ? undefined : persons.get(person_id)
      if (person && !person.left) return [[sign, { kind: 'person', person }]]
      const group = group_id === null ? undefined : groups.get(group_id)
      return group && !group.closed ? [[sign, { kind: 'group', group }]] : []
    }),
  )
}

async function groupsById(ctx: Reads, ids: readonly string[]): Promise<Map<string, Group>> {
  if (ids.length === 0) return new Map()
  return new Map((await findGroups(ctx.tx, ids)).map((row) => [row.id, shortGroup(row)]))
}

/** Whom a sign means, as {@link partiesMeant} answers it. */
export async function partyOf(ctx: Reads, text: string, day: Day): Promise<Party> {
  return (await partiesMeant(ctx, [text], day)).get(text) ?? { kind: 'unknown', text: text.trim() }
}

type Told = { sign: string; person_id?: string | undefined; group_id?: string | undefined }

/**
 * Keeps whom signs of a foreign text mean, once for all texts. What anybody's initials or name say, also of somebody who left, is not told
 * otherwise: a leaver's work is handed over. What was told stays, since texts lean on it; only an administrator tells it anew (`sign.known`).
 * Who is told must be with us, a group open and known to whoever tells (`sign.nobody`).
 */
export async function tellSigns(ctx: Context, told: readonly Told[]): Promise<void> {
  const keys = told.map(({ sign }) => sign.trim().toLowerCase())
  // whoever gives a sign meanwhile waits
  await takeSigns(ctx.tx, [])
  const before = new Set((await toldSigns(ctx.tx, keys)).map(({ sign }) => sign))
  const own = new Set([
    ...(await signsEverHad(ctx.tx, keys)),
    ...(await groupsWithSigns(ctx.tx, keys)).map((row) => row.short_name?.toLowerCase() ?? ''),
  ])
  const persons = await colleaguesOf(
    ctx,
    told.flatMap(({ person_id }) => person_id ?? []),
  )
  const ids = told.flatMap(({ group_id }) => group_id ?? [])
  const hidden = await unseenBy(ctx, ids)
  const groups = await groupsById(ctx, ids)
  const rows = told.map(({ sign, person_id, group_id }) => {
    const key = sign.trim().toLowerCase()
    if (own.has(key) || (before.has(key) && !mayDo(ctx.actor, 'people.admin')))
      throw new Refusal('conflict', 'sign.known', `“${sign}” is somebody here already. Only what nobody knows is told.`)
    const person = person_id === undefined ? undefined : persons.get(person_id)
    const group = group_id === undefined || hidden.has(group_id) ? undefined : groups.get(group_id)
    if ((!person || person.left) && (!group || group.closed))
      throw new Refusal('refused', 'sign.nobody', `Whom “${sign}” is to mean is not with us. Choose a colleague or an open group.`)
    return {
      key,
      name: person?.name ?? group?.name ?? '',
      row: { sign: key, person_id: person?.id ?? null, group_id: person ? null : (group?.id ?? null) },
    }
  })
  await saveToldSigns(
    ctx.tx,
    rows.map(({ row }) => ({ ...row, told_at: ctx.now, told_by: ctx.actor.id })),
  )
  await recordAll(
    ctx,
    rows.map(({ key, name, row }) => ({
      action: 'people.sign.told',
      subject: { kind: row.person_id ? 'person' : 'group', id: row.person_id ?? row.group_id ?? '', label: name },
      after: { sign: key },
    })),
  )
}
