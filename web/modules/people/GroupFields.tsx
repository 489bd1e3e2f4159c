import { groupsList, personsList } from '../../../server/modules/people/contract.ts'
import { useAskPaged } from '../../ask.ts'
import { PickField, SelectField, TextField } from '../../kit/index.ts'

/** The fields of a group, the same for a new one and for one that changes. */
export function GroupFields({ without, team = true }: { without?: string; team?: boolean }) {
  const { rows } = useAskPaged(groupsList, { kind: 'team', limit: 200 })
  const above = rows.filter((row) => row.id !== without).map((row) => ({ value: row.id, label: row.name }))
  return (
    <>
      <div className="fields-2">
        <TextField name="name" label="Name" autoFocus />
        <TextField name="short_name" label="Short name" hint="2 to 12 letters, such as LT; left out, we propose one." />
      </div>
      <PickPerson name="lead_id" label="Lead" />
      {team && <SelectField name="parent_id" label="Part of" hint="Teams only, four levels at most." options={above} />}
      <SelectField
        name="audience"
        label="Who sees it"
        options={[
          { value: 'internal', label: 'Colleagues' },
          { value: 'public', label: 'Anyone' },
          { value: 'restricted', label: 'Its members and administrators' },
        ]}
      />
    </>
  )
}

type PickProps = {
  name: string
  label: string
  hint?: string
  autoFocus?: boolean
  needed?: boolean
  now?: { id: string; name: string } | null | undefined
}

/** A colleague who is with us, found by name or initials; `now` is who stands there. */
export function PickPerson({ name, label, hint, autoFocus = false, needed = false, now }: PickProps) {
  return (
    <PickField
      name={name}
      label={label}
      {...(hint ? { hint } : {})}
      autoFocus={autoFocus}
      needed={needed}
      now={now ? { value: now.id, label: now.name } : undefined}
      operation={personsList}
      search="search"
      option={(row) => ({ value: row.id, label: row.initials ? `${row.name} (${row.initials})` : row.name })}
    />
  )
}
