import './candidates.css'
import './import.css'
import { IconMessages } from '@tabler/icons-react'
import { useState } from 'react'
import { chatsConfirm, chatsDiscard, chatsGet } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import {
  agoText,
  Button,
  Checkbox,
  countOf,
  dayText,
  Link,
  Loading,
  Note,
  Problem,
  Progress,
  Record,
  RecordOf,
  Section,
  Status,
  TextInput,
  useParam,
} from '../../kit/index.ts'
import { channelKinds, chatCrumbs, chatFormats, chatStates } from './words.ts'

type Chat = AskOutput<typeof chatsGet>
type Channel = Chat['channels'][number]

/** The channels of a chat, which of them are read, how far that is, and what was found. */
export default function ChatPage() {
  const asked = useAsk(chatsGet, { id: useParam('id') }, { refetchInterval: (last) => (last?.state === 'mining' ? 1000 : false) })
  return (
    <RecordOf of={asked} title="Chat" crumbs={chatCrumbs} loading={<Loading shape="record" />}>
      {(row) => <Imported row={row} />}
    </RecordOf>
  )
}

function Imported({ row }: { row: Chat }) {
  const discard = useTell(chatsDiscard, { stale: [chatsGet] })
  const go = useTell(chatsConfirm, { stale: [chatsGet] })
  const found = row.found
  return (
    <Record
      title={row.name}
      crumbs={chatCrumbs}
      icon={<IconMessages size={22} />}
      badge={<Status value={row.state} {...chatStates[row.state]} />}
      line={[chatFormats[row.format], countOf(row.messages, 'message'), `${agoText(row.created_at)}, ${row.by.name}`]}
      next={
        row.state === 'mining' && found !== null ? (
          <Section
            title="Under way"
            actions={
              row.may.includes('confirm') && (
                <Button variant="default" onClick={() => go.mutate({ id: row.id, channels: [] })} loading={go.isPending}>
                  Go on if it stands still
                </Button>
              )
            }
          >
            <p className="import-far">
              {found.done} of {countOf(found.channels, 'channel')}
            </p>
            <Progress value={(100 * found.done) / Math.max(1, found.channels)} label="How far the reading is" />
          </Section>
        ) : row.state === 'mined' && found !== null ? (
          <Note title={`${countOf(found.questions, 'new question')}, ${found.answered} answered`}>
            {found.raised === 0 ? 'Nothing new is asked again and again. ' : `${countOf(found.raised, 'new candidate')}. `}
            <Link href="/handbook/findings/candidates">To the candidates</Link>. The file is gone.
          </Note>
        ) : undefined
      }
      acts={[
        row.may.includes('discard') && {
          title: row.state === 'mined' ? 'Throw away what was found' : 'Throw it away',
          onClick: () => discard.mutate({ id: row.id }),
        },
      ]}
      tabs={[
        {
          id: 'channels',
          title: 'Channels',
          count: row.channels.length,
          body: row.state === 'listed' && row.may.includes('confirm') ? <Ticking row={row} /> : <Channels channels={row.channels} />,
        },
        row.bad_count > 0 && { id: 'bad', title: 'Not read', count: row.bad_count, body: <Bad row={row} /> },
      ]}
    />
  )
}

function Ticking({ row }: { row: Chat }) {
  const [taken, setTaken] = useState(row.channels.filter(({ kind }) => kind === 'open').map(({ key }) => key))
  const [opened, setOpened] = useState<string[]>([])
  const [reason, setReason] = useState('')
  const confirm = useTell(chatsConfirm, { stale: [chatsGet], quiet: true })
  const narrow = row.channels.filter(({ key, kind }) => taken.includes(key) && kind !== 'open' && !opened.includes(key))
  const toggle = (list: string[], key: string, on: boolean) => (on ? [...list, key] : list.filter((one) => one !== key))
  return (
    <form
      className="import-read"
      onSubmit={(event) => {
        event.preventDefault()
        const why = narrow.length > 0 ? { include_private: true, reason: reason.trim() } : {}
        confirm.mutate({ id: row.id, channels: taken, opened: opened.filter((key) => taken.includes(key)), ...why })
      }}
    >
      <Note>Nothing was looked into yet. The file is gone as soon as it was read, on {dayText(row.delete_after)} at the latest.</Note>
      <ul className="chat-channels">
        {row.channels.map((one) => (
          <li key={one.key}>
            <Checkbox
              label={one.name}
              checked={taken.includes(one.key)}
              onChange={(event) => setTaken(toggle(taken, one.key, event.currentTarget.checked))}
            />
            <span className="faint">{channelLine(one)}</span>
            {one.kind === 'unsaid' && taken.includes(one.key) && (
              <Checkbox
                label="Every colleague may read it"
                checked={opened.includes(one.key)}
                onChange={(event) => setOpened(toggle(opened, one.key, event.currentTarget.checked))}
              />
            )}
          </li>
        ))}
      </ul>
      {narrow.length > 0 && (
        <TextInput
          label="Why channels are read that are not open"
          description="Whoever answers for privacy is told. What is found is seen by those alone who read the channel and keep the handbook."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={500}
        />
      )}
      {confirm.error && <Problem error={confirm.error} />}
      <div className="confirm-acts">
        <Button type="submit" loading={confirm.isPending} disabled={taken.length === 0 || (narrow.length > 0 && reason.trim().length < 10)}>
          {taken.length === 0 ? 'Tick a channel' : `Read ${countOf(taken.length, 'channel')}`}
        </Button>
      </div>
    </form>
  )
}

function channelLine({ kind, messages, people, from, to, seen_by }: Channel): string {
  const span = from === null || to === null ? '' : from === to ? dayText(from) : `${dayText(from)} to ${dayText(to)}`
  const seen = seen_by === null ? '' : seen_by === 0 ? 'nobody who keeps the handbook reads it' : `seen by ${seen_by} who keep the handbook`
  return [channelKinds[kind], countOf(messages, 'message'), `${people} wrote`, span, seen].filter(Boolean).join(' · ')
}

function Channels({ channels }: { channels: Channel[] }) {
  return (
    <ul className="chat-channels">
      {channels.map((one) => (
        <li key={one.key}>
          <b>{one.name}</b>
          <span className="faint">{[one.taken ? 'Read' : 'Not read', channelLine(one)].join(' · ')}</span>
        </li>
      ))}
    </ul>
  )
}

function Bad({ row }: { row: Chat }) {
  return (
    <ul className="import-read">
      {row.bad.map((one) => (
        <li key={one.at}>
          <span className="num">{one.at}</span> {one.why}
        </li>
      ))}
      {row.bad_count > row.bad.length && <li className="faint">and {row.bad_count - row.bad.length} more</li>}
    </ul>
  )
}
