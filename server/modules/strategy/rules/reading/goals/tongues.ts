import { inOurDigits } from '../digits.ts'
import { meantOf } from '../slips.ts'

/** What people call objectives, results, owners and targets in other languages, as our own words. */
const words: [RegExp, string][] = [
  // the word for an objective, in front of a figure, is what a measure should reach
  [/^(?:objetivo|objectif|obiettivo|doelstelling|ziel|doel|目标|目標|목표|цель)(?=\s?[:：]\s?[<>≥≤~]?\s?[$€£¥₩]?\d)/iu, 'Target'],
  // `Hedef (Objective):` says it in ours as well
  [/^\p{L}[^()\d:]{2,40}\(key[ -]results\)(?=\s?:|$)/iu, 'Key results'],
  [/^\p{L}[^()\d:]{2,40}\(objective\)(?=\s?:|$)/iu, 'Objective'],
  [/^\p{L}[^()\d:]{2,40}\((?:owner|dri)\)(?=\s?:|$)/iu, 'Owner'],
  [/^(?:hedef)(?=\s?:\s?[<>≥≤~%]?\s?[$€£]?\d)/iu, 'Target'],
  [/^anahtar sonuçlar(?!\p{L})/iu, 'Key results'],
  [/^anahtar sonuç(?!\p{L})/iu, 'Key result'],
  [/^hedef tarih[i]?(?!\p{L})/iu, 'Due'],
  [/^hedef(?!\p{L})/iu, 'Objective'],
  [/^(?:[iİ]zleme|takip)(?!\p{L})/iu, 'Tracking'],
  [/^[iİ]lerleme(?!\p{L})/iu, 'Progress'],
  [/^(?:sorumlu|sahibi?)(?!\p{L})/iu, 'Owner'],
  [/^(?:현재 ?)?(?:진행 ?(?:상황|현황|상태))(?!\p{L})/u, 'Progress'],
  [/^(?:进度(?:追踪|跟踪|更新)?|进展|進捗(?:状況)?)(?!\p{L})/u, 'Progress'],
  [/^(?:측정(?: ?방법)?|지표|messung|messgröße|medición|medida|mesure|衡量|指标)(?!\p{L})/iu, 'Measurement'],
  [/^(?:objetivos|objectifs|obiettivi|doelstellingen)(?!\p{L})/iu, 'Objectives'],
  [/^(?:objetivo|objectif|obiettivo|doelstelling|目标|目標|목표|цель)(?!\p{L})/iu, 'Objective'],
  [/^(?:اهداف|أهداف|الأهداف)(?!\p{L})/u, 'Objectives'],
  [/^(?:هدف|الهدف)(?!\p{L})/u, 'Objective'],
  [/^(?:نتایج کلیدی|النتائج الرئيسية|نتائج رئيسية)(?!\p{L})/u, 'Key results'],
  [/^(?:نتیجه[\u200c ]?ی? کلیدی|نتيجه کليدی|النتيجة الرئيسية|نتيجة رئيسية)(?!\p{L})/u, 'Key result'],
  [/^(?:مسئول|مالک|المسؤول|المالك)(?!\p{L})/u, 'Owner'],
  [/^(?:ziele|doelen|цели)(?!\p{L})/iu, 'Goals'],
  [/^(?:ziel|doel)(?!\p{L})/iu, 'Goal'],
  [
    /^(?:resultados?[ -](?:chaves?|claves?)|r[eé]sultats?[ -]cl[eé]s?|risultati chiave|schlüsselergebnisse|resultados claves?|kernresultaten|关键结果|關鍵結果|핵심 ?결과|ключевые результаты)(?!\p{L})/iu,
    'Key results',
  ],
  [/^(?:SE|RC|КР)(?=[ -]?\d{1,2}(?:\.\d{1,2})?\s?[:.–—])/u, 'KR'],
  [/^(?:risultato chiave|schlüsselergebnis|kernresultaat|ключевой результат)(?!\p{L})/iu, 'Key result'],
  [
    /^(?:responsável|responsáveis|responsables?|responsabile|verantwortlich(?:e[rn]?)?|verantwoordelijke?|dono|dueñ[oa]|eigenaar|负责人|담당자?|ответственный)(?!\p{L})/iu,
    'Owner',
  ],
  [/^(?:metas?|alvos?|cible|zielwert|doelwaarde|目标值|목표치)(?!\p{L})/iu, 'Target'],
  [/^(?:l[ií](?:nea|nha) (?:de )?base|ausgangswert|valor inicial|nulmeting|基线)(?!\p{L})/iu, 'Baseline'],
  [/^(?:atual|valor a[ct]+ual|aktuell|actuel|huidig|현재(?: ?상태| ?값)?|현황|现状|当前值?)(?!\p{L})/iu, 'Current'],
  [/^(?:의미|意义|意義|意味)(?!\p{L})/iu, 'Purpose'],
  [/^(?:estado|statut|situação|状态|상태)(?!\p{L})/iu, 'Status'],
  [/^(?:prazo|plazo|fecha límite|frist|échéance|期限|마감)(?!\p{L})/iu, 'Due'],
  [/^(?:confiança|confianza|confiance|zuversicht)(?!\p{L})/iu, 'Confidence'],
]

