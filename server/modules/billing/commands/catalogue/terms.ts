import { record } from '../../../../kernel/audit.ts'
import { sha256 } from '../../../../kernel/canonical.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { termsCreate } from '../../contract.ts'
import { termsViews } from '../../queries/selling/terms.ts'
import { saveTerms, takeTerms } from '../../store/policies.ts'
import type { TermsTable } from '../../tables.ts'

/**
 * Publishes the next version of a text. The first version of a text may have begun before today; a later one refuses `terms.backdated`,
 * since buyers have accepted the one before it meanwhile.
 */
export async function publishTerms(ctx: Context, input: InputOf<typeof termsCreate>): Promise<OutputOf<typeof termsCreate>> {
  const versions = await takeTerms(ctx.tx, input.code, input.locale)
  if (versions.length > 0 && input.effective_from < ctx.today) {
    const text = 'A new version binds from today on or later; the one before it holds until then.'
    throw new Refusal('refused', 'terms.backdated', text, { unmet: [{ code: 'terms.backdated', path: 'effective_from', text }] })
  }
  const last = Math.max(0, ...versions.map((one) => Number.parseInt(one.version, 10) || 0))
  const row: TermsTable = {
    id: newId(),
    ...input,
    version: `${last + 1}.0`,
    sha: sha256(input.body),
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await saveTerms(ctx.tx, [row])
  const { code, version, locale, sha, effective_from } = row
  await record(ctx, {
    action: 'billing.terms.published',
    subject: { kind: 'terms', id: row.id, label: `${row.title} ${version}` },
    after: { code, version, locale, sha, effective_from },
  })
  const [view] = await termsViews(ctx, [row])
  if (!view) throw new Error('a text without a view')
  return view
}
