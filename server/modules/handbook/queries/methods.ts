import type { Context } from '../../../kernel/context.ts'
import { headOf } from '../rules/front-matter.ts'
import { methodsNamed } from '../rules/methods.ts'
import { isAlignedBeside, methodsOn, saidBy } from '../store/alignment.ts'

type Now = Pick<Context, 'tx' | 'today'>

/** What a text of a procedure names as what it serves; `page` where it has one, which knows what its names meant before. */
export async function methodsOfText(ctx: Now, page: string | undefined, source: string) {
  const names = headOf(source).front.methods
  const before = page === undefined ? [] : await saidBy(ctx.tx, page)
  if (names.length === 0) return { said: [], unread: [], before, inForce: false }
  const offered = await methodsOn(ctx.tx, ctx.today)
  const { said, unread } = methodsNamed(names, offered, before)
  const inForce = said.some(({ key }) => offered.some((one) => one.key === key))
  return { said, unread, before, inForce }
}

/** Whether a text of a procedure may be followed as plans go: by what it names, what is chosen on its page, or by why it serves none. */
export async function isAlignedWith(ctx: Now, page: string, source: string): Promise<boolean> {
  return (await isAlignedBeside(ctx.tx, page, ctx.today)) || (await methodsOfText(ctx, page, source)).inForce
}
