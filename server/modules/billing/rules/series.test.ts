import { describe, expect, it } from 'vitest'
import { chainOf, type ChainedDocument, firstChain, hashOf, numberIn, prefixOf, requireForward, verifyChain } from './series.ts'

describe('numbers', () => {
  it('carry kind, year and the entity from the second on', () => {
    expect(numberIn(prefixOf('invoice', 2026), 123)).toBe('INV-2026-000123')
    expect(numberIn(prefixOf('credit_note', 2026, 'DE'), 7n)).toBe('DE-CN-2026-000007')
    expect(numberIn(prefixOf('invoice', 2026), 1_000_000)).toBe('INV-2026-1000000')
  })

  it('never go back in time', () => {
    expect(() => requireForward('INV-2026-', '2026-03-02', '2026-03-01')).toThrowError(
      expect.objectContaining({ code: 'series.date_backwards' }),
    )
    expect(() => requireForward('INV-2026-', '2026-03-02', '2026-03-02')).not.toThrow()
  })
})

function series(): ChainedDocument[] {
  let chain = firstChain
  return [1, 2, 3, 4].map((position) => {
    const canonical = { number: numberIn('INV-2026-', position), gross_minor: position * 100 }
    const sha = hashOf(canonical)
    chain = chainOf(chain, sha)
    return { number: canonical.number, position, issue_day: `2026-03-0${position}`, canonical, sha, chain }
  })
}

describe('a chain', () => {
  it('is sound when nothing was touched', () => {
    const documents = series()
    expect(verifyChain(documents, 'INV-2026-', { position: 4, chain: documents[3]?.chain ?? '' })).toEqual([])
  })

  it('shows an edit, a removal, a swap of days and a cut end', () => {
    const codes = (documents: ChainedDocument[], last?: { position: number; chain: string }) =>
      verifyChain(documents, 'INV-2026-', last).map(({ code, number }) => `${code} ${number}`)
    const [first, second, third, fourth] = series()
    if (!first || !second || !third || !fourth) throw new Error('four documents')
    expect(codes([first, { ...second, canonical: { number: second.number, gross_minor: 1 } }, third, fourth])).toEqual([
      'hash INV-2026-000002',
    ])
    expect(codes([first, third, fourth])).toEqual(['gap INV-2026-000003', 'chain INV-2026-000003'])
    expect(codes([first, second, { ...third, issue_day: '2026-03-01' }, fourth])).toEqual(['date_backwards INV-2026-000003'])
    expect(codes([first, second, third], { position: 4, chain: fourth.chain })).toEqual(['gap INV-2026-000004'])
    expect(codes([first, { ...second, number: 'INV-2026-000009' }, third, fourth])).toEqual(['number INV-2026-000009'])
  })
})
