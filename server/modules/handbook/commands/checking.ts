import { setImmediate as pause } from 'node:timers/promises'
import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Report } from '../../../kernel/job-runs.ts'
import { placeholdersIn } from '../rules/placeholders.ts'
import { keyOfTexts, shinglesOf, type Told, toldOf } from '../rules/truth/conflicts.ts'
import { anchorsOf, linkingsOf } from '../rules/truth/links.ts'
import { nearAmong } from '../rules/truth/moves.ts'
import { pairing } from '../rules/truth/pairs.ts'
import { linesOf, narrowIn, type Passage, passagesOf } from '../rules/truth/passages.ts'
import { hardIn } from '../rules/truth/readability.ts'
import type { Rule } from '../rules/truth/rules.ts'
import { house } from '../queries/looking.ts'
import { findPage } from '../store/pages.ts'
import { getVersion } from '../store/texts.ts'
import * as store from '../store/truth.ts'
import type { FindingTable, PageTable } from '../tables.ts'
import { checkFacts } from './facts.ts'
import { whereItWent } from './gone.ts'

type Found = Parameters<typeof store.settleFindings>[3][number]

/** Reads the texts of now that were not read yet, one at a time: what was imported, what was there before this was, what a listener missed. */
export async function checkAll(open: Open, report?: Report): Promise<{ pages: number }> {
  let done = 0
  let last: string | undefined
  const failed = new Map<string, unknown>()
  for (;;) {
    const after = last
    last = await open((ctx) => store.uncheckedPage(ctx.tx, after))
    if (last === undefined) break
    const id = last
    try {
      await open((ctx) => checkPage(ctx, id))
      done += 1
    } catch (error) {
      // one that cannot be read keeps nobody from reading the next
      failed.set(last, error)
    }
    if ((await report?.({ done, of: null, note: 'pages read' })) === 'stop') break
  }
  if (done > 0) await open((ctx) => store.settleOrphans(ctx.tx, ctx.now))
  if (failed.size > 0)
    throw new AggregateError(failed.values(), `Texts that could not be read: ${[...failed.keys()].slice(0, 20).join(', ')}`)
  return { pages: done }
}

/**
 * What is not right in the text of now of one page, and in the links of others that lead to it: nothing else is looked at, however long the
 * handbook is. A text that was read already is not read again.
 */
export async function checkPage(ctx: Context, id: string): Promise<void> {
  // one text at a time: two that are read beside one another would not see what the other says
  await store.oneAtATime(ctx.tx)
  const page = await findPage(ctx.tx, id, house)
  if (!page) return
  const linking = await store.pagesLinkingAt(ctx.tx, id)
  if (page.retired_on !== null) {
    await store.forgetReading(ctx.tx, id)
    await whereItWent(ctx, page)
  } else if ((await store.checkedNo(ctx.tx, id)) !== page.no) {
    await readText(ctx, page)
    await checkFacts(ctx, id)
  }
  await checkLinks(ctx, page.retired_on === null ? [id, ...linking] : linking)
}

async function readText(ctx: Context, page: PageTable): Promise<void> {
  const { source } = await getVersion(ctx.tx, page.id, page.no)
  const passages = passagesOf(source)
  const told = await slowly(passages, (passage) => ({
    ...toldOf({ ...passage, words: passage.words.slice(0, mostWords) }, { page: page.id, title: page.title }),
    passage,
  }))
  const kept = told.filter(({ terms }) => terms.length >= 5).map((one) => ({ one, shingles: shinglesOf(one) }))
  await store.saveReading(
    ctx.tx,
    { page_id: page.id, no: page.no, anchors: [...new Set(anchorsOf(source).map((one) => one.toLowerCase()))], at: ctx.now },
    linkingsOf(source, page.path).map(({ from, to, ...link }) => ({ ...link, page_id: page.id, from_at: from, to_at: to })),
    kept.map(({ one: { passage }, shingles }) => rowOf(page.id, passage, shingles)),
  )
  await store.settleFindings(ctx.tx, [page.id], owedRules, owedIn(ctx, page, source))
  await comparePage(
    ctx,
    page,
    kept.map(({ one }) => one),
  )
}

