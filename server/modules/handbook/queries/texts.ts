import type { Context } from '../../../kernel/context.ts'
import { pageBy } from '../../../kernel/keyset.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type * as promise from '../contract.ts'
import { nextLabel, opensMore, runsOf } from '../rules/differences.ts'
import { findingsOf, missingPicture } from '../rules/findings.ts'
import { methodFindings } from '../rules/methods.ts'
import { pathOf } from '../rules/paths.ts'
import { isProcedure, whyChanged } from '../rules/procedures.ts'
import { project } from '../rules/projection.ts'
import { readingOf } from '../rules/reading.ts'
import { rendered } from '../rules/render.ts'
import { triggersUnmet } from './agreement.ts'
import { filledFor } from './including.ts'
import { methodsOfText } from './methods.ts'
import { whoUnmet } from './whose.ts'
import { stepFindings } from '../rules/step-findings.ts'
import { getPage } from '../store/pages.ts'
import { findProcedure, openProposal } from '../store/procedures.ts'
import { getVersion, lastFirst, versionsOf } from '../store/texts.ts'
import type { PageTable, PageVersionTable } from '../tables.ts'
import { filesInApp, ledToFiles, missingPictures, noFiles } from './attachments.ts'
import { inApp, inPublic, keeps, knownTo, leastReader, linkedFrom, looksOf, readerOf } from './looking.ts'

export async function readSource(ctx: Context, { id }: InputOf<typeof promise.sourcesGet>): Promise<OutputOf<typeof promise.sourcesGet>> {
  const looks = await looksOf(ctx)
  const page = await getPage(ctx.tx, id, looks)
  if (!looks.all) fitKept(ctx, page)
  const { no, label, title, source } = await getVersion(ctx.tx, id, page.no)
  return { no, label, title, source }
}

/** Refuses `page.not_yours`. */
export function fitKept(ctx: Context, page: PageTable): void {
  if (!keeps(ctx, page))
    throw new Refusal(
      'forbidden',
      'page.not_yours',
      'A page is written by its owner, its backup, and those who keep the handbook. Comment on it to have it changed.',
    )
}

/** Refuses what is retired. */
export function fitLive(page: PageTable): void {
  if (page.retired_on !== null) throw wrongState(page, 'Write another one.')
}

export function wrongState({ retired_on }: PageTable, instead: string): Refusal {
  return new Refusal('conflict', 'page.wrong_state', `This page was retired on ${retired_on}. ${instead}`, {
    facts: { state: 'retired', legal: ['published'] },
  })
}

/** Of what everyone would see: one letter more is another hash. */
export function publicHashOf(source: string): string {
  return sha256(project(source, 'everyone'))
}

export async function previewText(
  ctx: Context,
  input: InputOf<typeof promise.textsPreview>,
): Promise<OutputOf<typeof promise.textsPreview>> {
  const { audience } = input
  const looks = await looksOf(ctx)
  const page = input.page === undefined ? undefined : await getPage(ctx.tx, input.page, looks)
  if (page) fitKept(ctx, page)
  const before = page && (await getVersion(ctx.tx, page.id, page.no))
  const { source, wrong } = await filledFor(ctx, looks, { source: input.source, before: before?.source ?? '', page: page?.id })
  const path = page?.path ?? 'page'
  const linked = knownTo(looks, await linkedFrom(ctx, source, path), before && (await linkedFrom(ctx, before.source, path)))
  const { leads, known } = inPublic(linked)
  const { title } = readingOf(project(source, leastReader(audience), known), path)
  const files = await filesOfDraft(ctx, page, source)
  const own = rendered(source, title, files.leads(inApp(linked, looks)), files.shows)
  const led = page ? await ledToFiles(ctx, page, linked.broken) : new Set()
  const broken = linked.broken.filter((url) => !led.has(url))
  const judged = before && page ? whyChanged({ source: before.source, audience: page.audience }, { source, audience }) : undefined
  const change = judged?.class ?? 'first'
  const everyone = audience === 'public'
  return {
    title,
    address: page?.path ?? pathOf(title),
    html: own.html,
    headings: own.headings,
    public_html: everyone ? rendered(project(source, 'everyone', known), title, files.leads(leads), files.shows).html : null,
    public_hash: everyone ? publicHashOf(source) : null,
    class: change,
    why: judged?.why ?? null,
    label: page && change !== 'first' ? nextLabel(page, change) : '1.0.0',
    way: page && (await asksFirst(ctx, page, change)) ? 'put_forward' : 'publish',
    opens: everyone && opensTo(page, before?.source, source),
    findings: [
      ...wrong.map((one) => ({ ...one, level: 'error' as const })),
      ...[
        ...findingsOf(source, broken, audience),
        ...(await missingPictures(ctx, page, source)).map((one) => missingPicture(source, one)),
        ...stepFindings(source),
        ...(isProcedure(source) ? methodFindings(source, (await methodsOfText(ctx, page?.id, source)).unread) : []),
      ].map((one) => placedIn(input.source, source, one)),
      ...[...triggersUnmet(source), ...(page === undefined || page.number !== null ? await whoUnmet(ctx, source) : [])].map(
        ({ code, text }) => ({ code, level: 'warn' as const, text, from: null, to: null }),
      ),
    ],
  }
}

