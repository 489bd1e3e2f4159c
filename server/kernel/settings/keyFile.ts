import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A key of 32 bytes kept in the data folder: made on first use, mode 0600; two processes that start together get the same one. */
export function keyFile(path: string): { text: string; made: boolean } {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let made = false
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 })
    made = true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    // a copied data folder may have lost the mode
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
  }
  return { text: readFileSync(path, 'utf8').trim(), made }
}
