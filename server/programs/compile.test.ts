import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Bytes outside the heap of a process that reads the program; the compiler of sources is 6 MiB of them. */
function readingTakes(cache: string): number {
  const script = `await import(${JSON.stringify(join(import.meta.dirname, 'open.ts'))}); console.log(process.memoryUsage().external); process.exit(0)`
  const env = { ...process.env, NODE_COMPILE_CACHE: cache }
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' }))
}

test('whoever starts after the program was compiled does without the compiler', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-compiled-'))
  try {
    const cold = readingTakes(join(folder, 'cold'))
    const cache = join(folder, 'warm')
    execFileSync(process.execPath, [join(import.meta.dirname, 'main.ts'), '--compile'], {
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    })
    expect(readingTakes(cache)).toBeLessThan(cold - 4 * 1024 ** 2)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
