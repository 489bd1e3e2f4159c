import { useState } from 'react'
import { invitationAccept, invitationLookUp, passwordReset, passwordResetAsk } from '../../server/modules/people/contract.ts'
import { Problem as Refused, useAsk } from '../ask.ts'
import { Button } from '../kit/controls.tsx'
import { Answer, Note } from '../kit/feedback.tsx'
import { PasswordField, TextField } from '../kit/form/fields.tsx'
import { Form } from '../kit/form/Form.tsx'
import { Link } from '../kit/Link.tsx'
import { Door, enter } from './SignIn.tsx'

/** The token of a mailed link stands after `#`, so that no server log sees it. */
function useToken(): string {
  const [token] = useState(() => decodeURIComponent(window.location.hash.slice(1)).replace(/^token=/, ''))
  return token
}

/** Where an invitation's link leads: a name and a password. */
export function Invitation() {
  const token = useToken()
  const asked = useAsk(invitationLookUp, { token }, { staleTime: Number.POSITIVE_INFINITY })
  if (asked.error instanceof Refused && asked.error.status < 500) {
    return (
      <Door title="This invitation is over" note={asked.error.detail}>
        <p className="quiet">Have you joined already? Then sign in with the password that you chose.</p>
        <Button href="/sign-in" fullWidth>
          Sign in
        </Button>
      </Door>
    )
  }
  return (
    <Door title={asked.data ? `Join ${asked.data.company}` : 'Invitation'} {...(asked.data ? { note: `For ${asked.data.email}` } : {})}>
      <Answer of={asked}>
        {(answer) => (
          <Form
            operation={invitationAccept}
            fixed={{ token }}
            initial={{ name: answer.name ?? '' }}
            submit="Join"
            unguarded
            full
            stale={[]}
            onDone={() => enter('/')}
          >
            <TextField name="name" label="Your name" autoComplete="name" autoFocus />
            <PasswordField
              name="password"
              label="Choose a password"
              hint="At least 12 characters. A sentence is good."
              autoComplete="new-password"
            />
          </Form>
        )}
      </Answer>
    </Door>
  )
}

/** Where the link of a forgotten password leads. */
export function NewPassword() {
  const token = useToken()
  const [done, setDone] = useState(false)
  if (done) {
    return (
      <Door title="Your password is changed" note="Every open session was ended.">
        <Button href="/sign-in" fullWidth>
          Sign in
        </Button>
      </Door>
    )
  }
  return (
    <Door title="Choose a new password" foot={<Link href="/forgotten">Ask for a new link</Link>}>
      <Form operation={passwordReset} fixed={{ token }} submit="Set the password" unguarded full stale={[]} onDone={() => setDone(true)}>
        <PasswordField
          name="password"
          label="New password"
          hint="At least 12 characters. A sentence is good."
          autoComplete="new-password"
          autoFocus
        />
      </Form>
    </Door>
  )
}

/** Asks for that link. */
export function Forgotten() {
  const [sent, setSent] = useState(false)
  return (
    <Door
      title="Forgot the password?"
      note="We send a link that works once, within an hour."
      foot={<Link href="/sign-in">Back to sign-in</Link>}
    >
      {sent ? (
        <Note tone="good" title="Look into your mail">
          If the address belongs to somebody here, the link is on its way.
        </Note>
      ) : (
        <Form operation={passwordResetAsk} submit="Send the link" unguarded full stale={[]} onDone={() => setSent(true)}>
          <TextField name="email" label="E-mail" type="email" autoComplete="username" autoFocus />
        </Form>
      )}
    </Door>
  )
}
