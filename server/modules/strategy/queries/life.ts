import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { editionsLife } from '../contract.ts'
import { personsOf } from '../../people/index.ts'
import { partWord } from '../rules/parts.ts'
import { getEdition, planOf } from '../store/editions.ts'
import { amendmentUnmet } from '../rules/amending.ts'
import { periodAfter } from '../rules/renewal.ts'
import { openAmendment, successorOf } from '../store/life.ts'
import type { EditionRow } from '../tables.ts'
import { mayBeSeen } from './seen.ts'
import { isAuthor, nextOf, roleOf, type EditionNow, editionNow } from './edition-now.ts'

/** Where an edition stands: who was asked and what they said on which text, what is in the way of the next step, and what whoever looks may do. */
export async function life(ctx: Context, { id }: InputOf<typeof editionsLife>): Promise<OutputOf<typeof editionsLife>> {
  const edition = await getEdition(ctx.tx, id)
  mayBeSeen(ctx, await planOf(ctx.tx, edition))
  return lifeOf(ctx, edition)
}

export async function lifeOf(ctx: Context, edition: EditionRow): Promise<OutputOf<typeof editionsLife>> {
  const now = await editionNow(ctx, edition)
  const { decider, revision, overrides, signoff } = now
  const next = nextOf(ctx, now)
  const names = await personsOf(
    ctx,
    [decider, edition.signed_by].filter((one) => one !== null),
  )
  const successor = await successorOf(ctx.tx, edition.id)
  return {
    state: edition.state,
    rev: edition.head_rev,
    content_hash: revision.content_hash,
    dris: now.dris,
    decider: decider === null ? null : { id: decider, name: names.get(decider) ?? '' },
    window_closes: edition.window_closes,
    signoff: signoff ? signoffShape(now, signoff) : null,
    overrides: overrides.map(({ by_name, at, reason, content_hash }) => ({
      by: by_name,
      at: at.toISOString(),
      reason,
      on_this_text: content_hash === revision.content_hash,
    })),
    next: next && { act: next.act, unmet: next.unmet },
    amends: amendsShape(now),
    amendment: (edition.state === 'vetted' && (await openAmendment(ctx.tx, edition.id))) || null,
    next_period: nextPeriod(now),
    may: actsOf(ctx, now),
    signature:
      edition.signed_at === null
        ? null
        : {
            name: edition.vetted_by ?? names.get(edition.signed_by ?? '') ?? '',
            at: edition.signed_at.toISOString(),
            meaning: 'vetted' as const,
            content_hash: edition.signed_hash ?? '',
          },
    successor: successor ?? null,
  }
}

function amendsShape({ amending }: EditionNow) {
  if (!amending) return null
  const { edition, altered, decision } = amending
  const { id, title_core: title } = edition
  const change_class = altered.length > 0 ? ('material' as const) : ('editorial' as const)
  return { id, title, change_class, altered: [...altered], decision, unmet: amendmentUnmet(amending) }
}

function nextPeriod({ edition, fiscalYearEnd }: EditionNow) {
  const { period_start: from, period_end: to, state } = edition
  if (from === null || to === null || (state !== 'vetted' && state !== 'expired')) return null
  return periodAfter({ from, to }, fiscalYearEnd)
}

function signoffShape({ rows, revision }: EditionNow, signoff: NonNullable<EditionNow['signoff']>) {
  return {
    id: signoff.id,
    number: signoff.number,
    open: signoff.open,
    on_this_text: signoff.hashes.includes(revision.content_hash),
    parties: signoff.parties.map(({ letter, name, members, state, stance, by, text, at, moved, objection, carried }) => ({
      letter,
      name,
      members: members.length,
      state,
      stance,
      by,
      text,
      at: at?.toISOString() ?? null,
      moved: moved.map((part) => ({ part, name: partWord(part, rows) })),
      carried,
      objection: objection ? { by: objection.by, text: objection.text, at: objection.at.toISOString() } : null,
    })),
  }
}

/** What whoever looks may do, whether or not something is in its way still. */
function actsOf(ctx: Context, now: EditionNow): string[] {
  const { state } = now.edition
  if (mayDo(ctx.actor, 'strategy.take_part') === undefined) return []
  const { dri, decider } = roleOf(ctx, now)
  const objected = now.signoff?.parties.some(({ letter, objection }) => letter === 'A' && objection) ?? false
  const may: string[] = []
  const authors = isAuthor(ctx, now)
  if (authors && state === 'vetted') may.push('amend')
  if (authors && (state === 'vetted' || state === 'expired')) may.push('next')
  if (dri && state === 'draft') may.push('submit')
  if (dri && state === 'input') may.push('freeze')
  if (decider && state === 'agreed') may.push('vet')
  if (decider && objected && (state === 'input' || state === 'agreed')) may.push('override')
  if ((dri || decider) && (state === 'input' || state === 'agreed')) may.push('return')
  if ((dri || decider) && (state === 'draft' || state === 'input' || state === 'agreed')) may.push('withdraw')
  return may
}
