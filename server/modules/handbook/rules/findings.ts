import { type Audience, cutsOf, narrower } from './audience.ts'
import { headOf } from './front-matter.ts'
import { placeholdersIn } from './placeholders.ts'
import { hardIn } from './truth/readability.ts'

/** What is wrong with a text: an error stands in the way of publishing, the rest is said. */
type Finding = { code: string; level: 'error' | 'warn'; text: string; from: number | null; to: number | null }

export function findingsOf(source: string, broken: readonly string[], audience: Audience): Finding[] {
  const { front, unreadable } = headOf(source)
  const nowhere = { from: null, to: null }
  const links = broken.map((url): Finding => {
    const at = source.indexOf(`(${url}`)
    const place = at < 0 ? nowhere : { from: at + 1, to: at + 1 + url.length }
    return { code: 'link.broken', level: 'error', text: `There is no page at “${url}”.`, ...place }
  })
  const differs: Finding[] =
    narrower(audience, front.audience) === audience
      ? []
      : [
          {
            code: 'page.audience_differs',
            level: 'error',
            text: `The text says that it is ${front.audience}, and the page is ${audience}. Change one of them.`,
            ...nowhere,
          },
        ]
  const unclear = cutsOf(source)
    .filter((cut) => cut.for === 'unclear')
    .map(
      ({ from, to }): Finding => ({
        code: 'audience.unclear',
        level: 'warn',
        text: 'A mark of audience cannot be read: what follows is seen by those who keep the page alone.',
        from,
        to,
      }),
    )
  const head: Finding[] = unreadable
    ? [
        {
          code: 'front_matter.unreadable',
          level: 'warn',
          text: 'The keys above the text cannot be read, and are shown to nobody.',
          ...nowhere,
        },
      ]
    : []
  const owed = placeholdersIn(source).map(
    ({ from, to, text, why }): Finding => ({ code: 'placeholder', level: 'warn', text: owedWords[why](text), from, to }),
  )
  const hard = hardIn(source).map(
    ({ rule, from, to, what }): Finding => ({ code: `reads.${rule}`, level: 'warn', text: hardWords[rule](what), from, to }),
  )
  return [...links, ...differs, ...unclear, ...head, ...owed.slice(0, 50), ...hard]
}

const hardWords = {
  long_sentence: (what: string) => `A sentence of ${what}`,
  hard_to_read: (what: string) => `Hard to follow: reading ease ${what}, below 50. Shorter words and sentences help.`,
  two_in_one_step: (what: string) => `“${what}” asks for two things. Make two steps of it.`,
  unknown_letters: (what: string) => `“${what}” is nowhere said in full.`,
}

const owedWords = {
  word: (text: string) => `“${text}” is still to be written.`,
  empty_link: (text: string) => `“${text}” links to nothing yet.`,
  empty_section: (text: string) => `Nothing stands below “${text}”.`,
  unfinished: (text: string) => `“${text}” says that it is not finished.`,
}

/** A picture that a text shows and that is not there: its words are shown. */
export function missingPicture(source: string, { called, line }: { called: string; line: number }): Finding {
  const from = source.split('\n', line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  const end = source.indexOf('\n', from)
  const text = `There is no picture “${called.slice(0, 100)}”: its words are shown.`
  return { code: 'picture.missing', level: 'warn', text, from, to: end < 0 ? source.length : end }
}
