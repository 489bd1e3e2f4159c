import type { Values } from './values.ts'

/** What was typed and not sent yet, kept in this tab until it is sent or thrown away; `version` is what the edit began on, `names` how picked ids read. */
export type Draft = { values: Values; before: Values; names: Record<string, string>; version?: unknown }

const prefix = 'draft:'

/** The place of a draft: whose, of which operation, for which thing. Without a signed-in person there is none: a sign-in is no draft. */
export function draftKey(owner: string | undefined, operation: string, fixed: Values | undefined): string | undefined {
  if (!owner) return undefined
  const { if_match: _, ...of } = fixed ?? {}
  return `${prefix}${owner}:${operation}:${JSON.stringify(of)}`
}

/** What stands there, if it can be read. */
export function draftAt(key: string | undefined): Draft | undefined {
  if (!key) return undefined
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    const draft = read as Draft | null
    return draft && typeof draft.values === 'object' ? draft : undefined
  } catch {
    return undefined
  }
}

/** Keeps a draft; a full store keeps nothing and says nothing. Names in `never` (passwords, files) are left out. */
export function keepDraft(key: string | undefined, draft: Draft, never: ReadonlySet<string>): void {
  if (!key) return
  const kept = Object.fromEntries(Object.entries(draft.values).filter(([name]) => !never.has(name)))
  try {
    sessionStorage.setItem(key, JSON.stringify({ ...draft, values: kept }))
  } catch {
    sessionStorage.removeItem(key)
  }
}

export function dropDraft(key: string | undefined): void {
  if (key) sessionStorage.removeItem(key)
}

/** Whoever signs in after somebody else finds nothing of theirs. */
export function dropOthers(owner: string): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(prefix) && !key.startsWith(`${prefix}${owner}:`)) sessionStorage.removeItem(key)
  }
}
