import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf } from '../../../kernel/operation.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import type { licencesFile, portalLicencesFile } from '../contract.ts'
import { addressPrefix } from '../rules/address.ts'
import { fileName } from '../rules/naming.ts'
import { getLicence, saveDownload, unknownLicence } from '../store/licences.ts'
import type { LicenceRow } from '../tables.ts'

/** The file for our people. Each download is recorded. */
export async function downloadLicence(ctx: Context, input: InputOf<typeof licencesFile>): Promise<FileAnswer> {
  return download(ctx, await getLicence(ctx.tx, input.id))
}

/** The file for the customer's own contact; somebody else's licence is as unknown as one that does not exist. */
export async function downloadOwnLicence(ctx: Context, input: InputOf<typeof portalLicencesFile>): Promise<FileAnswer> {
  const licence = await getLicence(ctx.tx, input.id)
  if (licence.account_id !== ctx.actor.accountId) throw unknownLicence()
  return download(ctx, licence)
}

async function download(ctx: Context, licence: LicenceRow): Promise<FileAnswer> {
  await saveDownload(ctx.tx, {
    id: newId(),
    licence_id: licence.id,
    actor_kind: ctx.actor.kind,
    actor_id: ctx.actor.id,
    actor_name: ctx.actor.name,
    at: ctx.now,
    ip_prefix: addressPrefix(ctx.actor.address),
    format: licence.format,
  })
  await record(ctx, { action: 'licensing.licence.downloaded', subject: { kind: 'licence', id: licence.id, label: licence.number } })
  return {
    type: 'application/octet-stream',
    name: fileName(licence.customer_name, licence.number),
    bytes: Buffer.from(licence.document, 'utf8'),
    sha256: licence.document_sha256,
  }
}
