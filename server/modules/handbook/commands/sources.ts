import { record } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Report } from '../../../kernel/job-runs.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { targetOf } from '../../../kernel/outbound/target.ts'
import { colleaguesOf, groupsBehind } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { house } from '../queries/looking.ts'
import { sourceLines } from '../queries/sources.ts'
import { addressOf, isDue } from '../rules/sources.ts'
import { pagesAmong } from '../store/pages.ts'
import { addSource, findSource, goneFirst, mostSources, saveSource, sourcesNow, takeSource } from '../store/sources.ts'
import type { SourceTable } from '../tables-sources.ts'
import { unpacked } from './archives.ts'
import { found } from './fetching.ts'
import { raiseFlag } from './flags.ts'
import { asAsked } from './importing.ts'
import { applyImport, previewTree } from './imports.ts'

type Line = OutputOf<typeof promise.sourcesCreate>

/** Has a repository looked at on a schedule, from now on. */
export async function createSource(ctx: Context, input: InputOf<typeof promise.sourcesCreate>): Promise<Line> {
  const { tree, every_hours, groups, repository, owner = personBehind(ctx.actor) } = input
  const kind = repository === undefined ? 'https' : 'folder'
  const address = repository ?? addressOf(input.url ?? '')
  if (kind === 'https') targetOf(address, { hosts: [new URL(address).hostname], opened: [], loopback: ctx.settings.outboundLoopback })
  if (kind === 'folder' && !ctx.settings.gitFolder)
    throw new Refusal(
      'refused',
      'import.repositories_closed',
      'No folder of repositories is opened here. Whoever runs this house names one: GIT_FOLDER.',
    )
  const there = await sourcesNow(ctx.tx)
  if (there.some((one) => one.tree === tree))
    throw new Refusal(
      'conflict',
      'source.tree_taken',
      'This tree comes from another repository already. End that one, or give this tree another name.',
    )
  if (there.length >= mostSources)
    throw new Refusal('conflict', 'source.too_many', `There are at most ${mostSources}. End one that is not needed.`)
  const person = /^[0-9a-f-]{36}$/i.test(owner) ? (await colleaguesOf(ctx, [owner])).get(owner) : undefined
  if (!person || person.left || person.kind === 'service')
    throw new Refusal('refused', 'page.owner_missing', 'Pages are kept by somebody who is with us.', {
      unmet: [{ code: 'page.owner_missing', text: 'Choose a colleague.', path: 'owner' }],
    })
  const known = await groupsBehind(ctx, groups, ctx.today)
  if (groups.some((id) => !known.has(id))) throw new Refusal('refused', 'page.group_unknown', 'There is no such group.')
  const row: SourceTable = {
    ...{
      id: newId(),
      tree,
      kind,
      address,
      every_hours,
      groups,
      owner,
      at: ctx.now,
      by_id: personBehind(ctx.actor),
      by_name: ctx.actor.name,
    },
    ...{ asked_kind: ctx.actor.kind === 'key' ? 'key' : 'person', asked_id: ctx.actor.id },
    ...{ tip: null, looked_at: null, outcome: null, code: null, says: null, import_id: null, paused_at: null, ended_at: null },
  }
  await addSource(ctx.tx, row)
  await record(ctx, { action: 'handbook.source.created', subject: labelOf(row), after: { kind, address, every_hours } })
  await ctx.announce('handbook.source.asked', { source_id: row.id }, { key: row.id })
  return lineOf(ctx, row)
}

export async function setSource(ctx: Context, { id, as }: InputOf<typeof promise.sourcesSet>): Promise<Line> {
  const row = await takeSource(ctx.tx, id)
  const change = as === 'ended' ? { ended_at: ctx.now } : { paused_at: as === 'paused' ? (row.paused_at ?? ctx.now) : null }
  await saveSource(ctx.tx, id, change)
  await record(ctx, { action: 'handbook.source.set', subject: labelOf(row), after: { as } })
  return lineOf(ctx, { ...row, ...change })
}

