import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'

type Said = { operation: Record<string, string>; jitless: boolean }

/** The app as it is shipped, of one small part: what the build leaves out is missing there and nowhere else. */
async function builtWords(): Promise<Said> {
  const root = join(import.meta.dirname, '../..')
  const made = (await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'said-harness.ts'), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[]
  const code = made.flatMap(({ output }) => output.map((part) => (part.type === 'chunk' ? part.code : ''))).join('\n')
  await import(`data:text/javascript,${encodeURIComponent(code)}`)
  return (globalThis as unknown as { said: Said }).said
}

test('the words below a field are ours in the built app too, whatever is wrong with it', { timeout: 120_000 }, async () => {
  const { operation, jitless } = await builtWords()
  expect(operation).toMatchObject({
    account_id: 'An id has the form 018f2f5e-7c1a-7000-8000-000000000000.',
    seats: 'This must be at least 1.',
    term_months: 'This must be at most 60.',
    discount_percent: 'A discount lies between 0 and 100 percent.',
    terms: 'This must be one of standard, custom.',
    company: 'This must be an object.',
  })
  expect(Object.values(operation).join(' ')).not.toMatch(/Too (small|big)|Invalid|expected|>=|<=/)
  // the page forbids `new Function`
  expect(jitless).toBe(true)
})