/** Letters of a passage that are kept and compared. */
const mostWords = 4000

/** Each of many, while others have their turn. */
async function slowly<T, R>(all: readonly T[], each: (one: T) => R): Promise<R[]> {
  const done: R[] = []
  for (const [at, one] of all.entries()) {
    if (at % 100 === 99) await pause()
    done.push(each(one))
  }
  return done
}

function rowOf(page: string, { place, line, from, to, heading, words, narrow, kind }: Passage, shingles: number[]) {
  return {
    page_id: page,
    place,
    line,
    from_at: from,
    to_at: to,
    heading: heading.slice(0, 300),
    words: words.slice(0, mostWords),
    narrow,
    kind,
    shingles,
  }
}

const owedRules = ['placeholder', 'long_sentence', 'hard_to_read', 'two_in_one_step', 'unknown_letters'] as const
const alone = { other_page: null, other_line: null, other_says: null, other_what: null, other_href: null }

/** What a text still owes its readers, and what reads badly. */
function owedIn(ctx: Context, page: PageTable, source: string): Found[] {
  const within = narrowIn(source)
  const line = linesOf(source)
  const lines = source.split('\n')
  const all: { rule: Rule; level: FindingTable['level']; from: number | null; to: number | null; what: string }[] = [
    ...placeholdersIn(source).map(({ from, to, text }) => ({ rule: 'placeholder' as const, level: 'warn' as const, from, to, what: text })),
    ...hardIn(source).map(({ rule, from, to, what }) => ({ rule, level: 'info' as const, from, to, what })),
  ]
  const times = new Map<string, number>()
  return all.slice(0, 200).map(({ rule, level, from, to, what }) => {
    const at = from === null ? null : line(from)
    const says = at === null ? '' : (lines[at - 1] ?? '').trim().slice(0, 400)
    const n = (times.get(`${rule} ${what} ${says}`) ?? 0) + 1
    times.set(`${rule} ${what} ${says}`, n)
    return {
      ...{ id: newId(), rule, level, page_id: page.id, line: at, from_at: from, to_at: to, says, what: what.slice(0, 400) },
      ...{ ...alone, narrow: from !== null && within(from), near: [], key: keyOfTexts(rule, what, says, String(n)), first_seen: ctx.now },
    }
  })
}

/** Where links lead, of the pages that are given; their texts are not read. */
export async function checkLinks(ctx: Context, pages: readonly string[]): Promise<void> {
  const links = await store.followedLinks(ctx.tx, pages)
  const lost = links.some(({ target }) => target === null)
  const all = lost ? await store.pagesToLinkTo(ctx.tx) : []
  const meant = nearAmong(all)
  const found: Found[] = []
  for (const link of links) {
    const fault = faultOf(link)
    if (!fault) continue
    if (found.length % 20 === 19) await pause()
    const near = fault.near ?? meant({ path: link.path ?? '', words: link.words })
    found.push({
      ...{ id: newId(), ...fault, page_id: link.page_id, line: link.line, from_at: link.from_at, to_at: link.to_at, near },
      ...{ says: link.words, what: link.url, narrow: link.narrow, ...alone, key: keyOfTexts(fault.rule, link.url), first_seen: ctx.now },
    })
  }
  // the same address is one thing to be mended, however often it stands in a text
  const once = [...new Map(found.toReversed().map((one) => [`${one.page_id} ${one.key}`, one])).values()]
  await tell(ctx, once, await store.settleFindings(ctx.tx, pages, linkRules, once))
}

const linkRules = ['link_broken', 'link_anchor', 'link_retired', 'link_former'] as const

type Fault = { rule: (typeof linkRules)[number]; level: FindingTable['level']; near?: string[] }

function faultOf(link: store.Followed): Fault | undefined {
  const { target, retired, replaced_by, former, arrives } = link
  if (target === null) return link.path === null ? undefined : { rule: 'link_broken', level: 'error' }
  if (retired) return { rule: 'link_retired', level: 'warn', near: replaced_by === null ? [] : [replaced_by] }
  if (arrives === false) return { rule: 'link_anchor', level: 'warn', near: [target] }
  return former ? { rule: 'link_former', level: 'info', near: [target] } : undefined
}

