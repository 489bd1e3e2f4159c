import type { Context } from '../../../kernel/context.ts'
import { blankNotices } from '../../../kernel/notices.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { keepForFew } from '../../decisions/index.ts'
import { groupsBehind, partiesMeant } from '../../people/index.ts'
import { rapidOf, thingOf } from '../queries/agreement.ts'
import { cutsOf } from '../rules/audience.ts'
import { forgetWordsOf } from '../store/asked.ts'
import { openProposal } from '../store/procedures.ts'
import type { PageTable } from '../tables.ts'
import { endAsked } from './following.ts'
import { because } from './keepers.ts'

type Kept = Pick<PageTable, 'owner' | 'backup' | 'audience' | 'groups'>
type Asked = { source: string; named: Awaited<ReturnType<typeof rapidOf>> }

/** Nobody agrees to a text that they may not open, or to a part that they may not read. Refuses `rapid.party_no_reader`. */
export async function fitReaders(ctx: Context, page: Kept, asked: Asked): Promise<void> {
  const blind = await blindOf(ctx, page, asked)
  if (blind.length === 0) return
  const text = `${blind.join(', ')} may not read all of this text. Add them to its groups, or name others.`
  throw new Refusal('refused', 'rapid.party_no_reader', text, { unmet: [{ code: 'rapid.party_no_reader', text, path: 'source' }] })
}

/** Those whom a text names who may not read all of it. */
async function blindOf(ctx: Context, page: Kept, { source, named }: Asked): Promise<string[]> {
  const parts = cutsOf(source).filter((cut) => cut.for !== 'internal')
  if (page.audience !== 'restricted' && parts.length === 0) return []
  const marks = [...new Set(parts.flatMap(({ groups }) => groups))]
  const meant = await partiesMeant(ctx, marks, ctx.today)
  const groupOf = (mark: string) => {
    const party = meant.get(mark)
    return party?.kind === 'group' ? [party.group.id] : []
  }
  const shut = [...(page.audience === 'restricted' ? [page.groups] : []), ...parts.map(({ groups }) => groups.flatMap(groupOf))]
  const behind = await groupsBehind(ctx, [...new Set(shut.flat())], ctx.today)
  const keepers = new Set([page.owner, page.backup])
  const reads = ({ person_id, group_id }: Asked['named'][number], groups: readonly string[]) =>
    (person_id !== null && (keepers.has(person_id) || groups.some((id) => behind.get(id)?.person_ids.includes(person_id)))) ||
    (group_id !== null && groups.includes(group_id))
  return named.filter((one) => !shut.every((groups) => reads(one, groups))).map(({ name, sign }) => name ?? sign)
}

/**
 * A page has other readers now: what was asked and decided about one for the few, and what came of it, is for those who take part, its words
 * for others are no more what these are asked for by, and a text is put forward no more to somebody who may not open it.
 */
export async function followReaders(ctx: Context, before: PageTable, now: PageTable): Promise<void> {
  if (now.audience !== 'restricted') return
  if (before.audience !== 'restricted') {
    await keepForFew(ctx, thingOf(now.id))
    await forgetWordsOf(ctx.tx, now.id)
    // a letter that has not gone yet, and an inbox, would go on telling what its readers may not open
    await blankNotices(ctx, { reason: because.changed, kind: 'page', ids: [now.id] }, 'What changed is for the few now')
  }
  if (now.number === null) return
  const proposal = await openProposal(ctx.tx, now.id)
  if (!proposal) return
  const { source } = proposal
  const blind = await blindOf(ctx, now, { source, named: await rapidOf(ctx, source) })
  if (blind.length > 0) await endAsked(ctx, proposal, 'withdrawn', 'The page is closed to some who were asked.')
}
