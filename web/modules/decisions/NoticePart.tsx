import './decisions.css'
import { useState } from 'react'
import { decisionsAnswer, decisionsGet, decisionsRead } from '../../../server/modules/decisions/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import type { NoticePartProps } from '../../frame/rooms.ts'
import { Button, Link, NoticeWait, SayArea, toast } from '../../kit/index.ts'
import { askedOf, type Decision, isWaitedFor, namesText, objectingTo, type Party, seatOf, stanceActs } from './words.ts'

/** A decision in the inbox: the text of now, and the answer without leaving. Nothing for one who may see it no more. */
export default function NoticePart({ id, onDone }: NoticePartProps) {
  const { data: decision, isPending } = useAsk(decisionsGet, { id })
  const read = useTell(decisionsRead, { onDone })
  if (!decision) return isPending ? <NoticeWait /> : null
  const can = (name: string) => decision.may.includes(`decisions.decisions.${name}`)
  const seat = seatOf(decision)
  const objecting = objectingTo(decision)
  return (
    <section className="notice-part" aria-label={decision.issue}>
      <p className="proposal">{decision.text.proposal}</p>
      {decision.text.subjects.map((one) => (
        <p key={one.href}>
          <Link href={one.href}>Read {one.title}</Link>
        </p>
      ))}
      {objecting.length > 0 && (
        <p className="faint">
          {namesText(objecting)} {objecting.length === 1 ? 'objects' : 'object'}.
        </p>
      )}
      {can('answer') && seat && isWaitedFor(seat) && (
        <Quick key={`${seat.id} ${decision.text.no}`} decision={decision} seat={seat} onDone={onDone} />
      )}
      {can('decide') && (
        <div className="quick-acts">
          <Button href={`/decisions/decisions/${decision.id}`}>Decide on its page</Button>
        </div>
      )}
      {can('mark_read') && (
        <div className="quick-acts">
          <Button variant="default" loading={read.isPending} onClick={() => read.mutate({ id: decision.id, text_no: decision.text.no })}>
            I have read it
          </Button>
        </div>
      )}
    </section>
  )
}

type QuickProps = { decision: Decision; seat: Party; onDone: () => void }

/** One press answers; whoever is against it says why. */
function Quick({ decision, seat, onDone }: QuickProps) {
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const tell = useTell(decisionsAnswer, {
    onDone: (now) => {
      toast(`Your answer stands with text ${decision.text.no}`)
      const next = seatOf(now)
      if (!next || !isWaitedFor(next)) onDone()
    },
  })
  const answer = (stance: ReturnType<typeof stanceActs>[number]) => {
    const why = text.trim()
    if (stance.against && why === '') return setMissing(true)
    tell.mutate({ id: decision.id, party_id: seat.id, stance: stance.value, text_no: decision.text.no, ...(why ? { text: why } : {}) })
  }
  return (
    <>
      <SayArea
        label={askedOf(seat)}
        placeholder="In words, if you like"
        value={text}
        error={missing ? 'Say why, so that it can be mended.' : undefined}
        onChange={(next) => {
          setText(next)
          setMissing(false)
        }}
      />
      <div className="quick-acts">
        {stanceActs(seat.letter).map((stance, at) => (
          <Button
            key={stance.value}
            variant={at === 0 ? 'filled' : 'default'}
            loading={tell.isPending && tell.variables?.stance === stance.value}
            disabled={tell.isPending}
            onClick={() => answer(stance)}
          >
            {stance.label}
          </Button>
        ))}
      </div>
    </>
  )
}
