import type { Context, Open } from '../../../kernel/context.ts'
import type { Fact } from '../../../kernel/facts.ts'
import { newId } from '../../../kernel/ids.ts'
import { factsNow } from '../facts.ts'
import { keyOfTexts } from '../rules/truth/conflicts.ts'
import { againstFacts } from '../rules/truth/facts.ts'
import { findingsOfFacts, sentencesWith, settleFacts } from '../store/facts.ts'
import { oneAtATime } from '../store/truth.ts'

/** Reads the sentences that hold a value beside what the rooms know, of one page or of all: a limit may change while no text does. */
export async function checkFacts(ctx: Context, page?: string): Promise<number> {
  const facts = await factsNow(ctx)
  const sentences = facts.length === 0 ? [] : await sentencesWith(ctx.tx, page, namesIn(facts))
  const found = sentences.flatMap(({ page_id, line, from_at, to_at, words, narrow }) =>
    againstFacts(words, facts).map(({ fact, what }) => ({
      ...{
        id: newId(),
        rule: 'fact' as const,
        level: 'error' as const,
        page_id,
        line,
        from_at,
        to_at,
        says: words,
        what: what.text,
        narrow,
      },
      ...{ other_page: null, other_line: null, other_says: fact.says, other_what: fact.value, other_href: fact.href, near: [] },
      ...{ key: keyOfTexts('fact', fact.key, fact.value, words), first_seen: ctx.now },
    })),
  )
  const once = [...new Map(found.map((one) => [`${one.page_id} ${one.key}`, one])).values()]
  const opened = new Set(await settleFacts(ctx.tx, page, once))
  for (const { id, page_id } of once)
    if (opened.has(id)) await ctx.announce('handbook.finding.opened', { page_id, finding_id: id, rule: 'fact' }, { key: page_id })
  return findingsOfFacts(ctx.tx)
}

function namesIn(facts: readonly Fact[]): string[] {
  return [...new Set(facts.flatMap(({ among }) => among ?? []))]
}

/** Once an hour, for facts that changed. */
export async function checkAllFacts(open: Open): Promise<{ found: number }> {
  return {
    found: await open(async (ctx) => {
      await oneAtATime(ctx.tx)
      return checkFacts(ctx)
    }),
  }
}
