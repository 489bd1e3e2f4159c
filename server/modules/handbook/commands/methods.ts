import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { methodsOfText } from '../queries/methods.ts'
import { saveNamed } from '../store/alignment.ts'
import type { PageTable } from '../tables.ts'
import { pageLabel } from './saying.ts'

/** What another text of a procedure names as what it serves stands from now on, beside what is chosen on its page. */
export async function followMethods(ctx: Context, page: PageTable, source: string): Promise<void> {
  const { said, before } = await methodsOfText(ctx, page.id, source)
  const told = (rows: typeof said) => rows.map(({ key }) => key).sort()
  const words = (rows: typeof said) => JSON.stringify(rows.map((row) => [row.key, row.said]).sort())
  if (words(said) === words(before)) return
  await saveNamed(ctx.tx, page.id, said)
  if (JSON.stringify(told(said)) === JSON.stringify(told(before))) return
  await record(ctx, {
    action: 'handbook.procedure.aligned',
    subject: pageLabel(page),
    before: { said: told(before) },
    after: { said: told(said) },
  })
  await ctx.announce('handbook.procedure.aligned', { page_id: page.id, methods: said.length }, { key: page.id })
}
