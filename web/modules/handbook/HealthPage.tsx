import './health.css'
import { useState } from 'react'
import { healthRead, proceduresGet, trainingsRule } from '../../../server/modules/handbook/contract.ts'
import { useAsk } from '../../ask.ts'
import { Answer, Button, Chart, countOf, dayText, Link, Loading, Page, Section, Segments, useParam } from '../../kit/index.ts'
import { StepRates } from './StepRates.tsx'
import { faultWords, type Health, shareText, tenths } from './words.ts'

type Series = 'all' | 'procedure' | 'escaped'
const crumbs = [
  { title: 'Handbook', href: '/handbook/directory' },
  { title: 'Health', href: '/handbook/health' },
]

/** How often a procedure goes wrong, where, since which text, and how sure that is. */
export default function HealthPage() {
  const id = useParam('id')
  const [series, setSeries] = useState<Series>('all')
  const asked = useAsk(healthRead, { id, series }, { keep: true })
  const writes = useAsk(proceduresGet, { id }).data?.may.includes('propose') === true
  return (
    <Page
      title={asked.data?.title ?? 'Health'}
      crumbs={crumbs}
      actions={
        <>
          <Button variant="default" href={`/handbook/pages/${id}`}>
            Read it
          </Button>
          {writes && (
            <Button variant="default" href={`/handbook/pages/${id}/write`}>
              Improve
            </Button>
          )}
        </>
      }
    >
      <Answer of={asked} loading={<Loading block={480} />}>
        {(health) => (
          <div className="health">
            <div>
              <Lead health={health} series={series} />
              <Figures health={health} />
              <Section
                title="Runs with an error, by month"
                note="Band: where the true share lies, 19 times in 20"
                plain
                actions={
                  <Segments
                    label="Which errors"
                    value={series}
                    onChange={setSeries}
                    options={[
                      { value: 'all', label: 'All' },
                      { value: 'procedure', label: 'The text’s fault' },
                      { value: 'escaped', label: 'Found by others' },
                    ]}
                  />
                }
              >
                <Months health={health} />
              </Section>
              <Section title="By step" note={`Last 90 days, since ${dayText(health.from)}`} plain>
                <StepRates health={health} />
              </Section>
            </div>
            <Aside health={health} />
          </div>
        )}
      </Answer>
    </Page>
  )
}

const whose = { all: 'an error', procedure: 'an error of the text', escaped: 'an error that others found' }

function Lead({ health, series }: { health: Health; series: Series }) {
  const { n, k } = health.all
  return (
    <header className="health-lead">
      <p className="faint">
        {health.title} · {health.number}
      </p>
      <p className="health-said">
        {n === 0 ? 'No run has ended in the last 90 days.' : `${k === 0 ? 'None' : k} of ${countOf(n, 'run')} had ${whose[series]}.`}{' '}
        <span>{comparedWords(health)}</span>
      </p>
    </header>
  )
}

function comparedWords({ compared, fewest }: Health): string {
  if (!compared) return ''
  const { before, after, is } = compared
  if (is === 'few') return `Versions ${before} and ${after} cannot be compared: one of them has less than ${fewest} runs.`
  if (is === 'no_proof') return `Whether version ${after} is better than version ${before} is not proven.`
  return is === 'better' ? `Version ${after} made it better.` : `Version ${after} made it worse.`
}

function Figures({ health }: { health: Health }) {
  const { all, fewest, target, open_reports, not_followed, breached_on, reader_score } = health
  const rule = useAsk(trainingsRule, { id: health.id }).data
  const verdict = { few: 'Too early', green: 'Kept', undecided: 'Undecided', red: 'Missed' }[all.is]
  const why = {
    few: `${all.n} of ${fewest} runs`,
    green: 'the whole interval is below',
    undecided: 'the interval holds it',
    red: 'the whole interval is above',
  }[all.is]
  return (
    <dl className="health-figures">
      <div>
        <dt>Runs with an error</dt>
        <dd className="health-figure num">{all.share === null ? `${all.k} of ${all.n}` : shareText(all.share)}</dd>
        <dd>
          {all.share === null ? `too few runs, ${all.n} of ${fewest}` : `certain between ${shareText(all.low)} and ${shareText(all.high)}`}
        </dd>
      </div>
      <div>
        <dt>Below {tenths(target).replace('.0', '')}% is promised</dt>
        <dd className="health-figure">{verdict}</dd>
        <dd>{breached_on === null ? why : `${why}, since ${dayText(breached_on)}`}</dd>
      </div>
      <div>
        <dt>Reported, not answered</dt>
        <dd className="health-figure num">{open_reports}</dd>
        <dd>counts after ten working days</dd>
      </div>
      {not_followed.n + not_followed.open > 0 && (
        <div>
          <dt>Not followed</dt>
          <dd className="health-figure num">
            <Link href={`/handbook/health/expected?where=${encodeURIComponent(`page:is:${health.id}`)}`}>
              {not_followed.share === null ? `${not_followed.k} of ${not_followed.n}` : shareText(not_followed.share)}
            </Link>
          </dd>
          <dd>{not_followed.open > 0 ? `${not_followed.open} more wait for somebody to begin` : 'nobody began in time'}</dd>
        </div>
      )}
      {reader_score.n > 0 && (
        <div>
          <dt>Reader score</dt>
          <dd className="health-figure num">{reader_score.score === null ? `${reader_score.n} of 10` : tenthsOf(reader_score.score)}</dd>
          <dd>
            {reader_score.score === null
              ? 'too few said how easy it was'
              : `${reader_score.easy} easy, ${reader_score.hard} hard, of ${reader_score.n} in a year`}
          </dd>
        </div>
      )}
      {rule && rule.required > 0 && (
        <div>
          <dt>Know it as it is now</dt>
          <dd className="health-figure num">
            {rule.competent} <small>of {rule.required}</small>
          </dd>
          <dd>{rule.due_on ? `the next is due ${dayText(rule.due_on)}` : 'nobody is asked for more'}</dd>
        </div>
      )}
    </dl>
  )
}

