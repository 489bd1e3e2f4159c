import { rolesRead } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import { Answer, Count, Loading, Page, PlainTable, Section, Stack } from '../../kit/index.ts'
import { WhoMay } from './WhoMay.tsx'
import { personTabs, roleName } from './words.tsx'

type Table = AskOutput<typeof rolesRead>
const reaches = { all: 'all', team: 'team', own: 'own' }

/** The authorization table, as the house itself reads it. */
export default function RolesPage() {
  const may = useMay()
  const asked = useAsk(rolesRead, {})
  return (
    <Page title="People" tabs={personTabs(may)}>
      <Answer of={asked} loading={<Loading rows={10} />}>
        {(table) => (
          <Stack gap={5}>
            <WhoMay />
            <Section title="Roles" note="A colleague may hold several; the widest reach wins." flush>
              <PlainTable
                label="Roles"
                bare
                rows={table.roles.filter((one) => one.audience === 'staff')}
                rowKey={(row) => row.role}
                rowHref={(row) => `/people/persons?f.role=${row.role}`}
                columns={[
                  { id: 'role', title: 'Role', cell: (row) => roleName(row.role), phone: 'title' },
                  { id: 'says', title: 'What it is for', cell: (row) => <span className="quiet">{row.says}</span> },
                  { id: 'people', title: 'People', align: 'right', cell: (row) => <Count value={row.people ?? 0} /> },
                ]}
              />
            </Section>
            <Matrix table={table} audience="staff" title="Who may do what" />
            <Matrix table={table} audience="portal" title="Customers’ contacts in the portal" />
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function Matrix({ table, audience, title }: { table: Table; audience: 'staff' | 'portal'; title: string }) {
  const roles = table.roles.filter((one) => one.audience === audience).map((one) => one.role)
  const rights = table.rights.filter((one) => one.right.startsWith('portal.') === (audience === 'portal'))
  return (
    <Section title={title} note="all: every row · team: rows of the own teams and of nobody · own: only the own rows" flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling block must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="people-matrix" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Right</th>
              {roles.map((role) => (
                <th key={role} scope="col">
                  <span className="people-role">{roleName(role)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rights.map(({ right, says, scopes }) => (
              <tr key={right}>
                <th scope="row">
                  {says}
                  <div className="mono faint">{right}</div>
                </th>
                {roles.map((role) => (
                  <td key={role}>{scopes[role] ? reaches[scopes[role]] : <span className="unseen">no</span>}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  )
}
