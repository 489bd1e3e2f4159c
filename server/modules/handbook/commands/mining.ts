import { recordAll } from '../../../kernel/audit.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { addDays } from '../../../kernel/period.ts'
import { standingIn } from '../../../kernel/search/standing.ts'
import { rarityIn } from '../rules/mining/candidates.ts'
import { looksFor } from '../rules/mining/kept.ts'
import { excerptOf } from '../rules/mining/mask.ts'
import { isQuestion } from '../rules/mining/questions.ts'
import { settle } from '../rules/mining/settling.ts'
import { topicOf } from '../rules/mining/words.ts'
import { dropRaw, takeOverdue } from '../store/chats.ts'
import { afterReading } from './chats.ts'
import * as store from '../store/mining.ts'
import type { QuestionTable } from '../tables-mining.ts'

/** Questions, with what was said to them, are kept a year. */
const keptDays = 365

/** Each night: what was asked since, and what is over. */
export async function mineNightly(open: Open): Promise<{ questions: number; raised: number; forgotten: number; files: number }> {
  const { forgotten, files } = await open(async (ctx) => ({
    forgotten: await store.dropQuestions(ctx.tx, daysAgo(ctx, keptDays)),
    files: await dropFiles(ctx),
  }))
  return { ...(await open(mine)), forgotten, files }
}

/** Files of chats that nobody has had read in time; each stands in the trail. */
async function dropFiles(ctx: Context): Promise<number> {
  const rows = await takeOverdue(ctx.tx, ctx.today)
  if (rows.length === 0) return 0
  await dropRaw(
    ctx.tx,
    rows.map(({ id, channels }) => ({ id, channels: afterReading(channels) })),
    ctx.now,
  )
  await recordAll(
    ctx,
    rows.map(({ id, name, state }) => ({
      ...{
        action: 'handbook.chat.discarded',
        subject: { kind: 'chat', id, label: name },
        before: { state },
        after: { state: 'discarded' },
      },
      reason: 'Thirty days are over.',
    })),
  )
  return rows.length
}

function daysAgo(ctx: Context, days: number): Date {
  return new Date(`${addDays(ctx.today, -days)}T00:00:00Z`)
}

/** Looks at all questions together: which of them are asked again and again, and which page has them, if one has. */
export async function mine(ctx: Context): Promise<{ questions: number; raised: number }> {
  await store.lockMining(ctx.tx)
  await gatherSearches(ctx)
  await gatherFlags(ctx)
  const [questions, known, pages] = await Promise.all([
    store.questionsSince(ctx.tx, daysAgo(ctx, keptDays)),
    store.allCandidates(ctx.tx),
    store.openPages(ctx.tx),
  ])
  const byId = new Map(pages.map((page) => [page.id, page]))
  const { documents, holding, standing } = await standingIn(ctx, 'house', 'page', [...byId.keys()])
  const asked = new Map<string, number>()
  for (const { excerpt } of questions) for (const term of topicOf(excerpt).keys()) asked.set(term, (asked.get(term) ?? 0) + 1)
  const rarity = rarityIn(documents + questions.length)
  const settled = settle(
    questions,
    known,
    {
      weigh: (term) => rarity((asked.get(term) ?? 0) + holding(term)),
      standing: (term) => standing(term).map(({ id, where }) => ({ page: id, where })),
      page: (id) => byId.get(id),
    },
    { now: ctx.now, today: ctx.today, nextId: newId },
  )
  await store.saveCandidates(ctx.tx, settled.saved)
  await store.assignQuestions(ctx.tx, settled.belongs)
  await store.dropCandidates(ctx.tx, settled.gone)
  const raised = settled.saved.filter(({ id }) => settled.raised.includes(id))
  await recordAll(
    ctx,
    raised.map(({ id, title, readers, items, askers }) => ({
      action: 'handbook.candidate.raised',
      // what only some may see has no words where others look
      subject: { kind: 'candidate', id, label: readers === null ? title : 'A candidate for the few' },
      after: { items, askers },
    })),
  )
  await Promise.all(raised.map(({ id }) => ctx.announce('handbook.candidate.raised', { candidate_id: id }, { key: id })))
  return { questions: questions.length, raised: raised.length }
}

/** What the search did not find. Nobody knows who asked: all colleagues are one asker, and all the world another. */
async function gatherSearches(ctx: Context): Promise<void> {
  const rows = await store.searchesOpen(ctx.tx)
  await store.dropOthers(
    ctx.tx,
    'search',
    rows.map(({ id }) => id),
  )
  await store.keepQuestions(
    ctx.tx,
    rows.map(({ id, words, tier, last_day }) => ({
      ...questionAt(new Date(`${last_day}T12:00:00Z`), words),
      ...{ source: 'search' as const, ref: id, asker: `search:${tier}`, place: tier === 'house' ? 'Search' : 'Public search' },
    })),
  )
}

/** Flags that say that something was not found. */
async function gatherFlags(ctx: Context): Promise<void> {
  const rows = (await store.flagsWithWords(ctx.tx, daysAgo(ctx, keptDays))).filter(
    ({ note }) => note !== null && (looksFor(note) || isQuestion({ text: note, program: false })),
  )
  await store.dropOthers(
    ctx.tx,
    'flag',
    rows.map(({ id }) => id),
  )
  await store.keepQuestions(
    ctx.tx,
    rows.map(({ id, note, at, by_id, title }) => ({
      ...questionAt(at, note ?? ''),
      ...{ source: 'flag' as const, ref: id, asker: by_id, place: title },
    })),
  )
}

/** A question to which nobody has said anything yet. */
export function questionAt(at: Date, text: string): Omit<QuestionTable, 'source' | 'ref' | 'asker' | 'place'> {
  return {
    ...{ id: newId(), import_id: null, at, excerpt: excerptOf(text), replies: 0, answer: null, solid: false, answerer: null },
    ...{ thanked: false, links: [], readers: null, candidate_id: null },
  }
}