/** Is looked at once this is committed. */
export async function askSource(ctx: Context, { id }: InputOf<typeof promise.sourcesLook>): Promise<Line> {
  const row = await takeSource(ctx.tx, id)
  await record(ctx, { action: 'handbook.source.asked', subject: labelOf(row) })
  await ctx.announce('handbook.source.asked', { source_id: id }, { key: id })
  return lineOf(ctx, row)
}

async function lineOf(ctx: Context, row: SourceTable): Promise<Line> {
  const [line] = await sourceLines(ctx, [row])
  if (!line) throw new Error('one row is one line')
  return line
}

function labelOf({ id, tree }: SourceTable) {
  return { kind: 'source', id, label: tree }
}

/** Each repository whose time has come, one after another: what befalls one stops no other. */
export async function lookAtSources(open: Open, report?: Report): Promise<void> {
  const due = await open(async (ctx) => (await sourcesNow(ctx.tx)).filter((row) => isDue(row, ctx.now)))
  const faults: unknown[] = []
  for (const [at, { id, tree }] of due.entries()) {
    if ((await report?.({ done: at, of: due.length, note: `Repository of ${tree}` })) === 'stop') return
    await lookAt(open, id).catch((fault: unknown) => faults.push(fault))
  }
  // the others were looked at first
  if (faults.length > 0) throw faults[0]
}

/**
 * Looks where a repository stands, and takes what changed as an import of whoever set it up, with the rights that they have now. What it stands
 * at is written down in the transaction that begins the import: killed before, it is looked at again; after, the import goes on by itself.
 */
export async function lookAt(open: Open, id: string): Promise<void> {
  const { row, settings } = await open(async (ctx) => ({ row: await findSource(ctx.tx, id), settings: ctx.settings }))
  if (!row) return
  try {
    const { tip, stream } = await found(row, settings)
    if (tip === row.tip) {
      await open((ctx) => saveSource(ctx.tx, id, { looked_at: ctx.now, outcome: 'same', code: null, says: null }))
      return
    }
    const bytes = await stream()
    await open((ctx) => take(ctx, id, tip, bytes))
  } catch (error) {
    const why = isRefusal(error)
      ? { outcome: 'refused' as const, code: error.code, says: error.message }
      : { outcome: 'failed' as const, code: null, says: 'It could not be read now. It is looked at again at its next time.' }
    await open((ctx) => saveSource(ctx.tx, id, { looked_at: ctx.now, ...why }))
    if (!isRefusal(error)) throw error
  }
}

async function take(system: Context, id: string, tip: string, bytes: Buffer): Promise<void> {
  const row = await takeSource(system.tx, id)
  // another process was faster
  if (row.tip === tip) return
  const ctx = await asAsked(system, row)
  if (!ctx) throw new Refusal('forbidden', 'right.missing', 'Whoever set this up may not import any more: set it up again.')
  const { tree, groups, owner } = row
  const seen = await previewTree(ctx, unpacked(bytes), { name: row.address, tree, groups })
  await applyImport(ctx, { id: seen.id, owner, contents: row.tip === null, take: [] })
  const gone = await goneFirst(ctx.tx, seen.id, tree)
  await proposeEnds(ctx, gone)
  const clashes = seen.counts.filter(({ verdict }) => verdict === 'conflict').reduce((sum, { files }) => sum + files, 0)
  const words = [clashes > 0 && `${clashes} to be decided`, gone.length > 0 && `${gone.length} gone there`].filter(Boolean)
  const outcome = { outcome: 'taken' as const, code: null, says: words.length === 0 ? null : `${words.join(', ')}.` }
  await saveSource(ctx.tx, id, { tip, looked_at: ctx.now, import_id: seen.id, ...outcome })
  await record(ctx, { action: 'handbook.source.taken', subject: labelOf(row), after: { import: seen.id, clashes, gone: gone.length } })
}

/** A page is never ended by what somebody does elsewhere: whoever keeps it is asked. */
async function proposeEnds(ctx: Context, gone: readonly string[]): Promise<void> {
  const pages = await pagesAmong(ctx.tx, gone, house)
  const open = gone.filter((id) => pages.get(id)?.retired_on === null)
  for (const id of open) await raiseFlag(ctx, { id, key: null, note: 'Its file is in the repository no more. Is it over? Then retire it.' })
}
