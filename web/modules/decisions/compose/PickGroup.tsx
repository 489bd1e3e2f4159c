import { groupsList } from '../../../../server/modules/people/contract.ts'
import { PickField } from '../../../kit/index.ts'

/** A team, body or project of today, found by its name. */
export function PickGroup({ name, label }: { name: string; label: string }) {
  return (
    <PickField name={name} label={label} operation={groupsList} search="search" option={(row) => ({ value: row.id, label: row.name })} />
  )
}
