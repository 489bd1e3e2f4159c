import { addBusinessDays } from '../../../kernel/calendar/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Day } from '../../../kernel/period.ts'
import { askUntil, noteSubject, open, withdrawSignoff } from '../../decisions/index.ts'
import { calendarOf } from '../../people/index.ts'
import type { EditionNow } from '../queries/edition-now.ts'
import { keepsOf, signedBefore } from '../queries/carried.ts'
import { partsMoved } from '../rules/carried.ts'
import { amendedParts, partsOf, partWord, toldOf } from '../rules/parts.ts'

/** Working days that those who are heard have for an answer. */
const inputDays = 5

/**
 * Puts the text of now to those whom it names. An open sign-off goes on with it, so that answers on items that did not change stay; where
 * the parties have changed, or it has ended, everybody is asked in a new one. `renewed`: the window begins anew. Answers the sign-off and its last day.
 */
export async function askOn(ctx: Context, now: EditionNow, renewed: boolean): Promise<{ signoff_id: string; window_closes: Day }> {
  const { edition, plan, reading, revision, rows, signoff } = now
  const version_hash = revision.content_hash
  const items = partsOf(reading, rows)
  const thing = { room: 'strategy', kind: 'edition', id: edition.id }
  const title = edition.title_core
  const window_closes = addBusinessDays(ctx.today, inputDays, await calendarOf(ctx))
  const wanted = partiesOf(now)
  const keeps = await keepsOf(ctx, now)
  const proposal = `The plan as it stands, item by item. An answer is given on its exact text; what changes is asked about again.${await keptWords(ctx, now)}`
  if (signoff?.open && sameParties(signoff.parties, wanted)) {
    await noteSubject(ctx, { ...thing, version_hash, title, items, proposal, keeps })
    if (!renewed) return { signoff_id: signoff.id, window_closes: signoff.need_by }
    await askUntil(ctx, signoff.id, window_closes)
    return { signoff_id: signoff.id, window_closes }
  }
  if (signoff?.open) await withdrawSignoff(ctx, signoff.id, 'The plan names others now: everybody is asked in a new sign-off.')
  const signoff_id = await open(ctx, {
    kind: 'signoff',
    issue: `Do we agree to ${title}?`,
    proposal,
    subjects: [{ ...thing, version_hash, title, href: `/strategy/editions/${edition.id}`, audience: plan.audience }],
    items,
    keeps,
    parties: wanted,
    need_by: window_closes,
    audience: plan.audience === 'restricted' ? 'restricted' : 'internal',
  })
  await noteSubject(ctx, { ...thing, version_hash, title, items })
  return { signoff_id, window_closes }
}

/** Of an amendment: what was agreed to before and still stands needs no answer. */
async function keptWords(ctx: Context, { edition, reading, rows }: EditionNow): Promise<string> {
  const signed = await signedBefore(ctx, edition.amends)
  if (!signed) return ''
  const moved = toldOf(partsMoved(signed.parts, amendedParts(reading, rows))).map((part) => partWord(part, rows))
  const kept = ` It amends what ${signed.number} agreed to: whoever agreed then has agreed to all that did not change.`
  return moved.length === 0
    ? `${kept} Neither its items nor their places, its header or its parties are other than they were then.`
    : `${kept} This is asked about: ${[...new Set(moved)].join(', ')}.`
}

type Wanted = { letter: 'R' | 'A' | 'P' | 'I' | 'D'; person_id: string | undefined; group_id: string | undefined }

function partiesOf({ parties }: EditionNow): Wanted[] {
  return (['R', 'A', 'P', 'I', 'D'] as const).flatMap((letter) =>
    parties
      .filter((one) => one.letters.includes(letter))
      .map(({ person_id, group_id }) => ({ letter, person_id: person_id ?? undefined, group_id: group_id ?? undefined })),
  )
}

function sameParties(
  then: readonly { letter: string; person_id: string | null; group_id: string | null }[],
  now: readonly Wanted[],
): boolean {
  const key = (one: { letter: string; person_id?: string | null | undefined; group_id?: string | null | undefined }) =>
    `${one.letter} ${one.person_id ?? one.group_id}`
  const before = new Set(then.map(key))
  const wanted = new Set(now.map(key))
  return before.size === wanted.size && [...wanted].every((one) => before.has(one))
}
