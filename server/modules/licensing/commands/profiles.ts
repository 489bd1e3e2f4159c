import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { tryAgain } from '../../../kernel/waiting.ts'
import type { profilesAdd } from '../contract.ts'
import { requireNextVersion } from '../rules/profile.ts'
import { findNewestProfile, saveProfile, takeProfiles } from '../store/profiles.ts'
import type { ProfileRow } from '../tables.ts'
import { profileLineOf } from '../answers.ts'
import { entitlementListener } from '../waiting.ts'

/**
 * Adds a profile as version 1, or as the next version of its plan. Sales that waited for it are licensed at once: their announcements
 * are delivered again, also those that were set aside.
 */
export async function addProfile(ctx: Context, input: InputOf<typeof profilesAdd>): Promise<OutputOf<typeof profilesAdd>> {
  await takeProfiles(ctx.tx)
  const last = await findNewestProfile(ctx.tx, input.product_code, input.plan)
  const request = { ...input, valid_from: input.valid_from ?? ctx.today }
  requireNextVersion(request, last, ctx.today)
  const row: ProfileRow = {
    id: newId(),
    ...request,
    version: (last?.version ?? 0) + 1,
    kind: 'paid',
    format: 'mattermost',
    aud: input.product_code,
    limits: null,
    grants: [],
    max_activations: null,
    lease: null,
    nonproduction_copies: last?.nonproduction_copies ?? 1,
    composition: 'earliest_boundary',
    eccn: last?.eccn ?? null,
    export_class: last?.export_class ?? null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await saveProfile(ctx.tx, row)
  const { features: _, ...told } = input
  await record(ctx, {
    action: 'licensing.profile.added',
    subject: { kind: 'licence_profile', id: row.id, label: `${row.product_code} · ${row.plan}, version ${row.version}` },
    after: { ...told, version: row.version, valid_from: row.valid_from, on: Object.keys(input.features).filter((name) => on(input, name)) },
  })
  await tryAgain(ctx.tx, { listener: entitlementListener, code: 'profile.missing' }, ctx.now)
  return profileLineOf(row)
}

function on(input: InputOf<typeof profilesAdd>, name: string): boolean {
  return input.features[name as keyof typeof input.features]
}
