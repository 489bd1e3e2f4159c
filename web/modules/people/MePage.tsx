import { me, passwordChange, personChange } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Answer, Facts, Form, Initials, Loading, Page, PasswordField, Section, Stack, TextField, toast } from '../../kit/index.ts'
import { WhileAway } from './Delegations.tsx'
import { NoticeWishes } from './NoticeWishes.tsx'
import { SessionTable } from './SessionTable.tsx'
import { TwoFactor } from './TwoFactor.tsx'
import { roleName, Tags } from './words.tsx'

/** One's own name, password, second factor and browsers. */
export default function MePage() {
  const asked = useAsk(me, {})
  const may = useMay()
  return (
    <Page title="Profile and security" width="read" badge={asked.data && <Initials name={asked.data.name} size="l" round />}>
      <Answer of={asked} loading={<Loading rows={8} />}>
        {(answer) => (
          <Stack gap={5}>
            <Profile self={answer} />
            {may('people.delegate') && <WhileAway person={answer} own />}
            <NoticeWishes />
            <Section title="Two-factor sign-in" note="A code of an app on your phone beside the password.">
              <TwoFactor on={answer.two_factor} />
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
            <Section title="Where you are signed in" flush>
              <SessionTable />
            </Section>
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function Profile({ self }: { self: AskOutput<typeof me> }) {
  return (
    <Section title="You">
      <Stack gap={4}>
        <Facts
          columns={2}
          facts={[
            { label: 'E-mail', value: self.email },
            { label: 'Roles', value: <Tags words={self.roles.map(roleName)} /> },
          ]}
        />
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
      </Stack>
    </Section>
  )
}
