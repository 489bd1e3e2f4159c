import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutsOf } from './audience.ts'
import { filled, included, includesOf, refilled, takenFrom } from './includes.ts'
import { changeOf } from './procedures.ts'
import { project } from './projection.ts'
import { stepsOf } from './steps.ts'
import { passagesOf } from './truth/passages.ts'

const page = (source: string, audience: 'public' | 'internal' | 'restricted' = 'public') => ({ source, audience, number: null })
const words = (source: string, audience?: 'public' | 'internal' | 'restricted') => {
  const taken = takenFrom(page(source, audience))
  return 'words' in taken ? taken.words : taken.unfit
}
const known = (source: string, audience?: 'public' | 'internal') => () => ({ title: 'Limits', taken: takenFrom(page(source, audience)) })
const at = '<!-- include: shared/limits -->\n<!-- /include -->'

test('a text of many marks is read page by page once, and refused before it is as long as all of them', () => {
  const long = 'A sentence that goes on.\n\n'.repeat(400)
  let [asked, put] = [0, 0]
  const taken = takenFrom(page(long))
  const counted = () => {
    asked += 1
    return { title: 'Limits', taken }
  }
  expect(() => filled(`${at}\n\n`.repeat(60), counted)).toThrow('characters')
  expect(asked).toBe(1)
  const some = () => {
    put += 1
    return long
  }
  expect(() => refilled(`${at}\n\n`.repeat(60), some)).toThrow('characters')
  expect(put).toBeLessThan(30)
})

describe('what a page gives', () => {
  test.each([
    ['---\ntitle: Limits\n---\n\n# Limits\n\nFile within 30 days.\n', 'public', 'File within 30 days.'],
    ['# Limits\n\nFile within 30 days.\n\n', 'internal', '<!-- internal -->\n\nFile within 30 days.\n\n<!-- /internal -->'],
    ['---\naudience: internal\n---\nOurs.\n', 'public', '<!-- internal -->\n\nOurs.\n\n<!-- /internal -->'],
    ['---\ntitle: Limits\n---\n# Another\n\nText.\r\nMore.', 'public', '# Another\n\nText.\nMore.'],
    ['Text.\n', 'restricted', 'few'],
    ['Text.\n\n<!-- restricted: FIN -->\n\nX\n\n<!-- /restricted -->\n', 'public', 'few'],
    ['Text.\n\n<!-- include: a -->\n\nX\n\n<!-- /include -->\n', 'public', 'nested'],
    ['Text.\n\n<!-- /include -->\n', 'public', 'nested'],
    ['Text.\n\n```\ncode\n', 'public', 'open'],
    ['Text.\n\n<!-- internal -->\n\nX\n', 'public', 'open'],
    ['Text.\n\n<!-- /internal -->\n', 'public', 'open'],
    ['Text.\n\n<!-- a comment\n', 'public', 'open'],
    ['Text.\n\n<pre>\n', 'public', 'open'],
    ['Text.\n\n## Ours <!-- internal -->\n\nX\n', 'public', 'Text.\n\n## Ours <!-- internal -->\n\nX'],
    ['# Limits\n', 'public', ''],
  ] as const)('of %j (%s) is %j', (source, audience, expected) => {
    expect(words(source, audience)).toBe(expected)
  })

  test('nothing where it is followed step by step', () => {
    expect(takenFrom({ source: 'Text.', audience: 'public', number: 'SOP-0001' })).toEqual({ unfit: 'procedure' })
  })
})

