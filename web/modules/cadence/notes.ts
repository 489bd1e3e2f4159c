import * as Y from 'yjs'

/** An edit of somebody else, as it changed the text: where it ended, and whose it was. */
export type Remote = { by: string; at: number }
type Edit = { by: { id: string; name: string }; edit: string }
type Heard = { state: string | null; edits: readonly Edit[] }

/**
 * The notes as this page has them. What is typed counts at once; it is sent until the house says that it has it, in one piece with what was
 * typed meanwhile. What others typed comes in between, and one's own place in the text stays where it was.
 */
export function sharedNotes(to: {
  me: () => string
  send: (edit: string) => Promise<unknown>
  /** the text is another one: `place` says where a place of before is now */
  changed: (text: string, place: (at: number) => number, remote: Remote | undefined) => void
  waiting: (unsent: boolean) => void
}) {
  const doc = new Y.Doc()
  const shared = doc.getText('text')
  const unsent: Uint8Array[] = []
  let sending = false
  let again: ReturnType<typeof setTimeout> | undefined
  let closed = false
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'typed') unsent.push(update)
  })

  async function push(): Promise<void> {
    if (sending || closed || unsent.length === 0) return
    sending = true
    to.waiting(true)
    const count = unsent.length
    try {
      // an edit that arrives twice counts once: a lost answer is asked for again
      await to.send(toText(Y.mergeUpdates(unsent.slice(0, count))))
      unsent.splice(0, count)
      to.waiting(unsent.length > 0)
    } catch {
      again = setTimeout(() => void push(), 2000)
      return
    } finally {
      sending = false
    }
    void push()
  }

  return {
    /** the field reads so now */
    typed: (text: string) => {
      const old = shared.toString()
      if (old === text) return
      const [from, oldEnd, newEnd] = changedPart(old, text)
      doc.transact(() => {
        shared.delete(from, oldEnd - from)
        shared.insert(from, text.slice(from, newEnd))
      }, 'typed')
      void push()
    },
    hear: ({ state, edits }: Heard) => {
      const whole = state === null ? [] : [{ by: { id: to.me(), name: '' }, edit: state }]
      for (const { by, edit } of [...whole, ...edits]) {
        const deltas: Delta[] = []
        const note = (event: Y.YTextEvent) => deltas.push(event.delta)
        shared.observe(note)
        Y.applyUpdate(doc, toBytes(edit))
        shared.unobserve(note)
        const [delta] = deltas
        if (!delta) continue
        to.changed(shared.toString(), (at) => placeAfter(delta, at), by.id === to.me() ? undefined : { by: by.name, at: endOf(delta) })
      }
    },
    close: () => {
      closed = true
      clearTimeout(again)
      doc.destroy()
    },
  }
}

type Delta = Y.YTextEvent['delta']

/** Where a place of before is after a change; what is put in exactly there comes behind it. */
export function placeAfter(delta: Delta, at: number): number {
  let [read, place] = [0, at]
  for (const part of delta) {
    if (read > at) break
    if (part.retain !== undefined) read += part.retain
    else if (part.delete !== undefined) {
      place -= Math.max(0, Math.min(at, read + part.delete) - read)
      read += part.delete
    } else if (typeof part.insert === 'string' && read < at) place += part.insert.length
  }
  return place
}

function endOf(delta: Delta): number {
  let [at, end] = [0, 0]
  for (const part of delta) {
    at += part.retain ?? (typeof part.insert === 'string' ? part.insert.length : 0)
    if (part.insert !== undefined || part.delete !== undefined) end = at
  }
  return end
}

/** Where two texts begin to differ, and where each ends to; no letter of two halves is cut. */
export function changedPart(old: string, text: string): [from: number, oldEnd: number, newEnd: number] {
  const shorter = Math.min(old.length, text.length)
  let from = 0
  while (from < shorter && old[from] === text[from]) from += 1
  if (isHalf(old, from - 1)) from -= 1
  let tail = 0
  while (tail < shorter - from && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1
  if (tail > 0 && (isHalf(old, old.length - tail - 1) || isHalf(text, text.length - tail - 1))) tail -= 1
  return [from, old.length - tail, text.length - tail]
}

function isHalf(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xd800 && code <= 0xdbff
}

function toText(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

function toBytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
}
