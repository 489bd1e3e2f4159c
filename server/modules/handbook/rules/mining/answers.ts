import { spokenOf } from './words.ts'

/** Verbs with which one tells somebody what to do. */
const verbs = new Set(
  `add ask assign attach book bring build buy call change check choose click clone close collect compare confirm connect contact copy create
cut delete deploy describe disable download draft drop edit email enable enter export fetch file fill find finish follow forward get give go
grab hand hit include inform install invite join keep leave let list log look mail make mark merge message mind mount move name note notify
open order paste pay pick ping plug post prepare press print pull push put quote raise read rebase rebuild reboot record register reject reload
remember remove rename renew reply report request reset restart restore return review rotate run save scan schedule search select send set
share ship show sign start stop store submit switch tag take talk tell test tick track transfer try turn type unplug update upload use verify
wait walk watch wipe write`
    .split(/\s+/)
    .filter((verb) => verb !== ''),
)

/** So many words explain something. */
const longAnswer = 40
const enumerated = /^\s*(?:\d{1,2}[.):]|[-*•–]|step \d+[.:)]?|first(?:ly)?[,:]|then[,:]|second(?:ly)?[,:]|finally[,:])\s+\S/i

/** Steps that a message lists, one a line or one behind another; nothing where it lists none. */
export function listedSteps(text: string): string[] {
  const lines = text.split('\n').filter((line) => enumerated.test(line))
  if (lines.length >= 2) return lines.map((line) => line.replace(/^\s*(?:\d{1,2}[.):]|[-*•–]|step \d+[.:)]?)\s+/i, '').trim())
  const inline = [...text.matchAll(/(?:^|\s)\(?(\d{1,2})[.)]\s+([^\n]{2,400}?)(?=\s+\(?\d{1,2}[.)]\s|\n|$)/g)]
  const runs = inline.every(([, no], at) => Number(no) === at + 1)
  return inline.length >= 2 && runs ? inline.map(([, , step]) => (step ?? '').replace(/[,;]$/, '').trim()) : []
}

/** Sentences that tell somebody what to do. */
function imperatives(text: string): string[] {
  return text
    .split(/(?<=[.!?;])\s+|\n+|,\s+(?:and\s+)?then\s+|\s+and\s+then\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => {
      const [first = ''] = sentence
        .replace(/^(?:@[\p{L}\p{N}._-]+|\p{Lu}\p{L}+[,:])\s*/u, '')
        .replace(
          /^(?:please|just|then|first|next|finally|always|never|you (?:can|should|need to|have to|must)|do|also|and|so|ok|yes|yep|sure|now|simply|afterwards)[,:]?\s+/i,
          '',
        )
        .toLowerCase()
        .split(/[^\p{L}]+/u)
      return verbs.has(first)
    })
}

/** Whether a reply says how it is done: steps, things to do, where it stands, or enough words. */
export function isAnswer(text: string): boolean {
  if (listedSteps(text).length >= 2 || /https?:\/\/\S+/.test(text)) return true
  const said = spokenOf(text)
  return imperatives(said).length >= 2 || said.split(/\s+/).filter(Boolean).length >= longAnswer
}

/** Words by which whoever asked says that it helped. */
export function isThanks(text: string): boolean {
  return /(?:^|[^\p{L}])(?:thanks|thank you|thank u|thx|tnx|tks|ty|cheers|ta|perfect|awesome|brilliant|excellent|lovely|legend|lifesaver|got it|great|that (?:worked|works|did it|helps|helped|was it)|works now|worked|solved|sorted|much appreciated|appreciate(?:d| it)?|makes sense|very helpful|super helpful|danke|merci)(?:$|[^\p{L}])|👍|🙏|❤|💚|🎉/iu.test(
    text.slice(0, 120),
  )
}

/** What is done, as the steps of an answer: those that it lists, else each sentence that tells what to do, else what it says. */
export function stepsOfAnswer(text: string): string[] {
  const listed = listedSteps(text)
  if (listed.length >= 2) return listed.slice(0, 40)
  const told = imperatives(spokenOf(text))
  if (told.length >= 2) return told.slice(0, 40)
  const whole = text.replaceAll(/\s+/g, ' ').trim()
  return whole === '' ? [] : [whole]
}
