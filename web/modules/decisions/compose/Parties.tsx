import { IconPlus, IconX } from '@tabler/icons-react'
import { Button, IconButton, SelectField, TextField, useForm, useRowKeys } from '../../../kit/index.ts'
import { PickPerson } from '../../people/GroupFields.tsx'
import { PickGroup } from './PickGroup.tsx'

const letters = [
  { value: 'I', label: 'Is heard' },
  { value: 'A', label: 'Must agree' },
  { value: 'P', label: 'Carries it out' },
]

type Row = { letter: string; person_id?: string; group_id?: string }

/** One who decides, and those who are asked before: colleagues, and groups of which any member answers. */
export function Parties() {
  const form = useForm()
  const rows = (form.values['parties'] as Row[] | undefined) ?? []
  const set = (next: Row[]) => form.set('parties', next)
  const { keys, drop } = useRowKeys(rows.length)
  const out = (at: number) => {
    drop(at)
    set(rows.filter((_one, n) => n !== at))
  }
  const agrees = rows.some(({ letter }) => letter === 'A')
  return (
    <>
      <PickPerson name="parties.0.person_id" label="Who decides" hint="One person." />
      {rows.slice(1).map((row, at) => (
        <div className="party-row" key={keys[at + 1]}>
          <SelectField name={`parties.${at + 1}.letter`} label="As" options={letters} />
          {'group_id' in row ? (
            <PickGroup name={`parties.${at + 1}.group_id`} label="Which group" />
          ) : (
            <PickPerson name={`parties.${at + 1}.person_id`} label="Who" />
          )}
          <IconButton label="Take this one out" onClick={() => out(at + 1)}>
            <IconX size={15} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div className="ask-more">
        <Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => set([...rows, { letter: 'I' }])}>
          Ask somebody
        </Button>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => set([...rows, { letter: 'I', group_id: '' }])}
        >
          Ask a group
        </Button>
      </div>
      {agrees && <TextField name="a_reason" label="Why must they agree?" hint="Asking for agreement is rare: it can stop the decision." />}
    </>
  )
}
