import { useEffect, useRef, useState } from 'react'
import type { Block } from '../../../../server/modules/strategy/contract.ts'
import { inField, withBreaks } from '../differences.ts'

const lineHeight = 20

/** The Markdown itself, in step with the blocks: the lines of the block of now are marked, and the caret marks its block. */
export function SourcePane(props: {
  text: string
  original: string
  block: Block | undefined
  /** whether the block was chosen elsewhere, so that its lines come into sight */
  follow: boolean
  readOnly: boolean
  onText: (text: string) => void
  onCaret: (offset: number) => void
  onSave: () => void
}) {
  const { text, original, block, follow, readOnly, onText, onCaret, onSave } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const [scrolled, setScrolled] = useState(0)
  const shown = inField(text)
  const lineAt = (offset: number) => inField(text.slice(0, offset)).split('\n').length - 1
  const lines = block && { from: lineAt(block.from), to: lineAt(block.to) }
  const first = lines?.from
  useEffect(() => {
    const area = field.current
    if (!area || !follow || first === undefined) return
    const top = first * lineHeight
    if (top < area.scrollTop || top + lineHeight * 2 > area.scrollTop + area.clientHeight)
      area.scrollTop = Math.max(0, top - area.clientHeight / 3)
  }, [follow, first])
  return (
    <div className="source-pane">
      {lines && (
        <span
          className="source-band"
          aria-hidden
          style={{
            insetBlockStart: `${12 + lines.from * lineHeight - scrolled}px`,
            blockSize: `${(lines.to - lines.from + 1) * lineHeight}px`,
          }}
        />
      )}
      <textarea
        ref={field}
        className="plan-source mono"
        aria-label="Markdown of the plan"
        wrap="off"
        value={shown}
        readOnly={readOnly}
        spellCheck={false}
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
        onSelect={(event) => {
          const { selectionStart } = event.currentTarget
          // the field counts each break as one
          const breaks = shown.slice(0, selectionStart).split('\n').length - 1
          const extra = text.includes('\r\n') ? breaks : 0
          if (document.activeElement === event.currentTarget) onCaret(selectionStart + extra)
        }}
        onChange={(event) => onText(withBreaks(event.currentTarget.value, original))}
        onKeyDown={(event) => {
          if ((event.metaKey || event.ctrlKey) && event.key === 'Enter') onSave()
        }}
      />
    </div>
  )
}
