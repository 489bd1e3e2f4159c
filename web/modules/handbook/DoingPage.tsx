import './doing.css'
import { IconListDetails } from '@tabler/icons-react'
import { useState } from 'react'
import { doingsDraft, doingsList } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAskPaged, useTell } from '../../ask.ts'
import { Button, countOf, Empty, Instant, Link, Loading, Page, Problem, TextInput, toast, useGo } from '../../kit/index.ts'
import { crumbs } from './words.ts'

type Done = AskOutput<typeof doingsList>['items'][number]

/** So many rows make one draft. */
const most = 60

/** What I did, to be ticked: a procedure is drafted of it, with its steps and links and without a value. */
export default function DoingPage() {
  const asked = useAskPaged(doingsList, { limit: 50 })
  const rows = asked.rows.filter(({ work }) => work)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [title, setTitle] = useState('')
  const go = useGo()
  const draft = useTell(doingsDraft, {
    quiet: true,
    onDone: (made) => {
      toast(`“${made.title}” is begun, with ${countOf(made.steps, 'step')}`)
      go(`/handbook/pages/${made.id}/write`)
    },
  })
  const tick = (id: string, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(id)
    else next.delete(id)
    setTicked(next)
  }
  return (
    <Page
      title="My activity"
      crumbs={crumbs}
      note="Tick what belongs together. A procedure is drafted of it: its steps in their order, where each is done, and of what kind each value was. No amount, name, address or number of yours is taken along."
    >
      {asked.isPending ? (
        <Loading lines={8} />
      ) : asked.error ? (
        <Problem error={asked.error} />
      ) : rows.length === 0 && !asked.hasNextPage ? (
        <Empty title="You have changed nothing yet" icon={<IconListDetails size={20} />}>
          What you do in the house stands here, and a procedure can be made of it.
        </Empty>
      ) : (
        <>
          <ul className="doing">
            {rows.map((row) => (
              <Line key={row.id} row={row} on={ticked.has(row.id)} full={ticked.size >= most} onTick={tick} />
            ))}
          </ul>
          {asked.hasNextPage && (
            <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
              Earlier
            </Button>
          )}
        </>
      )}
      {ticked.size > 0 && (
        <form
          className="doing-bar"
          onSubmit={(event) => {
            event.preventDefault()
            const said = title.trim()
            draft.mutate({ rows: [...ticked], ...(said === '' ? {} : { title: said }) })
          }}
        >
          <TextInput
            aria-label="Title of the procedure"
            placeholder="How is it called? Of its steps when you say nothing"
            value={title}
            maxLength={120}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Button type="submit" loading={draft.isPending} disabled={title.trim().length > 0 && title.trim().length < 3}>
            Draft a procedure ({ticked.size})
          </Button>
          {draft.error && <Problem error={draft.error} />}
        </form>
      )}
    </Page>
  )
}

function Line({ row, on, full, onTick }: { row: Done; on: boolean; full: boolean; onTick: (id: string, on: boolean) => void }) {
  return (
    <li>
      <label>
        <input type="checkbox" checked={on} disabled={!on && full} onChange={(event) => onTick(row.id, event.currentTarget.checked)} />
        <span className="doing-what">
          <b>{row.says}</b> <span className="faint">{row.system}</span>
        </span>
      </label>
      <span className="doing-to">{row.href ? <Link href={row.href}>{row.subject}</Link> : row.subject}</span>
      <span className="faint doing-when">
        <Instant at={row.at} />
      </span>
    </li>
  )
}
