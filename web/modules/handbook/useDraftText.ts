import { type RefObject, useEffect, useRef, useState } from 'react'
import { textsPreview } from '../../../server/modules/handbook/contract.ts'
import { useAsk } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { useDebounced } from '../../kit/index.ts'
import { dropCopy, keepCopy, keptCopy } from '../../kit/form/copies.ts'
import type { Page, Preview } from './words.ts'

export type Clash = { no: number; theirs: string; by: string }
export type Draft = {
  text: string
  setText: (text: string) => void
  /** the text that it began from */
  base: { source: string; no: number }
  changed: boolean
  dirty: RefObject<boolean>
  preview: Preview | undefined
  fault: Error | null
  /** what was said of the text that everyone would see, of the text as it stands; only when it was looked at */
  seen: string | undefined
  field: RefObject<HTMLTextAreaElement | null>
  show: (from: number, to: number) => void
  clash: Clash | undefined
  clashed: (clash: Clash) => void
  /** goes on with one's own text, against the newer one */
  goOn: () => void
  take: () => void
  done: () => void
  found: boolean
}

/** A text being written: read a third of a second after the last key, kept on this computer until it is published. */
export function useDraftText({
  page,
  source,
  no,
  as,
}: {
  page: Page | undefined
  source: string
  no: number
  as: 'public' | 'internal'
}): Draft {
  const owner = useSession().data?.actor?.id
  const place = `page-${page?.id ?? 'new'}`
  const [kept] = useState(() => keptCopy(owner, place))
  const [base, setBase] = useState({ source, no: kept?.rev ?? no })
  const [text, setText] = useState(kept?.text ?? source)
  const [clash, setClash] = useState<Clash>()
  const changed = text !== base.source
  const dirty = useRef(false)
  dirty.current = changed
  useEffect(() => {
    if (!dirty.current && !changed) dropCopy(owner, place)
    else if (changed) keepCopy(owner, place, { text, rev: base.no })
  }, [owner, place, text, changed, base.no])
  const later = useDebounced(text)
  const audience = as === 'public' ? 'public' : page && page.audience !== 'public' ? page.audience : page ? 'public' : 'internal'
  const blank = later.trim() === ''
  const asked = useAsk(textsPreview, { source: blank ? '#' : later, audience, ...(page ? { page: page.id } : {}) }, { keep: true })
  const settled = later === text && !asked.isPlaceholderData
  const field = useRef<HTMLTextAreaElement>(null)
  return {
    text,
    setText,
    base,
    changed,
    dirty,
    preview: asked.data,
    fault: asked.error,
    seen: as === 'public' && settled ? (asked.data?.public_hash ?? undefined) : undefined,
    field,
    show: (from, to) => {
      field.current?.focus()
      field.current?.setSelectionRange(from, to)
    },
    clash,
    clashed: setClash,
    goOn: () => {
      if (clash) setBase({ source: clash.theirs, no: clash.no })
      setClash(undefined)
    },
    take: () => {
      if (clash) {
        setBase({ source: clash.theirs, no: clash.no })
        setText(clash.theirs)
      }
      setClash(undefined)
    },
    done: () => {
      dirty.current = false
      dropCopy(owner, place)
    },
    found: kept !== undefined,
  }
}
