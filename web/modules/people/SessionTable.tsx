import { sessionEnd, sessionsList } from '../../../server/modules/people/contract.ts'
import { useTell } from '../../ask.ts'
import { Button, DataTable, Instant, None, Tag, toast } from '../../kit/index.ts'

/** Browsers that are signed in: one's own, or everybody's. */
export function SessionTable({ everybody = false }: { everybody?: boolean }) {
  const end = useTell(sessionEnd, { onDone: () => toast('The session has ended') })
  return (
    <DataTable
      operation={sessionsList}
      input={{ everybody: everybody ? 'true' : 'false' }}
      label="Sessions"
      bare={!everybody}
      inAddress={everybody}
      rowKey={(row) => row.id}
      columns={[
        ...(everybody
          ? [{ id: 'person', title: 'Person', cell: (row: { person: { name: string } }) => row.person.name, phone: 'title' as const }]
          : []),
        {
          id: 'browser',
          title: 'Browser',
          cell: (row) => (
            <>
              {browserOf(row.agent)} {row.current && <Tag>This one</Tag>}
            </>
          ),
        },
        { id: 'address', title: 'Address', cell: (row) => (row.address ? <span className="num">{row.address}</span> : <None />) },
        { id: 'since', title: 'Signed in', cell: (row) => <Instant at={row.created_at} /> },
        { id: 'seen', title: 'Last seen', cell: (row) => <Instant at={row.last_seen_at} ago /> },
        {
          id: 'acts',
          title: '',
          align: 'right',
          cell: (row) =>
            !row.current && (
              <Button
                variant="default"
                size="xs"
                loading={end.isPending && end.variables?.id === row.id}
                onClick={() => end.mutate({ id: row.id })}
              >
                End
              </Button>
            ),
        },
      ]}
    />
  )
}

/** The browser and system that a user-agent text names, in words. */
function browserOf(agent: string | null): string {
  if (!agent) return 'Unknown'
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : undefined
  const system = /Windows/.test(agent)
    ? 'Windows'
    : /Android/.test(agent)
      ? 'Android'
      : /iPhone|iPad/.test(agent)
        ? 'iOS'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : undefined
  if (!browser) return agent.slice(0, 40)
  return system ? `${browser} on ${system}` : browser
}
