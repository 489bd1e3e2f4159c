import type { metricsGet } from '../../../server/modules/data/contract.ts'
import type { AskOutput } from '../../ask.ts'
import { Code, CopyText, dayText, Facts, Link, Section, Stack, dayOf } from '../../kit/index.ts'
import { ownerShown } from './shown.ts'
import { Vetted } from './AskVetting.tsx'
import { Through } from './Freshness.tsx'
import type { Promised } from './promise.ts'

type Metric = AskOutput<typeof metricsGet>

/** What a figure means, in words; beside it who answers for it and where it is used. */
export function Meaning({ metric, promised }: { metric: Metric; promised: Promised | undefined }) {
  return (
    <Stack gap={5}>
      <Section title="What it means" plain>
        <Stack gap={3}>
          <p className="quiet">{metric.definition}</p>
          <p className="data-formula">{metric.formula}</p>
          <Facts
            facts={[
              { label: 'Why', value: metric.why },
              { label: 'Owner', value: ownerShown(metric.owner) },
              { label: 'Definition', value: <Vetted metric={metric} /> },
              { label: 'Complete to', value: <Through at={metric.complete.through} /> },
              { label: 'Adds up', value: addingUp[metric.additivity] },
            ]}
          />
        </Stack>
      </Section>
      {metric.limits.length > 0 && (
        <Section title="What it does not say" plain>
          <ul className="data-list quiet">
            {metric.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </Section>
      )}
      {(promised || metric.used_by.length > 0 || metric.inputs.length > 0) && (
        <Section title="Used in" plain>
          <ul className="data-used">
            {promised && (
              <li>
                <Link href={`/strategy/plans/${promised.plan.plan.slug}`}>{promised.plan.plan.title} plan</Link>
              </li>
            )}
            {metric.used_by.map((one) => (
              <li key={one.metric}>
                <Link href={`/data/metrics/${one.metric}`}>{one.label}</Link>
              </li>
            ))}
            {metric.inputs.map((input) => (
              <li key={input.as}>
                <span className="faint">made of</span> <Link href={`/data/metrics/${input.metric}`}>{input.label}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <details className="data-proof">
        <summary>How it is worked out</summary>
        <Stack gap={4}>
          <p className="faint">{holdsSince(metric)}</p>
          <ul className="data-list">
            {metric.tests.map((test) => (
              <li key={test}>{test}</li>
            ))}
          </ul>
          {metric.statements.map((one) => (
            <Code key={one.metric} label={metric.statements.length > 1 ? `SQL of ${one.metric}` : 'SQL'} text={one.sql} limit={200} />
          ))}
          <Code label="Definition" text={metric.yaml} limit={200} />
          <ul className="data-parents">
            {metric.complete.sources.map((parent) => (
              <li key={parent.name}>
                <span className="mono">{parent.name}</span>
                <Through at={parent.through} />
              </li>
            ))}
          </ul>
          <p className="faint">
            Version {metric.version}, fingerprint <CopyText mono text={metric.hash} shown={metric.hash.slice(0, 12)} />
          </p>
        </Stack>
      </details>
    </Stack>
  )
}

/** Since when this text holds, from where it came, and the texts before it. */
function holdsSince({ versions, hash }: Metric): string {
  const [now, ...before] = versions
  if (now?.hash !== hash) return 'Not written down yet'
  const earlier = before.map((one) => `; version ${one.version} from ${dayText(dayOf(one.holds_from))}`)
  return `Holds since ${dayText(dayOf(now.holds_from))}, shipped with the program${earlier.join('')}`
}

const addingUp = {
  additive: 'Over days and parts',
  semi: 'Over parts; the last day of a period stands for it',
  non: 'Never: each part and period is worked out by itself',
}
