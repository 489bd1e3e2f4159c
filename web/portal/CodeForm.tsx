import { useState } from 'react'
import { codeVerify } from '../../server/modules/customers/contract.ts'
import { Note, TextField, toast } from '../kit/index.ts'
import { Form } from '../kit/form/Form.tsx'
import { useForm } from '../kit/form/held.ts'

export type CodeSent = { email: string; demo_code?: string | undefined }

/** Six digits from the mail; in a demo, where no mail goes out, the code is offered here. */
export function CodeForm({
  sent,
  submit,
  onDone,
  onAgain,
}: {
  sent: CodeSent
  submit: string
  onDone: () => void
  onAgain: () => Promise<unknown>
}) {
  const [asking, setAsking] = useState(false)
  return (
    <div className="stack" style={{ gap: 'var(--s-4)' }}>
      <p className="quiet">
        {sent.demo_code ? (
          <>
            A demo mails nothing: the six digits for <strong>{sent.email}</strong> stand below.
          </>
        ) : (
          <>
            We sent six digits to <strong>{sent.email}</strong>. They are good for a few minutes.
          </>
        )}
      </p>
      <Form operation={codeVerify} fixed={{ email: sent.email }} submit={submit} unguarded full stale={[]} onDone={onDone}>
        <TextField name="code" label="Code" inputMode="numeric" autoComplete="one-time-code" mono autoFocus />
        {sent.demo_code && <DemoCode code={sent.demo_code} />}
      </Form>
      <button
        type="button"
        className="linkish"
        disabled={asking}
        onClick={() => {
          setAsking(true)
          void onAgain()
            .then(() => toast(sent.demo_code ? 'There is a new code' : 'A new code is on its way'))
            .finally(() => setAsking(false))
        }}
      >
        {sent.demo_code ? 'Make a new code' : 'Send a new code'}
      </button>
    </div>
  )
}

function DemoCode({ code }: { code: string }) {
  const form = useForm()
  return (
    <Note title="This is a demo: no mail goes out">
      The code is{' '}
      <button type="button" className="linkish num" onClick={() => form.set('code', code)}>
        {code}
      </button>
      .
    </Note>
  )
}
