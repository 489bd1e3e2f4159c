import type { Context } from './context.ts'

/**
 * Something that a room knows to be so, and about which texts speak: a limit, a price, days. All colleagues may know it. `about` are phrases:
 * a sentence that holds all words of one speaks of it, unless it holds all words of one of `unless`.
 */
export type Fact = { key: string; about: readonly string[]; unless?: readonly string[]; value: string; says: string; href: string }
export type FactSource = (ctx: Context) => Promise<Fact[]>
