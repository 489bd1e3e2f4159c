import { useState } from 'react'
import { quarantineList, sourcesCreate, sourcesList, sourcesRotate } from '../../../server/modules/data/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  Answer,
  Button,
  Confirm,
  DataTable,
  Empty,
  Form,
  Instant,
  Loading,
  Modal,
  MoreMenu,
  Page,
  PlainTable,
  Section,
  SelectField,
  Stack,
  Status,
  TextField,
  countOf,
  countText,
  titleOf,
  useQueryText,
} from '../../kit/index.ts'
import { Ages } from './Ages.tsx'
import { Through } from './Freshness.tsx'
import { SendTest } from './SendTest.tsx'

type Source = AskOutput<typeof sourcesList>['items'][number]

/** Where data comes from, how far it is in, and what was kept but not loaded. */
export default function SourcesPage() {
  const may = useMay()
  const [wanted, setWanted] = useQueryText('new', '')
  const [given, setGiven] = useState<{ key: string; write_key: string } | undefined>()
  const [turning, setTurning] = useState<Source | undefined>()
  const rotate = useTell(sourcesRotate, { onDone: (answer) => setGiven(answer) })
  const sources = useAsk(sourcesList, { limit: 100 }, { refetchInterval: 5000 })
  return (
    <Page
      title="Sources"
      heading={<Said sources={sources.data?.items} />}
      note="Events are written to the log before anything else; views of the rooms are read when they change."
      actions={may('data.source') && <Button onClick={() => setWanted('1')}>New source</Button>}
    >
      <Stack gap={5}>
        <Section title="Events" flush>
          <Answer of={sources} loading={<Loading rows={3} />}>
            {({ items }) => (
              <PlainTable
                label="Sources"
                rows={items}
                rowKey={(row) => row.key}
                empty={
                  <Empty title="No source yet" action={may('data.source') && <Button onClick={() => setWanted('1')}>New source</Button>}>
                    A source gives your product a write key. Any Segment or RudderStack client can send with it.
                  </Empty>
                }
                columns={[
                  {
                    id: 'name',
                    title: 'Source',
                    phone: 'title',
                    cell: (row) => row.name,
                    text: (row) => row.name,
                    sort: true,
                  },
                  {
                    id: 'state',
                    title: 'State',
                    cell: (row) => (
                      <Status
                        value={row.state}
                        {...(row.state === 'on' ? { tone: 'good' as const } : {})}
                        label={row.state === 'testing' ? 'Waiting for its first event' : titleOf(row.state)}
                      />
                    ),
                  },
                  { id: 'last', title: 'Last event', cell: (row) => <Through at={row.last_event_at} /> },
                  { id: 'about', title: 'About', cell: (row) => (row.subject === 'server' ? 'Servers' : 'People') },
                  {
                    id: 'keys',
                    title: 'Write key',
                    cell: (row) =>
                      row.keys.map((key) => (
                        <div key={key.hint} className="mono">
                          {key.hint}
                          {key.valid_until && (
                            <span className="faint">
                              {' '}
                              until <Instant at={key.valid_until} />
                            </span>
                          )}
                        </div>
                      )),
                  },
                  {
                    id: 'quarantine',
                    title: 'Quarantine',
                    align: 'right',
                    cell: (row) => <span className="num">{countText(row.quarantined)}</span>,
                    text: (row) => row.quarantined,
                  },
                  {
                    id: 'marked',
                    title: 'Loaded with a mark',
                    align: 'right',
                    phone: 'hide',
                    cell: (row) => <span className="num">{countText(row.marked)}</span>,
                    text: (row) => row.marked,
                  },
                  {
                    id: 'acts',
                    title: '',
                    align: 'right',
                    cell: (row) =>
                      may('data.source') && <MoreMenu acts={[{ title: 'Give a new write key', onClick: () => setTurning(row) }]} />,
                  },
                ]}
              />
            )}
          </Answer>
        </Section>
        <Ages />
        {may('data.raw') && (
          <Section title="Quarantine" note="Kept in the log and not loaded, or loaded with a mark, and why" flush>
            <DataTable
              operation={quarantineList}
              label="Quarantine"
              csv={false}
              inAddress={false}
              rowKey={(row) => row.id}
              filters={[{ field: 'reason', label: 'Reason', options: reasons.map((value) => ({ value, label: titleOf(value) })) }]}
              columns={[
                {
                  id: 'reason',
                  title: 'Reason',
                  phone: 'title',
                  cell: (row) => (
                    <>
                      {titleOf(row.reason)} {row.loaded && <span className="faint">loaded</span>}
                      {row.detail && <p className="faint">{row.detail}</p>}
                    </>
                  ),
                },
                { id: 'source', title: 'Source', cell: (row) => row.source || '–' },
                { id: 'received', title: 'Received', cell: (row) => <Instant at={row.received_at} ago /> },
                { id: 'excerpt', title: 'What came', cell: (row) => <span className="mono clip">{row.excerpt.slice(0, 120)}</span> },
              ]}
              empty={<Empty title="Nothing in quarantine">Every event that came could be loaded.</Empty>}
            />
          </Section>
        )}
      </Stack>
      <Modal opened={wanted !== ''} onClose={() => setWanted('')} title="New source of events">
        <Form
          unguarded
          operation={sourcesCreate}
          initial={{ subject: 'server' }}
          submit="Create source"
          onCancel={() => setWanted('')}
          onDone={(answer) => {
            setWanted('')
            setGiven(answer)
          }}
        >
          <TextField name="name" label="Name" autoFocus />
          <TextField name="key" label="Short name" hint="Lower case; it stays for good." />
          <SelectField
            name="subject"
            label="Its events are about"
            options={[
              { value: 'server', label: 'Servers of our product' },
              { value: 'person', label: 'People' },
            ]}
          />
        </Form>
      </Modal>
      <Modal opened={given !== undefined} onClose={() => setGiven(undefined)} title="The write key" size="lg">
        {given && <SendTest source={given.key} writeKey={given.write_key} />}
      </Modal>
      <Confirm
        open={turning !== undefined}
        title={`Give ${turning?.name ?? ''} a new write key?`}
        act="Give a new key"
        onConfirm={() => rotate.mutateAsync({ key: turning?.key ?? '' })}
        onClose={() => setTurning(undefined)}
      >
        The present key goes on working for 30 days, so that clients can change over.
      </Confirm>
    </Page>
  )
}

const reasons = [
  'type_unknown',
  'event_missing',
  'subject_missing',
  'item_too_large',
  'not_an_object',
  'timestamp_invalid',
  'server_id_invalid',
  'torn_line',
  'count_implausible',
  'not_loadable',
]

/** What reports, and what of it could not be used. */
function Said({ sources }: { sources: readonly Source[] | undefined }) {
  if (!sources || sources.length === 0) return 'Sources'
  const on = sources.filter((one) => one.state === 'on').length
  const kept = sources.reduce((sum, one) => sum + one.quarantined, 0)
  return (
    <>
      {on === sources.length
        ? `${countOf(on, 'source')} ${on === 1 ? 'reports' : 'report'}. `
        : `${on} of ${countOf(sources.length, 'source')} report. `}
      <span className="quiet">
        {kept === 0
          ? 'Every event that came could be loaded.'
          : `${countOf(kept, 'event')} ${kept === 1 ? 'waits' : 'wait'} in the quarantine.`}
      </span>
    </>
  )
}