describe('a passage that is kept elsewhere', () => {
  test('is filled where nothing stands yet, with the line ends of its text, and every other letter stays', () => {
    const full = filled(`# A\r\n\r\n${at.replaceAll('\n', '\r\n')}\r\n\r\nBehind  \r\n`, known('One.\n\nTwo.'))
    expect(full.source).toBe(
      '# A\r\n\r\n<!-- include: shared/limits -->\r\n\r\nOne.\r\n\r\nTwo.\r\n\r\n<!-- /include -->\r\n\r\nBehind  \r\n',
    )
    expect(full.wrong).toEqual([])
    expect(filled(full.source, known('One.\n\nTwo.')).source).toBe(full.source)
  })

  test.each([
    ['other words', included('shared/limits', 'Within 60 days.'), 'include.kept_elsewhere'],
    ['in a list', '- one\n\n  <!-- include: shared/limits -->\n', 'include.unclear'],
    ['in a quote', '> <!-- include: shared/limits -->\n> <!-- /include -->\n', 'include.unclear'],
    ['without an end', '<!-- include: shared/limits -->\n\nText.\n', 'include.unclear'],
    ['an end alone', 'Text.\n\n<!-- /include -->\n', 'include.unclear'],
    ['one in another', '<!-- include: a -->\n\n<!-- include: shared/limits -->\n\n<!-- /include -->\n', 'include.unclear'],
    ['an address that is none', '<!-- include: ../x -->\n\n<!-- /include -->\n', 'include.unclear'],
  ])('is told: %s', (_what, source, code) => {
    expect(filled(source, known('Within 30 days.')).wrong.map((one) => one.code)).toContain(code)
  })

  test('stays where it was as it was, also behind the words of now, and is nobody’s to write', () => {
    const before = `# A\n\n${included('shared/limits', 'Within 30 days.')}\n`
    const now = known('Within 60 days.')
    expect(filled(`${before}\nMore.\n`, now, before).wrong).toEqual([])
    expect(filled(before, now, '# A\n').wrong.map(({ code }) => code)).toEqual(['include.kept_elsewhere'])
    expect(filled(before, () => undefined, before).wrong).toEqual([])
    expect(filled(at, () => undefined).wrong.map(({ code }) => code)).toEqual(['include.unknown'])
  })

  test('changes a procedure as if it had been written in it, and the marks alone change nothing', () => {
    const procedure = (inner: string) => `---\nkind: procedure\n---\n# P\n\n## Steps\n\n${inner}\n\n## Then\n\nDone.\n`
    const steps = '1. File it\n   - Role: You\n2. Wait 3 days'
    const of = (source: string) => ({ source, audience: 'internal' as const })
    expect(changeOf(of(procedure(steps)), of(procedure(included('a', steps))))).toBe('editorial')
    expect(changeOf(of(procedure(included('a', steps))), of(procedure(included('a', steps.replace('3', '5')))))).toBe('material')
    expect(stepsOf(procedure(included('a', steps))).map(({ title }) => title)).toEqual(stepsOf(procedure(steps)).map(({ title }) => title))
  })

  test('is compared on its own page alone', () => {
    const text = `# A\n\nOne here.\n\n${included('a', 'Kept there.')}\n`
    expect(passagesOf(text).map((one) => one.words)).toEqual(['One here.'])
  })

  test('for colleagues is in nothing that everyone sees', () => {
    const taken = words('# S\n\nCANARY\n', 'internal')
    const text = `# A\n\n${included('internal-rules', taken)}\n\nFor all.\n`
    const shown = project(text, 'everyone')
    expect(shown).not.toMatch(/CANARY|include|internal/)
    expect(shown).toContain('For all.')
    expect(project(text, { groups: [], all: false })).toContain('CANARY')
  })

  test('ends no section around it: a heading that comes in there opens nothing behind it', () => {
    const text = `# A\n\n## Ours <!-- internal -->\n\n${included('a', '## Heading\n\nText.')}\n\nCANARY\n\n## For all\n\nYes.\n`
    expect(project(text, 'everyone')).not.toContain('CANARY')
    expect(project(text, 'everyone')).toContain('Yes.')
    const own = `# A\n\n${included('a', '## Ours <!-- internal -->\n\nCANARY')}\n\nBehind.\n`
    expect(project(own, 'everyone')).not.toContain('CANARY')
    expect(project(own, 'everyone')).toContain('Behind.')
  })
})

const blocks = fc.constantFrom(
  'Text.',
  '# H',
  '## H',
  '- a\n- b',
  '1. a\n2. b',
  '> q',
  '```\nx\n```',
  '```',
  '<!-- internal -->',
  '<!-- /internal -->',
  '## I <!-- internal -->',
  '- <!-- internal --> x',
  '<div>',
  '<pre>',
  '</div>',
  '[a]: /x',
  '| a |\n|---|\n| b |',
  '<!-- x',
)

test('whatever a page may give, it opens nothing of the text around it, and that text reads what is behind it as before', () => {
  fc.assert(
    fc.property(fc.array(blocks, { maxLength: 6 }), fc.array(blocks, { maxLength: 4 }), (inside, around) => {
      const taken = takenFrom(page(inside.join('\n\n')))
      if (!('words' in taken)) return
      const text = `${around.join('\n\n')}\n\n${included('a', taken.words)}\n\nBEHIND\n`
      const without = `${around.join('\n\n')}\n\n${included('a', 'Nothing.')}\n\nBEHIND\n`
      const hidden = (of: string) => cutsOf(of).some(({ from, to }) => from <= of.indexOf('BEHIND') && of.indexOf('BEHIND') < to)
      if (hidden(without)) expect(hidden(text)).toBe(true)
      if (includesOf(text).found.length !== 1) return
      expect(hidden(text)).toBe(hidden(without))
      expect(refilled(text, () => 'Nothing.')).toBe(without)
    }),
    { numRuns: 200 },
  )
})
