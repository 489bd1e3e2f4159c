import { useEffect, useState } from 'react'
import { portalSignIn } from '../../server/modules/customers/contract.ts'
import { ask, queries } from '../ask.ts'
import { Link, TextField, useQueryText } from '../kit/index.ts'
import { Form } from '../kit/form/Form.tsx'
import { CodeForm, type CodeSent } from './CodeForm.tsx'

/** A customer signs in with an e-mail address and the code that goes there. No password to forget. */
export default function SignInPage() {
  const [to] = useQueryText('to', '/portal')
  const [sent, setSent] = useState<CodeSent>()
  const title = sent ? 'Enter the code' : 'Sign in'
  useEffect(() => {
    document.title = `${title} · Quarterdeck`
  }, [title])
  const enter = () => {
    queries.clear()
    window.location.assign(/^\/portal(\/|$|\?)/.test(to) ? to : '/portal')
  }
  return (
    <div className="portal-door">
      <h1>{title}</h1>
      {sent ? (
        <CodeForm
          sent={sent}
          submit="Sign in"
          onDone={enter}
          onAgain={async () => setSent(await ask(portalSignIn, { email: sent.email }))}
        />
      ) : (
        <>
          <p className="quiet">Your contracts, licences and invoices. We send a code to your address; there is no password.</p>
          <Form operation={portalSignIn} submit="Send me a code" unguarded full stale={[]} onDone={setSent}>
            <TextField name="email" label="E-mail" type="email" autoComplete="email" autoFocus />
          </Form>
          <p className="faint portal-door-foot">
            New here? <Link href="/portal/buy">Buy a licence</Link>, and your account is made on the way.
          </p>
        </>
      )}
    </div>
  )
}
