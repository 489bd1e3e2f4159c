import { dayText, instantText } from '../days.ts'
import { titleOf } from '../format.ts'

/** How a room says a value of a field; nothing where the general words do. */
export type Say = (field: string, value: unknown) => string | undefined

/** What differs, in words: [field, before, after]. */
export function changesOf(before: unknown, after: unknown, say?: Say): [name: string, was: string, is: string][] {
  const was = fieldsOf(before)
  const is = fieldsOf(after)
  const words = (name: string, value: unknown) => say?.(name, value) ?? textOf(value)
  const began = Object.keys(was).length === 0
  return (
    [...new Set([...Object.keys(was), ...Object.keys(is)])]
      // a count beside what changed (so many dates kept) that is none tells nothing
      .filter((name) => began || name in was || is[name] !== 0)
      .map((name): [string, string, string] => [name, words(name, was[name]), words(name, is[name])])
      .filter(([, left, right]) => left !== right)
  )
}

export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

const machine = /^([0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{40,})$/
const code = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return cut(value.map(textOf).filter(Boolean).join(', '))
  if (typeof value === 'object') return cut(Object.values(value).map(textOf).filter(Boolean).join(', '))
  const text = String(value)
  if (machine.test(text)) return ''
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayText(text)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return instantText(text)
  return code.test(text) ? titleOf(text) : cut(text)
}

const cut = (text: string) => (text.length > 80 ? `${text.slice(0, 77)}…` : text)
