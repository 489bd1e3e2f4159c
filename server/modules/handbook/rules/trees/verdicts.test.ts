import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../../../kernel/canonical.ts'
import { filesOfPages } from './layout.ts'
import { movesAmong, scoreOf } from './moves.ts'
import { judged, type Known, type Wanted } from './verdicts.ts'

const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  ...{
    file: 'a.md',
    path: 'a',
    former: [],
    unfit: null,
    side: null,
    source: '# A\n\nText.\n',
    few: false,
    draft: false,
    leadsTo: null,
    moves: null,
  },
  ...more,
})
const known = (more: Partial<Known> = {}): Known => ({
  ...{
    id: '1',
    path: 'a',
    source: '# A\n\nText.\n',
    base: '# A\n\nText.\n',
    audience: 'internal',
    held: null,
    retired: false,
    followed: false,
    procedure: false,
    hidden: false,
  },
  ...more,
})
const verdict = (file: Partial<Wanted>, page?: Partial<Known>, by: 'id' | 'file' | 'address' = 'file') => {
  const { verdict: is, code } = judged(wanted(file), page && { by, page: known(page) }, { groups: false })
  return `${is} ${code ?? '-'}`
}

test('each file has its verdict, the first that fits', () => {
  const side = { id: '1', no: 1, whole: true, audience: 'internal' }
  const table: [Partial<Wanted>, Partial<Known> | undefined, 'id' | 'file' | 'address' | undefined, string][] = [
    [{}, undefined, undefined, 'create -'],
    [{ unfit: 'page.too_dense' }, undefined, undefined, 'skip page.too_dense'],
    [{ side: { ...side, whole: false } }, {}, 'id', 'skip import.not_whole'],
    [{ leadsTo: '/x' }, undefined, undefined, 'skip import.leads_elsewhere'],
    [{ draft: true }, undefined, undefined, 'skip import.draft'],
    [{ few: true }, undefined, undefined, 'skip import.groups_needed'],
    [{ side: { ...side, audience: 'restricted' } }, undefined, undefined, 'skip import.groups_needed'],
    [{}, { hidden: true }, 'address', 'skip page.path_taken'],
    [{}, { path: 'b' }, 'address', 'skip page.path_taken'],
    [{}, { retired: true }, 'file', 'skip page.wrong_state'],
    [{}, {}, 'file', 'same -'],
    [{}, { base: null }, 'address', 'same -'],
    [{}, { source: '# B\n', base: null }, 'address', 'conflict import.differs'],
    [{}, { source: '# B\n' }, 'file', 'same -'],
    [{ source: '# C\n' }, {}, 'file', 'update -'],
    [{ source: '# C\n', moves: '1' }, {}, 'id', 'move -'],
    [{ moves: '1' }, {}, 'id', 'move -'],
    [{ source: '# A\n\nMine.\n' }, { source: '# A\n\nOurs.\n' }, 'file', 'conflict change.conflict'],
    [{ source: '---\nkind: procedure\n---\n# A\n' }, {}, 'file', 'conflict procedure.kind_kept'],
    [{ source: '# A\n\nText and more.\n' }, { audience: 'public' }, 'file', 'conflict audience.preview_needed'],
    [{ source: '# A\n\nText 5.\n' }, { followed: true }, 'file', 'conflict signoff.missing'],
  ]
  for (const [file, page, by, says] of table) expect([file, page, verdict(file, page, by)]).toEqual([file, page, says])
})

test('whatever was written here since the file was taken is never lost', () => {
  const lines = fc
    .array(fc.constantFrom('One.', 'Two.', 'Three.', 'Four 4.', ''), { minLength: 1, maxLength: 8 })
    .map((all) => `# A\n\n${all.join('\n\n')}\n`)
  fc.assert(
    fc.property(lines, lines, lines, (base, ours, theirs) => {
      const answer = judged(wanted({ source: theirs }), { by: 'file', page: known({ base, source: ours }) }, { groups: false })
      if (base === ours) expect(answer).toMatchObject(theirs === ours ? { verdict: 'same' } : { verdict: 'update', source: theirs })
      else if (answer.verdict === 'same') expect(theirs === ours || theirs === base || answer.source === ours).toBe(true)
      else if (answer.verdict === 'update') {
        // once it is done, the same file again changes nothing
        const again = judged(
          wanted({ source: theirs }),
          { by: 'file', page: known({ base, source: answer.source, held: sha256(theirs) }) },
          { groups: false },
        )
        expect(again.verdict).toBe('same')
      } else expect(answer.verdict).toBe('conflict')
    }),
    { numRuns: 400 },
  )
})

test('moves are scored as it is written down', () => {
  expect(scoreOf({ J: 0.62, C: 0.9, T: 1, N: 1, P: 0.25, H: 0.5 })).toBeCloseTo(0.7975, 6)
  expect(scoreOf({ J: 0.3, C: 0.5, T: 0.6, N: 0.5, P: 0.5, H: 0.2 })).toBeCloseTo(0.455, 6)
  expect(scoreOf({ J: 0.1, C: 0.2, T: 0.5, N: 1 / 3, P: 0, H: 0 })).toBeCloseTo(0.2467, 3)
  const text = (words: string) => `# T\n\n${words}\n`
  const gone = [{ file: 'a/leave.md', title: 'Leave', source: text('Ask whoever leads you, a week before, and write it down.') }]
  const same = { file: 'people/time-off.md', title: 'Time off', source: gone[0]?.source ?? '' }
  const other = { file: 'people/pay.md', title: 'Pay', source: text('It comes at the end of each month, without a word from anybody.') }
  expect(movesAmong(gone, [other, same]).map(({ from, to }) => [from, to])).toEqual([['a/leave.md', 'people/time-off.md']])
  expect(movesAmong(gone, [other])).toEqual([])
  // two that are as like tell nothing
  expect(movesAmong(gone, [same, { ...same, file: 'people/time-away.md', title: 'Time away' }])).toEqual([])
})

test('an export lays each page where it lay, and no two at one place', () => {
  const place = fc.record({ tree: fc.constantFrom('handbook', 'Old Wiki'), file: fc.constantFrom('a.md', 'A.md', 'b/c.md', 'x.yml') })
  fc.assert(
    fc.property(fc.array(fc.option(place, { nil: undefined }), { maxLength: 6 }), fc.array(place, { maxLength: 4 }), (places, rest) => {
      const pages = places.map((_place, n) => ({ id: `${n}`, path: n % 2 ? 'a' : 'b/c' }))
      const known = new Map(places.flatMap((one, n) => (one ? [[`${n}`, one] as const] : [])))
      const laid = filesOfPages(
        pages,
        known,
        rest.map((one) => ({ ...one, bytes: new Uint8Array() })),
      )
      const all = [...laid.pages.values(), ...laid.rest.map(({ file }) => file)].map((file) => file.toLowerCase())
      expect(new Set(all).size).toBe(pages.length + rest.length)
    }),
  )
  const one = filesOfPages([{ id: '1', path: 'p/q' }], new Map([['1', { tree: 'handbook', file: 'Docs/Q.md' }]]), [
    { tree: 'Old Wiki', file: 'm.yml', bytes: new Uint8Array() },
  ])
  expect([one.pages.get('1'), one.rest[0]?.file]).toEqual(['Docs/Q.md', 'old-wiki/m.yml'])
})
