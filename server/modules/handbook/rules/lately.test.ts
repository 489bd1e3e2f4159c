import { expect, test } from 'vitest'
import { lately } from './lately.ts'
import { treeOf } from './markdown.ts'
import { project } from './projection.ts'
import { rendered } from './render.ts'
import { stepsOf } from './steps.ts'

function counted() {
  const asked: string[] = []
  const reading = lately((text) => {
    asked.push(text.slice(0, 4))
    return { text }
  })
  return { asked, reading }
}

test('a text is read once while it is asked for again and again', () => {
  const { asked, reading } = counted()
  const first = reading('one')
  expect(reading('two').text).toBe('two')
  expect(reading('one')).toBe(first)
  expect(asked).toEqual(['one', 'two'])
})

test('what was asked for longest ago is read anew, and what is asked for stays', () => {
  const { asked, reading } = counted()
  reading('kept')
  for (let at = 0; at < 23; at += 1) reading(`t${at}`)
  reading('kept')
  reading('more')
  reading('kept')
  expect(asked.filter((one) => one === 'kept')).toHaveLength(1)
  reading('t0')
  expect(asked.filter((one) => one === 't0')).toHaveLength(2)
})

test('of long texts the last four are kept, while memory is not wanted', () => {
  const { asked, reading } = counted()
  const long = (of: string) => of.repeat(32_769)
  const first = reading(long('a'))
  // whatever was read in this turn is held until it ends
  expect(reading(long('a'))).toBe(first)
  expect(asked).toHaveLength(1)
  for (const of of ['b', 'c', 'd', 'e']) reading(long(of))
  reading(long('a'))
  expect(asked).toHaveLength(6)
})

test('a text that cannot be read is refused each time', () => {
  let times = 0
  const reading = lately(() => {
    times += 1
    throw new Error('too dense')
  })
  expect(() => reading('a')).toThrow('too dense')
  expect(() => reading('a')).toThrow('too dense')
  expect(times).toBe(2)
})

test('whoever reads a tree leaves it as it is', () => {
  const source =
    '# Held\n\n> [!NOTE]\n> Look.\n\n# Again\n\n## Steps\n\n1. <!-- internal --> **Look.** Twice\n   - Check: it is there\n2. Say so\n'
  const before = JSON.stringify(treeOf(source))
  rendered(source, 'Held')
  project(source, 'everyone')
  stepsOf(source)
  expect(JSON.stringify(treeOf(source))).toBe(before)
})
