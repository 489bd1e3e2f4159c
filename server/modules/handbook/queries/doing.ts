import { trailOf } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newest, pageBy } from '../../../kernel/keyset.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { personBehind } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import { hrefOf, houseWords } from '../facts.ts'
import { isWork, stepsDone } from '../rules/doing.ts'

/** What whoever asks did themselves, the newest first. */
export async function findDoings(ctx: Context, input: InputOf<typeof promise.doingsList>): Promise<OutputOf<typeof promise.doingsList>> {
  const { items, next } = pageBy(await trailOf(ctx, { ...input, actorId: personBehind(ctx.actor) }), newest(), input.limit)
  return {
    next,
    items: items.map((row) => {
      const [step] = stepsDone([row], houseWords())
      return {
        ...{
          id: row.id,
          at: row.at,
          action: row.action,
          work: isWork(row.action),
          says: step?.title ?? row.action,
          system: step?.system ?? '',
        },
        subject: row.subject.label ?? row.subject.kind,
        href: hrefOf(row.subject.kind, row.subject.id),
      }
    }),
  }
}
