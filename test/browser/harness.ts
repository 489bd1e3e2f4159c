import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig, type Rolldown } from 'vite'

type Part = { name: string; body: string | Uint8Array }

/**
 * Builds a part of the app for a page of its own, as it is shipped: a test runner asks for the library's own checks of whoever writes
 * with it, which nobody reads here and each page pays for (decision 236).
 */
export async function built({ build: more, ...config }: InlineConfig): Promise<Part[]> {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    const made = await build({ configFile: false, logLevel: 'error', plugins: [react()], ...config, build: { write: false, ...more } })
    return (made as Rolldown.RolldownOutput).output.map((part) => ({
      name: part.fileName,
      body: part.type === 'chunk' ? part.code : part.source,
    }))
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

/** One script and one sheet of styles from a file beside this one. */
export async function harness(file: string): Promise<{ code: string; styles: string }> {
  const input = join(import.meta.dirname, file)
  const parts = await built({ build: { rolldownOptions: { input, output: { codeSplitting: false } } } })
  const all = (kind: string) =>
    parts
      .filter(({ name }) => name.endsWith(kind))
      .map(({ body }) => String(body))
      .join('\n')
  return { code: all('.js'), styles: all('.css') }
}
