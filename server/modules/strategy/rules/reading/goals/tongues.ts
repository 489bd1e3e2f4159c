/** What people call objectives, results, owners and targets in other languages, as our own words. */
const words: [RegExp, string][] = [
  [/^(?:objetivos|objectifs|obiettivi|doelstellingen)(?!\p{L})/iu, 'Objectives'],
  [/^(?:objetivo|objectif|obiettivo|doelstelling|目标|目標|목표|цель)(?!\p{L})/iu, 'Objective'],
  [/^(?:ziele|doelen|цели)(?!\p{L})/iu, 'Goals'],
  [/^(?:ziel|doel)(?!\p{L})/iu, 'Goal'],
  [
    /^(?:resultados?[ -]cha?ves?|r[eé]sultats?[ -]cl[eé]s?|risultati chiave|schlüsselergebnisse|resultados claves?|kernresultaten|关键结果|關鍵結果|핵심 ?결과|ключевые результаты)(?!\p{L})/iu,
    'Key results',
  ],
  [/^(?:risultato chiave|schlüsselergebnis|kernresultaat|ключевой результат)(?!\p{L})/iu, 'Key result'],
  [
    /^(?:responsável|responsáveis|responsables?|responsabile|verantwortlich(?:e[rn]?)?|dono|dueñ[oa]|eigenaar|负责人|담당자?|ответственный)(?!\p{L})/iu,
    'Owner',
  ],
  [/^(?:metas?|alvos?|cible|zielwert|doelwaarde|目标值|목표치)(?!\p{L})/iu, 'Target'],
  [/^(?:l[ií](?:nea|nha) (?:de )?base|ausgangswert|valor inicial|nulmeting|基线)(?!\p{L})/iu, 'Baseline'],
  [/^(?:atual|valor a[ct]+ual|aktuell|actuel|huidig|现状|当前值?)(?!\p{L})/iu, 'Current'],
  [/^(?:estado|statut|situação|状态|상태)(?!\p{L})/iu, 'Status'],
  [/^(?:prazo|plazo|fecha límite|frist|échéance|期限|마감)(?!\p{L})/iu, 'Due'],
  [/^(?:confiança|confianza|confiance|zuversicht)(?!\p{L})/iu, 'Confidence'],
]

/** The text with its first word in our language, where that word names a part of a set of goals. */
export function inEnglish(text: string): string {
  for (const [pattern, word] of words) {
    const found = pattern.exec(text.slice(0, 40))?.[0]
    if (found) return word + text.slice(found.length)
  }
  return text
}
