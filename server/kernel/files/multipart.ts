import { Refusal } from '../refusal.ts'

export type PartHead = { name: string; filename: string | undefined; type: string }
/** What takes a part's bytes as they come. */
type Sink = { write: (bytes: Uint8Array) => Promise<void>; end: () => Promise<void> }

const mostHead = 8192
const mostParts = 60
const headsEnd = Buffer.from('\r\n\r\n')

/** The boundary that a content type names; nothing for another type. */
export function boundaryOf(type: string): string | undefined {
  if (!/^multipart\/form-data\s*;/i.test(type)) return undefined
  const [, inQuotes, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? []
  return inQuotes ?? plain
}

/**
 * Reads `multipart/form-data` (RFC 7578) as it comes: no more of it is held than what may be a boundary. Refuses `body.invalid`.
 */
export async function readMultipart(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  open: (head: PartHead) => Promise<Sink>,
): Promise<void> {
  const mark = Buffer.from(`\r\n--${boundary}`)
  const source = body[Symbol.asyncIterator]()
  // so that the first boundary begins like the others
  let held: Buffer = Buffer.from('\r\n')

  async function more(): Promise<void> {
    const { value, done } = await source.next()
    if (done) throw broken()
    held = Buffer.concat([held, value])
  }

  async function upToMark(sink: Pick<Sink, 'write'>): Promise<void> {
    for (;;) {
      const at = held.indexOf(mark)
      const whole = at >= 0 ? at : Math.max(0, held.length - mark.length + 1)
      if (whole > 0) await sink.write(held.subarray(0, whole))
      held = held.subarray(at >= 0 ? at + mark.length : whole)
      if (at >= 0) return
      await more()
    }
  }

  await upToMark(noMore(mostHead))
  for (let parts = 0; ; parts += 1) {
    while (held.length < 2) await more()
    const next = held.toString('latin1', 0, 2)
    if (next === '--') break
    if (next !== '\r\n' || parts === mostParts) throw broken()
    let end = held.indexOf(headsEnd)
    while (end < 0) {
      if (held.length > mostHead) throw broken()
      await more()
      end = held.indexOf(headsEnd)
    }
    if (end > mostHead) throw broken()
    const sink = await open(headOf(held.toString('utf8', 2, end)))
    // the blank line's own end may begin the boundary of an empty part
    held = held.subarray(end + 2)
    await upToMark(afterLine(sink))
    await sink.end()
  }
  // whatever follows the end is nothing, and is not waited for
  await source.return?.()
}

/** What comes before the first part is nothing, and may not go on for ever. */
function noMore(bytes: number): Pick<Sink, 'write'> {
  let left = bytes
  return {
    write: async (some) => {
      left -= some.length
      if (left < 0) throw broken()
    },
  }
}

/** Leaves out the line end that was kept in front of a part's bytes. */
function afterLine(sink: Sink): Sink {
  let left = 2
  return {
    ...sink,
    write: async (bytes) => {
      const rest = bytes.subarray(Math.min(left, bytes.length))
      left -= bytes.length - rest.length
      if (rest.length > 0) await sink.write(rest)
    },
  }
}

function headOf(text: string): PartHead {
  const line = text.split('\r\n').find((one) => /^content-disposition:\s*form-data/i.test(one)) ?? ''
  const name = quoted(line, 'name')
  if (name === undefined) throw broken()
  const [, type = ''] = /^content-type:\s*([\w.+-]+\/[\w.+-]+)/im.exec(text) ?? []
  return { name, filename: quoted(line, 'filename'), type: type.toLowerCase() }
}

/** A quoted value as browsers write it: `"` and line ends are percent-encoded (HTML, form submission), backslashes stay. */
function quoted(line: string, key: string): string | undefined {
  const [, value] = new RegExp(`;\\s*${key}="([^"]*)"`, 'i').exec(line) ?? new RegExp(`;\\s*${key}=([^\\s;"]+)`, 'i').exec(line) ?? []
  return value?.replaceAll(/%(22|0D|0A)/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function broken(): Refusal {
  return new Refusal('invalid', 'body.invalid', 'The parts of the body do not fit together. Send multipart/form-data as RFC 7578 has it.')
}
