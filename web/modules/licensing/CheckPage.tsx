import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useState } from 'react'
import { verificationsCreate } from '../../../server/modules/licensing/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { Button, Facts, FileDrop, Instant, Json, Link, Note, Page, Problem, Section, Stack, Status, Textarea } from '../../kit/index.ts'
import { Flags } from './Flags.tsx'
import './licensing.css'
import { stateWords } from './words.ts'

type Check = AskOutput<typeof verificationsCreate>

/** Paste or drop any licence file: genuine or not, for which builds, in force or not, and what hurt it. */
export default function CheckPage() {
  const [text, setText] = useState('')
  const check = useTell(verificationsCreate, { quiet: true, stale: [] })
  const run = (document: string) => {
    setText(document)
    if (document !== '') check.mutate({ document })
  }
  return (
    <Page
      title="Check a licence file"
      note="Genuine or not, for which builds, and in force or not. Nothing is kept."
      crumbs={[{ title: 'Licences', href: '/licensing/licences' }]}
      width="read"
    >
      <Stack gap={5}>
        <FileDrop
          label="A licence file"
          accept=".mattermost-license,.txt"
          most={100_000}
          onFiles={([file]) => void file?.text().then(run)}
        />
        <Textarea
          label="Or its text"
          autosize
          minRows={3}
          maxRows={8}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          classNames={{ input: 'mono' }}
        />
        <div>
          <Button onClick={() => run(text)} loading={check.isPending} disabled={text === ''}>
            Check
          </Button>
        </div>
        {check.error && <Problem error={check.error} />}
        {check.data && <Verdict check={check.data} />}
      </Stack>
    </Page>
  )
}

function Verdict({ check }: { check: Check }) {
  const customer = check.payload?.['customer'] as { company?: string } | undefined
  const features = check.payload?.['features'] as { users?: number } | undefined
  return (
    <Section>
      <Stack gap={4}>
        <div className="verdict" data-ok={check.ok} role="status">
          {check.ok ? <IconCircleCheck size={22} aria-hidden /> : <IconCircleX size={22} aria-hidden />}
          <strong>{headline(check)}</strong>
        </div>
        {check.findings.map((finding) => (
          <Note key={finding.text} tone={finding.level === 'problem' ? 'bad' : 'calm'}>
            {finding.text}
          </Note>
        ))}
        {check.payload && (
          <>
            <Facts
              columns={2}
              facts={[
                { label: 'Customer', value: customer?.company },
                { label: 'Edition', value: String(check.payload['sku_name']) },
                { label: 'Seats', value: features?.users },
                {
                  label: 'Signed for',
                  value: check.environment === null ? 'unknown' : check.environment === 'prod' ? 'production builds' : 'test builds',
                },
                { label: 'From', value: <Instant at={instantOf(check.payload['starts_at'])} /> },
                { label: 'Expires', value: <Instant at={instantOf(check.payload['expires_at'])} /> },
                check.licence && {
                  label: 'In our books',
                  value: <Link href={`/licensing/licences/${check.licence.id}`}>{check.licence.number}</Link>,
                },
                check.licence && { label: 'State', value: <Status value={check.licence.state} {...stateWords[check.licence.state]} /> },
              ]}
            />
            <Flags payload={check.payload} />
            <Json value={check.payload} label={check.environment ? 'Signed content' : 'Content, not to be trusted'} limit={320} />
          </>
        )}
      </Stack>
    </Section>
  )
}

function headline(check: Check): string {
  if (!check.ok) return 'The product would not run on this file'
  if (check.phase === 'not_started') return 'Genuine; its term has not started'
  if (check.phase === 'grace') return 'Genuine; expired and in its days of grace'
  return 'Genuine and in force'
}

function instantOf(value: unknown): string | null {
  return typeof value === 'number' ? new Date(value).toISOString() : null
}
