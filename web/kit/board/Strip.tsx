import './strip.css'
import type { ReactNode } from 'react'
import { Meter } from '../charts/Meter.tsx'
import { Hint } from '../controls.tsx'
import { Link } from '../Link.tsx'
import { Sparkline } from '../Sparkline.tsx'
import { figureText, type Said, saidText } from './said.ts'

export type MeasureFigure = {
  key: string
  name: string
  definition: string
  value: string | null
  unit: string
  period: Said
  of: Said | null
  exception: (Said & { tone: 'calm' | 'warn' | 'bad' }) | null
  course: { done: number; due: number | null } | null
  tone: 'calm' | 'warn' | 'bad'
  spark: (number | null)[]
  href: string | null
  /** the document that promises it */
  about: { title: string; href: string } | null
}

/** Measures in one card, hairlines between them. */
export function Strip({ label, figures }: { label: string; figures: readonly MeasureFigure[] }): ReactNode {
  const about = figures.find((one) => one.about)?.about
  return (
    <div>
      <ul className="strip" aria-label={label}>
        {figures.map((figure) => (
          <li key={figure.key}>
            <MeasureTile figure={figure} />
          </li>
        ))}
      </ul>
      {about && (
        <p className="strip-about">
          <Link href={about.href}>{about.title}</Link>
        </p>
      )}
    </div>
  )
}

/** A figure with its period and its promise: name, value and course, how far of the way with a mark where the plan stands, what is wrong in words. */
function MeasureTile({ figure }: { figure: MeasureFigure }): ReactNode {
  const { name, value, unit, period, of, exception, course, tone, spark, href } = figure
  return (
    <div className="measure">
      <span className="measure-name">
        <Hint text={figure.definition}>{name}</Hint>
      </span>
      <span className="measure-row">
        <span className="measure-value num">
          {href ? (
            <Link href={href} aria-label={`${name}: ${figureText(value, unit)}, the rows`}>
              {figureText(value, unit)}
            </Link>
          ) : (
            figureText(value, unit)
          )}
        </span>
        {spark.filter((one) => one !== null).length > 2 && (
          <Sparkline values={[...spark]} label={`Course of ${name}`} width={64} height={22} />
        )}
      </span>
      {course && (
        <span className="measure-way">
          <Meter done={course.done} due={course.due} tone={tone === 'calm' ? undefined : tone} label={wayOf(name, course)} />
        </span>
      )}
      {of && <span className="measure-of num">{saidText(of, true)}</span>}
      <span className="measure-period">
        {saidText(period, true)}
        {exception && (
          <>
            {' · '}
            <span className="measure-odd num" data-tone={exception.tone}>
              {saidText(exception, true)}
            </span>
          </>
        )}
      </span>
    </div>
  )
}

/** The bar in words. */
function wayOf(name: string, { done, due }: { done: number; due: number | null }): string {
  const percent = (share: number) => `${Math.round(share * 100)}%`
  return `${name}: ${percent(done)} of the way${due === null ? '' : `, the plan is at ${percent(due)}`}`
}
