import { record } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { coverIn, placesOf } from '../../../kernel/search/documents.ts'
import type * as promise from '../contract.ts'
import { missedRow } from '../queries/asked.ts'
import { looksOf } from '../queries/looking.ts'
import { askedFor, missedWords } from '../rules/truth/asked.ts'
import { missedDays } from '../rules/missed.ts'
import * as store from '../store/asked.ts'
import { appendEntry, takeFunction } from '../store/contents.ts'
import { getPage } from '../store/pages.ts'
import { getVersion } from '../store/texts.ts'
import type { AskedTable } from '../tables.ts'
import { keepPage, pageLabel } from './saying.ts'

/** So many of what is found are looked at for a place. */
const looked = 20
const batch = 50

/** Asks the search for every procedure by all that it is asked for, fifty procedures in a transaction. */
export async function lookForAll(open: Open): Promise<{ procedures: number }> {
  let [procedures, after] = [0, '00000000-0000-0000-0000-000000000000']
  for (;;) {
    const { last, count } = await open((ctx) => lookFor(ctx, after))
    procedures += count
    if (last === undefined) return { procedures }
    after = last
  }
}

async function lookFor(ctx: Context, after: string): Promise<{ last: string | undefined; count: number }> {
  const pages = await store.proceduresFrom(ctx.tx, after, batch)
  await lookForThese(ctx, pages)
  return { last: pages.length < batch ? undefined : pages.at(-1)?.id, count: pages.length }
}

/** One that came into force. */
export async function lookForOne(ctx: Context, page: string): Promise<void> {
  await lookForThese(ctx, await store.proceduresAmong(ctx.tx, [page]))
}

async function lookForThese(ctx: Context, pages: Awaited<ReturnType<typeof store.proceduresFrom>>): Promise<void> {
  const ids = pages.map(({ id }) => id)
  const [links, aliases] = await Promise.all([store.wordsOfLinksTo(ctx.tx, ids), store.aliasesOf(ctx.tx, ids)])
  const asked = pages.flatMap((page) =>
    askedFor(
      page,
      links.get(page.id) ?? [],
      (aliases.get(page.id) ?? []).map(({ words }) => words),
    ).map((one) => ({ ...one, page })),
  )
  const found = await placesOf(
    ctx,
    'page',
    asked.map(({ words }) => words),
    { limit: looked },
  )
  const rows = asked.map(({ page, as, words }, at): AskedTable => {
    const hits = found[at] ?? []
    const place = hits.indexOf(page.id)
    return {
      page_id: page.id,
      asked_as: as,
      words,
      place: place < 0 ? null : place + 1,
      first_page: place === 0 ? null : (hits[0] ?? null),
      at: ctx.now,
    }
  })
  await store.saveAsked(ctx.tx, ids, rows)
}

/** Of a question that finds nothing its words are counted. Who asked is not written down anywhere. */
export async function noteMissed(ctx: Context, input: InputOf<typeof promise.missedNote>): Promise<OutputOf<typeof promise.missedNote>> {
  return { counted: await countIfMissed(ctx, 'house', input.words, input.followed) }
}

/** A question of which the half is in no page: what was found for the rest of it is something else. */
export async function countIfMissed(ctx: Context, tier: 'house' | 'public', question: string, followed = false): Promise<boolean> {
  const words = missedWords(question)
  if (words === undefined) return false
  const missed = !followed && (await coverIn(ctx, tier, 'page', words)) < mostOfIt
  // last of all it is one row of the day, which others wait for
  const counted = missed && (await noteWords(ctx, tier, words))
  await store.countSearch(ctx.tx, { day: ctx.today, tier, missed })
  return counted
}

async function noteWords(ctx: Context, tier: 'house' | 'public', words: string): Promise<boolean> {
  return store.countMissed(ctx.tx, { words, tier, day: ctx.today }, tier === 'public' ? newADay : null)
}

/** So many questions of everyone outside that nobody asked before are kept on one day: anybody may send words. */
export const newADay = 200

const mostOfIt = 0.5

export async function answerMissed(
  ctx: Context,
  input: InputOf<typeof promise.missedAnswer>,
): Promise<OutputOf<typeof promise.missedAnswer>> {
  const row = await store.takeMissed(ctx.tx, input.id, input.if_match)
  const { as, page: page_id, label = row.words } = input
  const looks = await looksOf(ctx)
  if ((as === 'alias') !== (page_id !== null) || (as === 'to_write') !== (input.function !== null))
    throw new Refusal('refused', 'missed.answer_unclear', 'Another name is of a page, and what is to be written stands below a function.', {
      unmet: [
        as === 'alias'
          ? { code: 'missed.answer_unclear', text: 'Choose the page.', path: 'page' }
          : { code: 'missed.answer_unclear', text: 'Choose the function.', path: 'function' },
      ],
    })
  const page = page_id === null ? undefined : await getPage(ctx.tx, page_id, looks)
  if (page && page.retired_on !== null) throw new Refusal('refused', 'missed.page_retired', 'A page that is retired is found no more.')
  const now = {
    ...{ ...row, answer: as, page_id, answered_by: personBehind(ctx.actor), answered_by_name: ctx.actor.name, answered_at: ctx.now },
    version: row.version + 1,
  }
  await store.saveMissed(ctx.tx, now)
  if (page) await keepPage(ctx, page, (await getVersion(ctx.tx, page.id, page.no)).source)
  if (input.function !== null) {
    const below = await takeFunction(ctx.tx, input.function, undefined)
    await appendEntry(ctx.tx, below, label)
    await ctx.announce('handbook.function.changed', { function_id: below.id }, { key: below.id })
  }
  await record(ctx, {
    action: 'handbook.missed.answered',
    subject: page ? pageLabel(page) : { kind: 'missed', id: row.id, label: row.words },
    before: { as: row.answer },
    after: { as, words: row.words },
  })
  return missedRow({ ...now, title: page?.title ?? null })
}

/** Questions that nobody has asked for a year. */
export async function forgetMissed(open: Open): Promise<{ forgotten: number }> {
  // figures hear once a night of what was asked since
  await open((ctx) => ctx.announce('handbook.searches.counted', { day: ctx.today }, { key: ctx.today }))
  return { forgotten: await open((ctx) => store.dropMissed(ctx.tx, addDays(ctx.today, -missedDays))) }
}
