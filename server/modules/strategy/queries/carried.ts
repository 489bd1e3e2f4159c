import type { Context } from '../../../kernel/context.ts'
import { signoffOf } from '../../decisions/index.ts'
import { movedSince, type Signed } from '../rules/carried.ts'
import { amendedParts, isBeside, toldOf } from '../rules/parts.ts'
import type { PlanReading } from '../rules/reading/model.ts'
import { getEdition, getRevision, listItems } from '../store/editions.ts'
import type { EditionRow, ItemRow } from '../tables.ts'

type Signoff = Awaited<ReturnType<typeof signoffOf>>
type Own = { edition: EditionRow; reading: PlanReading; rows: readonly ItemRow[] }

/** What was signed of the edition that this one amends. Nothing where it amends none, or one that came vetted and was agreed to elsewhere. */
export async function signedBefore(ctx: Context, amends: string | null): Promise<Signed | undefined> {
  if (amends === null) return undefined
  const old = await getEdition(ctx.tx, amends)
  if (old.signoff_id === null || old.signed_hash === null) return undefined
  const { reading } = await getRevision(ctx.tx, amends, old.head_rev)
  const { number, parties } = await signoffOf(ctx, old.signoff_id)
  return { number, parts: amendedParts(reading, await listItems(ctx.tx, amends)), parties }
}

/**
 * The sign-off of an edition with what was agreed to in the one that it amends: whoever agreed to that and has not answered the text of now is asked
 * about what changed and about nothing else. `carried` is the number of the sign-off from which their agreement comes.
 */
export async function signoffWith(ctx: Context, { edition, reading, rows }: Own) {
  if (edition.signoff_id === null) return undefined
  const signoff = await signoffOf(ctx, edition.signoff_id)
  const signed = await signedBefore(ctx, edition.amends)
  const now = signed ? amendedParts(reading, rows) : {}
  return { ...signoff, parties: signoff.parties.map((party) => withCarried(party, signed, now)) }
}

/** Whose agreement to the edition that is amended is all that the text of now asks for: the ledger asks and reminds them of nothing. */
export async function keepsOf(ctx: Context, { edition, reading, rows }: Own) {
  const signed = await signedBefore(ctx, edition.amends)
  const now = signed ? amendedParts(reading, rows) : {}
  return (party: Asked): string | null => {
    const { state, carried } = withCarried(party, signed, now)
    return state === 'answered' ? carried : null
  }
}

type Asked = Signoff['parties'][number]

function withCarried(party: Asked, signed: Signed | undefined, now: Readonly<Record<string, string>>) {
  const before = signed && party.state !== 'answered' && !party.objection ? movedSince(party, signed, now) : undefined
  if (before === undefined) return { ...party, carried: null }
  // whoever has answered an older text of this edition agreed to what of it stands, too
  const own = party.state === 'stale' && party.stance === 'agree' && party.moved.length > 0 ? party.moved : undefined
  const moved = toldOf(own ? before.filter((part) => own.includes(part) || isBeside(part)) : before)
  return { ...party, state: moved.length === 0 ? ('answered' as const) : ('stale' as const), moved, carried: signed?.number ?? null }
}
