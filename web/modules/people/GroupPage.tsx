import { IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { groupChange, groupClose, groupRead, memberAdd, memberEnd } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import {
  Button,
  Confirm,
  countOf,
  Day,
  DayField,
  Empty,
  Facts,
  Fold,
  Form,
  Link,
  Modal,
  None,
  Person,
  PlainTable,
  Record,
  RecordOf,
  Section,
  Status,
  Tag,
  TextInput,
  toast,
  useGo,
  useParam,
} from '../../kit/index.ts'
import { GroupFields, PickPerson } from './GroupFields.tsx'
import { kindName, membershipState, OpenEnd } from './words.tsx'

type Group = AskOutput<typeof groupRead>
type Dialog = 'change' | 'add' | 'close' | undefined

/** One group: who belongs to it on which days, and who answers for it. */
export default function GroupPage() {
  const id = useParam('id')
  const [day, setDay] = useState('')
  const asked = useAsk(groupRead, { id, ...(day ? { day } : {}) }, { keep: true })
  return (
    <RecordOf of={asked} title="Group" crumbs={crumbs}>
      {(group) => <Sheet group={group} day={day} onDay={setDay} />}
    </RecordOf>
  )
}

const crumbs = [{ title: 'Groups', href: '/people/groups' }]
const seenBy = { internal: 'Seen by colleagues', public: 'Seen by anyone', restricted: 'Seen by its members and administrators' }

function Sheet({ group, day, onDay }: { group: Group; day: string; onDay: (day: string) => void }) {
  const { id } = group
  const [dialog, setDialog] = useState<Dialog>()
  const today = useSession().data?.today ?? group.day
  const go = useGo()
  const end = useTell(groupClose, { quiet: true, onDone: () => go('/people/groups') })
  const may = group.may.includes('people.groups.change')
  const close = () => setDialog(undefined)
  const members = group.memberships.filter((one) => membershipState(one, today, one.person.left).value === 'active').length
  return (
    <>
      <Record
        title={group.name}
        icon={<IconUsersGroup size={22} stroke={1.75} />}
        crumbs={[...crumbs, ...group.above.map((one) => ({ title: one.name, href: `/people/groups/${one.id}` }))]}
        badge={<Tag>{kindName(group.kind)}</Tag>}
        line={[
          group.lead ? (
            <>
              Led by <Link href={`/people/persons/${group.lead.id}`}>{group.lead.name}</Link>
            </>
          ) : (
            'No lead'
          ),
          countOf(members, 'member'),
          seenBy[group.audience],
        ]}
        acts={[
          may && { title: 'Add a member', onClick: () => setDialog('add'), shown: true },
          may && { title: 'Change', onClick: () => setDialog('change') },
          may && { title: 'Close the group', danger: true, onClick: () => setDialog('close') },
        ]}
        tabs={[
          {
            id: 'overview',
            title: 'Overview',
            body: (
              <>
                <Members group={group} may={may} />
                <Fold title="Facts" note="short name, parts">
                  <GroupFacts group={group} />
                </Fold>
              </>
            ),
          },
        ]}
        rail={[{ id: 'behind', title: 'Who stands behind it', body: <Behind group={group} day={day} onDay={onDay} /> }]}
      />
      {dialog === 'change' && <ChangeGroup group={group} onClose={close} />}
      {dialog === 'add' && (
        <Modal opened onClose={close} title={`Add to ${group.name}`}>
          <Form operation={memberAdd} fixed={{ id }} submit="Add" unguarded onCancel={close} onDone={() => done('Added', close)}>
            <PickPerson name="person_id" label="Who" />
            <div className="fields-2">
              <DayField name="valid_from" label="From" hint="Today when left out." />
              <DayField name="valid_to" label="Until, without that day" />
            </div>
          </Form>
        </Modal>
      )}
      <Confirm
        open={dialog === 'close'}
        title={`Close ${group.name}?`}
        act="Close the group"
        danger
        onConfirm={() => end.mutateAsync({ id })}
        onClose={close}
      >
        Its memberships end today; who was in it stays on record. Members keep their roles, but no longer see each other’s customers through
        it.
      </Confirm>
    </>
  )
}

function GroupFacts({ group }: { group: Group }) {
  return (
    <Facts
      columns={2}
      facts={[
        { label: 'Short name', value: <span className="mono">{group.short_name}</span> },
        {
          label: 'Parts',
          value:
            group.parts.length > 0 ? (
              <span className="people-tags">
                {group.parts.map((part) => (
                  <Link key={part.id} href={`/people/groups/${part.id}`}>
                    {part.name}
                  </Link>
                ))}
              </span>
            ) : (
              <None why="none" />
            ),
        },
      ]}
    />
  )
}

const expandedBy = {
  members: 'Its members that day, those of its parts included.',
  lead: 'Nobody was a member that day: it falls to the lead.',
  nobody: 'Nobody was a member that day, and no lead is with us.',
}

function Behind({ group, day, onDay }: { group: Group; day: string; onDay: (day: string) => void }) {
  return (
    <>
      <p className="quiet">{expandedBy[group.expanded.by]}</p>
      <TextInput label="On the day" type="date" value={day || group.day} onChange={(event) => onDay(event.currentTarget.value)} />
      <ul className="people-list">
        {group.expanded.persons.map((person) => (
          <li key={person.id}>
            <Link href={`/people/persons/${person.id}`}>
              <Person name={person.name} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function Members({ group, may }: { group: Group; may: boolean }) {
  const today = useSession().data?.today ?? group.day
  const end = useTell(memberEnd, { onDone: () => toast('The membership ends today') })
  return (
    <Section title="Members" note="Nobody is taken out of the past: a membership ends." flush>
      {group.memberships.length === 0 ? (
        <Empty title="Nobody yet">Add the first member.</Empty>
      ) : (
        <PlainTable
          label="Members"
          bare
          rows={group.memberships}
          rowKey={(row) => row.id}
          columns={[
            {
              id: 'name',
              title: 'Name',
              phone: 'title',
              cell: (row) => <Link href={`/people/persons/${row.person.id}`}>{row.person.name}</Link>,
            },
            { id: 'from', title: 'From', cell: (row) => <Day day={row.valid_from} /> },
            { id: 'to', title: 'Until, without', cell: (row) => <OpenEnd day={row.valid_to} /> },
            { id: 'state', title: 'State', cell: (row) => <Status {...membershipState(row, today, row.person.left)} /> },
            {
              id: 'acts',
              title: '',
              align: 'right',
              cell: (row) =>
                may &&
                (row.valid_to === null || row.valid_to > today) && (
                  <Button
                    variant="subtle"
                    size="xs"
                    aria-label={`End the membership of ${row.person.name}`}
                    onClick={() => end.mutate({ id: row.id })}
                  >
                    End
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  )
}

function ChangeGroup({ group, onClose }: { group: Group; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Change ${group.name}`}>
      <Form
        operation={groupChange}
        initial={{
          name: group.name,
          short_name: group.short_name,
          audience: group.audience,
          ...(group.lead ? { lead_id: group.lead.id } : {}),
          ...(group.parent_id ? { parent_id: group.parent_id } : {}),
        }}
        fixed={{ id: group.id, if_match: group.version }}
        submit="Save"
        unguarded
        onCancel={onClose}
        onDone={() => done('Saved', onClose)}
      >
        <GroupFields without={group.id} team={group.kind === 'team'} />
      </Form>
    </Modal>
  )
}

function done(words: string, close: () => void): void {
  close()
  toast(words)
}
