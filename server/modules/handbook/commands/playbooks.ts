import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import type * as promise from '../contract.ts'
import { readPlaybook } from '../rules/playbooks.ts'
import { addPlaybook } from '../store/playbooks.ts'
import { stepKeys } from '../store/procedures.ts'
import { createPage } from './pages.ts'

/** A draft of a procedure of a playbook; the file is kept beside it, so that it goes out as it came. */
export async function importPlaybook(
  ctx: Context,
  { file, path, backup }: InputOf<typeof promise.playbooksImport>,
): Promise<OutputOf<typeof promise.playbooksImport>> {
  const read = readPlaybook(file)
  const page = await createPage(ctx, {
    ...{ source: read.source, backup, audience: 'internal', groups: [], note: 'From a playbook' },
    ...(path === undefined ? {} : { path }),
  })
  const keys = await stepKeys(ctx.tx, page.id, page.no)
  await addPlaybook(ctx.tx, {
    ...{ page_id: page.id, no: page.no, file, at: ctx.now },
    items: keys.map((key, at) => ({ key, list: read.items[at]?.list ?? null, at: read.items[at]?.at ?? null })),
  })
  await record(ctx, {
    action: 'handbook.playbook.imported',
    subject: { kind: 'page', id: page.id, label: page.title },
    after: { steps: keys.length, notes: read.notes.length },
  })
  return { page: page.id, number: page.number ?? '', title: page.title, steps: keys.length, notes: read.notes }
}
