import { addDays } from '../../../kernel/period.ts'

/** The engine's formula names a credited line by its key (`ref`); a reader, on paper and on screens, knows it by its seats and days. */
export function formulaWords(line: { formula: string; ref?: string | null }): string {
  if (!line.ref) return line.formula
  const [, , from, to] = line.ref.split('|')
  const days = from && to ? ` (${from} to ${addDays(to, -1)})` : ''
  return line.formula.replaceAll(` on ${line.ref}`, ` seats billed${days}`)
}
