import { expect, test } from 'vitest'
import { sources, textOf } from './imports.ts'

/** Whatever fails is nothing here, with the reason. */
const allowed: Record<string, string> = {
  'server/modules/data/queries/sources.ts': 'a warehouse that is away and a disk that says nothing are what is told',
  'server/modules/handbook/commands/repositories.ts': 'a folder that is not there is a repository that is not',
}

const swallowed = /\.catch\(\(\) => undefined\)|catch \{\s*(?:throw new Refusal\('missing'|return (?:false|undefined|null)\b)/

test('a command or a query takes a refusal for “there is none”, and no other error', () => {
  const found = sources('server/modules/*/{commands,queries}{/**/*,}.ts').filter(
    (file) => !file.endsWith('.test.ts') && swallowed.test(textOf(file)),
  )
  expect(found.sort()).toEqual(Object.keys(allowed).sort())
})
