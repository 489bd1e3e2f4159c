import type { Column, List as Declared } from '../../../server/kernel/list/list.ts'

type Drawn = Omit<Column, 'shown' | 'asked'> & { shown?: boolean }

/**
 * A list as its page knows it, where the operation does not declare it: what is shown, and `plain`, the inputs that ask
 * `column:is:value`. Everything else can only be seen.
 */
export function listOf(columns: Record<string, Drawn>, more: { sort?: string; plain?: Record<string, string> } = {}): Declared {
  const asked = Object.values(more.plain ?? {})
  const made = Object.entries(columns).map(([name, { shown = true, ...column }]) => [
    name,
    { ...column, ...(shown ? { shown: true as const } : {}), ...(asked.includes(name) ? {} : { asked: false as const }) },
  ])
  return { columns: Object.fromEntries(made), sort: more.sort ?? '', ...(more.plain ? { plain: more.plain } : {}) }
}
