import { me, passwordChange, personChange } from '../../../server/modules/people/contract.ts'
import { IconShieldLock } from '@tabler/icons-react'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Form, NextAct, PasswordField, Record, RecordOf, Section, Stack, TextField, toast, useGo } from '../../kit/index.ts'
import { WhileAway } from './Delegations.tsx'
import { NoticeWishes } from './NoticeWishes.tsx'
import { SessionTable } from './SessionTable.tsx'
import { TwoFactor } from './TwoFactor.tsx'
import { roleName } from './words.tsx'

/** One's own record: name, who stands in, letters, and what keeps others out. */
export default function MePage() {
  const asked = useAsk(me, {})
  const may = useMay()
  const go = useGo()
  return (
    <RecordOf of={asked} title="Profile and security" crumbs={[]}>
      {(self) => (
        <Record
          title={self.name}
          crumbs={[]}
          person
          line={[self.title, self.email, self.roles.map(roleName).join(', ')]}
          next={
            !self.two_factor && (
              <NextAct
                icon={<IconShieldLock size={20} stroke={1.75} />}
                what="Turn on two-factor sign-in"
                why="A password alone opens your account today."
                act="Set it up"
                onAct={() => go('/people/me?tab=security')}
              />
            )
          }
          tabs={[
            { id: 'profile', title: 'Profile', body: <Profile self={self} /> },
            may('people.delegate') && { id: 'away', title: 'While I am away', body: <WhileAway person={self} own /> },
            { id: 'letters', title: 'Letters', body: <NoticeWishes /> },
            { id: 'security', title: 'Security', body: <Security self={self} /> },
            {
              id: 'sessions',
              title: 'Where you are signed in',
              body: (
                <Section title="Where you are signed in" flush>
                  <SessionTable />
                </Section>
              ),
            },
          ]}
        />
      )}
    </RecordOf>
  )
}

function Profile({ self }: { self: AskOutput<typeof me> }) {
  return (
    <Section title="You">
      <Form
        operation={personChange}
        initial={{ name: self.name, ...(self.title ? { title: self.title } : {}) }}
        fixed={{ id: self.id }}
        submit="Save"
        onDone={() => toast('Saved')}
      >
        <div className="fields-2">
          <TextField name="name" label="Name" autoComplete="name" />
          <TextField name="title" label="Title" autoComplete="organization-title" />
        </div>
      </Form>
    </Section>
  )
}

function Security({ self }: { self: AskOutput<typeof me> }) {
  return (
    <Stack gap={5}>
      <Section title="Two-factor sign-in" note="A code of an app on your phone beside the password.">
        <TwoFactor on={self.two_factor} />
      </Section>
      <Section title="Password" note="Your other browsers are signed out when it changes.">
        <Form operation={passwordChange} submit="Change the password" unguarded onDone={() => toast('Your password is changed')}>
          <PasswordField name="current" label="Current password" autoComplete="current-password" />
          <PasswordField
            name="password"
            label="New password"
            hint="At least 12 characters. A sentence is good."
            autoComplete="new-password"
          />
        </Form>
      </Section>
    </Stack>
  )
}
