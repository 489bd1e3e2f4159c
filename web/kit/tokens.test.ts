import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The app and the pages for anyone load no sheet in common, so each has the tokens; here they are held to be the same ones. */
const app = tokensOf('theme.css')
const open = tokensOf('../public/public.css')

function tokensOf(file: string): Record<'light' | 'dark', Map<string, string>> {
  const css = readFileSync(join(import.meta.dirname, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
  const dark = css.search(/prefers-color-scheme: dark|data-mantine-color-scheme="dark"/)
  const read = (text: string) => {
    const block = text.slice(text.indexOf('{') + 1)
    return new Map(
      [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.replaceAll(/\s+/g, ' ').trim()]),
    )
  }
  return { light: read(css.slice(css.indexOf(':root'), dark)), dark: read(css.slice(dark, css.indexOf('\n}', dark))) }
}

test.each(['light', 'dark'] as const)('a token of the pages for anyone has the value of the app, %s', (scheme) => {
  const names = [...open[scheme].keys()].filter((name) => app[scheme].has(name))
  expect(names.length).toBeGreaterThan(20)
  expect(Object.fromEntries(names.map((name) => [name, open[scheme].get(name)]))).toEqual(
    Object.fromEntries(names.map((name) => [name, app[scheme].get(name)])),
  )
})
