import { useState } from 'react'
import { handOverDo, handOverRead, handOverUndo } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import {
  Answer,
  Button,
  Empty,
  Form,
  Instant,
  Link,
  Loading,
  Modal,
  None,
  Page,
  PlainTable,
  Section,
  Status,
  Tag,
  titleOf,
  toast,
  useParam,
} from '../../kit/index.ts'
import { PickPerson } from './GroupFields.tsx'

type Item = AskOutput<typeof handOverRead>['items'][number]

/** What somebody is responsible for, and who has it now. */
export default function HandOverPage() {
  const id = useParam('id')
  const asked = useAsk(handOverRead, { id })
  const [giving, setGiving] = useState<Item | 'all'>()
  const undo = useTell(handOverUndo, { onDone: () => toast('It waits again') })
  const person = asked.data?.person
  const items = asked.data?.items ?? []
  const may = (act: string) => asked.data?.may.includes(act) === true
  const waits = items.filter((item) => item.to === null).length
  return (
    <Page
      title={person ? `Hand-over of ${person.name}` : 'Hand-over'}
      crumbs={[
        { title: 'People', href: '/people/persons' },
        { title: person?.name ?? 'Person', href: `/people/persons/${id}` },
      ]}
      note="What somebody else took meanwhile stays with them. For a day, what was handed over can be taken back."
      actions={
        <>
          {may('people.hand_overs.undo') && items.some((item) => item.undo_until) && (
            <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate({ id })}>
              Take back
            </Button>
          )}
          {may('people.hand_overs.do') && waits > 0 && <Button onClick={() => setGiving('all')}>Hand over all</Button>}
        </>
      }
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {() => (
          <Section title="Responsible for" flush>
            {items.length === 0 ? (
              <Empty title="Nothing to hand over">Nothing hangs on this person and nothing waits for them.</Empty>
            ) : (
              <PlainTable
                label="Responsible for"
                bare
                rows={items}
                rowKey={(row) => `${row.room} ${row.kind} ${row.id}`}
                columns={[
                  { id: 'title', title: 'What', phone: 'title', cell: (row) => <Link href={row.href}>{row.title}</Link> },
                  { id: 'kind', title: 'Kind', cell: (row) => <Tag>{row.kind === 'report' ? 'Reports to' : titleOf(row.kind)}</Tag> },
                  {
                    id: 'state',
                    title: 'State',
                    cell: (row) => (row.to ? <Status value="active" label="Handed over" /> : <Status value="pending" label="Waits" />),
                  },
                  {
                    id: 'to',
                    title: 'Now with',
                    cell: (row) => (row.to ? <Link href={`/people/persons/${row.to.id}`}>{row.to.name}</Link> : <None why="nobody yet" />),
                  },
                  {
                    id: 'at',
                    title: 'Since',
                    cell: (row) => (row.handed_at ? <Instant at={row.handed_at} ago /> : <None />),
                    phone: 'hide',
                  },
                  {
                    id: 'acts',
                    title: '',
                    align: 'right',
                    cell: (row) =>
                      may('people.hand_overs.do') &&
                      row.to === null && (
                        <Button variant="default" size="xs" aria-label={`Hand over ${row.title}`} onClick={() => setGiving(row)}>
                          Hand over
                        </Button>
                      ),
                  },
                ]}
              />
            )}
          </Section>
        )}
      </Answer>
      {giving && <GiveDialog id={id} giving={giving} waits={waits} onClose={() => setGiving(undefined)} />}
    </Page>
  )
}

function GiveDialog({ id, giving, waits, onClose }: { id: string; giving: Item | 'all'; waits: number; onClose: () => void }) {
  const one = giving === 'all' ? undefined : { room: giving.room, kind: giving.kind, id: giving.id }
  return (
    <Modal
      opened
      onClose={onClose}
      title={giving === 'all' ? `Hand over ${waits === 1 ? 'what waits' : `all ${waits}`}` : `Hand over ${giving.title}`}
    >
      <Form
        operation={handOverDo}
        fixed={{ id, ...(one ? { items: [one] } : {}) }}
        submit="Hand over"
        unguarded
        onCancel={onClose}
        onDone={() => {
          onClose()
          toast('Handed over')
        }}
      >
        <PickPerson name="to_id" label="To whom" />
      </Form>
    </Modal>
  )
}
