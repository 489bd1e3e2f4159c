import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { Button, IconButton, Radio, Textarea, TextField, useForm, useRowKeys } from '../../../kit/index.ts'

type Option = { title?: string; pros?: string[]; cons?: string[]; consequence?: string; proposed?: boolean }

/** What else could be done: each with what speaks for and against it, and what would follow. */
export function Options() {
  const form = useForm()
  const rows = (form.values['options'] as Option[] | undefined) ?? []
  const set = (next: Option[]) => form.set('options', next)
  const { keys, drop } = useRowKeys(rows.length)
  const out = (at: number) => {
    drop(at)
    set(rows.filter((_one, n) => n !== at))
  }
  return (
    <>
      {rows.map((row, at) => (
        <div className="option-edit" key={keys[at]}>
          <div className="option-head">
            <TextField name={`options.${at}.title`} label={`Option ${at + 1}`} />
            <Radio
              label="Proposed"
              name="proposed"
              checked={row.proposed === true}
              onChange={() => set(rows.map((one, n) => ({ ...one, proposed: n === at })))}
            />
            <IconButton label={`Take option ${at + 1} out`} onClick={() => out(at)}>
              <IconX size={15} aria-hidden />
            </IconButton>
          </div>
          <div className="fields-2">
            <Lines name={`options.${at}.pros`} label="For it" now={row.pros} />
            <Lines name={`options.${at}.cons`} label="Against it" now={row.cons} />
          </div>
          <TextField name={`options.${at}.consequence`} label="What would follow" />
        </div>
      ))}
      <div className="ask-more">
        <Button
          variant="subtle"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => set([...rows, { pros: [], cons: [], proposed: rows.length === 0 }])}
        >
          Another option
        </Button>
      </div>
    </>
  )
}

/** A list that is typed as lines; what is being typed keeps its empty line. */
function Lines({ name, label, now = [] }: { name: string; label: string; now?: string[] | undefined }) {
  const form = useForm()
  const [typed, setTyped] = useState(now.join('\n'))
  form.know(name, label)
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  return (
    <Textarea
      name={name}
      label={label}
      placeholder="One reason a line"
      autosize
      minRows={2}
      maxRows={10}
      value={lines(typed).join('\n') === now.join('\n') ? typed : now.join('\n')}
      error={form.error(name) ?? now.map((_one, at) => form.error(`${name}.${at}`)).find((one) => one !== undefined)}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        form.set(name, lines(event.currentTarget.value))
      }}
    />
  )
}
