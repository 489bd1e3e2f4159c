import { isAnswer } from './answers.ts'
import type { Message } from './chat.ts'
import { excerptOf, masked } from './mask.ts'
import type { Asked } from './replies.ts'

/** So much of an answer is kept: enough for the steps of a draft. */
const longestAnswer = 2000

/** What is kept of a question and of what was said to it: nothing of it tells a person, but by the keys of those who asked and answered. */
type KeptQuestion = {
  ref: string
  at: Date
  excerpt: string
  asker: string
  replies: number
  answer: string | null
  /** the answer says how it is done; else it is what was said first */
  solid: boolean
  answerer: string | null
  thanked: boolean
  links: string[]
}

export function keptOf({ question, replies, first, thanked }: Asked): KeptQuestion {
  const solid = replies.filter(({ text }) => isAnswer(text))
  const best = solid.find(({ id }) => thanked.has(id)) ?? solid[0]
  const said = best ?? first
  return {
    ref: `${question.channel}\n${question.id}`,
    at: question.at,
    excerpt: excerptOf(question.text),
    asker: question.author,
    replies: replies.length,
    answer: said ? answerText(said) : null,
    solid: best !== undefined,
    answerer: said?.author ?? null,
    thanked: said !== undefined && thanked.has(said.id),
    links: [...new Set(replies.flatMap(({ text }) => leadsTo(text)))].slice(0, 20),
  }
}

function answerText({ text }: Message): string {
  const kept = [...masked(text)]
  return kept.length <= longestAnswer ? kept.join('') : `${kept.slice(0, longestAnswer - 2).join('')} …`
}

/** Addresses and numbers of procedures that a message has. */
function leadsTo(text: string): string[] {
  return (masked(text).match(/https?:\/\/[^\s<>()"']{1,500}|\bSOP-\d{4,}\b/g) ?? []).map((one) => one.replace(/[.,;:!]+$/, ''))
}

/** Whether one of these leads to a page. */
export function leadsToPage(links: readonly string[], page: { id: string; path: string; number: string | null }): boolean {
  return links.some(
    (link) => link === page.number || link.endsWith(`/handbook/${page.path}`) || link.includes(`/handbook/pages/${page.id}`),
  )
}

/** A flag that says that something was not found, and not only that it is wrong. */
export function looksFor(note: string): boolean {
  return /\b(?:look(?:ed|ing)?|search(?:ed|ing)?|hop(?:ed|ing)) (?:for|to find)\b|^\s*(?:where|how|who)\b|\bnowhere\b|\bmissing\b/i.test(
    note,
  )
}
