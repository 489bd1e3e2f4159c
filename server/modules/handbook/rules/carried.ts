import type { Unmet } from '../../../kernel/refusal.ts'
import { type Ask, askForms, askOf, sameName } from './asks.ts'
import { type Answers, type Condition, conditionOf, holdsFor, namesIn } from './conditions.ts'
import { type Due, dueForms, dueOf } from './due.ts'
import type { Step } from './steps.ts'

/** What a step carries beside its words: questions, when it is needed, by when it is due. What cannot be read is told in `unread`. */
export type Carried = { place: number; position: string; asks: Ask[]; only: Condition | null; due: Due | null; unread: Unmet[] }

type Said = Pick<Step, 'place' | 'position' | 'asks' | 'only' | 'due'>

/** Reads the steps of a text in their order: a condition stands on what was asked for before it. A condition that cannot be read leaves no step out. */
export function carriedOf(steps: readonly Said[]): Carried[] {
  const asked: Ask[] = []
  const names = new Set<string>()
  return steps.map((step, at) => {
    const unread: Unmet[] = []
    const say = (code: string, text: string) => unread.push({ code, text, path: 'source', item: step.position })
    const only = step.only === null ? null : conditionOf(step.only, asked)
    if (only && 'wrong' in only) say('step.condition_unreadable', `Step ${step.position}, “Only if: ${step.only}”: ${only.wrong}`)
    const asks = step.asks.flatMap((said) => {
      const ask = askOf(said)
      if (!ask) say('step.ask_unreadable', `Step ${step.position}, “Ask: ${said}” cannot be read. Write ${askForms}.`)
      else if (names.has(ask.name.toLowerCase()))
        say('step.asked_twice', `Step ${step.position} asks for “${ask.name}” again. Give it another name.`)
      else {
        asked.push(ask)
        names.add(ask.name.toLowerCase())
        return [ask]
      }
      return []
    })
    const due = step.due === null ? null : dueOf(step.due)
    if (step.due !== null && due === null)
      say('step.due_unreadable', `Step ${step.position}, “Due: ${step.due}” cannot be read. Write ${dueForms}.`)
    const base = due && due.after !== 'start' ? due.after.step : null
    const early = base === null || steps.slice(0, at).some(({ position }) => position === base)
    if (!early) say('step.due_unreadable', `Step ${step.position} is due after step ${base}, which does not stand before it.`)
    return {
      place: step.place,
      position: step.position,
      asks,
      only: only && 'condition' in only ? only.condition : null,
      due: early ? due : null,
      unread,
    }
  })
}

/** What was said of a step last, with what was answered, by names as they are asked. */
export type Told = { state: 'todo' | 'done' | 'skipped' | 'failed' | 'not_needed'; answers: Readonly<Record<string, string>> }

/** `waits`: whether it is needed hangs on what is still to be answered. */
type Need = { is: 'needed' | 'not_needed' | 'waits'; on: { name: string; value: string | null; place: number }[] }

/**
 * Which steps of a run are needed, by their places. Each hangs on what steps before it were answered: an answer that changes changes them. What a
 * step asks for that is left out, failed or not needed itself will not be answered.
 */
export function needsOf(steps: readonly Carried[], told: ReadonlyMap<number, Told>): Map<number, Need> {
  const answers = new Map<string, string | { none: true }>()
  const askedAt = new Map<string, number>()
  const needs = new Map<number, Need>()
  for (const step of steps) {
    const need = needOf(step, answers, askedAt)
    needs.set(step.place, need)
    const said = told.get(step.place)
    for (const { name } of step.asks) {
      askedAt.set(name.toLowerCase(), step.place)
      const answer = need.is === 'not_needed' ? none : answerIn(said, name)
      if (answer !== undefined) answers.set(name.toLowerCase(), answer)
    }
  }
  return needs
}

const none = { none: true } as const

function needOf({ only }: Carried, answers: Answers, askedAt: ReadonlyMap<string, number>): Need {
  if (!only) return { is: 'needed', on: [] }
  const holds = holdsFor(only, answers)
  const on = namesIn(only).map((name) => {
    const answer = answers.get(name.toLowerCase())
    return { name, value: typeof answer === 'string' ? answer : null, place: askedAt.get(name.toLowerCase()) ?? 0 }
  })
  return { is: holds === 'unknown' ? 'waits' : holds ? 'needed' : 'not_needed', on }
}

/** Nothing yet while the step is open; `none` where it was closed without an answer. */
function answerIn(said: Told | undefined, name: string): string | { none: true } | undefined {
  if (said === undefined || said.state === 'todo') return undefined
  const [, value] = Object.entries(said.answers).find(([one]) => sameName(one, name)) ?? []
  return said.state === 'done' && value !== undefined ? value : none
}

/** Why a step is not needed, or for what it waits; of answers that a reader may not see the name alone. */
export function becauseOf(only: string | null, need: Need, sees: (name: string) => boolean): string | null {
  if (need.is === 'needed' || only === null) return null
  const on = need.on.map(({ name, value }) =>
    value === null
      ? `${name} ${need.is === 'waits' ? 'is not answered yet' : 'is not given'}`
      : sees(name)
        ? `${name} is ${commas(value)}`
        : `${name} is answered`,
  )
  return `Only if ${only}: ${on.join(', ')}.`
}

/** Decimals with the commas that people read them by. */
export function commas(value: string): string {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(value) ?? []
  return whole === '' ? value : `${sign}${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')}${part}`
}
