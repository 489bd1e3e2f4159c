import { pageBy } from '../../kernel/keyset.ts'
import { type PublicKey, verifyMattermostLicence } from '../../../packages/licence-verifier/index.ts'
import { historyOf } from '../../kernel/audit.ts'
import type { Context } from '../../kernel/context.ts'
import type { Asked } from '../../kernel/list/ask.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import { addDays } from '../../kernel/period.ts'
import { mayDo } from '../../kernel/rights.ts'
import type { Attention, FileAnswer, SearchHit } from '../../kernel/room.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { askingOf, reachOf } from '../people/index.ts'
import type {
  profilesList,
  keysList,
  keysPublicPem,
  licencesGet,
  licencesList,
  portalLicencesList,
  verificationsCreate,
} from './contract.ts'
import { fileName } from './rules/naming.ts'
import { newestFolds } from './store/entitlements.ts'
import { getKey, keysInUse, listKeys } from './store/keys.ts'
import { downloadsOf, getLicence, membersOf } from './store/licences.ts'
import { findByWireId, getListed, listLicences } from './store/lists.ts'
import {
  aheadOfLicence,
  keyLineOf,
  licenceLineOf,
  memberStatus,
  notesOf,
  portalLicenceOf,
  type StatedLicence,
  withStatus,
} from './answers.ts'
import { profileLineOf } from './answers.ts'
import { byPlan, listProfiles } from './store/profiles.ts'

export async function licences(ctx: Context, input: InputOf<typeof licencesList>): Promise<OutputOf<typeof licencesList>> {
  const { q, expires_from, expires_to, where = [], ...asked } = input
  // the day after the last one lies between the two
  const until = expires_to && addDays(expires_to, -2)
  const ends = expires_from || until ? [`last_day:between:${expires_from ? addDays(expires_from, -1) : ''}..${until ?? ''}`] : []
  const search = asked.search ?? q
  const { members: _, ...page } = await pageOfLicences(ctx, 'licensing.read', { ...asked, where: [...where, ...ends], search })
  return { ...page, items: page.items.map((row) => ({ ...licenceLineOf(row), last_day: addDays(row.ends_on, -1) })) }
}

export async function ownLicences(ctx: Context, input: InputOf<typeof portalLicencesList>): Promise<OutputOf<typeof portalLicencesList>> {
  const accountId = ctx.actor.accountId
  if (!accountId) throw new Refusal('forbidden', 'portal.no_account', 'This page belongs to customers.')
  const page = await pageOfLicences(ctx, 'portal.view', { ...input, account_id: accountId })
  const folds = await newestFolds(ctx.tx, accountId, [...new Set(page.items.map((row) => row.subscription_number))])
  const ahead = (row: StatedLicence) => aheadOfLicence(row, page.members, folds.get(row.subscription_number) ?? null, ctx)
  return { items: page.items.map((row) => portalLicenceOf(row, ahead(row))), next: page.next }
}

export async function licence(ctx: Context, input: InputOf<typeof licencesGet>): Promise<OutputOf<typeof licencesGet>> {
  const stored = await getLicence(ctx.tx, input.id)
  const row = await getListed(ctx.tx, input.id)
  const members = await membersOf(ctx.tx, [row.line])
  const key = (await listKeys(ctx.tx)).find((one) => one.id === row.key_id)
  if (!key) throw new Error(`licence ${row.number} names a key that is not in the ring`)
  const status = withStatus(row, members, ctx.now)
  const downloads = await downloadsOf(ctx.tx, row.id, 50)
  const history = await historyOf(ctx, 'licence', row.id)
  return {
    ...licenceLineOf(status),
    file_name: fileName(row.customer_name, row.number),
    document_sha256: row.document_sha256,
    payload: JSON.parse(stored.payload.toString('utf8')),
    reason: row.reason,
    replaces: row.replaces,
    decision_id: row.decision_id,
    order_number: row.order_number,
    entitlement_version: row.entitlement_version,
    key: { kid: key.kid, environment: key.environment, state: key.state },
    chain: members.map((member) => ({
      id: member.id,
      number: member.number,
      serial: member.serial,
      seats: member.seats,
      starts_on: member.starts_on,
      ends_on: member.ends_on,
      issued_at: member.issued_at.toISOString(),
      state: memberStatus(member, members, ctx.now).state,
      reason: member.reason,
    })),
    product_notes: notesOf(status),
    downloads: downloads.map((one) => ({
      id: one.id,
      at: one.at.toISOString(),
      by: one.actor_name,
      kind: one.actor_kind,
      ip_prefix: one.ip_prefix,
    })),
    history,
    may: ['licensing.read', 'licensing.issue', 'licensing.keys'].filter((right) => mayDo(ctx.actor, right)),
  }
}

