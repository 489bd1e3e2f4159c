import { expect, test } from 'vitest'
import { stopped } from './stopped.ts'

test('a sentence that ends with a name has one full stop', () => {
  expect(['Tidewater Inc.', 'Tidewater GmbH', 'Why now?', ''].map(stopped)).toEqual(['Tidewater Inc.', 'Tidewater GmbH.', 'Why now?', '.'])
})
