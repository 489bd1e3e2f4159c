import type { Generated } from 'kysely'
import type { RedirectKind } from './rules/redirects.ts'

/** Every address that a page has or had, or that leads to it: it is never another's. */
export type PathTable = {
  path: string
  page_id: string
  id: Generated<string>
  /** why it leads on; nothing of one at which its page has always been */
  kind: Exclude<RedirectKind, 'replaced'> | null
  score: string | null
  at: Date | null
  confirmed_at: Date | null
}
