import { expect, test } from 'vitest'
import { differences, excerpt } from './differences.ts'

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
