import { expect, test } from 'vitest'
import { textOfPdf } from '../../../test/cast/pdf.ts'
import { printPlan } from './print.ts'
import { readPlan } from './rules/reading.ts'

const at = new Date('2026-06-15T00:00:00Z')
const printed = async (vision: string) => {
  const plan = readPlan(
    `# Boats (AB) (20%)\n\n|Period|FY27|\n|:--|:--|\n|RAPID|AB(R, D)|\n|Vetted|TBD|\n\nVision\n- ${vision}\n`,
    { name: 'x', fiscalYearEnd: '01-31' },
    null,
  )
  return textOfPdf(await printPlan(plan, { paper: 'a4', foot: 'Ελλάς Α.Ε.', at })).join('\n')
}

test('a plan in any script that invoices know is printed in it, the foot too', async () => {
  const text = await printed('Čistá moře, Ελληνική Τεχνολογία, 東京')
  expect(text.replaceAll('\n', '')).toContain('Čistá moře, Ελληνική Τεχνολογία, 東京')
  expect(text).toContain('Ελλάς Α.Ε.')
})

test('what no font has is a question mark', async () => {
  expect(await printed('Sail 🦄')).not.toContain('🦄')
})
