import { useState } from 'react'
import { operations, whoMay } from '../../../server/doors/contract.ts'
import { useAsk } from '../../ask.ts'
import { Answer, Empty, Link, Loading, PlainTable, Section, Select } from '../../kit/index.ts'
import { roleName, Tags } from './words.tsx'

const reaches = { all: 'Every row', team: 'The own teams’ and nobody’s', own: 'The own' }

/** Who may do one thing today. */
export function WhoMay() {
  const [operation, setOperation] = useState<string | null>(null)
  const all = useAsk(operations, {}, { staleTime: 600_000 })
  return (
    <Section title="Who may do this?" note="The right that it needs, the roles that give it, and who holds them today.">
      <Select
        label="What"
        placeholder="Type to search"
        searchable
        limit={50}
        data={(all.data?.items ?? []).map((one) => ({ value: one.name, label: one.summary }))}
        value={operation}
        onChange={setOperation}
        nothingFoundMessage="Nothing fits"
      />
      {operation && <Holders operation={operation} />}
    </Section>
  )
}

function Holders({ operation }: { operation: string }) {
  const asked = useAsk(whoMay, { operation })
  return (
    <Answer of={asked} loading={<Loading rows={3} />}>
      {(answer) => (
        <>
          <p className="quiet people-who">
            {saysOf(
              answer.right,
              answer.audience,
              answer.roles.map((one) => roleName(one.role)),
            )}
          </p>
          {answer.people.length > 0 && (
            <PlainTable
              label="Who may do this"
              bare
              rows={answer.people}
              rowKey={(row) => row.id}
              columns={[
                { id: 'name', title: 'Name', phone: 'title', cell: (row) => <Link href={`/people/persons/${row.id}`}>{row.name}</Link> },
                { id: 'roles', title: 'By', cell: (row) => <Tags words={row.roles.map(roleName)} /> },
                { id: 'reach', title: 'Reaches', cell: (row) => reaches[row.reach] },
              ]}
            />
          )}
          {answer.people.length === 0 && answer.audience === 'staff' && answer.roles.length > 0 && (
            <Empty title="Nobody today">No colleague holds one of these roles.</Empty>
          )}
        </>
      )}
    </Answer>
  )
}

function saysOf(right: string, audience: string, roles: string[]): string {
  if (right === 'anyone') return 'Anyone, also without signing in.'
  if (right === 'signed_in') return 'Everybody who is signed in.'
  if (roles.length === 0) return `It needs the right ${right}, which no role gives.`
  const whose = audience === 'portal' ? 'contacts of a customer who are' : 'colleagues who are'
  return `It needs the right ${right}: ${whose} ${roles.join(', ')}.`
}
