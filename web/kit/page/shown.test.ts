import { expect, test } from 'vitest'
import { importsOf, sources, textOf } from '../../../test/house/imports.ts'

const page = sources('web/kit/page/*.tsx')
const parts = [...textOf('web/kit/index.ts').matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = '']) =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => /^[A-Z]/.test(name)),
)

test('the page of the kit shows every part that a screen may take', () => {
  const drawn = page.map(textOf).join('\n')
  expect(parts.length).toBeGreaterThan(75)
  expect(parts.filter((name) => !new RegExp(`<${name}\\b`).test(drawn))).toEqual([])
})

test('nothing of the app knows the page, so that no build carries it', () => {
  const outside = sources('web/**/*.{ts,tsx}').filter((file) => !file.startsWith('web/kit/page/'))
  expect(outside.flatMap(importsOf).filter((one) => one.to.startsWith('web/kit/page/'))).toEqual([])
  expect(textOf('web/index.html')).not.toContain('kit/page')
  expect(textOf('vite.config.ts')).not.toMatch(/input/)
})
