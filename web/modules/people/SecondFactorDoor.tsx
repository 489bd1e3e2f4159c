import { useState } from 'react'
import { signOut, twoFactorEnrol } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { Button, Form, PasswordField } from '../../kit/index.ts'
import { Enrolment } from './TwoFactor.tsx'

type Begun = AskOutput<typeof twoFactorEnrol>

/** What an administrator without a second factor sees, and nothing else: password, app, first code. */
export default function SecondFactorDoor() {
  const [begun, setBegun] = useState<Begun>()
  const leave = useTell(signOut, { onDone: () => window.location.assign('/app/sign-in') })
  return (
    <main className="door">
      <div className="door-card">
        <h1>Set up your second factor</h1>
        <p className="quiet">
          You run this house: a stolen password must not be enough to come in. It takes a minute and an authenticator app on your phone.
        </p>
        <div className="door-body">
          {begun ? (
            <Enrolment begun={begun} onDone={() => window.location.reload()} />
          ) : (
            <Form operation={twoFactorEnrol} submit="Go on" unguarded full stale={[]} onDone={setBegun}>
              <PasswordField name="password" label="Your password" autoComplete="current-password" autoFocus />
            </Form>
          )}
        </div>
      </div>
      <div className="door-foot">
        <Button variant="subtle" onClick={() => leave.mutate({})}>
          Sign out
        </Button>
      </div>
    </main>
  )
}