/** From −100 to 100, with one decimal. */
function tenthsOf(score: number): string {
  return `${score > 0 ? '+' : score < 0 ? '−' : ''}${Math.abs(score).toFixed(1)}`
}

const foundWords = { self: 'noticed by whoever did it', downstream: 'found by others', audit: 'found in an audit' }

/** A share, or the runs themselves where they are too few. */
function partText(k: number, n: number, fewest: number): string {
  return n < fewest ? `${k} of ${n}` : shareText(k / n)
}

function Months({ health }: { health: Health }) {
  const { months, versions, target, fewest } = health
  const dayIn = (month: string) => `${month}-15`
  const told = months.filter(({ share }) => share !== null)
  const drawn = versions.slice(1).filter(({ since }) => since.slice(0, 7) >= (months[0]?.month ?? ''))
  return (
    <Chart
      title="Runs with an error, by month"
      bare
      format={shareText}
      short={(share) => `${Math.round(share * 100)}%`}
      zero
      height={240}
      actual={{ label: 'With an error', points: months.map(({ month, share }) => ({ day: dayIn(month), value: share })) }}
      range={{ label: 'The true share', points: told.map(({ month, low, high }) => ({ day: dayIn(month), low, high })) }}
      plan={{
        label: 'Promised',
        points: [months[0], months.at(-1)].flatMap((one) => (one ? [{ day: dayIn(one.month), value: target }] : [])),
      }}
      better="down"
      formatX={(day) => dayText(day, 'month')}
      pins={drawn.map(({ version, since, note }) => ({ day: since, title: `Version ${version}: ${note}` }))}
      empty={`No month has ${fewest} runs that ended yet.`}
    />
  )
}

function Aside({ health }: { health: Health }) {
  const { compared, versions, faults, escaped, restated, by, review_on, fewest } = health
  const errors = faults.reduce((sum, { count }) => sum + count, 0)
  const programs = by.find((one) => one.by === 'agent')
  return (
    <aside className="health-aside" aria-label="What came of it">
      {compared && (
        <>
          <h2>Did version {compared.after} help?</h2>
          <div className="health-compared">
            <b data-is={compared.is}>
              {{ better: 'Better', worse: 'Worse', no_proof: 'No proof of a change', few: 'Too few runs to say' }[compared.is]}
            </b>
            {compared.is !== 'few' && (
              <>
                <p>
                  <span className="health-figure num">{tenths(Math.abs(compared.points))}</span>{' '}
                  {compared.points >= 0 ? 'points fewer errors' : 'points more errors'}
                </p>
                <p className="faint">
                  certain between {tenths(compared.low)} and {tenths(compared.high)}
                </p>
              </>
            )}
            <dl>
              {versions
                .filter(({ version }) => version === compared.before || version === compared.after)
                .map(({ version, n, k, share }) => (
                  <div key={version}>
                    <dt>
                      Version {version} <span className="faint">{countOf(n, 'run')}</span>
                    </dt>
                    <dd className="num">{k}</dd>
                    <dd className="num">{share === null ? `${n} of ${fewest}` : shareText(share)}</dd>
                  </div>
                ))}
            </dl>
          </div>
        </>
      )}
      <h2>Whose fault</h2>
      <dl>
        {faults.map(({ fault, count }) => (
          <div key={fault}>
            <dt>{faultWords[fault]}</dt>
            <dd className="num">{count}</dd>
          </div>
        ))}
        <div>
          <dt>
            <b>Errors, {escaped === 0 ? 'none' : escaped} found by others</b>
          </dt>
          <dd className="num">
            <b>{errors}</b>
          </dd>
        </div>
      </dl>
      {restated.length > 0 && (
        <>
          <h2>Restated</h2>
          {restated.map(({ month, on, n, was, now, fault, found_by, run }) => (
            <p key={`${run.id} ${on} ${now}`}>
              {dayText(`${month}-15`, 'month')}, restated on {dayText(on)} from {partText(was, n, fewest)} to {partText(now, n, fewest)}{' '}
              {now > was ? 'because of an error' : 'because an error counts no more'} in{' '}
              <Link href={`/handbook/runs/${run.id}`}>{run.number}</Link>: {faultWords[fault].toLowerCase()}, {foundWords[found_by]}.
            </p>
          ))}
        </>
      )}
      {programs && programs.n > 0 && (
        <>
          <h2>People and programs</h2>
          <dl>
            {by.map((one) => (
              <div key={one.by}>
                <dt>
                  {one.by === 'agent' ? 'Programs' : 'People'} <span className="faint">{countOf(one.n, 'run')}</span>
                </dt>
                <dd className="num">{one.share === null ? `${one.k} of ${one.n}` : shareText(one.share)}</dd>
              </div>
            ))}
          </dl>
          <p className="faint">Both count in every figure of this page.</p>
        </>
      )}
      {review_on && (
        <>
          <h2>Next review</h2>
          <p>{dayText(review_on, 'long')}</p>
          <p className="faint">A share whose whole interval lies above what is promised brings it to two weeks from now.</p>
        </>
      )}
      <p>
        <Link href={`/handbook/runs?where=${encodeURIComponent(`page:is:${health.id}`)}`}>All runs</Link>
      </p>
    </aside>
  )
}