export async function keys(ctx: Context, _input: InputOf<typeof keysList>): Promise<OutputOf<typeof keysList>> {
  const ring = await keysInUse(ctx.tx)
  return { items: ring.map(keyLineOf), may: ['licensing.keys'].filter((right) => mayDo(ctx.actor, right)) }
}

export async function profiles(ctx: Context, input: InputOf<typeof profilesList>): Promise<OutputOf<typeof profilesList>> {
  const rows = await listProfiles(ctx.tx, { productCode: input.product_code, cursor: input.cursor, limit: input.limit })
  const page = pageBy(rows, byPlan, input.limit)
  return { items: page.items.map(profileLineOf), next: page.next, may: ['licensing.issue'].filter((right) => mayDo(ctx.actor, right)) }
}

export async function publicPem(ctx: Context, input: InputOf<typeof keysPublicPem>): Promise<FileAnswer> {
  const key = await getKey(ctx.tx, input.kid)
  return { type: 'application/x-pem-file', name: `${key.kid}.pem`, bytes: Buffer.from(key.public_pem, 'utf8') }
}

/** No sale can be fulfilled without a key that signs. */
export async function keyAttention(ctx: Context): Promise<Attention[]> {
  const ring = await listKeys(ctx.tx)
  const newest = ring.find((key) => key.environment === 'prod')
  if (!newest || ring.some((key) => key.environment === 'prod' && key.state === 'active')) return []
  return [
    {
      kind: 'signing_key',
      title: 'No licence can be signed',
      detail: 'No production signing key is active. Activate or import one; waiting licences are then issued by themselves.',
      href: '/licensing/keys',
      at: newest.created_at,
    },
  ]
}

/** Checks a text against every key that ever signed and was not found compromised. */
export async function verify(ctx: Context, input: InputOf<typeof verificationsCreate>): Promise<OutputOf<typeof verificationsCreate>> {
  const ring = await listKeys(ctx.tx)
  const trusted: PublicKey[] = ring
    .filter((key) => key.purpose === 'mattermost' && key.state !== 'compromised')
    .map((key) => ({ pem: key.public_pem, environment: key.environment }))
  const check = await verifyMattermostLicence(input.document, trusted, input.at ? new Date(input.at) : ctx.now, input.environment)
  const ours =
    check.payload && mayDo(ctx.actor, 'licensing.read')
      ? await findByWireId(ctx.tx, await reachOf(ctx, 'licensing.read'), check.payload.id)
      : undefined
  const state = ours && withStatus(ours, await membersOf(ctx.tx, [ours.line]), ctx.now).status.state
  return {
    ok: check.ok,
    codes: check.codes,
    findings: check.findings,
    environment: check.environment,
    phase: check.phase,
    payload: check.payload && { ...check.payload },
    licence: ours && state ? { id: ours.id, number: ours.number, state } : null,
  }
}

export async function findLicences(ctx: Context, words: string, limit: number): Promise<SearchHit[]> {
  const { items } = await pageOfLicences(ctx, 'licensing.read', { search: words, limit })
  return items.map((row) => ({
    kind: 'licence',
    title: row.number,
    note: `${row.customer_name} · ${row.sku_name}, ${row.seats} seats`,
    href: `/licensing/licences/${row.id}`,
  }))
}

async function pageOfLicences(ctx: Context, right: string, asked: Asked) {
  const seen = { reach: await reachOf(ctx, right), asking: await askingOf(ctx), now: ctx.now }
  const { items, ...page } = await listLicences(ctx.tx, seen, asked)
  const members = await membersOf(ctx.tx, [...new Set(items.map((row) => row.line))])
  return { ...page, items: items.map((row): StatedLicence => withStatus(row, members, ctx.now)), members }
}