/** `O1：` and `KR1（…）：`, as Chinese and Japanese are typed, and `KR1=0.4 …`, which is the result with its score. */
function inOurSigns(written: string): string {
  // the number of a label, and no other one
  const text = written.replace(/^\p{L}[\p{L}\u200c ]{0,18}[٠-٩۰-۹０-９]{1,2}(?:[.٫][٠-٩۰-۹０-９]{1,2})?(?=\s?[:：.)–—-])/u, inOurDigits)
  // `1.1 Key result: …`
  const numbered = /^\d{1,2}[.-]\d{1,2}\.?\s+(?=(?:key[ -]?results?|KR)\b)/i.exec(text.slice(0, 30))
  if (numbered) return text.slice(numbered[0].length)
  const tagged = /^\[(OBJ|OBJECTIVE|O|KR|KEY RESULT)[- ]?\d{1,5}\]\s*(?=\S)/i.exec(text.slice(0, 40))
  if (tagged) return `${/^o/i.test(tagged[1] ?? '') ? 'Objective' : 'KR'}: ${text.slice(tagged[0].length)}`
  const wide = /^((?:O|KR|OKR|Key ?Result|Objective|Goal)\s?\d{0,2}(?:\.\d{1,2})*)\s?(?:（([^（）]{1,40})）)?\s?：\s*/iu.exec(
    text.slice(0, 80),
  )
  if (wide) return `${wide[1]}${wide[2] ? ` (${wide[2]})` : ''}: ${text.slice(wide[0].length)}`
  const scored = /^(KR\s?\d{1,2}(?:\.\d{1,2})*)\s?=\s?([01](?:\.\d{1,2})?)\s+(?=\S)/i.exec(text)
  return scored ? `${scored[1]}: ${text.slice(scored[0].length)} (score: ${scored[2]})` : text
}

/** The text with its first word in our language, where that word names a part of a set of goals. */
export function inEnglish(whole: string): string {
  const text = inOurSigns(whole)
  for (const [pattern, word] of words) {
    const found = pattern.exec(text.slice(0, 40))?.[0]
    if (found) return word + text.slice(found.length).replace(/^(\s?\d{1,2})?\s?：\s*/u, '$1: ')
  }
  return mended(text)
}

const ours: [string, string][] = [
  ['objective', 'Objective'],
  ['objectives', 'Objectives'],
  ['key result', 'Key result'],
  ['key results', 'Key results'],
]

/** `Objectve 1: …`, `Key reslts`: the first word as it is meant, where it stands as a label does. */
function mended(text: string): string {
  const found = /^(o\p{L}{6,10}|key[ -]?r\p{L}{3,7})(?=\s?#?\d{0,2}(?:\.\d{1,2})?\s?(?:[:.)–—-]|$))/iu.exec(text.slice(0, 40))?.[1]
  const meant =
    found &&
    meantOf(
      found.replace('-', ' '),
      ours.map(([word]) => word),
    )
  return meant ? (ours.find(([word]) => word === meant)?.[1] ?? '') + text.slice(found.length) : text
}