/** Where it stands in what was written: behind what was taken from another page just now it stands elsewhere. */
function placedIn<P extends { from: number | null; to: number | null }>(written: string, full: string, found: P): P {
  if (written === full || found.from === null) return found
  let same = 0
  while (written[same] === full[same]) same += 1
  return found.to !== null && found.to <= same ? found : { ...found, from: null, to: null }
}

/** A new page has no files yet. */
async function filesOfDraft(ctx: Context, page: PageTable | undefined, source: string) {
  return page ? filesInApp(ctx, page, page.no, source) : noFiles
}

/** Whether a text of a procedure is agreed to before it is followed. */
export async function asksFirst(ctx: Context, page: PageTable, change: string): Promise<boolean> {
  if (page.number === null) return false
  const [row, proposal] = await Promise.all([findProcedure(ctx.tx, page.id), openProposal(ctx.tx, page.id)])
  return proposal !== undefined || (row?.in_force_no !== null && change === 'material')
}

/** Whether a text shows everyone what they do not see now. */
export function opensTo(page: PageTable | undefined, before: string | undefined, source: string): boolean {
  if (!page || before === undefined || page.audience !== 'public') return true
  return opensMore({ shown: project(before, 'everyone') }, { shown: project(source, 'everyone') })
}

export async function listVersions(
  ctx: Context,
  { id, ...asked }: InputOf<typeof promise.versionsList>,
): Promise<OutputOf<typeof promise.versionsList>> {
  const looks = await looksOf(ctx)
  const page = await getPage(ctx.tx, id, looks)
  const { items, next } = pageBy(await versionsOf(ctx.tx, id, asked), lastFirst, asked.limit)
  const whole = looks.all || keeps(ctx, page)
  return { items: items.map((row) => versionLine(row, whole)), next }
}

export async function readVersion(
  ctx: Context,
  { id, no }: InputOf<typeof promise.versionsGet>,
): Promise<OutputOf<typeof promise.versionsGet>> {
  const looks = await looksOf(ctx)
  const page = await getPage(ctx.tx, id, looks)
  const version = await getVersion(ctx.tx, id, no)
  const reader = await readerOf(ctx, page, version.source, looks)
  const shown = project(version.source, reader)
  const { title } = readingOf(shown, page.path)
  const [linked, files] = await Promise.all([linkedFrom(ctx, shown, page.path), filesInApp(ctx, page, no, shown)])
  return {
    ...versionLine(version, reader !== 'everyone' && reader.all),
    title,
    ...rendered(shown, title, files.leads(inApp(linked, looks)), files.shows),
  }
}

export async function compareVersions(
  ctx: Context,
  input: InputOf<typeof promise.versionsCompare>,
): Promise<OutputOf<typeof promise.versionsCompare>> {
  const looks = await looksOf(ctx)
  const page = await getPage(ctx.tx, input.id, looks)
  const [from, to] = await Promise.all([getVersion(ctx.tx, page.id, input.from), getVersion(ctx.tx, page.id, input.to)])
  const reader = await readerOf(ctx, page, from.source + to.source, looks)
  const whole = reader !== 'everyone' && reader.all
  return {
    from: versionLine(from, whole),
    to: versionLine(to, whole),
    runs: runsOf(project(from.source, reader), project(to.source, reader)),
  }
}

/** The hash of a text lets one try words until they fit: it is for those who read all of the text. */
function versionLine(row: Omit<PageVersionTable, 'source'>, whole: boolean): OutputOf<typeof promise.versionsList>['items'][number] {
  const { no, label, note, author, author_name, published_at } = row
  const content_hash = whole ? row.content_hash : null
  return { no, label, class: row.class, note, author: { id: author, name: author_name }, published_at, content_hash }
}
