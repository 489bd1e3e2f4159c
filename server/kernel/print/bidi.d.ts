/** The part of bidi-js that we use (it ships no types). */
declare module 'bidi-js' {
  type Levels = { levels: Uint8Array; paragraphs: { start: number; end: number; level: number }[] }
  type Bidi = {
    getEmbeddingLevels: (text: string, base?: 'ltr' | 'rtl' | 'auto') => Levels
    getMirroredCharacter: (sign: string) => string | null
  }
  export default function bidiFactory(): Bidi
}
