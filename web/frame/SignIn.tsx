import './doors.css'
import { type ReactNode, useEffect, useState } from 'react'
import { signIn, signInSecondStep } from '../../server/modules/people/contract.ts'
import { ask, queries } from '../ask.ts'
import { addressOf } from '../kit/address.ts'
import { Note } from '../kit/feedback.tsx'
import { Link, useQueryText } from '../kit/Link.tsx'
import { DoorForm } from './DoorForm.tsx'
import { Mark } from './Mark.tsx'
import { useSession } from './session.ts'

/** A page outside the frame: the sign, a heading, one form. */
export function Door({ title, note, children, foot }: { title: string; note?: ReactNode; children: ReactNode; foot?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Quarterdeck`
  }, [title])
  return (
    <main className="door">
      <div className="door-card">
        <Mark size={34} />
        <h1>{title}</h1>
        {note && <p className="quiet">{note}</p>}
        <div className="door-body">{children}</div>
      </div>
      {foot && <div className="door-foot">{foot}</div>}
    </main>
  )
}

/** Goes on to where the reader wanted to be; only addresses of our own. */
export function enter(to: string): void {
  queries.clear()
  window.location.assign(addressOf(/^\/(?!\/)/.test(to) ? to : '/'))
}

/** E-mail and password, then the code of the authenticator app where that is on. */
export function SignIn() {
  const [to] = useQueryText('to', '/')
  const [challenge, setChallenge] = useState('')
  const { data } = useSession()
  if (challenge) return <SecondStep challenge={challenge} to={to} onBack={() => setChallenge('')} />
  return (
    <Door
      title={data?.company ? `Sign in to ${data.company.name}` : 'Sign in'}
      note="Quarterdeck, the business-operations platform"
      foot={
        <>
          <Link href="/forgotten">Forgot the password?</Link> · <Link href="/portal/sign-in">Customer? Go to the portal</Link>
        </>
      }
    >
      <DoorForm
        submit="Sign in"
        fields={[
          { name: 'email', label: 'E-mail', type: 'email', autoComplete: 'username', missing: 'Your address, such as ada@example.com.' },
          { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password', missing: 'Your password.' },
        ]}
        onSend={async ({ email = '', password = '' }) => {
          const answer = await ask(signIn, { email: email.trim(), password })
          if (answer.state === 'second_step') setChallenge(answer.challenge)
          else enter(to)
        }}
      >
        {data?.demo && (
          <Note title="A demo company">
            Its sign-ins were printed where Quarterdeck was started. Administrators need no second factor here; in a house of your own they
            do.
          </Note>
        )}
      </DoorForm>
    </Door>
  )
}

function SecondStep({ challenge, to, onBack }: { challenge: string; to: string; onBack: () => void }) {
  const [recovery, setRecovery] = useState(false)
  return (
    <Door
      title="Second step"
      note={
        recovery
          ? 'Enter one of the recovery codes that you kept. Each lets you in once.'
          : 'Enter the six digits that your authenticator app shows.'
      }
      foot={
        <button type="button" className="linkish" onClick={onBack}>
          Back to e-mail and password
        </button>
      }
    >
      <DoorForm
        key={String(recovery)}
        submit="Continue"
        fields={[
          recovery
            ? { name: 'code', label: 'Recovery code', autoComplete: 'off', missing: 'One of the codes that you kept.' }
            : { name: 'code', label: 'Code', autoComplete: 'one-time-code', digits: true, missing: 'The six digits of your app.' },
        ]}
        onSend={async ({ code = '' }) => {
          await ask(signInSecondStep, { challenge, code: code.trim(), kind: recovery ? 'recovery' : 'app' })
          enter(to)
        }}
      >
        <button type="button" className="linkish door-switch" onClick={() => setRecovery(!recovery)}>
          {recovery ? 'Use the code of the app' : 'Use a recovery code instead'}
        </button>
      </DoorForm>
    </Door>
  )
}
