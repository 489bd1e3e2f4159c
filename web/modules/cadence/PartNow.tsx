import { Button } from '../../kit/index.ts'
import { NewAction, NewDecision } from './Lines.tsx'
import { Rating } from './Rating.tsx'
import type { Item, Meeting, Writing } from './words.ts'

type Props = { meeting: Meeting; part: Item | undefined; writing: Writing; onWrite: (what: Writing) => void }

/** What comes of a part of the agenda without an issue: a decision or an action, each with its key. A line begun stays with its part. */
export function PartNow({ meeting, part, writing, onWrite }: Props) {
  const begun = writing?.item === undefined ? undefined : meeting.agenda.find(({ id }) => id === writing.item)
  const item = begun ?? part
  if (!item) return null
  const can = (name: string) => item === part && item.state === 'open' && meeting.may.includes(`cadence.agenda_items.${name}`)
  const done = () => onWrite(undefined)
  return (
    <section aria-label="Under way">
      <div className="mt-head">
        <h2>{item === part ? 'Under way' : 'Still to write down'}</h2>
        <span className="mt-head-note">{item.title}</span>
        {can('act') && (
          <Button className="mt-push" size="xs" variant="subtle" onClick={() => onWrite({ what: 'action', item: item.id })}>
            Action <kbd>A</kbd>
          </Button>
        )}
        {can('decide') && (
          <Button size="xs" variant="subtle" onClick={() => onWrite({ what: 'decision', item: item.id })}>
            Decision <kbd>D</kbd>
          </Button>
        )}
      </div>
      {item === part && item.shows === 'closing' && <Rating meeting={meeting} />}
      {begun && writing?.what === 'decision' && <NewDecision item={begun} meeting={meeting} onDone={done} />}
      {begun && writing?.what === 'action' && <NewAction item={begun} meeting={meeting} onDone={done} />}
    </section>
  )
}
