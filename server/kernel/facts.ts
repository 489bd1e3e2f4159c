import type { Context } from './context.ts'

/**
 * Something that a room knows to be so, and about which texts speak: a limit, a price, days, who says yes. All colleagues may know it. `about`
 * are phrases: a sentence that holds all words of one speaks of it, unless it holds all words of one of `unless`. `within`: so many words lie
 * at most between what it speaks of and the value. `among`: the value is one of these names, or several of them with commas.
 */
export type Fact = {
  key: string
  about: readonly string[]
  unless?: readonly string[]
  within?: number
  value: string
  among?: readonly string[]
  says: string
  href: string
}
export type FactSource = (ctx: Context) => Promise<Fact[]>
