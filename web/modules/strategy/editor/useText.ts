import { useEffect, useRef, useState } from 'react'
import { editionsEdit } from '../../../../server/modules/strategy/contract.ts'
import { Problem as Refused, useTell } from '../../../ask.ts'
import { useSession } from '../../../frame/session.ts'
import { toast, toastProblem } from '../../../kit/index.ts'
import { dropCopy, keepCopy, keptCopy } from '../../../kit/form/copies.ts'

type Clash = { rev: number; theirs: string; by: string }

/**
 * The text that somebody writes and the one that it began from. What is not saved is kept on this computer, with the revision on which it
 * began, until it is saved or undone; saving against another revision shows both texts.
 */
export function useText(id: string, source: string, rev: number, edits: boolean) {
  const owner = useSession().data?.actor?.id
  const [kept] = useState(() => keptCopy(owner, id))
  const [base, setBase] = useState({ source, rev: kept?.rev ?? rev })
  const [text, setText] = useState(kept?.text ?? source)
  const [clash, setClash] = useState<Clash>()
  const changed = text !== base.source
  const dirty = useRef(false)
  dirty.current = changed && edits
  useEffect(() => {
    if (!edits) return
    if (changed) keepCopy(owner, id, { text, rev: base.rev })
    else dropCopy(owner, id)
  }, [owner, id, text, changed, edits, base.rev])
  const save = useTell(editionsEdit, { quiet: true })
  const keep = (against = base.rev) =>
    save.mutate(
      { id, source: text, if_match: against },
      {
        onSuccess: (answer) => {
          setBase({ source: text, rev: answer.rev })
          setClash(undefined)
          toast(answer.changed ? `Saved as revision ${answer.rev}` : 'Nothing had changed')
        },
        onError: (error) => {
          if (error instanceof Refused && error.code === 'edit.stale') setClash(clashOf(error))
          else toastProblem(error)
        },
      },
    )
  const take = (theirs: string, at: number) => {
    setBase({ source: theirs, rev: at })
    setText(theirs)
    setClash(undefined)
  }
  /** Goes on with one's own text, against the newer one. */
  const goOn = ({ theirs, rev: at }: Clash) => {
    setBase({ source: theirs, rev: at })
    setClash(undefined)
  }
  return { text, setText, base, changed, dirty, clash, keep, take, goOn, saving: save.isPending, found: kept !== undefined }
}

function clashOf(problem: Refused): Clash {
  const { rev, theirs, changed_by } = problem.facts
  return { rev: Number(rev), theirs: String(theirs ?? ''), by: String(changed_by ?? 'Somebody') }
}
