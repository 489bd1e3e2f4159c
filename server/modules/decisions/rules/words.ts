/** Words that say nothing of what is decided. */
const stop = new Set(
  'a an and all any are as at be by can do each every for from has have how if in into is it its may of on or our out shall should that the their them then they this to up us we what when which who will with you your'.split(
    ' ',
  ),
)

/** Words of a text for comparing: NFKC, lower case, without marks and stop words, without a plural s. */
export function foldedWords(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')
  return [...plain.matchAll(/[\p{L}\p{N}]+/gu)]
    .map(([word]) => word)
    .filter((word) => !stop.has(word))
    .map((word) => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word))
}
