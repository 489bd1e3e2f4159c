import { expect, test } from 'vitest'
import { sources, textOf } from './imports.ts'

/** Terms of the glossary: what stands in bold, in small letters, with blanks between words. */
const terms = [...textOf('docs/glossary.md').matchAll(/\*\*([^*]+)\*\*/g)].map(([, term = '']) => plain(term)).join(' | ')

test('every noun of an operation is a term of docs/glossary.md', async () => {
  const contracts = sources('server/{doors,modules/*}/contract.ts')
  const exported = await Promise.all(contracts.map(async (file) => Object.values(await import(`../../${file}`))))
  const names = exported.flat().flatMap((one) => (isOperation(one) ? [one.name] : []))
  expect(names.length).toBeGreaterThan(150)
  expect(names.filter((name) => !nounsOf(name).every((noun) => terms.includes(noun)))).toEqual([])
})

test('a noun that the glossary lacks is found, in the plural too', () => {
  expect(nounsOf('billing.credit_boxes.list')).toEqual(['credit box'])
  expect(nounsOf('people.companies.list')).toEqual(['company'])
  expect(terms.includes('credit box')).toBe(false)
})

/** `room.noun.verb`: the words between room and verb, one of each. */
function nounsOf(operation: string): string[] {
  return operation
    .split('.')
    .slice(1, -1)
    .map((part) =>
      plain(part)
        .replace(/(?<!ser)ies$/, 'y')
        .replace(/(ss|ch|sh|x)es$/, '$1')
        .replace(/(?<!s|serie)s$/, ''),
    )
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[-_]/g, ' ')
}

function isOperation(value: unknown): value is { name: string } {
  return typeof value === 'object' && value !== null && 'name' in value && 'right' in value && typeof value.name === 'string'
}
