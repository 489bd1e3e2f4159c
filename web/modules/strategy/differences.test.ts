import { expect, test } from 'vitest'
import { differences, excerpt, inField, withBreaks } from './differences.ts'

const marks = (before: string, after: string) => differences(before, after).map(({ mark, text }) => `${mark}${text}`)

test('a reworded line goes and comes', () => {
  expect(marks('a\nb\nc', 'a\nB\nc')).toEqual([' a', '-b', '+B', ' c'])
})

test('a moved line is told as gone and come', () => {
  expect(marks('a\nb\nc', 'b\nc\na')).toEqual(['-a', ' b', ' c', '+a'])
})

test('the excerpt leaves out what stayed', () => {
  const lines = differences('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\n4\n5\n6\n8')
  expect(excerpt(lines, 1).map((line) => line && line.mark + line.text)).toEqual([' 6', '-7', '+8'])
})

test('an edit in a field keeps the line breaks of the text it was made from', () => {
  const original = 'a\r\nb\rc\nd\r\n'
  expect(withBreaks(inField(original), original)).toBe(original)
  expect(withBreaks('a\nB\nx\nc\nd\n', original)).toBe('a\r\nB\r\nx\r\nc\nd\r\n')
  expect(withBreaks('a\nb', 'a\nb')).toBe('a\nb')
})
