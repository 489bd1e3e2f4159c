import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { personsList, teamChange, teamClose, teamCreate, teamMembers, teamsList } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk, useAskPaged, useTell } from '../../ask.ts'
import {
  Answer,
  Button,
  Card,
  Columns,
  Confirm,
  Empty,
  Form,
  Loading,
  ManyField,
  Modal,
  MoreMenu,
  Page,
  Row,
  SelectField,
  Stack,
  TextField,
  toast,
} from '../../kit/index.ts'
import './people.css'

type Team = AskOutput<typeof teamsList>['items'][number]
type Dialog = { open: 'new' } | { open: 'change' | 'members' | 'close'; team: Team } | undefined

/** Who works with whom; what the reach `team` means. */
export default function TeamsPage() {
  const asked = useAsk(teamsList, {})
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  const end = useTell(teamClose, { quiet: true })
  const may = asked.data?.may.includes('people.teams.create') ?? false
  const create = may && (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setDialog({ open: 'new' })}>
      New team
    </Button>
  )
  return (
    <Page title="Teams" note="Where a right reaches “team”, it reaches the rows of everybody in one’s teams." actions={create}>
      <Answer of={asked} loading={<Loading rows={6} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No teams yet" icon={<IconUsersGroup size={20} />} action={create}>
              Teams share their customers: what one member may see, all may.
            </Empty>
          ) : (
            <Columns least={300}>
              {items.map((team) => (
                <TeamCard key={team.id} team={team} teams={items} {...(may ? { onAct: (open) => setDialog({ open, team }) } : {})} />
              ))}
            </Columns>
          )
        }
      </Answer>
      {dialog?.open === 'new' && <TeamDialog teams={asked.data?.items ?? []} onClose={close} />}
      {dialog?.open === 'change' && <TeamDialog team={dialog.team} teams={asked.data?.items ?? []} onClose={close} />}
      {dialog?.open === 'members' && <MembersDialog team={dialog.team} onClose={close} />}
      {dialog?.open === 'close' && (
        <Confirm
          open
          title={`Close ${dialog.team.name}?`}
          act="Close the team"
          danger
          onConfirm={() => end.mutateAsync({ id: dialog.team.id })}
          onClose={close}
        >
          Its members keep their roles, but no longer see each other’s customers through this team.
        </Confirm>
      )}
    </Page>
  )
}

function TeamCard({ team, teams, onAct }: { team: Team; teams: Team[]; onAct?: (open: 'change' | 'members' | 'close') => void }) {
  const above = teams.find((one) => one.id === team.parent_id)
  return (
    <Card>
      <Stack gap={2}>
        <Row between nowrap>
          <h2>{team.name}</h2>
          {onAct && (
            <MoreMenu
              label={`Acts on ${team.name}`}
              acts={[
                { title: 'Members', onClick: () => onAct('members') },
                { title: 'Change', onClick: () => onAct('change') },
                { title: 'Close', danger: true, onClick: () => onAct('close') },
              ]}
            />
          )}
        </Row>
        <p className="faint">
          {[team.lead && `Led by ${team.lead.name}`, above && `Part of ${above.name}`].filter(Boolean).join(' · ') || 'No lead yet'}
        </p>
        <p className="people-members">{team.members.map((member) => member.name).join(', ') || 'No members yet'}</p>
      </Stack>
    </Card>
  )
}

function TeamDialog({ team, teams, onClose }: { team?: Team; teams: Team[]; onClose: () => void }) {
  const others = teams.filter((one) => one.id !== team?.id)
  const people = useColleagues()
  const fields = (
    <>
      <TextField name="name" label="Name" autoFocus />
      <SelectField name="lead_id" label="Lead" options={people} />
      <SelectField name="parent_id" label="Part of" options={others.map((one) => ({ value: one.id, label: one.name }))} />
    </>
  )
  const initial = team
    ? { name: team.name, ...(team.lead ? { lead_id: team.lead.id } : {}), ...(team.parent_id ? { parent_id: team.parent_id } : {}) }
    : {}
  return (
    <Modal opened onClose={onClose} title={team ? `Change ${team.name}` : 'New team'}>
      {team ? (
        <Form
          operation={teamChange}
          initial={initial}
          fixed={{ id: team.id, if_match: team.version }}
          submit="Save"
          unguarded
          onCancel={onClose}
          onDone={() => done('Saved', onClose)}
        >
          {fields}
        </Form>
      ) : (
        <Form
          operation={teamCreate}
          initial={initial}
          submit="Make the team"
          unguarded
          onCancel={onClose}
          onDone={(made) => done(`${made.name} is there`, onClose)}
        >
          {fields}
        </Form>
      )}
    </Modal>
  )
}

function MembersDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Members of ${team.name}`}>
      <Form
        operation={teamMembers}
        initial={{ person_ids: team.members.map((member) => member.id) }}
        fixed={{ id: team.id, if_match: team.version }}
        submit="Save"
        unguarded
        onCancel={onClose}
        onDone={() => done('Saved', onClose)}
      >
        <ManyField name="person_ids" label="Members" options={useColleagues()} />
      </Form>
    </Modal>
  )
}

function useColleagues() {
  const { rows } = useAskPaged(personsList, { limit: 200 })
  return rows.map((row) => ({ value: row.id, label: row.name }))
}

function done(words: string, close: () => void): void {
  close()
  toast(words)
}
