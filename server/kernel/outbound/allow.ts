import { isIP } from 'node:net'
import type { Opened } from './target.ts'

/** `host`, `host:port` or `[ipv6]:port`, with commas between; nothing for a text that is none. */
export function readAllow(text: string): Opened | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const opened = parts.map((part) => {
    const found = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::(\d{1,5}))?$/i.exec(part)
    const host = (found?.[1] ?? found?.[2] ?? '').toLowerCase()
    if (host === '' || (found?.[1] !== undefined && isIP(host) !== 6)) return undefined
    return { host, port: found?.[3] === undefined ? undefined : Number(found[3]) }
  })
  return opened.some((one) => one === undefined) ? undefined : opened.filter((one) => one !== undefined)
}
