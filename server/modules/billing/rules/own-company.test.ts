import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitMailAgain, mailsAgain, taxIdText } from './own-company.ts'

const now = new Date('2026-06-15T10:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

test.each([
  ['never sent', []],
  ['twice this morning', [ago(1), ago(2)]],
  ['three times, the first a day ago', [ago(1), ago(2), ago(24)]],
])('%s: it is sent', (_what, written) => {
  expect(() => fitMailAgain('INV-1', written, now)).not.toThrow()
})

test('a fourth letter within a day waits until the first is a day old', () => {
  expect(() => fitMailAgain('INV-1', [ago(1), ago(2), ago(23)], now)).toThrow(
    expect.objectContaining({ code: 'document.mailed_enough', kind: 'busy', facts: { retry_after_s: 3600 } }),
  )
})

test('never more letters than allowed in any 24 hours', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 }), (hours) => {
      const sent: Date[] = []
      for (const at of [...hours].sort((a, b) => a - b).map((hour) => new Date(now.getTime() + hour * 3_600_000))) {
        try {
          fitMailAgain('INV-1', sent, at)
          sent.push(at)
        } catch {
          // put off
        }
        const lately = sent.filter((one) => at.getTime() - one.getTime() < mailsAgain.hours * 3_600_000)
        expect(lately.length).toBeLessThanOrEqual(mailsAgain.most)
      }
    }),
  )
})

test.each(['invalid', 'pending', 'format_only', 'unchecked'] as const)('an id that is %s is explained', (state) => {
  expect(taxIdText(state)).toMatch(/\.$/)
})

test('a valid one needs no words', () => {
  expect(taxIdText('valid')).toBeNull()
})
