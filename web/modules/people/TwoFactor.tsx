import { toDataURL } from 'qrcode'
import { useEffect, useState } from 'react'
import { twoFactorConfirm, twoFactorEnrol, twoFactorRemove } from '../../../server/modules/people/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Button, CopyText, download, Form, Modal, Note, PasswordField, Row, Stack, Status, TextField, toast } from '../../kit/index.ts'
import './people.css'

type Begun = AskOutput<typeof twoFactorEnrol>

/** Turns the second factor on in three steps: password, app, first code; and off again. */
export function TwoFactor({ on }: { on: boolean }) {
  const [open, setOpen] = useState(false)
  const [begun, setBegun] = useState<Begun>()
  const close = () => {
    setOpen(false)
    setBegun(undefined)
  }
  const done = (words: string) => {
    close()
    toast(words)
  }
  return (
    <Row between>
      <Status value={on ? 'active' : 'off'} label={on ? 'On' : 'Off'} />
      <Button variant="default" onClick={() => setOpen(true)}>
        {on ? 'Turn off' : 'Turn on'}
      </Button>
      <Modal opened={open} onClose={close} title={on ? 'Turn two-factor sign-in off' : 'Turn two-factor sign-in on'} size="lg">
        {on ? (
          <Form
            operation={twoFactorRemove}
            submit="Turn off"
            danger
            unguarded
            onCancel={close}
            onDone={() => done('Two-factor sign-in is off')}
          >
            <PasswordField name="password" label="Your password" autoComplete="current-password" autoFocus />
          </Form>
        ) : begun ? (
          <Enrolment begun={begun} onDone={() => done('Two-factor sign-in is on')} />
        ) : (
          <Form operation={twoFactorEnrol} submit="Go on" unguarded stale={[]} onCancel={close} onDone={setBegun}>
            <PasswordField
              name="password"
              label="Your password"
              hint="So that nobody else does this at your desk."
              autoComplete="current-password"
              autoFocus
            />
          </Form>
        )}
      </Modal>
    </Row>
  )
}

export function Enrolment({ begun, onDone }: { begun: Begun; onDone: () => void }) {
  const picture = useQr(begun.uri)
  const secret = new URL(begun.uri).searchParams.get('secret') ?? ''
  const codes = begun.recovery_codes
  return (
    <Stack gap={4}>
      <p>Scan this with an authenticator app, or type the key into it.</p>
      <Row gap={5} align="start">
        {picture && <img className="people-qr" src={picture} alt="QR code with the key of your second factor" />}
        <CopyText text={secret} mono />
      </Row>
      <Note tone="warn" title="Keep these recovery codes">
        Each lets you in once when the phone is lost. They are shown this one time.
      </Note>
      <ul className="people-codes mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Row>
        <Button
          variant="default"
          size="xs"
          onClick={() => download('quarterdeck-recovery-codes.txt', `${codes.join('\n')}\n`, 'text/plain')}
        >
          Download them
        </Button>
      </Row>
      <Form operation={twoFactorConfirm} submit="Turn on" unguarded onDone={onDone}>
        <TextField name="code" label="Six digits of the app" inputMode="numeric" autoComplete="one-time-code" />
      </Form>
    </Stack>
  )
}

/** The picture is drawn here: the key never goes to another service. */
function useQr(text: string): string | undefined {
  const [picture, setPicture] = useState<string>()
  useEffect(() => {
    let gone = false
    void toDataURL(text, { margin: 1, width: 380 }).then((url) => {
      if (!gone) setPicture(url)
    })
    return () => {
      gone = true
    }
  }, [text])
  return picture
}
