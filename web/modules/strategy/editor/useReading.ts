import { useCallback, useEffect, useRef, useState } from 'react'
import { type Block, type BlockEdit, edited, editionsPreview } from '../../../../server/modules/strategy/contract.ts'
import { type AskOutput, ask, Problem as Refused } from '../../../ask.ts'

export type Preview = AskOutput<typeof editionsPreview>
type Read = { of: string; preview: Preview }

/**
 * How the text is read: at once after an edit of a block, a third of a second after the last key in the source. `blocks` stand for the text
 * of now, or are nothing while it is being read; words typed into a block move the places behind them without a question.
 */
export function useReading(id: string, text: string) {
  const [read, setRead] = useState<Read>()
  const [fault, setFault] = useState<Error>()
  const soon = useRef(true)
  useEffect(() => {
    if (read?.of === text && !soon.current) return
    const stop = new AbortController()
    const timer = setTimeout(
      () => {
        ask(editionsPreview, { id, source: text }, { key: null, signal: stop.signal }).then(
          (preview) => {
            setRead({ of: text, preview })
            setFault(undefined)
          },
          (error: unknown) => {
            if (error instanceof Refused) setFault(error)
          },
        )
      },
      soon.current ? 0 : 350,
    )
    soon.current = false
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [id, text, read?.of])
  const blocks = read?.of === text ? (read.preview.blocks as Block[]) : undefined
  /** The text with an edit in it; of words alone the blocks are known at once. */
  const apply = useCallback(
    (edit: BlockEdit): string | undefined => {
      if (!blocks) return undefined
      const next = edited(text, blocks, edit, read?.preview.openings)
      if (next === undefined) return undefined
      if (edit.do === 'write')
        setRead((now) => now && { of: next, preview: { ...now.preview, blocks: rewritten(blocks, edit.at, next.length - text.length) } })
      else soon.current = true
      return next
    },
    [blocks, text, read?.preview.openings],
  )
  return { preview: read?.preview, of: read?.of ?? '', fault, blocks, apply }
}

/** Places after words of another length. */
function rewritten(blocks: readonly Block[], at: number, by: number): Block[] {
  const place = blocks[at]?.text.to ?? 0
  const later = (offset: number) => (offset >= place ? offset + by : offset)
  return blocks.map((one, n) => ({
    ...one,
    from: n > at ? later(one.from) : one.from,
    to: later(one.to),
    text: { from: n > at ? later(one.text.from) : one.text.from, to: later(one.text.to) },
  }))
}