/** Its passages beside those of other pages that share words with them. */
async function comparePage(ctx: Context, page: PageTable, own: readonly (Told & { passage: Passage })[]): Promise<void> {
  const near = await store.passagesNear(ctx.tx, page.id, [...new Set(own.flatMap(shinglesOf))])
  const others = await slowly(near, (row) => ({
    ...toldOf(row, { page: row.page_id, title: row.title }),
    passage: {
      place: row.place,
      line: row.line,
      from: row.from_at,
      to: row.to_at,
      heading: row.heading,
      words: row.words,
      narrow: row.narrow,
      kind: row.kind,
    },
    procedure: row.procedure,
  }))
  const mine = own.map((one) => ({ ...one, procedure: page.number !== null }))
  const told = await pairedSlowly(mine, others)
  const found = told.pairs.slice(0, mostPairs).map(({ rule, level, one, other, differs }): Found => {
    // of two pages the one that was there first tells of both
    const [left, right] = one.page < other.page ? [one, other] : [other, one]
    const values = (of: 'one' | 'other') => [...new Set(differs.map((both) => both[of].text))].join(', ')
    const [said, against] = left === one ? [values('one'), values('other')] : [values('other'), values('one')]
    const heavy = level === 'warn' && (one.procedure || other.procedure) && rule === 'conflict'
    return {
      ...{ id: newId(), rule, level: heavy ? 'error' : level, page_id: left.page, line: left.passage.line, near: [] },
      ...{ from_at: left.passage.from, to_at: left.passage.to, says: cut(left.words), what: said, first_seen: ctx.now },
      ...{ narrow: left.passage.narrow || right.passage.narrow, other_page: right.page, other_line: right.passage.line },
      ...{
        other_says: cut(right.words),
        other_what: against,
        other_href: null,
        key: keyOfTexts(rule, right.page, left.words, right.words),
      },
    }
  })
  const once = [...new Map(found.map((one) => [`${one.page_id} ${one.key}`, one])).values()]
  await tell(ctx, once, await store.settlePairs(ctx.tx, page.id, once))
  const whole = !told.cut && near.length < store.mostNear && told.pairs.length <= mostPairs
  const note = { read: told.read, of: own.length, told: Math.min(told.pairs.length, mostPairs), all: told.pairs.length }
  await store.settleFindings(ctx.tx, [page.id], ['not_all_compared'], whole ? [] : [partlyOf(ctx, page, note)])
}

/** So much of one page is told; what is left comes when that is put right. */
const mostPairs = 300

async function pairedSlowly<P extends Told>(own: readonly P[], others: readonly P[]) {
  const going = pairing(own, others)
  for (;;) {
    const { done, value } = going.next()
    if (done) return value
    await pause()
  }
}

/** A check that ended before its end says so. */
function partlyOf(ctx: Context, page: PageTable, { read, of, told, all }: Record<'read' | 'of' | 'told' | 'all', number>): Found {
  const what =
    read < of
      ? `Only the first ${read} of ${of} passages were compared with other pages.`
      : told < all
        ? `Only ${told} of ${all} passages that other pages have too are listed.`
        : 'Too many passages of other pages are like those of this one: each was compared with the nearest only.'
  return {
    ...{ id: newId(), rule: 'not_all_compared', level: 'info', page_id: page.id, line: null, from_at: null, to_at: null, says: '', what },
    ...{ ...alone, narrow: false, near: [], key: keyOfTexts('not_all_compared', what), first_seen: ctx.now },
  }
}

function cut(text: string): string {
  return text.length <= 1200 ? text : `${text.slice(0, 1199)}…`
}

/** What keeps people from doing the right thing is told; the rest is listed. */
async function tell(ctx: Context, found: readonly Found[], opened: readonly string[]): Promise<void> {
  const fresh = new Set(opened)
  const told = found.filter(
    ({ id, level, rule }) => fresh.has(id) && level !== 'info' && (rule === 'link_broken' || rule === 'conflict' || rule === 'fact'),
  )
  await Promise.all(
    told.map(({ id, page_id, rule }) => ctx.announce('handbook.finding.opened', { page_id, finding_id: id, rule }, { key: page_id })),
  )
}
