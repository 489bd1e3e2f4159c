import './flags.css'
import { useState } from 'react'
import { flagsAnswer, type flagsList } from '../../../server/modules/handbook/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Button, Form, Instant, Link, Modal, SelectField, Status, TextField, toast } from '../../kit/index.ts'

type Flag = AskOutput<typeof flagsList>['items'][number]

export const flagStates = {
  open: { label: 'Open', tone: 'accent' },
  fixed: { label: 'Put right', tone: 'good' },
  not_so: { label: 'Not so', tone: 'calm' },
} as const

/** What was said to be wrong with a page, and what was answered. */
export function Flags({ flags }: { flags: readonly Flag[] }) {
  const [answering, setAnswering] = useState<Flag>()
  return (
    <>
      <ul className="flags">
        {flags.map((flag) => (
          <li key={flag.id}>
            <Status value={flag.state} {...flagStates[flag.state]} />
            <div>
              <p>
                {flag.step ? `Step ${flag.step}` : 'The page'}
                {flag.note ? `: ${flag.note}` : <span className="faint">: nothing more was said</span>}
              </p>
              <p className="faint">
                {flag.by.name} on version {flag.label}, <Instant at={flag.at} ago />
                {flag.run && (
                  <>
                    {' · '}
                    <Link href={`/handbook/runs/${flag.run}`}>in a run</Link>
                  </>
                )}
              </p>
              {flag.answered && (
                <p className="faint">
                  {flag.answered.by}
                  {flag.fixed && `, in version ${flag.fixed}`}: {flag.answer}
                </p>
              )}
            </div>
            {flag.may.includes('answer') && (
              <Button size="compact-sm" variant="default" onClick={() => setAnswering(flag)}>
                Answer
              </Button>
            )}
          </li>
        ))}
      </ul>
      {answering && <Answering flag={answering} onClose={() => setAnswering(undefined)} />}
    </>
  )
}

function Answering({ flag, onClose }: { flag: Flag; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={flag.step ? `Is step ${flag.step} wrong?` : `Is “${flag.title}” wrong?`}>
      <Form
        operation={flagsAnswer}
        initial={{ as: 'fixed' }}
        fixed={{ id: flag.id }}
        submit="Answer"
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast(`${flag.by.name} is told`)
          onClose()
        }}
      >
        <SelectField
          name="as"
          label="What came of it"
          options={[
            { value: 'fixed', label: 'It is put right in the text of now' },
            { value: 'not_so', label: 'It is not so' },
          ]}
        />
        <TextField name="reason" label="In a sentence" hint={`${flag.by.name} reads it.`} autoFocus />
      </Form>
    </Modal>
  )
}
