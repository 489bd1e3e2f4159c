import type { Context } from '../../../kernel/context.ts'
import type { InputOf } from '../../../kernel/operation.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import type * as promise from '../contract.ts'
import { writePlaybook } from '../rules/playbooks.ts'
import { stepsOf } from '../rules/steps.ts'
import { getPage } from '../store/pages.ts'
import { findPlaybook } from '../store/playbooks.ts'
import { getProcedure, stepKeys } from '../store/procedures.ts'
import { getVersion } from '../store/texts.ts'
import { keeps, looksOf, readerOf } from './looking.ts'
import { seenSteps } from './steps.ts'

/**
 * A procedure as a playbook. Of what the asker does not see nothing goes out; the file that came in says more than its text, addresses of
 * hooks among it, and goes to those alone who keep the procedure.
 */
export async function exportPlaybook(ctx: Context, { id }: InputOf<typeof promise.playbooksGet>): Promise<FileAnswer> {
  const looks = await looksOf(ctx)
  const page = await getPage(ctx.tx, id, looks)
  await getProcedure(ctx.tx, id)
  const [{ source }, keys, kept] = await Promise.all([
    getVersion(ctx.tx, id, page.no),
    stepKeys(ctx.tx, id, page.no),
    findPlaybook(ctx.tx, id),
  ])
  const reader = await readerOf(ctx, page, source, looks)
  const steps = seenSteps(source, reader).map((step) => ({ ...step, key: keys[step.place] ?? '' }))
  const whole = JSON.stringify(steps.map(({ key }) => key)) === JSON.stringify(keys)
  const first = kept && whole && keeps(ctx, page) ? await firstOf(ctx, id, kept.no) : undefined
  const known =
    kept && first
      ? {
          ...first,
          file: kept.file,
          items: new Map(kept.items.map(({ key, list, at }) => [key, list === null || at === null ? null : { list, at }])),
        }
      : undefined
  const text = kept && known && kept.no === page.no ? kept.file : writePlaybook(page.title, steps, known)
  return { type: 'application/json', name: `${page.number ?? 'procedure'}.json`, bytes: Buffer.from(text) }
}

/** The text that came of the file. */
async function firstOf(ctx: Context, page: string, no: number) {
  const [{ source, title }, keys] = await Promise.all([getVersion(ctx.tx, page, no), stepKeys(ctx.tx, page, no)])
  const steps = stepsOf(source).map((step) => ({ ...step, key: keys[step.place] ?? '' }))
  return { title, before: new Map(steps.map((step) => [step.key, step])) }
}
