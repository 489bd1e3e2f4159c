import { newest, pageBy } from '../../../kernel/keyset.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { reachOf } from '../../people/index.ts'
import type { profilesChange, profilesList } from '../contract.ts'
import { entitiesById, listProfiles, methodsOf } from '../store/profiles.ts'
import type { ProfileTable } from '../tables.ts'

type ProfileView = OutputOf<typeof profilesChange>

export async function profileViews(ctx: Context, profiles: ProfileTable[]): Promise<ProfileView[]> {
  const entities = await entitiesById(
    ctx.tx,
    profiles.map((profile) => profile.entity_id),
  )
  const methods = await methodsOf(
    ctx.tx,
    profiles.map((profile) => profile.id),
  )
  return profiles.map((profile) => ({
    id: profile.id,
    account_id: profile.account_id,
    account_name: profile.legal_name,
    entity: entities.get(profile.entity_id)?.code ?? '',
    legal_name: profile.legal_name,
    address: profile.address,
    country: profile.country,
    region: profile.region,
    kind: profile.kind,
    tax_ids: profile.tax_ids,
    currency: profile.currency,
    terms_days: profile.terms_days,
    terms_approved: profile.terms_approved,
    version: profile.version,
    methods: methods
      .filter((method) => method.profile_id === profile.id)
      .map(({ id, brand, last4, exp_month, exp_year, is_default }) => ({ id, brand, last4, exp_month, exp_year, is_default })),
  }))
}

export async function findProfiles(ctx: Context, input: InputOf<typeof profilesList>): Promise<OutputOf<typeof profilesList>> {
  const rows = await listProfiles(ctx.tx, { ...input, reach: await reachOf(ctx, 'billing.read') })
  const page = pageBy(rows, newest(), input.limit)
  return { items: await profileViews(ctx, page.items), next: page.next }
}
