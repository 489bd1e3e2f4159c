import { useState } from 'react'
import { handOverDo, handOverRead, handOverUndo } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import {
  Button,
  countOf,
  Empty,
  Form,
  Instant,
  Link,
  Modal,
  NextAct,
  None,
  PlainTable,
  Record,
  RecordOf,
  Section,
  Status,
  Tag,
  titleOf,
  toast,
  useParam,
} from '../../kit/index.ts'
import { firstName } from '../../kit/names.ts'
import { PickPerson } from './GroupFields.tsx'

type Item = AskOutput<typeof handOverRead>['items'][number]

const crumbs = [{ title: 'People', href: '/people/persons' }]

/** What somebody is responsible for, and who has it now. */
export default function HandOverPage() {
  const id = useParam('id')
  const asked = useAsk(handOverRead, { id })
  const [giving, setGiving] = useState<Item | 'all'>()
  const undo = useTell(handOverUndo, { onDone: () => toast('It waits again') })
  const items = asked.data?.items ?? []
  const may = (act: string) => asked.data?.may.includes(act) === true
  const waits = items.filter((item) => item.to === null).length
  return (
    <>
      <RecordOf of={asked} title="Hand-over" crumbs={crumbs}>
        {({ person, items }) => (
          <Record
            title={`Hand-over of ${person.name}`}
            of={person.name}
            person
            crumbs={[...crumbs, { title: person.name, href: `/people/persons/${id}` }]}
            line={[
              <Link key="who" href={`/people/persons/${id}`}>
                {person.name}
              </Link>,
              waits === 0 ? `${countOf(items.length, 'thing')}, all with somebody` : `${countOf(waits, 'thing')} without anybody`,
            ]}
            acts={[
              may('people.hand_overs.undo') &&
                items.some((item) => item.undo_until) && {
                  title: 'Take back',
                  busy: undo.isPending,
                  onClick: () => undo.mutate({ id }),
                  shown: true,
                },
            ]}
            next={
              may('people.hand_overs.do') &&
              waits > 0 && (
                <NextAct
                  what={`Hand over what ${firstName(person.name)} looks after`}
                  why="What somebody else took meanwhile stays with them. For a day, what was handed over can be taken back."
                  act="Hand over all"
                  onAct={() => setGiving('all')}
                />
              )
            }
            tabs={[
              {
                id: 'overview',
                title: 'Overview',
                body: (
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
                          {
                            id: 'kind',
                            title: 'Kind',
                            cell: (row) => <Tag>{row.kind === 'report' ? 'Reports to' : titleOf(row.kind)}</Tag>,
                          },
                          {
                            id: 'state',
                            title: 'State',
                            cell: (row) =>
                              row.to ? <Status value="active" label="Handed over" /> : <Status value="pending" label="Waits" />,
                          },
                          {
                            id: 'to',
                            title: 'Now with',
                            cell: (row) =>
                              row.to ? <Link href={`/people/persons/${row.to.id}`}>{row.to.name}</Link> : <None why="nobody yet" />,
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
                ),
              },
            ]}
          />
        )}
      </RecordOf>
      {giving && <GiveDialog id={id} giving={giving} waits={waits} onClose={() => setGiving(undefined)} />}
    </>
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
