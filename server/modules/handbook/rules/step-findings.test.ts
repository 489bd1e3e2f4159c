import { expect, test } from 'vitest'
import { stepFindings } from './step-findings.ts'

const text = (head: string, steps = '1. Open it\n2. Close it\n') => `---\nkind: procedure\n${head}---\n# One\n\n## Steps\n\n${steps}`
const codes = (source: string) => stepFindings(source).map(({ code }) => code)

test.each([
  ['everything is there', text('rapid: MO(D)\nrole: Support\n'), []],
  ['no role', text('rapid: MO(D)\n'), ['procedure.step_without_role', 'procedure.step_without_role']],
  ['an empty role', text('rapid: MO(D)\nrole:\n'), ['procedure.step_without_role', 'procedure.step_without_role']],
  ['nobody decides', text('role: Support\n'), ['rapid.one_decider']],
  ['two decide', text('role: Support\nrapid: MO(D), FA(D)\n'), ['rapid.one_decider']],
  [
    'no check at middle risk',
    text('role: Support\nrapid: MO(D)\ntier: 2\n'),
    ['procedure.step_without_check', 'procedure.step_without_check'],
  ],
  ['no steps', text('role: Support\nrapid: MO(D)\n', 'Nothing yet\n'), ['procedure.no_steps']],
  ['a slip', text('role: Support\nrapid: MO(D)\npromis: today\n'), ['front_matter.unknown_key']],
  ['a key of another program', text('role: Support\nrapid: MO(D)\nsidebar_position: 3\n'), []],
  ['a page', '# One\n\n1. Open it\n2. Close it\n3. Go\n', []],
])('%s', (_what, source, expected) => expect(codes(source)).toEqual(expected))

test('says where, and what is meant', () => {
  const source = text('role: Support\nrapid: MO(D)\nteir: 2\n')
  const [slip] = stepFindings(source)
  expect(slip?.text).toBe('Nobody reads “teir”. Is “tier” meant?')
  expect(source.slice(slip?.from ?? 0, slip?.to ?? 0)).toBe('teir')
  const bare = text('rapid: MO(D)\n')
  const [first] = stepFindings(bare)
  expect(bare.slice(first?.from ?? 0, first?.to ?? 0)).toContain('Open it')
})
